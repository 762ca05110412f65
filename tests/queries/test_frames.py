"""The frames of a year: as first decided, changed, added to, and plan by plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.budgeted import MILLION, add_to, draft_budget, millions, small_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import decide
from timglas.actions.budget import edit_budget
from timglas.actions.plans import revise_plan
from timglas.models import PlanVersion
from timglas.queries.council_plans import VersionCited
from timglas.queries.frames import (
    AppropriationRow,
    CompanyRow,
    FrameRow,
    FrameTable,
    frames_page,
    unit_frame,
)
from timglas.queries.vintages import Vintage, Vintages
from timglas.rules.appropriations import Financing
from timglas.rules.budget import Budget, Frame, FrameKind

BUN, KS = "Barn- och utbildningsnämnden", "Kommunstyrelsen"
DECISION = "Kommunfullmäktige 2024-11-28 § 142 Dnr KS 2024/310"


def mkr(amount: str) -> Decimal:
    return Decimal(amount) * MILLION


def row(name: str, *amounts: str | None, is_total: bool = False) -> FrameRow:
    original, changed, added, revised = (None if a is None else mkr(a) for a in amounts)
    return FrameRow(name, original, changed, added or Decimal(0), revised, is_total)


def revised(cast: Cast, version: PlanVersion, frames: tuple[Frame, ...]) -> PlanVersion:
    """A second version, valid from March, with other frames."""
    draft = revise_plan(plan=version.plan, valid_from=date(2025, 3, 1), by=cast.controller, at=NOW)
    budget = replace(small_budget(cast), frames=frames)
    edit_budget(version=draft, budget=budget, by=cast.controller, at=NOW)
    return decide(cast, draft)


def test_without_plans_there_is_nothing(cast: Cast) -> None:
    page = frames_page(cast.viewer(None), 2025)
    assert (page.years, page.frames, page.vintages) == ((), None, Vintages((), ()))


def test_a_frame_is_what_was_decided_with_what_was_added(cast: Cast) -> None:
    version = decide(cast, draft_budget(cast))
    add_to(cast, version, cast.bun, "2")
    add_to(cast, version, cast.bun, "20", financing=Financing.FRAME, payer=cast.ks)
    loan = {"kind": FrameKind.INVESTMENT, "financing": Financing.LOAN}
    add_to(cast, version, cast.bun, "1", **loan)  # type: ignore[arg-type]
    page = frames_page(cast.viewer(None), 2025)
    frames = page.frames
    assert frames is not None
    cited = VersionCited(version.pk, "2025–2027", 1, str(version.decision))
    assert (frames.original, frames.current, frames.is_changed) == (cited, cited, False)
    assert frames.tables == (
        FrameTable(
            FrameKind.OPERATING,
            (
                row(BUN, "300", "0", "22", "322"),
                row(KS, "170", "0", "-20", "150"),
                row("Summa", "470", "0", "2", "472", is_total=True),
            ),
        ),
        FrameTable(
            FrameKind.INVESTMENT,
            (
                row(BUN, "3.73", "0", "1", "4.73"),
                row("Summa", "3.73", "0", "1", "4.73", is_total=True),
            ),
        ),
    )
    assert (frames.result, frames.lowered, frames.result_now) == (mkr("8"), mkr("2"), mkr("6"))
    assert frames.operating == frames.tables[0].rows[-1]
    assert frames.companies == (
        CompanyRow(
            "Exempelby Bostäder AB",
            (
                (FrameKind.COMPANY_RESULT, None),
                (FrameKind.COMPANY_INVESTMENT, None),
                (FrameKind.COMPANY_RETURN, Decimal("3.5")),
                (FrameKind.COMPANY_EQUITY, Decimal(20)),
            ),
        ),
    )
    assert frames.appropriations[1] == AppropriationRow(
        unit=BUN,
        kind=FrameKind.OPERATING,
        carries_forward=False,
        amount=mkr("20"),
        purpose="Nytt löneavtal",
        financing=Financing.FRAME,
        payer=KS,
        decision=str(version.decision),
        version=1,
    )


def test_a_new_version_changes_frames_and_what_was_added_stays(cast: Cast) -> None:
    version = decide(cast, draft_budget(cast))
    add_to(cast, version, cast.bun, "2")
    second = revised(
        cast,
        version,
        (
            Frame(cast.bun.pk, FrameKind.OPERATING, millions("295", "310", "320")),
            Frame(cast.kf.pk, FrameKind.OPERATING, millions("5", "5", "5")),
        ),
    )
    frames = frames_page(cast.viewer(None), 2025).frames
    assert frames is not None
    assert (frames.original.number, frames.current.number) == (1, 2)
    assert frames.current.id == second.pk
    assert frames.is_changed
    assert frames.tables[0].rows == (
        row(BUN, "300", "-5", "2", "297"),
        row("Kommunfullmäktige", None, "5", "0", "5"),
        row(KS, "170", "-170", "0", "0"),
        row("Summa", "470", "-170", "2", "302", is_total=True),
    )
    earlier = frames_page(cast.viewer(None, date(2025, 2, 1)), 2025).frames
    assert earlier is not None
    assert earlier.current.number == 1


def test_an_amount_that_is_not_known_makes_no_total(cast: Cast) -> None:
    version = draft_budget(cast)
    budget = Budget(
        (
            Frame(cast.bun.pk, FrameKind.OPERATING, millions("1", first=2026)),
            Frame(cast.ks.pk, FrameKind.OPERATING, millions("1")),
        )
    )
    edit_budget(version=version, budget=budget, by=cast.controller, at=NOW)
    decide(cast, version)
    frames = frames_page(cast.viewer(None), 2025).frames
    assert frames is not None
    assert frames.tables[0].rows == (
        row(BUN, None, None, "0", None),
        row(KS, "1", "0", "0", "1"),
        row("Summa", None, None, "0", None, is_total=True),
    )
    assert (frames.result_now, frames.tables[1].rows) == (None, ())


def test_each_plan_tells_what_it_said_of_a_year(cast: Cast) -> None:
    first = decide(cast, draft_budget(cast, first=2024))
    second = decide(cast, draft_budget(cast, first=2025))
    draft_budget(cast, first=2026)
    page = frames_page(cast.viewer(None), 2026)
    assert (page.years, page.frames) == ((2024, 2025, 2026, 2027), None)
    assert [plan.id for plan in page.vintages.plans] == [first.pk, second.pk]
    assert page.vintages.rows == (
        Vintage(BUN, (mkr("320"), mkr("310"))),
        Vintage(KS, (mkr("170"), mkr("170"))),
        Vintage("Summa", (mkr("490"), mkr("480")), is_total=True),
    )
    assert [told.change for told in page.vintages.rows] == [mkr("-10"), 0, mkr("-10")]
    assert Vintage(BUN, (None, mkr("1"))).change is None


def test_a_committee_meets_its_frame_as_it_stands(cast: Cast) -> None:
    viewer = cast.viewer(None)
    assert unit_frame(viewer, cast.bun, 2025) is None
    add_to(cast, decide(cast, draft_budget(cast)), cast.bun, "2")
    assert unit_frame(viewer, cast.bun, 2025) == mkr("302")
    assert unit_frame(viewer, cast.kf, 2025) is None
    assert unit_frame(viewer, cast.bjork, 2025) is None


@pytest.mark.parametrize("count", [1, 10])
def test_ten_appropriations_ask_no_more_of_the_database_than_one(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = decide(cast, draft_budget(cast))
    for _number in range(count):
        add_to(cast, version, cast.bun, "1")
    viewer = cast.viewer(cast.registrar)
    assert viewer.grants
    with django_assert_num_queries(7):
        frames_page(viewer, 2025)
