"""An annual report is approved when it explains what is not as it was decided, and then stays."""

from datetime import date
from decimal import Decimal

import pytest

from tests.annual import (
    CALM,
    LATER,
    READ,
    SAFE,
    SAFE_NOW,
    WHY,
    annual_report,
    annual_year,
    report_value,
    reviewed,
)
from tests.cast import Cast
from tests.reports import make_report
from timglas.actions.decisions import record_decision
from timglas.actions.indicators import edit_indicator
from timglas.actions.outcomes import correct_outcome
from timglas.actions.plans import decide_plan, revise_plan
from timglas.actions.refusal import Refusal
from timglas.actions.report_steps import approve_report, decide_report
from timglas.queries.report_parts import report_document
from timglas.rules.report_document import Table, canonical, read


def test_a_difference_that_is_not_explained_stops_the_approval(cast: Cast) -> None:
    annual_year(cast)
    report = reviewed(cast, annual_report(cast, cast.bun))
    with pytest.raises(Refusal) as refusal:
        approve_report(report=report, by=cast.chief, at=LATER)
    assert str(refusal.value) == (
        f"Skriv i rapporten varför indikatorn ”{SAFE}” har bytt namn. "
        f"Skriv i rapporten varför indikatorn ”{READ}” har lagts till. "
        f"Skriv i rapporten varför indikatorn ”{CALM}” har tagits bort."
    )
    assert report.snapshots.count() == 0


def test_an_annual_report_that_explains_them_is_approved_with_all_three_in_it(cast: Cast) -> None:
    annual_year(cast)
    report = reviewed(cast, annual_report(cast, cast.bun), WHY)
    snapshot = approve_report(report=report, by=cast.chief, at=LATER)
    for told in (SAFE, SAFE_NOW, CALM, READ):
        assert told in snapshot.body
    tables = [block for block in read(snapshot.body).blocks if isinstance(block, Table)]
    assert tables[-1].caption == "Skillnader mot det som beslutades för året"
    assert [row[0] for row in tables[-1].grid.rows] == [
        *("Namn", "Ny indikator", "Borttagen indikator")
    ]


def test_what_is_changed_afterwards_changes_no_published_figure(cast: Cast) -> None:
    """A new version with other tolerance, aggregation and target; a correction; a template."""
    year = annual_year(cast)
    report_value(year, year.safe, "86")
    report = reviewed(cast, annual_report(cast, cast.bun), WHY)
    snapshot = approve_report(report=report, by=cast.chief, at=LATER)
    assert "Delvis uppnått" in snapshot.body
    again = revise_plan(plan=year.plan, valid_from=date(2025, 6, 1), by=cast.controller, at=LATER)
    edition = again.goal_editions.get().indicators.get(indicator=year.safe)
    other = {"tolerance_percent": Decimal(99), "name": "Något annat"}
    other |= {"collected_from": "units", "aggregation": "weighted"}
    edit_indicator(edition=edition, by=cast.controller, at=LATER, **other)  # type: ignore[call-arg]
    decision = record_decision(
        body=cast.bun, decided_on=date(2026, 2, 9), paragraph="9", by=cast.registrar, at=LATER
    )
    decide_plan(version=again, decision=decision, by=cast.registrar, at=LATER)
    outcome = year.safe.outcomes.get()
    correct_outcome(outcome=outcome, value=Decimal(99), reason="Fel", by=cast.head, at=LATER)
    report.round_unit.round.kind.sections.all().delete()
    live = report_document(report)
    assert canonical(live) != snapshot.body
    assert "Något annat" in canonical(live)
    decide_report(report=report, decision=decision, by=cast.registrar, at=LATER)
    first, second = (read(kept.body).blocks for kept in report.snapshots.order_by("pk"))
    assert first == second == read(snapshot.body).blocks


def test_a_round_within_the_year_is_approved_without_explanations(cast: Cast) -> None:
    annual_year(cast)
    report = reviewed(cast, make_report(cast, cast.bun))
    assert approve_report(report=report, by=cast.chief, at=LATER).report == report
