"""What a body can reply to its order."""

from timglas.rules.orders import Reply, needs_text


def test_an_answer_is_written_and_receiving_speaks_for_itself() -> None:
    assert {reply: needs_text(reply) for reply in Reply} == {
        Reply.RECEIVED: False,
        Reply.ANSWERED: True,
    }


def test_replies_have_words_and_shapes() -> None:
    assert [(reply.name_in_words, reply.symbol) for reply in Reply] == [
        ("Mottagen", "wait"),
        ("Besvarad", "ok"),
    ]
