"""What is left to do in a year, and for whom it is closed."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import NOW, Cast
from tests.collected import collected
from tests.plan_drafts import draft_operational_plan
from tests.planned import Planned, plan_everything, report_year
from tests.reported import add_school
from timglas.actions.assessments import assess_goal
from timglas.actions.outcomes import report_outcome
from timglas.actions.year_closings import close_year, reopen_year
from timglas.models import AggregationChoice, CollectedFrom, FrequencyChoice, OutcomeQuality
from timglas.queries.year_closings import (
    ClosedUnit,
    Left,
    LeftOver,
    OpenUnit,
    YearToClose,
    year_to_close,
)
from timglas.rules.periods import Frequency, Period
from timglas.rules.status import Status

LATER = date(2026, 2, 1)
NOTHING = LeftOver((), 0)
BUN = "Barn- och utbildningsnämnden"


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def asked(cast: Cast, *codes: str, year: int = 2025) -> YearToClose:
    """What the controller sees of some units, in February."""
    units = [getattr(cast, code).pk for code in codes]
    return year_to_close(cast.viewer(cast.controller, LATER), units, year)


def left(*rows: tuple[int, str, str]) -> LeftOver:
    """All of a kind that is not done."""
    return LeftOver(tuple(Left(*row) for row in rows), len(rows))


def test_what_is_not_done_is_listed_by_kind(cast: Cast, planned: Planned) -> None:
    activity = make_activity(planned)
    assignment = make_assignment(cast)
    goals = {"Alla når gymnasiet": planned.eligible, "Kulturskola för alla": planned.loose}
    assert asked(cast, "bun", "bjork") == YearToClose(
        year=2025,
        is_over=True,
        open=(
            OpenUnit(cast.bjork.pk, "Björkskolan", ""),
            OpenUnit(cast.bun.pk, BUN, ""),
        ),
        closed=(),
        drafts=NOTHING,
        unmeasured=left((planned.indicator.pk, "Behöriga till gymnasiet", BUN)),
        unjudged=left(
            *((goal.pk, wording, BUN) for wording, goal in goals.items()),
            (planned.reading.pk, "Alla läser i trean", "Björkskolan"),
        ),
        activities=left((activity.pk, "Läsgrupper i årskurs 2", "Björkskolan")),
        assignments=left((assignment.pk, "Plan för skolornas lokaler", BUN)),
    )


def test_what_belongs_to_other_units_or_later_years_is_left_out(
    cast: Cast, planned: Planned
) -> None:
    make_activity(planned, ends_on=date(2026, 6, 1))
    draft_operational_plan(cast, cast.ek, first_year=2025)
    make_assignment(cast, due_on=date(2026, 6, 1))
    found = asked(cast, "bjork", "ks")
    assert (found.drafts, found.unmeasured, found.activities) == (NOTHING, NOTHING, NOTHING)
    assert (found.assignments, found.left) == (NOTHING, 1)


def test_a_plan_that_is_not_decided_is_left(cast: Cast) -> None:
    draft = draft_operational_plan(cast, cast.ek)
    assert asked(cast, "ek").drafts == left((draft.pk, str(draft.plan), "Ekskolan"))


def test_a_goal_judged_before_the_end_of_the_year_waits_for_its_judgement(
    cast: Cast, planned: Planned
) -> None:
    def judge(day: date, status: Status) -> LeftOver:
        assess_goal(
            goal=planned.reading,
            year=2025,
            as_of=day,
            proposed=status,
            judged=status,
            by=cast.manager,
            at=NOW.replace(year=2026, month=1, day=20),
        )
        return asked(cast, "bjork").unjudged

    assert judge(date(2025, 8, 31), Status.ON_TRACK).count == 1
    assert judge(date(2025, 12, 31), Status.MET) == NOTHING


def test_a_preliminary_value_is_not_the_year_s_last_word(cast: Cast, planned: Planned) -> None:
    at = NOW.replace(year=2026, month=1, day=20)
    report_outcome(
        indicator=planned.indicator,
        period=Period(Frequency.YEAR, 2025),
        value=Decimal(84),
        quality=OutcomeQuality.PRELIMINARY,
        by=cast.head,
        at=at,
    )
    assert asked(cast, "bun").unmeasured.count == 1


def test_a_final_value_also_that_it_cannot_be_measured_is(cast: Cast, planned: Planned) -> None:
    report_outcome(
        indicator=planned.indicator,
        period=Period(Frequency.YEAR, 2025),
        value=None,
        comment="Skolverket har inte publicerat.",
        by=cast.head,
        at=NOW.replace(year=2026, month=1, day=20),
    )
    assert asked(cast, "bun").unmeasured == NOTHING


def test_units_are_asked_for_what_is_collected_from_them_and_the_whole_follows(
    cast: Cast,
) -> None:
    indicator = collected(cast)
    everybody = ("bun", "bjork", "ek")
    assert asked(cast, *everybody).unmeasured == left(
        (indicator.pk, "Frånvaro", BUN),
        (indicator.pk, "Frånvaro", "Björkskolan"),
        (indicator.pk, "Frånvaro", "Ekskolan"),
    )
    for unit in (cast.bjork, cast.ek):
        report_outcome(
            indicator=indicator,
            unit=unit,
            period=Period(Frequency.MONTH, 2025, 12),
            value=Decimal(3),
            by=cast.head,
            at=NOW.replace(year=2026, month=1, day=20),
        )
    assert asked(cast, *everybody).unmeasured == NOTHING


def test_what_is_measured_every_other_year_waits_for_its_year(cast: Cast) -> None:
    indicator = collected(
        cast,
        frequency=FrequencyChoice.TWO_YEARS,
        collected_from=CollectedFrom.OWN,
        aggregation=AggregationChoice.NONE,
    )
    assert asked(cast, "bun").unmeasured.count == 1
    report_outcome(
        indicator=indicator,
        period=Period(Frequency.TWO_YEARS, 2024),
        value=Decimal(3),
        by=cast.head,
        at=NOW,
    )
    assert asked(cast, "bun").unmeasured == NOTHING


def test_the_closed_and_the_opened_again_are_told_apart(cast: Cast) -> None:
    ids = [cast.bun.pk, cast.ek.pk]
    close_year(unit=cast.bun, year=2024, units=ids, by=cast.controller, at=NOW)
    reopen_year(
        unit=cast.ek, year=2024, units=[cast.ek.pk], reason="Fel", by=cast.controller, at=NOW
    )
    found = asked(cast, "bun", "ek", year=2024)
    assert found.closed == (ClosedUnit(cast.bun.pk, BUN, "Cilla Controller", NOW),)
    assert found.open == (OpenUnit(cast.ek.pk, "Ekskolan", "Fel"),)


def test_a_year_that_goes_on_is_not_over(cast: Cast) -> None:
    assert not asked(cast, "bun", year=2026).is_over


def test_no_more_than_some_of_each_kind_are_listed(cast: Cast, planned: Planned) -> None:
    for number in range(22):
        make_activity(planned, name=f"Aktivitet {number}")
    found = asked(cast, "bjork").activities
    assert (len(found.rows), found.count, found.more) == (20, 22, 2)


@pytest.mark.parametrize("indicators", [1, 10])
def test_the_number_of_queries_does_not_grow(
    cast: Cast,
    planned: Planned,
    indicators: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    add_school(cast, planned.eligible, indicators=indicators)
    report_year(planned, 2023, "83")
    viewer = cast.viewer(cast.controller, LATER)
    units = [cast.bun.pk, cast.ek.pk]
    with django_assert_num_queries(26):
        assert year_to_close(viewer, units, 2025).left


def test_drafts_are_those_of_the_year(cast: Cast) -> None:
    draft_operational_plan(cast, cast.ek, first_year=2026)
    assert asked(cast, "ek").drafts == NOTHING
