"""What a judgement of a goal must say, and goals that are missed again and again."""

from datetime import date

from timglas.rules.assessments import (
    GoalForecast,
    Judged,
    Missed,
    has_ended,
    missed_again,
    needs_remedy,
    remedy_faults,
)
from timglas.rules.scale import Status


def at(year: int, month: int, status: Status = Status.OFF_TRACK) -> Judged:
    day = {4: 30, 8: 31, 12: 31}.get(month, 15)
    return Judged(year, date(year, month, day), status)


def test_what_is_red_or_worse_than_last_needs_a_remedy() -> None:
    assert needs_remedy(Status.OFF_TRACK, None)
    assert needs_remedy(Status.NOT_MET, Status.NOT_MET)
    assert needs_remedy(Status.AT_RISK, Status.MET)
    assert not needs_remedy(Status.AT_RISK, Status.PARTLY_MET)
    assert not needs_remedy(Status.AT_RISK, Status.OFF_TRACK)
    assert not needs_remedy(Status.AT_RISK, None)


def test_what_cannot_be_judged_is_not_worse() -> None:
    assert not needs_remedy(Status.NOT_JUDGED, Status.ON_TRACK)
    assert not needs_remedy(Status.AT_RISK, Status.NOT_JUDGED)


def test_all_that_a_remedy_lacks_is_told_by_field() -> None:
    day = date(2025, 8, 31)
    nothing = remedy_faults(cause="", action=" ", on=None, has_person=False, as_of=day)
    assert list(nothing) == ["cause", "remedy", "remedy_on", "remedy_by"]
    assert remedy_faults(cause="a", action="b", on=day, has_person=True, as_of=day) == {}


def test_a_year_has_ended_on_its_last_day() -> None:
    assert [has_ended(2025, date(2025, 12, day)) for day in (30, 31)] == [False, True]


def test_a_forecast_is_told_in_words() -> None:
    assert GoalForecast.PARTLY.name_in_words == "Kommer delvis att uppnås"


def test_three_years_in_a_row_are_told_as_years() -> None:
    years = [at(2022, 12, Status.MET), *(at(year, 12, Status.NOT_MET) for year in (2023, 2024))]
    now = at(2025, 4)
    assert missed_again(years) is None
    missed = missed_again([*years, now])
    assert missed == Missed(3, now, in_years=True)
    assert missed.sentence == "Målet har bedömts som missat tre år i rad, 2023–2025."


def test_years_with_one_between_them_that_was_not_judged_are_told_as_follow_ups() -> None:
    missed = missed_again(at(year, 12, Status.NOT_MET) for year in (2021, 2023, 2024))
    assert missed == Missed(3, at(2024, 12, Status.NOT_MET), in_years=False)


def test_three_follow_ups_in_a_row_are_told_as_such() -> None:
    missed = missed_again([at(2024, 12, Status.NOT_MET), at(2025, 4), at(2025, 8)])
    assert missed == Missed(3, at(2025, 8), in_years=False)
    assert missed.sentence == (
        "Målet har bedömts som missat vid tre uppföljningar i rad, senast 31 augusti 2025."
    )


def test_several_judgements_in_the_same_follow_up_are_one() -> None:
    assert missed_again([at(2025, 5), at(2025, 6), at(2025, 8)]) is None
    afterwards = Judged(2024, date(2025, 2, 3), Status.NOT_MET)
    assert missed_again([at(2024, 12), afterwards, at(2025, 4)]) is None


def test_anything_but_red_ends_the_row() -> None:
    for status in (Status.AT_RISK, Status.NOT_JUDGED):
        assert missed_again([at(2024, 12), at(2025, 4), at(2025, 8), at(2025, 9, status)]) is None
    assert missed_again([]) is None
