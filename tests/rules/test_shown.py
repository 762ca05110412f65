"""States as they are shown."""

from django.utils import translation

from timglas.rules.outbox import MailState


def test_a_state_is_its_value_and_says_what_it_is_called_and_looks_like() -> None:
    with translation.override("sv"):
        state = MailState("sent")
        assert state is MailState.SENT
        assert (state, state.value, str(state)) == ("sent", "sent", "sent")
        assert (state.name_in_words, state.symbol) == ("Skickat", "ok")


def test_a_state_is_called_so_in_the_readers_language() -> None:
    with translation.override("en"):
        assert MailState.SENT.name_in_words == "Sent"
