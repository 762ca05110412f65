"""The council's plan gathered for the law's list: its own goals and those of the term plan."""

from pytest_django import DjangoAssertNumQueries

from tests.budgeted import add_to, draft_budget
from tests.cast import Cast
from tests.plan_drafts import decide
from tests.planned import plan_everything
from timglas.queries.budget_law import budget_law
from timglas.rules.budget_law import Standing


def test_a_decided_plan_is_held_against_the_list(cast: Cast) -> None:
    plan_everything(cast)
    version = decide(cast, draft_budget(cast))
    add_to(cast, version, cast.bun, "1")
    points = budget_law(version)
    told = {point.found: point.standing for point in points}
    assert told["Unga får en bra start · En attraktiv kommun"] is Standing.THERE
    assert told["Budgeten tar upp 1 bolag."] is Standing.THERE
    assert told["Budgeten beslutades 2024-11-25."] is Standing.THERE
    assert told["1 tilläggsanslag, med finansiering."] is Standing.THERE
    assert [p.demand for p in points if p.standing is Standing.MISSING] == [
        "Det ska finnas finansiella mål."
    ]


def test_a_draft_is_not_adopted(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = draft_budget(cast)
    with django_assert_num_queries(6):
        points = budget_law(version)
    assert "Budgeten är inte beslutad." in points[-2].found
