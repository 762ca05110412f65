"""The sentence above a chart is somebody's own until it is given back to the rule."""

import pytest

from tests.cast import NOW, Cast
from tests.reported import Reported, report_some
from timglas.actions.headlines import write_headline
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Headline
from timglas.rules.periods import Frequency, Period

YEAR = Period(Frequency.YEAR, 2023)


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


def write(scene: Reported, sentence: str) -> Headline:
    indicator = scene.planned.indicator
    return write_headline(
        indicator=indicator, sentence=sentence, period=YEAR, by=scene.cast.head, at=NOW
    )


def test_a_sentence_is_kept_with_who_and_until_when(scene: Reported) -> None:
    headline = write(scene, "  Fler  når målet. ")
    assert (headline.sentence, headline.period_end) == ("Fler når målet.", YEAR.end)
    assert (headline.written_by, headline.written_at) == (scene.cast.head, NOW)
    event = AuditEvent.objects.get(action="write_headline")
    assert (event.before, event.after) == (
        {"sentence": ""},
        {"sentence": "Fler når målet."},
    )


def test_the_earlier_sentence_stays_when_another_is_written(scene: Reported) -> None:
    write(scene, "Fler når målet.")
    write(scene, "")
    assert list(Headline.objects.order_by("pk").values_list("sentence", flat=True)) == [
        "Fler når målet.",
        "",
    ]


@pytest.mark.parametrize("earlier", ["", "Fler når målet."])
def test_the_same_sentence_again_is_no_change(scene: Reported, earlier: str) -> None:
    if earlier:
        write(scene, earlier)
    with pytest.raises(Refusal) as refused:
        write(scene, f" {earlier}")
    assert (refused.value.message, refused.value.field) == (
        "Ingenting är ändrat. Skriv en ny mening.",
        "sentence",
    )
