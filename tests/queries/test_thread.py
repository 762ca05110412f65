"""What Röda tråden shows, and to whom."""

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal
from tests.planned import Planned, plan_everything
from timglas.actions.goals import edit_goal
from timglas.actions.plans import revise_plan
from timglas.models import GoalLevel, Perspective
from timglas.queries.thread import Branch, ThreadChoice, ThreadPage, thread_page
from timglas.rules.status import Colour
from timglas.rules.thread import Break

THIS_YEAR = ThreadChoice(year=2025)


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def shown(planned: Planned, choice: ThreadChoice = THIS_YEAR) -> ThreadPage:
    return thread_page(planned.cast.viewer(planned.cast.reader), choice)


def outline(branches: tuple[Branch, ...]) -> list[object]:
    """The wordings of a nested list, each list after its parent."""
    return [
        part
        for b in branches
        for part in ([b.card.title, outline(b.children)] if b.children else [b.card.title])
    ]


def test_the_columns_run_from_the_vision_to_the_unit(planned: Planned) -> None:
    page = shown(planned)
    assert [(c.name, c.count, [(s.card.title, s.part) for s in c.cards]) for c in page.columns] == [
        ("Vision", None, [("En kommun att växa i.", "plain")]),
        (
            "Fullmäktigemål",
            2,
            [("Unga får en bra start", "plain"), ("En attraktiv kommun", "plain")],
        ),
        ("Nämndmål", 2, [("Alla når gymnasiet", "plain"), ("Kulturskola för alla", "plain")]),
        ("Verksamhetsmål", 1, [("Alla läser i trean", "plain")]),
    ]


def test_a_chosen_goal_lights_its_thread_up_and_down(planned: Planned) -> None:
    page = shown(planned, replace(THIS_YEAR, goal=planned.eligible.pk))
    parts = {s.card.title: s.part for c in page.columns for s in c.cards}
    assert parts == {
        "En kommun att växa i.": "in",
        "Unga får en bra start": "in",
        "En attraktiv kommun": "dim",
        "Alla når gymnasiet": "on",
        "Kulturskola för alla": "dim",
        "Alla läser i trean": "in",
    }
    assert page.chosen is not None
    assert (page.chosen.levels_up, page.chosen.goals_below, page.chosen.also) == (
        2,
        1,
        ("En attraktiv kommun",),
    )


def test_the_list_nests_goals_under_their_primary_parents(planned: Planned) -> None:
    assert outline(shown(planned).branches) == [
        "En kommun att växa i.",
        [
            "Unga får en bra start",
            ["Alla når gymnasiet", ["Alla läser i trean"]],
            "En attraktiv kommun",
        ],
        "Kulturskola för alla",
    ]


def test_the_list_of_a_chosen_goal_holds_its_thread_only(planned: Planned) -> None:
    page = shown(planned, replace(THIS_YEAR, goal=planned.reading.pk))
    assert outline(page.branches) == [
        "En kommun att växa i.",
        ["Unga får en bra start", ["Alla når gymnasiet", ["Alla läser i trean"]]],
    ]


@pytest.mark.parametrize(
    ("narrowed", "titles"),
    [
        ({"colour": Colour.GREEN}, set()),
        ({"only_broken": True}, {"Kulturskola för alla"}),
        ({"perspective": "staff"}, set()),
    ],
)
def test_filters_keep_what_matches_and_what_it_hangs_from(
    planned: Planned, narrowed: dict[str, object], titles: set[str]
) -> None:
    page = shown(planned, replace(THIS_YEAR, **narrowed))  # type: ignore[arg-type]
    assert {goal.wording for goal in page.goals} >= titles
    assert page.shown_count < page.goal_count


def test_a_body_filter_keeps_the_goals_of_its_units_and_the_way_up(planned: Planned) -> None:
    page = shown(planned, replace(THIS_YEAR, body=planned.cast.bun.pk))
    assert [goal.wording for goal in page.goals] == [
        "Unga får en bra start",
        "Alla når gymnasiet",
        "Kulturskola för alla",
        "Alla läser i trean",
    ]


def test_breaks_tell_what_is_missing_and_who_can_mend_it(planned: Planned) -> None:
    page = shown(planned)
    rows = [(row.goal.wording, row.kind, row.who and row.who.name) for row in page.loose]
    # The council's second goal has a supporting child; the loose goal rests on another ground.
    assert rows == [("Kulturskola för alla", Break.NO_CHILD, "Folke Förvaltningschef")]
    assert [group.kind for group in page.unmeasured] == [
        Break.NO_INDICATOR,
        Break.NO_OUTCOME,
        Break.NO_ACCOUNTABLE,
        Break.NO_ACTIVITY,
    ]


def test_nobody_sees_a_draft(planned: Planned) -> None:
    level = GoalLevel.objects.get(order=2)
    draft = draft_operational_plan(planned.cast, planned.cast.ks)
    make_goal(planned.cast, draft, level, "Ett utkast", parent=planned.young)
    for person in planned.cast.everyone.values():
        page = thread_page(planned.cast.viewer(person), THIS_YEAR)
        assert "Ett utkast" not in {goal.wording for goal in page.goals}


def test_a_companys_goal_is_seen_outside_it_when_its_board_has_released_it(
    planned: Planned,
) -> None:
    cast = planned.cast
    plan = draft_operational_plan(cast, cast.ab)
    make_goal(cast, plan, GoalLevel.objects.get(order=2), "Varma hus", parent=planned.young)
    decide(cast, plan)
    seen_by = {
        name
        for name, person in cast.everyone.items()
        if any(
            goal.wording == "Varma hus"
            for goal in thread_page(cast.viewer(person), THIS_YEAR).goals
        )
    }
    assert seen_by == {"director", "controller", "registrar", "chief", "team", "admin"}


def test_a_year_without_plans_is_empty(planned: Planned) -> None:
    page = shown(planned, ThreadChoice(year=2019))
    assert (page.goals, page.branches, page.broken, page.chosen) == ((), (), (), None)
    assert page.as_of == date(2019, 12, 31)


@pytest.mark.parametrize("more", [0, 10])
def test_the_number_of_queries_does_not_grow_with_the_goals(
    planned: Planned, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = planned.cast
    plan = draft_operational_plan(cast, cast.ks)
    make_goal(cast, plan, GoalLevel.objects.get(order=2), parent=planned.young)
    for n in range(more):
        make_goal(cast, plan, GoalLevel.objects.get(order=2), f"Mål {n}", parent=planned.young)
    decide(cast, plan)
    with django_assert_num_queries(16):
        shown(planned)


def test_the_thread_of_a_day_is_that_of_the_plans_in_force_then(planned: Planned) -> None:
    cast = planned.cast
    plan = planned.eligible.editions.get().version.plan
    revised = revise_plan(plan=plan, valid_from=date(2025, 6, 1), by=cast.controller, at=NOW)
    edit_goal(
        edition=revised.goal_editions.get(goal=planned.eligible),
        wording="Alla når sina drömmars gymnasium",
        perspective=Perspective.SERVICE,
        by=cast.controller,
        at=NOW,
    )
    decide(cast, revised)

    def worded(day: date | None) -> tuple[str, date]:
        page = shown(planned, replace(THIS_YEAR, day=day))
        (found,) = (goal for goal in page.goals if goal.id == planned.eligible.pk)
        return found.wording, page.as_of

    assert worded(None) == ("Alla når sina drömmars gymnasium", date(2025, 10, 15))
    assert worded(date(2025, 6, 1)) == ("Alla når sina drömmars gymnasium", date(2025, 6, 1))
    assert worded(date(2025, 5, 31)) == ("Alla når gymnasiet", date(2025, 5, 31))
