"""A draft's goals: worded, linked upwards, grounded, moved, removed, and somebody to answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.goals import (
    add_goal,
    add_ground,
    assign_goal,
    edit_goal,
    edit_link,
    link_goal,
    move_goal,
    remove_goal,
    remove_ground,
    unlink_goal,
)
from timglas.actions.plans import revise_plan
from timglas.actions.refusal import Refusal
from timglas.models import (
    AuditEvent,
    Goal,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GroundKind,
    Indicator,
    Perspective,
    PlanVersion,
)

type Levels = tuple[GoalLevel, GoalLevel, GoalLevel]


@pytest.fixture
def levels(cast: Cast) -> Levels:
    """Three levels."""
    return make_levels(cast)


@pytest.fixture
def draft(cast: Cast, levels: Levels) -> PlanVersion:
    """A committee's draft."""
    return draft_operational_plan(cast, cast.bun)


@pytest.fixture
def tops(cast: Cast, levels: Levels) -> tuple[Goal, Goal]:
    """Two council goals."""
    version = draft_term_plan(cast)
    first, second = (make_goal(cast, version, levels[0], name) for name in ("Ett", "Två"))
    return first.goal, second.goal


def link(cast: Cast, edition: GoalEdition, parent: Goal, *, is_primary: bool = False) -> GoalLink:
    """Link a goal upwards."""
    return link_goal(
        edition=edition,
        parent=parent,
        contribution="Så här.",
        is_primary=is_primary,
        by=cast.controller,
        at=NOW,
    )


def links_of(edition: GoalEdition) -> list[tuple[int, bool]]:
    """The parents of a goal, each with whether it is the primary one."""
    return list(edition.links.order_by("pk").values_list("parent_id", "is_primary"))


def test_a_goal_is_added_with_all_that_a_plan_says_of_it(
    cast: Cast, draft: PlanVersion, levels: Levels
) -> None:
    edition = add_goal(
        version=draft,
        level=levels[1],
        wording="  Alla elever når målen ",
        perspective=Perspective.SERVICE,
        need="Var sjätte når dem inte.",
        agenda_2030=(5, 4, 4),
        by=cast.controller,
        at=NOW,
    )
    edition.refresh_from_db()
    assert (edition.wording, edition.agenda_2030, edition.order) == (
        "Alla elever når målen",
        [4, 5],
        1,
    )
    assert edition.goal.unit == cast.bun
    assert make_goal(cast, draft, levels[1]).order == 2
    assert AuditEvent.objects.filter(action="add_goal", unit=cast.bun).count() == 2


def test_a_goal_s_level_suits_the_unit(cast: Cast, draft: PlanVersion, levels: Levels) -> None:
    with pytest.raises(Refusal, match="har inga mål på nivån Fullmäktigemål") as refusal:
        make_goal(cast, draft, levels[0])
    assert refusal.value.field == "level"


@pytest.mark.parametrize(
    ("wrong", "field"), [({"wording": " "}, "wording"), ({"agenda_2030": (18,)}, "agenda_2030")]
)
def test_a_goal_has_words_and_real_tags(
    cast: Cast, draft: PlanVersion, levels: Levels, wrong: dict[str, Any], field: str
) -> None:
    right = {"wording": "Alla når målen", "perspective": Perspective.SERVICE}
    with pytest.raises(Refusal) as refusal:
        add_goal(version=draft, level=levels[1], **(right | wrong), by=cast.controller, at=NOW)
    assert refusal.value.field == field


def test_next_year_s_edition_is_of_the_same_goal(
    cast: Cast, draft: PlanVersion, levels: Levels
) -> None:
    goal = make_goal(cast, draft, levels[1]).goal
    later = draft_operational_plan(cast, cast.bun, first_year=2026)

    def again(version: PlanVersion, level: GoalLevel) -> GoalEdition:
        return add_goal(
            version=version,
            level=level,
            goal=goal,
            wording="Samma mål",
            perspective=Perspective.SERVICE,
            by=cast.controller,
            at=NOW,
        )

    assert again(later, levels[1]).goal == goal
    with pytest.raises(Refusal, match="finns redan i planen"):
        again(later, levels[1])
    with pytest.raises(Refusal, match="annan enhet"):
        again(draft_operational_plan(cast, cast.ks), levels[1])


def test_a_changed_goal_tells_before_and_after(
    cast: Cast, draft: PlanVersion, levels: Levels
) -> None:
    edition = make_goal(cast, draft, levels[1], "Före")
    edit_goal(
        edition=edition,
        wording="Efter",
        perspective=Perspective.STAFF,
        sound_finance=True,
        by=cast.controller,
        at=NOW,
    )
    edition.refresh_from_db()
    assert (edition.wording, edition.sound_finance) == ("Efter", True)
    event = AuditEvent.objects.get(action="edit_goal")
    assert (event.before["wording"], event.after["wording"]) == ("Före", "Efter")


def test_the_first_link_is_primary_and_another_can_take_its_place(
    cast: Cast, draft: PlanVersion, levels: Levels, tops: tuple[Goal, Goal]
) -> None:
    first, second = tops
    edition = make_goal(cast, draft, levels[1])
    old = link(cast, edition, first)
    assert links_of(edition) == [(first.pk, True)]
    new = link(cast, edition, second)
    assert links_of(edition) == [(first.pk, True), (second.pk, False)]
    edit_link(link=new, contribution="Mer", is_primary=True, by=cast.controller, at=NOW)
    assert links_of(edition) == [(first.pk, False), (second.pk, True)]
    edit_link(link=new, contribution="Mindre", is_primary=False, by=cast.controller, at=NOW)
    assert links_of(edition) == [(first.pk, False), (second.pk, True)]
    unlink_goal(link=new, by=cast.controller, at=NOW)
    assert links_of(edition) == [(first.pk, True)]
    old.refresh_from_db()
    unlink_goal(link=old, by=cast.controller, at=NOW)
    assert links_of(edition) == []


def test_a_new_primary_link_demotes_the_old_one(
    cast: Cast, draft: PlanVersion, levels: Levels, tops: tuple[Goal, Goal]
) -> None:
    edition = make_goal(cast, draft, levels[1], parent=tops[0])
    supporting = link(cast, edition, tops[1], is_primary=True)
    assert links_of(edition) == [(tops[0].pk, False), (tops[1].pk, True)]
    unlink_goal(link=edition.links.get(parent=tops[0]), by=cast.controller, at=NOW)
    assert edition.links.get() == supporting


def test_a_link_says_how_and_is_made_once(
    cast: Cast, draft: PlanVersion, levels: Levels, tops: tuple[Goal, Goal]
) -> None:
    edition = make_goal(cast, draft, levels[1])
    with pytest.raises(Refusal) as refusal:
        link_goal(edition=edition, parent=tops[0], contribution=" ", by=cast.controller, at=NOW)
    assert refusal.value.field == "contribution"
    made = link(cast, edition, tops[0])
    with pytest.raises(Refusal, match="redan kopplat"):
        link(cast, edition, tops[0])
    with pytest.raises(Refusal):
        edit_link(link=made, contribution="", is_primary=True, by=cast.controller, at=NOW)


def test_a_goal_contributes_upwards_only(
    cast: Cast, draft: PlanVersion, levels: Levels, tops: tuple[Goal, Goal]
) -> None:
    edition = make_goal(cast, draft, levels[1])
    top = tops[0].editions.get()
    with pytest.raises(Refusal, match="lägre nivå"):
        link(cast, top, edition.goal)
    beside = make_goal(cast, draft_operational_plan(cast, cast.ks), levels[1])
    with pytest.raises(Refusal, match="samma nivå"):
        link(cast, edition, beside.goal)


def test_a_unit_may_contribute_to_the_same_level_of_a_unit_above_and_never_in_a_ring(
    cast: Cast, levels: Levels
) -> None:
    below = make_goal(cast, draft_operational_plan(cast, cast.bjork), levels[2])
    above = make_goal(cast, draft_operational_plan(cast, cast.buf), levels[2])
    assert link(cast, below, above.goal).is_primary
    cast.buf.placements.update(parent=cast.bjork)
    cast.bjork.placements.update(parent=cast.bun)
    with pytest.raises(Refusal, match="bidra till sig självt"):
        link(cast, above, below.goal)


def test_a_goal_can_rest_on_other_grounds(cast: Cast, draft: PlanVersion, levels: Levels) -> None:
    edition = make_goal(cast, draft, levels[1])
    ground = add_ground(
        edition=edition, kind=GroundKind.LAW, reference=" Skollagen ", by=cast.controller, at=NOW
    )
    assert str(ground) == "Lag: Skollagen"
    remove_ground(ground=ground, by=cast.controller, at=NOW)
    assert not edition.grounds.exists()
    with pytest.raises(Refusal) as refusal:
        add_ground(edition=edition, kind=GroundKind.LAW, reference="", by=cast.controller, at=NOW)
    assert refusal.value.field == "reference"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [(1, ["B", "A", "C"]), (2, ["B", "C", "A"]), (9, ["B", "C", "A"]), (-1, ["A", "B", "C"])],
)
def test_a_goal_is_moved_among_its_level(
    cast: Cast, draft: PlanVersion, levels: Levels, steps: int, expected: list[str]
) -> None:
    first, *_others = (make_goal(cast, draft, levels[1], name) for name in "ABC")
    move_goal(edition=first, steps=steps, by=cast.controller, at=NOW)
    goals = draft.goal_editions.order_by("order")
    assert [goal.wording for goal in goals] == expected
    assert [goal.order for goal in goals] == [1, 2, 3]


def test_a_removed_goal_takes_what_only_it_knew(
    cast: Cast, draft: PlanVersion, levels: Levels
) -> None:
    edition = make_goal(cast, draft, levels[1])
    make_indicator(cast, edition)
    assign_goal(goal=edition.goal, person=cast.head, on=date(2025, 1, 1), by=cast.admin, at=NOW)
    remove_goal(edition=edition, by=cast.controller, at=NOW)
    assert not Goal.objects.exists()
    assert not Indicator.objects.exists()


def test_a_goal_that_others_contribute_to_is_not_removed(
    cast: Cast, draft: PlanVersion, levels: Levels, tops: tuple[Goal, Goal]
) -> None:
    make_goal(cast, draft, levels[1], "Läslust", parent=tops[0])
    with pytest.raises(Refusal, match="Läslust"):
        remove_goal(edition=tops[0].editions.get(), by=cast.controller, at=NOW)


def test_responsibility_is_handed_over_on_a_day(
    cast: Cast, draft: PlanVersion, levels: Levels
) -> None:
    goal = make_goal(cast, draft, levels[1]).goal

    def assign(person: object, day: date) -> None:
        assign_goal(goal=goal, person=person, on=day, by=cast.admin, at=NOW)  # type: ignore[arg-type]

    def rows() -> list[tuple[object, ...]]:
        kept = goal.responsibilities.order_by("valid_from")
        return list(kept.values_list("person__name", "valid_from", "valid_to"))

    january, june = date(2025, 1, 1), date(2025, 6, 1)
    assign(cast.head, january)
    assign(cast.manager, june)
    assign(cast.chief, june)
    assert rows() == [(cast.head.name, january, june), (cast.chief.name, june, None)]
    assign(None, date(2025, 9, 1))
    assert not goal.responsibilities.filter(valid_to=None).exists()
    event = AuditEvent.objects.filter(action="assign_goal").latest("pk")
    assert event.after["person"] is None
    cast.reader.is_active = False
    with pytest.raises(Refusal, match="inte aktiv"):
        assign(cast.reader, june)


def test_a_decided_plan_s_goals_are_locked_but_not_who_answers(
    cast: Cast, draft: PlanVersion, levels: Levels
) -> None:
    edition = make_goal(cast, draft, levels[1])
    ground = add_ground(
        edition=edition, kind=GroundKind.LAW, reference="Lag", by=cast.controller, at=NOW
    )
    decide(cast, draft)
    signature = {"by": cast.controller, "at": NOW}
    changes: tuple[Callable[[], object], ...] = (
        lambda: make_goal(cast, draft, levels[1]),
        lambda: edit_goal(
            edition=edition, wording="Nytt", perspective=Perspective.STAFF, **signature
        ),
        lambda: remove_goal(edition=edition, **signature),
        lambda: move_goal(edition=edition, steps=1, **signature),
        lambda: link(cast, edition, edition.goal),
        lambda: add_ground(edition=edition, kind=GroundKind.LAW, reference="Ny", **signature),
        lambda: remove_ground(ground=ground, **signature),
    )
    for change in changes:
        with pytest.raises(Refusal, match="Planen beslutades 2024-11-25 § 142"):
            change()
    assign_goal(goal=edition.goal, person=cast.head, on=date(2025, 1, 1), **signature)
    assert edition.goal.responsibilities.get().person == cast.head


def test_the_council_s_goal_is_reworded_in_the_term_plan_only(cast: Cast) -> None:
    council, _committee, _unit = make_levels(cast)
    term = draft_term_plan(cast)
    edition = make_goal(cast, term, council, "Unga får en bra start")
    yearly = draft_operational_plan(cast, cast.kf)
    signature: dict[str, Any] = {"by": cast.controller, "at": NOW}

    def cite(wording: str) -> GoalEdition:
        return add_goal(
            version=yearly,
            level=council,
            goal=edition.goal,
            wording=wording,
            perspective=Perspective.SERVICE,
            **signature,
        )

    decide(cast, term)
    with pytest.raises(Refusal, match="bara i en ny version av mandatplanen") as refused:
        cite("Unga får en god start")
    assert refused.value.field == "wording"
    cited = cite("Unga får en bra start")
    with pytest.raises(Refusal, match="”Unga får en bra start”"):
        edit_goal(
            edition=cited,
            wording="Något helt annat",
            perspective=Perspective.SERVICE,
            **signature,
        )
    revised = revise_plan(plan=term.plan, valid_from=date(2025, 6, 1), **signature)
    anew = revised.goal_editions.get()
    edit_goal(
        edition=anew, wording="Unga har det bra", perspective=Perspective.SERVICE, **signature
    )
    assert anew.wording == "Unga har det bra"


def test_a_goal_that_only_the_council_s_yearly_plan_has_is_worded_there(cast: Cast) -> None:
    council, _committee, _unit = make_levels(cast)
    yearly = draft_operational_plan(cast, cast.kf)
    goal = make_goal(cast, yearly, council, "Låga skulder")
    edit_goal(
        edition=goal,
        wording="Låga lån",
        perspective=Perspective.ECONOMY,
        by=cast.controller,
        at=NOW,
    )
    assert goal.wording == "Låga lån"
