"""The budget is written in a draft, copied to new versions and frozen by the decision."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.budgeted import draft_budget, millions, small_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import NEW_YEAR, decide, draft_operational_plan
from timglas.actions.budget import edit_budget
from timglas.actions.plans import discard_draft, revise_plan
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, BudgetAmount, BudgetFrame, BudgetLine, PlanVersion
from timglas.queries.budget import budget_of
from timglas.rules.budget import Budget, Frame, FrameKind, Line, LineKind
from timglas.rules.plan_document import AmountLine, FrameLine, UnitLine, read


def edit(cast: Cast, version: PlanVersion, budget: Budget) -> None:
    edit_budget(version=version, budget=budget, by=cast.controller, at=NOW)


def test_a_budget_is_kept_as_it_was_written(cast: Cast) -> None:
    version = draft_budget(cast)
    kept = budget_of(version)
    small = small_budget(cast)
    by_unit = {(frame.unit, frame.kind): frame.amounts for frame in small.frames}
    assert {(frame.unit, frame.kind): frame.amounts for frame in kept.frames} == by_unit
    assert kept.lines == small.lines
    event = AuditEvent.objects.get(action="edit_budget")
    assert (event.unit, event.before) == (cast.kf, {})
    assert event.after["Barn- och utbildningsnämnden operating 2025"] == "300000000.00"
    assert event.after["Skattesats 2026"] == "22.05"


def test_a_change_tells_only_what_it_changed(cast: Cast) -> None:
    version = draft_budget(cast)
    small = budget_of(version)
    less = tuple(line for line in small.lines if line.kind is not LineKind.PROVISIONS)
    pensions = Line(LineKind.COST, "Pensioner", millions("19", "20.5", "22.5"))
    changed = tuple(pensions if line.kind is LineKind.COST else line for line in less)
    edit(cast, version, replace(small, lines=changed))
    event = AuditEvent.objects.filter(action="edit_budget").latest("pk")
    assert event.before == {"Pensioner 2025": "18000000.00", "Avsättningar 2025": "50000000.00"}
    assert event.after == {"Pensioner 2025": "19000000.00"}


def test_years_beyond_the_plan_fall_away(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.kf)
    budget = Budget(
        frames=(Frame(cast.ks.pk, FrameKind.OPERATING, millions("1", "1", "1", "1")),),
        lines=(Line(LineKind.TAX, "Skatt", millions("1", first=2024)),),
    )
    edit(cast, version, budget)
    kept = budget_of(version)
    assert kept.frames[0].amounts == millions("1", "1", "1")
    assert kept.lines == (Line(LineKind.TAX, "Skatt", {}),)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((Line(LineKind.COST, " ", {}),), "inget namn"),
        ((Line(LineKind.COST, "A", {}), Line(LineKind.INCOME, "A ", {})), "samma namn"),
        ((Line(LineKind.COST, "A", {2025: Decimal("0.001")}),), "hela ören"),
    ],
)
def test_what_cannot_be_kept_is_refused(cast: Cast, lines: tuple[Line, ...], said: str) -> None:
    version = draft_operational_plan(cast, cast.kf)
    with pytest.raises(Refusal, match=said):
        edit(cast, version, Budget(lines=lines))
    assert not BudgetLine.objects.exists()


def test_only_the_councils_plan_holds_frames(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun)
    with pytest.raises(Refusal, match="fullmäktiges verksamhetsplan"):
        edit(cast, version, small_budget(cast))


def test_a_decided_budget_is_in_the_document_and_never_changes(cast: Cast) -> None:
    version = decide(cast, draft_budget(cast))
    document = read(version.document.body)
    committee = UnitLine("bun", "Barn- och utbildningsnämnden", "committee")
    assert FrameLine(committee, "investment", (AmountLine(2025, "3730000"),)) in document.frames
    assert [line.name for line in document.budget][:2] == ["Skattesats", "Skatteintäkter"]
    with pytest.raises(Refusal, match="kan inte ändras"):
        edit(cast, version, Budget())


def test_a_new_version_begins_with_the_frames_of_the_decided_one(cast: Cast) -> None:
    version = decide(cast, draft_budget(cast))
    draft = revise_plan(plan=version.plan, valid_from=NEW_YEAR, by=cast.controller, at=NOW)
    assert budget_of(draft) == budget_of(version)


def test_a_discarded_draft_leaves_no_amounts(cast: Cast) -> None:
    version = draft_budget(cast)
    discard_draft(version=version, by=cast.controller, at=NOW)
    for model in (BudgetFrame, BudgetLine, BudgetAmount):
        assert not model._default_manager.exists()
