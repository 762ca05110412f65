"""A draft's indicators and targets, and what outlives plans: who reports, and breaks in series."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.goals import add_ground
from timglas.actions.indicators import (
    add_indicator,
    assign_indicator,
    edit_indicator,
    mark_break,
    move_indicator,
    remove_indicator,
    remove_target,
    set_target,
    set_targets,
)
from timglas.actions.refusal import Refusal
from timglas.models import (
    AuditEvent,
    BasisChoice,
    DirectionChoice,
    FrequencyChoice,
    GoalEdition,
    GroundKind,
    Indicator,
    IndicatorEdition,
    IndicatorKind,
    Sex,
    Target,
)

DEFINITION: dict[str, Any] = {
    "name": "Sjukfrånvaro",
    "measure_unit": "%",
    "decimals": 1,
    "direction": DirectionChoice.DOWN,
    "kind": IndicatorKind.STAFF,
    "frequency": FrequencyChoice.MONTH,
    "source": "Lönesystemet",
}


@pytest.fixture
def goal(cast: Cast) -> GoalEdition:
    """A goal of a committee's draft for 2025–2027, on another ground."""
    _council, committee, _unit = make_levels(cast)
    edition = make_goal(cast, draft_operational_plan(cast, cast.bun), committee)
    add_ground(edition=edition, kind=GroundKind.LAW, reference="Lag", by=cast.controller, at=NOW)
    return edition


@pytest.fixture
def edition(cast: Cast, goal: GoalEdition) -> IndicatorEdition:
    """An indicator where more is better, without targets."""
    return make_indicator(cast, goal, target=None)


def targets_of(edition: IndicatorEdition) -> list[tuple[Any, ...]]:
    """Every target: year, sex, low and high."""
    rows = edition.targets.order_by("year", "sex")
    return list(rows.values_list("year", "sex", "low", "high"))


def test_a_new_indicator_is_the_goal_s_unit_s_own(cast: Cast, goal: GoalEdition) -> None:
    first = add_indicator(goal_edition=goal, **DEFINITION, by=cast.controller, at=NOW)
    other = add_indicator(
        goal_edition=goal, unit=cast.bjork, **DEFINITION, by=cast.controller, at=NOW
    )
    assert (first.indicator.unit, first.order) == (cast.bun, 1)
    assert (other.indicator.unit, other.order) == (cast.bjork, 2)
    first.refresh_from_db()
    assert {name: getattr(first, name) for name in DEFINITION} == DEFINITION
    event = AuditEvent.objects.filter(action="add_indicator").earliest("pk")
    assert event.after["name"] == "Sjukfrånvaro"


def test_only_what_many_units_report_is_put_together(cast: Cast, goal: GoalEdition) -> None:
    with pytest.raises(Refusal, match="Välj att de rapporterar"):
        add_indicator(
            goal_edition=goal, **DEFINITION, aggregation="weighted", by=cast.controller, at=NOW
        )


def test_percentages_are_never_averaged(cast: Cast, goal: GoalEdition) -> None:
    collected = {**DEFINITION, "collected_from": "units"}
    with pytest.raises(Refusal, match="Procenttal"):
        add_indicator(
            goal_edition=goal, **collected, aggregation="mean", by=cast.controller, at=NOW
        )
    edition = add_indicator(
        goal_edition=goal, **collected, aggregation="weighted", by=cast.controller, at=NOW
    )
    assert (edition.collected_from, edition.aggregation) == ("units", "weighted")


def test_next_year_s_edition_is_of_the_same_indicator(cast: Cast, goal: GoalEdition) -> None:
    indicator = make_indicator(cast, goal).indicator
    later = draft_operational_plan(cast, cast.bun, first_year=2026)
    add_indicator(
        goal_edition=make_goal(cast, later, goal.goal.level),
        indicator=indicator,
        **DEFINITION,
        by=cast.controller,
        at=NOW,
    )
    assert Indicator.objects.get() == indicator
    assert indicator.editions.count() == 2


def test_an_indicator_is_once_under_a_goal(cast: Cast, goal: GoalEdition) -> None:
    edition = make_indicator(cast, goal)
    with pytest.raises(Refusal, match="finns redan under målet"):
        add_indicator(
            goal_edition=goal,
            indicator=edition.indicator,
            **DEFINITION,
            by=cast.controller,
            at=NOW,
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"tolerance_percent": Decimal(0)}, "tolerance_percent"),
        ({"tolerance_percent": Decimal(101)}, "tolerance_percent"),
        ({"tolerance_absolute": Decimal(-1)}, "tolerance_absolute"),
        ({"baseline": Decimal(3)}, "baseline_year"),
        ({"baseline_year": 2023}, "baseline"),
    ],
)
def test_a_definition_that_cannot_be_right_is_refused(
    cast: Cast, goal: GoalEdition, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        add_indicator(goal_edition=goal, **(DEFINITION | changed), by=cast.controller, at=NOW)
    assert refusal.value.field == field
    assert not Indicator.objects.exists()


def test_a_new_definition_keeps_the_targets_and_a_new_direction_does_not(
    cast: Cast, goal: GoalEdition
) -> None:
    edition = make_indicator(cast, goal)
    same = DEFINITION | {"direction": DirectionChoice.UP}
    edit_indicator(edition=edition, **same, by=cast.controller, at=NOW)
    assert len(targets_of(edition)) == 1
    edit_indicator(edition=edition, **DEFINITION, by=cast.controller, at=NOW)
    assert targets_of(edition) == []
    event = AuditEvent.objects.filter(action="edit_indicator").latest("pk")
    assert (event.before["direction"], event.after["direction"]) == ("up", "down")


def test_a_removed_indicator_is_forgotten_unless_it_has_a_history(
    cast: Cast, goal: GoalEdition
) -> None:
    plain, broken = make_indicator(cast, goal, "A"), make_indicator(cast, goal, "B")
    mark_break(
        indicator=broken.indicator,
        period_start=date(2024, 1, 1),
        explanation="Ny mätmetod",
        by=cast.controller,
        at=NOW,
    )
    for edition in (plain, broken):
        remove_indicator(edition=edition, by=cast.controller, at=NOW)
    assert Indicator.objects.get() == broken.indicator


def test_indicators_are_moved_among_their_goal(cast: Cast, goal: GoalEdition) -> None:
    first, second = make_indicator(cast, goal, "A"), make_indicator(cast, goal, "B")
    move_indicator(edition=second, steps=-1, by=cast.controller, at=NOW)
    assert list(goal.indicators.order_by("order")) == [second, first]


def test_a_year_s_target_is_set_replaced_and_taken_away(
    cast: Cast, edition: IndicatorEdition
) -> None:
    def put(low: int) -> Target:
        return set_target(
            edition=edition, year=2026, low=Decimal(low), high=None, by=cast.controller, at=NOW
        )

    assert put(80).unit == cast.bun
    target = put(85)
    assert targets_of(edition) == [(2026, "T", Decimal(85), None)]
    event = AuditEvent.objects.filter(action="set_target").latest("pk")
    assert (Decimal(event.before["low"]), Decimal(event.after["low"])) == (80, 85)
    remove_target(target=target, by=cast.controller, at=NOW)
    assert targets_of(edition) == []


@pytest.mark.parametrize(
    ("direction", "low", "high", "field"),
    [
        (DirectionChoice.UP, None, 5, "low"),
        (DirectionChoice.UP, 5, 6, "high"),
        (DirectionChoice.DOWN, 5, None, "low"),
        (DirectionChoice.DOWN, None, None, "high"),
        (DirectionChoice.SPAN, 5, None, "high"),
        (DirectionChoice.SPAN, None, 5, "low"),
        (DirectionChoice.SPAN, 6, 5, "low"),
    ],
)
def test_a_target_has_the_ends_that_the_direction_uses(
    cast: Cast, goal: GoalEdition, direction: str, low: int | None, high: int | None, field: str
) -> None:
    definition = DEFINITION | {"direction": direction}
    edition = add_indicator(goal_edition=goal, **definition, by=cast.controller, at=NOW)
    with pytest.raises(Refusal) as refusal:
        set_target(
            edition=edition,
            year=2025,
            low=None if low is None else Decimal(low),
            high=None if high is None else Decimal(high),
            by=cast.controller,
            at=NOW,
        )
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("year", "sex", "field"), [(2028, Sex.ALL, "year"), (2025, Sex.WOMEN, "sex")]
)
def test_a_target_is_within_the_plan_and_the_definition(
    cast: Cast, edition: IndicatorEdition, year: int, sex: Sex, field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        set_target(
            edition=edition, year=year, sex=sex, low=Decimal(1), high=None, by=cast.admin, at=NOW
        )
    assert refusal.value.field == field


def test_many_targets_are_set_at_once_and_unchanged_ones_left_alone(
    cast: Cast, edition: IndicatorEdition
) -> None:
    def put(**lows: int | None) -> int:
        bounds = {
            (int(year.removeprefix("y")), Sex.ALL): (None if low is None else Decimal(low), None)
            for year, low in lows.items()
        }
        before = AuditEvent.objects.count()
        set_targets(
            edition=edition, bounds=bounds, basis=BasisChoice.YEAR_END, by=cast.admin, at=NOW
        )
        return AuditEvent.objects.count() - before

    assert put(y2025=80, y2026=85, y2027=None) == 2
    assert put(y2025=80, y2026=None, y2027=None) == 1
    assert targets_of(edition) == [(2025, "T", Decimal(80), None)]
    assert put(y2025=82) == 1
    assert targets_of(edition) == [(2025, "T", Decimal(82), None)]


def test_somebody_reports_an_indicator_from_a_day(cast: Cast, edition: IndicatorEdition) -> None:
    on = date(2025, 1, 1)
    assign_indicator(
        indicator=edition.indicator, person=cast.reporter, on=on, by=cast.admin, at=NOW
    )
    assert edition.indicator.responsibilities.get().person == cast.reporter
    event = AuditEvent.objects.get(action="assign_indicator")
    assert (event.before["person"], event.after["on"]) == (None, "2025-01-01")


def test_a_break_in_a_series_is_marked_once_with_an_explanation(
    cast: Cast, edition: IndicatorEdition
) -> None:
    def mark(explanation: str) -> None:
        mark_break(
            indicator=edition.indicator,
            period_start=date(2024, 1, 1),
            explanation=explanation,
            by=cast.controller,
            at=NOW,
        )

    with pytest.raises(Refusal) as refusal:
        mark(" ")
    assert refusal.value.field == "explanation"
    mark("Ny mätmetod")
    with pytest.raises(Refusal) as refusal:
        mark("Igen")
    assert refusal.value.field == "period_start"


def test_a_decided_plan_s_indicators_are_locked(cast: Cast, goal: GoalEdition) -> None:
    edition = make_indicator(cast, goal)
    target = edition.targets.get()
    decide(cast, goal.version)
    signature: dict[str, Any] = {"by": cast.controller, "at": NOW}
    bounds: dict[str, Any] = {"year": 2026, "low": Decimal(1), "high": None}
    changes: tuple[Callable[[], object], ...] = (
        lambda: add_indicator(goal_edition=goal, **DEFINITION, **signature),
        lambda: edit_indicator(edition=edition, **DEFINITION, **signature),
        lambda: remove_indicator(edition=edition, **signature),
        lambda: move_indicator(edition=edition, steps=1, **signature),
        lambda: set_target(edition=edition, **bounds, **signature),
        lambda: remove_target(target=target, **signature),
    )
    for change in changes:
        with pytest.raises(Refusal, match="Planen beslutades 2024-11-25 § 142"):
            change()
