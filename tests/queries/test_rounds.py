"""The register of rounds, and a round level by level, as each may see it."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast, make_unit
from tests.collected import collected
from tests.reported import report_some
from tests.rounds import AUGUST, make_kind, make_round, row_of
from timglas.actions.decisions import record_decision
from timglas.actions.outcomes import report_outcome
from timglas.actions.rounds import finish_unit, lock_round, note_receipt
from timglas.models import UnitKind
from timglas.queries.round_page import BodyRow, Level, round_page
from timglas.queries.round_progress import Progress, progress_of
from timglas.queries.rounds import Coming, RoundLine, rounds_page
from timglas.rules.periods import Frequency, Period


def test_the_register_tells_how_far_a_round_has_come_and_what_comes(cast: Cast) -> None:
    opened = make_round(cast)
    monthly = make_kind(cast, name="Månadsrapport", month=0, law="")
    finish_unit(row=row_of(opened, cast.bjork), by=cast.manager, at=NOW)
    found = rounds_page(cast.viewer(cast.reader, date(2025, 9, 16)))
    name = "Delårsbokslut per den 31 augusti 2025"
    assert found.open == (RoundLine(opened.pk, name, False, 8, 1, 1, date(2025, 9, 17), 0, 4),)
    assert found.coming == (
        Coming(monthly.pk, "Månadsrapport per den 31 augusti 2025", AUGUST, is_over=True),
        Coming(
            opened.kind_id,
            "Delårsbokslut per den 31 augusti 2026",
            date(2026, 8, 31),
            is_over=False,
        ),
    )
    assert found.locked == ()
    lock_round(opened=opened, by=cast.controller, at=NOW)
    found = rounds_page(cast.viewer(cast.reader))
    assert (found.open, len(found.locked)) == ((), 1)


def test_who_may_not_see_rounds_sees_none(cast: Cast) -> None:
    make_round(cast)
    found = rounds_page(cast.viewer(cast.outsider))
    assert (found.open, found.locked) == ((), ())


@pytest.mark.parametrize("more", [1, 10])
def test_the_register_takes_five_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    kind = make_kind(cast, month=0, law="")
    for month in range(1, more + 1):
        end = Period(Frequency.MONTH, 2024, month).end
        make_round(cast, kind=kind, as_of=end, begins=end)
    viewer = cast.viewer(cast.controller)
    assert viewer.grants
    rounds_page(viewer)
    with django_assert_num_queries(5):
        assert len(rounds_page(viewer).open) == more


def test_a_round_is_told_level_by_level_with_who_leads(cast: Cast) -> None:
    opened = make_round(cast)
    finish_unit(row=row_of(opened, cast.ek), by=cast.head, at=NOW)
    found = round_page(cast.viewer(cast.head, date(2025, 9, 16)), opened)
    levels = [(level.name, level.total, level.ready, level.late) for level in found.levels]
    assert levels == [
        ("Enheter", 2, 1, 1),
        ("Förvaltningar", 2, 0, 0),
        ("Kommunstyrelsen, nämnder, bolag", 3, 0, 0),
        ("Kommunfullmäktige", 1, 0, 0),
    ]
    assert isinstance(found.levels[0], Level)
    assert [row.unit for row in found.levels[0].waiting] == ["Björkskolan"]
    assert (found.levels[0].more, found.ready) == (0, 1)
    leads = {row.unit: [who.name for who in row.who] for row in found.rows}
    assert leads["Björkskolan"] == ["Eva Enhetschef"]
    assert leads["Barn- och utbildningsförvaltningen"] == ["Folke Förvaltningschef"]
    assert leads["Kommunledningskontoret"] == ["Kim Kommunchef"]
    assert [row.unit for row in found.mine] == [
        *("Ekskolan", "Barn- och utbildningsförvaltningen", "Barn- och utbildningsnämnden"),
    ]
    assert found.mine[0].ready_on == NOW.date()
    assert found.deadline == date(2025, 10, 31)
    assert found.warnings == ()


def test_a_reporter_reports_for_the_own_unit_alone(cast: Cast) -> None:
    found = round_page(cast.viewer(cast.reporter), make_round(cast))
    assert [row.unit for row in found.mine] == ["Björkskolan"]
    assert found.mine[0].state.name == "Försenad"
    assert found.mine[0].state.symbol == "risk"


def test_bodies_that_get_the_report_are_told_from_the_top(cast: Cast) -> None:
    opened = make_round(cast)
    decision = record_decision(
        body=cast.bun, decided_on=date(2025, 10, 6), paragraph="52", by=cast.registrar, at=NOW
    )
    note_receipt(opened=opened, decision=decision, by=cast.registrar, at=NOW)
    found = round_page(cast.viewer(cast.reader), opened)
    assert found.bodies == (
        BodyRow(cast.kf.pk, "Kommunfullmäktige", ""),
        BodyRow(cast.ks.pk, "Kommunstyrelsen", ""),
        BodyRow(cast.bun.pk, "Barn- och utbildningsnämnden", str(decision)),
        BodyRow(cast.ab.pk, "Exempelby Bostäder AB", ""),
    )
    assert found.received == 1


def test_a_round_without_law_has_no_deadline(cast: Cast) -> None:
    kind = make_kind(cast, month=4, law="", parts=["text"])
    april = date(2025, 4, 30)
    found = round_page(cast.viewer(cast.reader), make_round(cast, kind=kind, as_of=april))
    assert (found.law, found.deadline, found.warnings) == (None, None, ())
    assert {row.progress for row in found.rows} == {Progress()}


@pytest.mark.parametrize("more", [1, 10])
def test_a_round_takes_nine_queries_whatever_the_number_of_units(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for number in range(more):
        make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
    opened = make_round(cast)
    viewer = cast.viewer(cast.controller)
    assert viewer.grants
    with django_assert_num_queries(9):
        assert len(round_page(viewer, opened).rows) == 8 + more


def test_what_a_unit_is_asked_for_is_of_periods_that_ended_in_the_year(cast: Cast) -> None:
    scene = report_some(cast)
    assert progress_of(AUGUST) == {}
    december = date(2025, 12, 31)
    owner = scene.planned.indicator.unit_id
    assert progress_of(december) == {owner: Progress(1, 0)}


def test_units_that_report_for_one_above_are_asked_themselves(cast: Cast) -> None:
    indicator = collected(cast)
    report_outcome(
        indicator=indicator,
        unit=cast.bjork,
        period=Period(Frequency.MONTH, 2025, 8),
        value=Decimal(4),
        by=cast.manager,
        at=NOW,
    )
    found = progress_of(AUGUST)
    assert found[cast.bjork.pk] == Progress(1, 1)
    assert found[cast.ek.pk] == Progress(1, 0)
    assert indicator.unit_id not in found
