"""Sentences that sum up."""

import pytest

from timglas.rules.status import Status
from timglas.rules.summary import goals_in_words, in_words, joined

S = Status


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([], ""),
        ([S.ON_TRACK], "Ett är på väg att nås."),
        ([S.NOT_MEASURED, S.NOT_JUDGED, S.NOT_DUE], "Inget av dem kan bedömas än."),
        ([S.ON_TRACK, S.ON_TRACK], "Alla är på väg att nås."),
        (
            [S.AT_RISK, S.OFF_TRACK, S.ON_TRACK, S.ON_TRACK],
            "Två är på väg att nås. Ett är osäkert och ett avviker.",
        ),
        (
            [S.MET, S.PARTLY_MET, S.PARTLY_MET, S.NOT_MET, S.NOT_MEASURED],
            (
                "Ett är uppnått. Två är delvis uppnådda, ett är inte uppnått "
                "och ett kan inte bedömas än."
            ),
        ),
    ],
)
def test_goals_are_summed_up_best_first(statuses: list[Status], said: str) -> None:
    assert goals_in_words(statuses) == said


def test_numbers_are_words_up_to_twelve() -> None:
    assert [in_words(n) for n in (0, 1, 12, 13)] == ["inget", "ett", "tolv", "13"]


def test_parts_are_joined_with_och_before_the_last() -> None:
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]
