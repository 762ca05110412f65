"""What somebody has to report, as the year goes by."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, Cast, make_unit
from tests.collected import collected
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.indicators import add_indicator, assign_indicator
from timglas.actions.outcomes import report_outcome
from timglas.actions.year_closings import close_year
from timglas.models import AggregationChoice, GroundKind, Indicator, Person, UnitKind
from timglas.queries.history import outcome_history
from timglas.queries.outcomes import DuePage, due_page
from timglas.rules.periods import Frequency, Period
from timglas.rules.permissions import Permission
from timglas.rules.status import Status


def indicators(cast: Cast, *frequencies: Frequency, by_sex: bool = False) -> list[Indicator]:
    """Decide a plan of the committee for 2025 with an indicator of each frequency."""
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    signature = {"by": cast.controller, "at": NOW}
    goal = make_goal(cast, plan, committee)
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="Reglemente 3 §", **signature)
    editions = [
        add_indicator(
            goal_edition=goal,
            name=frequency.value,
            measure_unit="%",
            decimals=1,
            direction="up",
            kind="result",
            frequency=frequency.value,
            source="Enkät",
            by_sex=by_sex,
            **signature,
        )
        for frequency in frequencies
    ]
    decide(cast, plan)
    return [edition.indicator for edition in editions]


def due(cast: Cast, person: Person, day: date = date(2025, 10, 15)) -> DuePage:
    return due_page(cast.viewer(person, day))


def report(cast: Cast, indicator: Indicator, period: Period, *, sex: str = "T") -> int:
    """Report 5 the day after the period has ended."""
    day = period.end + timedelta(days=1)
    return report_outcome(
        indicator=indicator,
        period=period,
        sex=sex,
        value=Decimal(5),
        by=cast.head,
        at=datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/Stockholm")),
    ).pk


def test_each_frequency_has_its_own_latest_period(cast: Cast) -> None:
    indicators(cast, *Frequency)
    page = due(cast, cast.head)
    assert {row.name: row.period.label for row in page.rows} == {
        "month": "september 2025",
        "quarter": "kvartal 3 2025",
        "four_months": "tertial 2 2025",
        "half_year": "första halvåret 2025",
        "year": "2024",
        "two_years": "2024",
    }
    assert (page.done, page.next_due) == (0, date(2025, 11, 1))


def test_every_other_year_keeps_to_the_years_it_was_measured_in(cast: Cast) -> None:
    (indicator,) = indicators(cast, Frequency.TWO_YEARS)
    report(cast, indicator, Period(Frequency.TWO_YEARS, 2023))
    page = due(cast, cast.head)
    assert [(row.period.year, row.is_done) for row in page.rows] == [(2023, True)]


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        (date(2024, 12, 31), []),
        (date(2025, 1, 1), ["december 2024", "2024"]),
        (date(2025, 12, 31), ["november 2025", "2024"]),
        # The plan of 2025 still asks for the values that 2025 ended with, and for no later ones.
        (date(2026, 1, 31), ["december 2025", "2025"]),
        (date(2026, 2, 1), ["2025"]),
        (date(2027, 1, 1), []),
    ],
)
def test_a_plan_asks_until_the_values_of_its_year_are_known(
    cast: Cast, day: date, periods: list[str]
) -> None:
    indicators(cast, Frequency.MONTH, Frequency.YEAR)
    assert [row.period.label for row in due(cast, cast.head, day).rows] == periods


def test_women_and_men_can_be_added_after_the_total(cast: Cast) -> None:
    (indicator,) = indicators(cast, Frequency.YEAR, by_sex=True)
    assert due(cast, cast.head).rows[0].missing == ("T", "K", "M")
    report(cast, indicator, Period(Frequency.YEAR, 2024))
    (row,) = due(cast, cast.head).rows
    assert (row.is_done, row.missing) == (True, ("K", "M"))
    report(cast, indicator, Period(Frequency.YEAR, 2024), sex="K")
    assert due(cast, cast.head).rows[0].missing == ("M",)


def test_what_cannot_be_measured_is_not_asked_for_by_sex(cast: Cast) -> None:
    (indicator,) = indicators(cast, Frequency.YEAR, by_sex=True)
    report_outcome(
        indicator=indicator,
        period=Period(Frequency.YEAR, 2024),
        value=None,
        comment="Ingen enkät.",
        by=cast.head,
        at=NOW,
    )
    (row,) = due(cast, cast.head).rows
    assert (row.is_done, row.missing) == (True, ())


def test_a_done_row_has_the_status_of_its_year(cast: Cast) -> None:
    (indicator,) = indicators(cast, Frequency.MONTH)
    report(cast, indicator, Period(Frequency.MONTH, 2025, 8))
    assert due(cast, cast.head).rows[0].status is None
    report(cast, indicator, Period(Frequency.MONTH, 2025, 9))
    (row,) = due(cast, cast.head).rows
    assert row.status is not None
    assert row.status.status is Status.NOT_JUDGED
    assert row.earlier_period == Period(Frequency.MONTH, 2025, 8)


def test_who_answers_for_some_sees_those_first_and_all_on_request(cast: Cast) -> None:
    month, _year = indicators(cast, Frequency.MONTH, Frequency.YEAR)
    everyone = due(cast, cast.head)
    assert (len(everyone.rows), everyone.only_own, everyone.has_own) == (2, False, False)
    assign_indicator(indicator=month, person=cast.head, on=date(2025, 1, 1), by=cast.admin, at=NOW)
    own = due(cast, cast.head)
    assert ([row.name for row in own.rows], own.only_own) == (["month"], True)
    every = due_page(cast.viewer(cast.head), everything=True)
    assert (len(every.rows), every.only_own, every.has_own) == (2, False, True)


def test_a_person_outside_the_unit_reports_what_they_answer_for(cast: Cast) -> None:
    month, _year = indicators(cast, Frequency.MONTH, Frequency.YEAR)
    assert due(cast, cast.reporter).rows == ()
    assign_indicator(
        indicator=month, person=cast.reporter, on=date(2025, 1, 1), by=cast.admin, at=NOW
    )
    assert [row.name for row in due(cast, cast.reporter).rows] == ["month"]


def test_a_history_of_an_indicator_in_a_draft_has_its_name_too(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), committee)
    edition = add_indicator(
        goal_edition=goal,
        name="Utkast",
        measure_unit="%",
        decimals=0,
        direction="up",
        kind="result",
        frequency="year",
        source="Enkät",
        by=cast.controller,
        at=NOW,
    )
    outcome = report_outcome(
        indicator=edition.indicator,
        period=Period(Frequency.YEAR, 2024),
        sex="K",
        value=Decimal(1),
        by=cast.head,
        at=NOW,
    )
    history = outcome_history(cast.viewer(cast.head), outcome)
    assert (history.name, history.sex_name, len(history.rows)) == ("Utkast", "kvinnor", 1)


def test_what_is_left_comes_before_what_is_done(cast: Cast) -> None:
    month, _year = indicators(cast, Frequency.MONTH, Frequency.YEAR)
    assert [row.name for row in due(cast, cast.head).rows] == ["month", "year"]
    report(cast, month, Period(Frequency.MONTH, 2025, 9))
    assert [row.name for row in due(cast, cast.head).rows] == ["year", "month"]


def places(page: DuePage) -> list[str]:
    return [row.unit_name for row in page.rows]


def test_the_lowest_units_are_asked_for_what_is_collected_from_them(cast: Cast) -> None:
    collected(cast)
    assert places(due(cast, cast.head)) == [
        "Björkskolan",
        "Ekskolan",
        "Barn- och utbildningsnämnden",
    ]
    make_unit("Fritids", code="f", kind=UnitKind.UNIT, parent=cast.bjork)
    assert places(due(cast, cast.head))[:2] == ["Ekskolan", "Fritids"]


def test_a_value_beside_the_whole_of_the_units_is_not_waited_for(cast: Cast) -> None:
    collected(cast)
    page = due(cast, cast.head)
    assert [row.unit_name for row in page.rows if row.is_optional] == [
        "Barn- och utbildningsnämnden"
    ]
    assert (page.wanted, page.done) == (2, 0)


def test_a_value_is_waited_for_where_the_units_make_no_whole(cast: Cast) -> None:
    collected(cast, aggregation=AggregationChoice.NONE)
    page = due(cast, cast.head)
    assert page.rows[0].unit_name == "Barn- och utbildningsnämnden"
    assert (page.wanted, page.done) == (3, 0)


def test_who_reports_for_a_unit_is_asked_for_that_one_alone(cast: Cast) -> None:
    indicator = collected(cast)
    for person in (cast.reporter, cast.manager):
        (row,) = due(cast, person).rows
        assert row.key == f"{indicator.pk}-{cast.bjork.pk}-2025-09"
    assert due(cast, cast.director).rows == ()
    assert due(cast, cast.outsider).rows == ()


def test_a_unit_is_asked_even_of_who_answers_for_something_else(cast: Cast) -> None:
    collected(cast)
    other = Indicator.objects.create(unit=cast.klk, created_at=NOW)
    for person in (cast.manager, cast.head):
        assign_indicator(indicator=other, person=person, on=date(2025, 1, 1), by=cast.admin, at=NOW)
    assert places(due(cast, cast.manager)) == ["Björkskolan"]
    assert places(due(cast, cast.head)) == []
    assert len(due_page(cast.viewer(cast.head), everything=True).rows) == 3


def test_who_answers_for_a_collected_indicator_reports_and_reads_every_unit(cast: Cast) -> None:
    indicator = collected(cast)
    start = date(2025, 1, 1)
    assign_indicator(indicator=indicator, person=cast.outsider, on=start, by=cast.admin, at=NOW)
    assert len(due(cast, cast.outsider).rows) == 3
    outcome = report_outcome(
        indicator=indicator,
        unit=cast.ek,
        period=Period(Frequency.MONTH, 2025, 9),
        value=Decimal(4),
        by=cast.outsider,
        at=NOW,
    )
    viewer = cast.viewer(cast.outsider)
    assert viewer.may(Permission.READ, outcome)
    assert viewer.may(Permission.REPORT_OUTCOME, outcome)


def test_the_reports_of_units_are_kept_apart_and_judged_only_as_a_whole(cast: Cast) -> None:
    indicator = collected(cast)
    for unit, value in ((cast.bjork, 4), (cast.bun, 10)):
        report_outcome(
            indicator=indicator,
            unit=unit,
            period=Period(Frequency.MONTH, 2025, 9),
            value=Decimal(value),
            by=cast.head,
            at=NOW,
        )
    shown = {row.unit_name: row for row in due(cast, cast.head).rows}
    values = {name: row.reported.value for name, row in shown.items() if row.reported}
    assert values == {"Björkskolan": 4, "Barn- och utbildningsnämnden": 10}
    judged = {name for name, row in shown.items() if row.status}
    assert judged == {"Barn- och utbildningsnämnden"}


@pytest.mark.parametrize("schools", [1, 10])
def test_eight_queries_whatever_the_number_of_units(
    cast: Cast, schools: int, django_assert_num_queries: object
) -> None:
    collected(cast)
    for number in range(schools):
        make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
    viewer = cast.viewer(cast.head)
    with django_assert_num_queries(8):  # type: ignore[operator]
        assert len(due_page(viewer).rows) == 3 + schools


def test_what_belongs_to_a_year_that_is_closed_for_the_unit_is_not_asked_for(cast: Cast) -> None:
    collected(cast)
    january = date(2025, 1, 10)
    assert {row.period.label for row in due(cast, cast.head, january).rows} == {"december 2024"}
    signature = {"by": cast.controller, "at": NOW}
    close_year(unit=cast.kf, year=2024, units=[cast.ek.pk, cast.buf.pk], **signature)
    names = [row.unit_name for row in due(cast, cast.head, january).rows]
    assert names == ["Björkskolan", "Barn- och utbildningsnämnden"]
    assert len(due(cast, cast.head).rows) == 3
