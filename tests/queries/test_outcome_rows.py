"""Rows of a sheet as outcomes: what they are about, who may report it, and what they would do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, Cast, make_unit
from tests.collected import collected
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator
from tests.reported import add_school, report_some
from timglas.actions.decisions import record_decision
from timglas.actions.outcomes import report_outcome
from timglas.actions.plans import decide_plan
from timglas.models import AggregationChoice, GoalLevel, Grant, Indicator, Person, UnitKind
from timglas.queries.outcome_rows import OutcomeKind, OutcomeReader
from timglas.rules.imports import Difference, Problem, Verdict
from timglas.rules.periods import Frequency, Period
from timglas.rules.permissions import Role

type Told = tuple[Verdict, tuple[Problem, ...]]


def told(cast: Cast, who: Person, *rows: dict[str, str]) -> list[Told]:
    found = OutcomeReader(cast.viewer(who)).check(rows)
    return [(one.verdict, one.problems) for one in found]


def rejected(message: str, column: str) -> Told:
    return Verdict.REJECT, (Problem(message, column),)


ADDED: Told = (Verdict.ADD, ())


@pytest.fixture
def absence(cast: Cast) -> Indicator:
    """The committee's monthly indicator that every school reports."""
    return collected(cast)


def test_an_indicator_is_found_by_its_number_or_its_name(cast: Cast, absence: Indicator) -> None:
    row = {"period": "2025-08", "value": "3"}
    assert told(
        cast,
        cast.head,
        {**row, "indicator": str(absence.pk)},
        {**row, "name": "FRÅNVARO"},
        {**row, "name": "Närvaro"},
        {**row, "indicator": "4711"},
        {**row, "indicator": "sjutton"},
        row,
    ) == [
        ADDED,
        ADDED,
        rejected("Du får inte rapportera för någon indikator som heter ”Närvaro”.", "name"),
        rejected("Du får inte rapportera för någon indikator med nummer 4711.", "indicator"),
        rejected("Du får inte rapportera för någon indikator med nummer sjutton.", "indicator"),
        rejected("Skriv indikatorns nummer eller namn.", "indicator"),
    ]


def test_a_unit_is_found_by_its_code_or_its_name(cast: Cast, absence: Indicator) -> None:
    make_unit("Ekskolan", code="ek2", kind=UnitKind.UNIT, parent=cast.buf)
    row = {"indicator": str(absence.pk), "period": "augusti 2025", "value": "3"}
    assert told(
        cast,
        cast.head,
        {**row, "unit": "bjork"},
        {**row, "unit_name": "björkskolan"},
        {**row, "unit": "bok"},
        {**row, "unit_name": "Bokskolan"},
        {**row, "unit_name": "Ekskolan"},
        {**row, "unit": "klk"},
    ) == [
        ADDED,
        ADDED,
        rejected("Ingen enhet har koden ”bok”.", "unit"),
        rejected("Ingen enhet heter ”Bokskolan”.", "unit_name"),
        rejected("2 enheter heter ”Ekskolan”. Skriv enhetens kod också.", "unit_name"),
        rejected(
            "Kommunledningskontoret hör inte till Barn- och utbildningsnämnden. "
            "Välj en enhet under Barn- och utbildningsnämnden.",
            "unit",
        ),
    ]


def test_indicators_of_one_name_are_told_apart_by_their_unit_or_number(cast: Cast) -> None:
    planned = report_some(cast).planned
    add_school(cast, planned.eligible, indicators=1)
    draft = draft_operational_plan(cast, cast.buf)
    level = GoalLevel.objects.get(order=3)
    goal = make_goal(cast, draft, level, "Prov för alla", parent=planned.eligible)
    twins = [make_indicator(cast, goal, "Prov 0") for _time in range(2)]
    official = {"official": cast.head, "by": cast.head, "at": NOW}
    decision = record_decision(body=cast.buf, decided_on=date(2024, 12, 20), **official)
    decide_plan(version=draft, decision=decision, by=cast.head, at=NOW)
    row = {"name": "Prov 0", "period": "2024", "value": "1"}
    ambiguous = "{} indikatorer heter ”Prov 0”. Skriv indikatorns nummer också."
    assert told(
        cast,
        cast.head,
        row,
        {**row, "unit": "ek"},
        {**row, "unit": "buf"},
        {**row, "unit": "buf", "indicator": str(twins[0].indicator_id)},
    ) == [
        rejected(ambiguous.format(3), "name"),
        ADDED,
        rejected(ambiguous.format(2), "name"),
        ADDED,
    ]


def test_who_manages_a_unit_reports_for_it_what_is_collected_and_nothing_else(
    cast: Cast, absence: Indicator
) -> None:
    row = {"indicator": str(absence.pk), "period": "2025-08", "value": "3"}
    assert told(cast, cast.manager, {**row, "unit": "bjork"}, {**row, "unit": "ek"}, row) == [
        ADDED,
        rejected("Du får inte rapportera Frånvaro för Ekskolan.", "unit"),
        rejected("Du får inte rapportera Frånvaro för Barn- och utbildningsnämnden.", "unit"),
    ]


def test_an_indicator_that_is_not_collected_is_its_own_units(cast: Cast) -> None:
    indicator = report_some(cast).planned.indicator
    row = {"indicator": str(indicator.pk), "period": "2024", "value": "3", "unit": "bjork"}
    assert told(cast, cast.manager, row) == [
        rejected(
            f"Du får inte rapportera för någon indikator med nummer {indicator.pk}.", "indicator"
        )
    ]
    assert told(cast, cast.head, row) == [ADDED]


def test_what_the_cells_say_is_checked(cast: Cast, absence: Indicator) -> None:
    row = {"indicator": str(absence.pk), "period": "2025-08", "value": "3"}
    assert told(
        cast,
        cast.head,
        {**row, "period": ""},
        {**row, "period": "2025"},
        {**row, "sex": "hen"},
        {**row, "provider": "bolag"},
        {**row, "value": "många"},
        {**row, "period": "2025-10"},
        {**row, "period": "2025-10", "quality": "preliminärt"},
    ) == [
        rejected("Skriv vilken period värdet gäller.", "period"),
        rejected("”2025” är ingen period. Skriv till exempel 2026-04 eller april 2026.", "period"),
        rejected("”hen” går inte att välja. Skriv något av: Alla, Kvinnor, Män.", "sex"),
        rejected(
            "”bolag” går inte att välja. Skriv något av: All regi, Egen regi, Enskild regi.",
            "provider",
        ),
        rejected("”många” är inget tal. Skriv med siffror, till exempel 3,5 eller −2.", "value"),
        rejected("Oktober 2025 är inte slut än. Ange att värdet är preliminärt.", "quality"),
        ADDED,
    ]


def test_a_change_is_told_in_words(cast: Cast) -> None:
    indicator = collected(
        cast, name="Andel", measure_unit="%", aggregation=AggregationChoice.WEIGHTED
    )
    report_outcome(
        indicator=indicator,
        period=Period(Frequency.MONTH, 2025, 8),
        unit=cast.bjork,
        value=Decimal(75),
        numerator=Decimal(3),
        denominator=Decimal(4),
        by=cast.head,
        at=NOW,
    )
    place = {"name": "Andel", "unit": "bjork", "period": "2025-08"}
    changed, added, missing = OutcomeReader(cast.viewer(cast.head)).check(
        [
            {**place, "numerator": "2", "comment": "Rättat"},
            {**place, "sex": "Kvinnor", "provider": "Enskild", "value": "74"},
            {**place, "unmeasurable": "Ingen enkät"},
        ]
    )
    assert changed.change is not None
    assert added.change is not None
    assert missing.change is not None
    assert (changed.verdict, changed.change.label) == (
        *(Verdict.CHANGE, "Andel, Björkskolan, augusti 2025"),
    )
    assert changed.change.differences == (
        Difference("Värde", "75\u00a0%", "50\u00a0%"),
        Difference("Täljare", "3", "2"),
        Difference("Kommentar", "", "Rättat"),
    )
    assert (added.verdict, added.change.label) == (
        *(Verdict.ADD, "Andel, Björkskolan, augusti 2025, kvinnor, enskild regi"),
    )
    assert added.change.differences == (
        Difference("Värde", "", "74\u00a0%"),
        Difference("Kvalitet", "", "Slutligt"),
        Difference("Källa", "", "Skolorna"),
    )
    assert missing.change.differences == (
        Difference("Värde", "75\u00a0%", "Går inte att mäta"),
        Difference("Täljare", "3", ""),
        Difference("Nämnare", "4", ""),
        Difference("Kommentar", "", "Ingen enkät"),
    )


def test_the_template_lists_what_the_viewer_may_report(cast: Cast, absence: Indicator) -> None:
    Grant.objects.create(
        person=cast.outsider, role=Role.READER, unit=cast.kf, valid_from=NOW.date()
    )
    indicators, units = OutcomeKind().lists(cast.viewer(cast.manager))
    assert list(indicators.rows) == [(absence.pk, "Frånvaro", "Barn- och utbildningsnämnden", "st")]
    assert len(units.rows) == 8
    nothing, _units = OutcomeKind().lists(cast.viewer(cast.outsider))
    assert list(nothing.rows) == []


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    cast: Cast,
    absence: Indicator,
    count: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    row = {"indicator": str(absence.pk), "unit": "bjork", "period": "2025-08"}
    rows = [{**row, "value": str(number)} for number in range(count)]
    reader = OutcomeReader(cast.viewer(cast.head))
    with django_assert_num_queries(3):
        reader.check(rows)
