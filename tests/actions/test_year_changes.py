"""Next year's plans begin in one press, and can be taken back while nothing in them is decided."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions import year_changes
from timglas.actions.goals import add_ground, link_goal
from timglas.actions.indicators import set_target
from timglas.actions.plans import discard_draft, revise_plan
from timglas.actions.refusal import Refusal
from timglas.actions.year_changes import run_year_change, start_year, undo_year_change
from timglas.models import (
    AuditEvent,
    BasisChoice,
    BudgetFrame,
    Goal,
    GoalEdition,
    GoalRenewal,
    GroundKind,
    Indicator,
    IndicatorRenewal,
    Plan,
    PlanVersion,
    Target,
    VersionState,
    YearChange,
)
from timglas.queries.differences import document_of
from timglas.rules.differences import difference


@pytest.fixture
def decided(cast: Cast) -> PlanVersion:
    """The committee's decided plan 2025–2027: a goal on the law, an indicator, three targets."""
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, committee)
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    indicator = make_indicator(cast, goal)
    for year in (2026, 2027):
        set_target(
            edition=indicator,
            unit=cast.bun,
            year=year,
            low=Decimal(90),
            high=None,
            basis=BasisChoice.YEAR_END,
            by=cast.controller,
            at=NOW,
        )
    return decide(cast, version)


def start(cast: Cast, *units: int, year: int = 2026) -> YearChange:
    """The press, and the work it asks for."""
    change = start_year(
        unit=cast.kf,
        year=year,
        units=units or {cast.bun.pk, cast.ab.pk},
        by=cast.controller,
        at=NOW,
    )
    run_year_change(change=change, clock=lambda: NOW)
    return change


def drafts() -> list[PlanVersion]:
    """All drafts there are."""
    return list(PlanVersion.objects.filter(state=VersionState.DRAFT))


def test_a_draft_for_the_next_three_years_says_what_last_year_s_plan_says(
    cast: Cast, decided: PlanVersion
) -> None:
    change = start(cast)
    (draft,) = change.versions.all()
    plan = draft.plan
    assert (plan.unit, plan.first_year, plan.last_year) == (cast.bun, 2026, 2028)
    assert (draft.number, draft.valid_from) == (1, date(2026, 1, 1))
    assert not difference(document_of(decided), document_of(draft))
    edition = draft.goal_editions.get()
    assert edition.goal == decided.goal_editions.get().goal
    targets = Target.objects.filter(edition__goal_edition=edition).order_by("year")
    assert list(targets.values_list("year", flat=True)) == [2026, 2027]
    assert (change.units, change.done) == ([cast.bun.pk], 1)


def test_it_is_asked_what_becomes_of_each_goal_and_indicator(
    cast: Cast, decided: PlanVersion
) -> None:
    (draft,) = start(cast).versions.all()
    source = decided.goal_editions.get()
    (goal,) = GoalRenewal.objects.all()
    assert (goal.version, goal.goal, goal.source, goal.choice) == (draft, source.goal, source, "")
    (line,) = IndicatorRenewal.objects.all()
    assert (line.version, line.source, line.choice) == (draft, source.indicators.get(), "")


def test_the_press_and_the_work_are_recorded(cast: Cast, decided: PlanVersion) -> None:
    start(cast)
    events = AuditEvent.objects.filter(subject="yearchange").order_by("pk")
    assert [(event.action, event.after) for event in events] == [
        ("start_year", {"year": 2026, "units": 1}),
        ("begin_plans", {"year": 2026, "plans": 1}),
    ]
    assert decided.plan.unit == cast.bun


def test_the_latest_decided_version_is_what_next_year_begins_with(
    cast: Cast, decided: PlanVersion
) -> None:
    later = revise_plan(plan=decided.plan, valid_from=date(2025, 3, 1), by=cast.controller, at=NOW)
    make_goal(cast, later, later.goal_editions.get().goal.level, "Fler lär sig simma")
    add_ground(
        edition=later.goal_editions.get(wording="Fler lär sig simma"),
        kind=GroundKind.LAW,
        reference="Skollagen",
        by=cast.controller,
        at=NOW,
    )
    decide(cast, later)
    (draft,) = start(cast).versions.all()
    assert draft.goal_editions.count() == 2


def test_units_that_have_a_plan_for_the_year_are_left_alone(
    cast: Cast, decided: PlanVersion
) -> None:
    own = draft_operational_plan(cast, cast.bun, first_year=2026)
    with pytest.raises(Refusal, match="Det finns ingen plan att börja från") as refused:
        start(cast)
    assert refused.value.field == "year"
    assert drafts() == [own]
    assert decided.goal_editions.count() == 1


def test_a_plan_drafted_between_the_press_and_the_work_is_left_alone(
    cast: Cast, decided: PlanVersion
) -> None:
    change = start_year(unit=cast.kf, year=2026, units={cast.bun.pk}, by=cast.controller, at=NOW)
    own = draft_operational_plan(cast, cast.bun, first_year=2026)
    run_year_change(change=change, clock=lambda: NOW)
    assert drafts() == [own]
    assert (change.done, change.versions.count(), decided.number) == (1, 0, 1)


def test_work_that_was_broken_off_goes_on_where_it_stopped(
    cast: Cast, decided: PlanVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(year_changes, "CHUNK", 1)
    _levels = decided.goal_editions.get().goal.level
    other = draft_operational_plan(cast, cast.ab)
    goal = make_goal(cast, other, _levels, "Bra bostäder")
    add_ground(edition=goal, kind=GroundKind.ARTICLES, reference="§ 3", by=cast.controller, at=NOW)
    decide(cast, other)
    change = start_year(
        unit=cast.kf, year=2026, units={cast.bun.pk, cast.ab.pk}, by=cast.controller, at=NOW
    )
    stale = YearChange.objects.get(pk=change.pk)
    clock = iter([NOW])
    with pytest.raises(StopIteration):
        run_year_change(change=change, clock=lambda: next(clock))
    assert len(drafts()) == 1
    run_year_change(change=stale, clock=lambda: NOW)  # another worker that knows of nothing done
    assert len(drafts()) == 1
    run_year_change(change=YearChange.objects.get(pk=change.pk), clock=lambda: NOW)
    assert len(drafts()) == 2


def test_all_that_was_begun_is_undone(cast: Cast, decided: PlanVersion) -> None:
    change = start(cast)
    (draft,) = change.versions.all()
    level = draft.goal_editions.get().goal.level
    make_indicator(cast, make_goal(cast, draft, level, "Ett nytt mål"), "Ny indikator")
    undo_year_change(change=change, by=cast.controller, at=NOW + timedelta(hours=1))
    assert drafts() == []
    assert not Plan.objects.filter(first_year=2026).exists()
    assert (Goal.objects.count(), Indicator.objects.count()) == (1, 1)
    assert not GoalRenewal.objects.exists()
    assert decided.goal_editions.count() == GoalEdition.objects.count() == 1
    change.refresh_from_db()
    assert (change.undone_by, change.undone_at) == (cast.controller, NOW + timedelta(hours=1))
    with pytest.raises(Refusal, match="redan ångrat"):
        undo_year_change(change=change, by=cast.controller, at=NOW)
    run_year_change(change=change, clock=lambda: NOW)
    assert drafts() == []


def test_work_that_remains_is_not_done_after_the_change_is_undone(
    cast: Cast, decided: PlanVersion
) -> None:
    change = start_year(unit=cast.kf, year=2026, units={cast.bun.pk}, by=cast.controller, at=NOW)
    undo_year_change(change=YearChange.objects.get(pk=change.pk), by=cast.controller, at=NOW)
    run_year_change(change=change, clock=lambda: NOW)
    assert (drafts(), decided.number) == ([], 1)


def test_nothing_is_undone_once_something_is_decided(cast: Cast, decided: PlanVersion) -> None:
    change = start(cast)
    (draft,) = change.versions.all()
    GoalRenewal.objects.update(choice="keep")
    IndicatorRenewal.objects.update(choice="keep")
    decide(cast, draft)
    with pytest.raises(Refusal, match="är beslutad, och det som är beslutat tas inte bort"):
        undo_year_change(change=change, by=cast.controller, at=NOW)
    assert decided.number == 1


def test_a_change_that_others_build_on_is_not_undone(cast: Cast, decided: PlanVersion) -> None:
    change = start(cast)
    (draft,) = change.versions.all()
    edition = draft.goal_editions.get()
    new = make_goal(cast, draft, edition.goal.level, "Ett nytt mål")
    below = draft_operational_plan(cast, cast.bjork, first_year=2026)
    lower = type(edition.goal.level).objects.get(order=3)
    child = make_goal(cast, below, lower, "Alla läser")
    link_goal(
        edition=child,
        parent=new.goal,
        contribution="Läsning ger kunskap.",
        is_primary=True,
        by=cast.controller,
        at=NOW,
    )
    with pytest.raises(Refusal, match="bidrar hit"):
        undo_year_change(change=change, by=cast.controller, at=NOW)
    assert (draft in drafts(), decided.number) == (True, 1)


def test_one_draft_is_taken_back_on_its_own(cast: Cast, decided: PlanVersion) -> None:
    change = start(cast)
    (draft,) = change.versions.all()
    discard_draft(version=draft, by=cast.controller, at=NOW)
    assert (change.versions.count(), GoalRenewal.objects.count()) == (0, 0)
    assert start(cast).versions.count() == 1
    assert decided.goal_editions.count() == 1


def test_the_council_s_budget_goes_along_for_the_years_that_both_plans_are_for(cast: Cast) -> None:
    decided = decide(cast, draft_budget(cast))
    change = start_year(unit=cast.kf, year=2026, units={cast.kf.pk}, by=cast.controller, at=NOW)
    run_year_change(change=change, clock=lambda: NOW)
    (draft,) = change.versions.all()
    years = BudgetFrame.objects.filter(version=draft).values_list("year", flat=True)
    assert set(years) == {2026, 2027}
    undo_year_change(change=change, by=cast.controller, at=NOW)
    assert set(BudgetFrame.objects.values_list("version", flat=True)) == {decided.pk}
