"""Who sees which alternatives, and what each moves against the proposal as it stands."""

from dataclasses import replace
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.budgeted import draft_budget, millions, small_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import decide
from timglas.actions.alternatives import (
    begin_alternative,
    edit_alternative,
    put_forward_alternative,
)
from timglas.models import AlternativeBudget, PlanVersion
from timglas.queries.alternatives import (
    AlternativeRow,
    Proposal,
    alternative_page,
    proposals,
)
from timglas.rules.budget import Frame, FrameKind


def begin(cast: Cast, version: PlanVersion, name: str = "Oppositionen") -> AlternativeBudget:
    return begin_alternative(version=version, name=name, by=cast.elected, at=NOW)


def test_an_alternative_is_its_authors_own_until_it_is_put_forward(cast: Cast) -> None:
    version = draft_budget(cast)
    alternative = begin(cast, version)
    title = "Ledamot av fullmäktige"
    own = AlternativeRow(alternative.pk, "Oppositionen", title, None)
    assert proposals(cast.viewer(cast.elected)) == (Proposal(version.pk, "2025–2027", (own,)),)
    assert proposals(cast.viewer(cast.chief)) == (Proposal(version.pk, "2025–2027", ()),)
    put_forward_alternative(alternative=alternative, by=cast.elected, at=NOW)
    told = AlternativeRow(alternative.pk, "Oppositionen", title, NOW)
    assert proposals(cast.viewer(cast.chief)) == (Proposal(version.pk, "2025–2027", (told,)),)
    assert proposals(cast.viewer(cast.manager)) == proposals(cast.viewer(None)) == ()
    decide(cast, version)
    assert proposals(cast.viewer(cast.elected)) == ()


def test_the_page_tells_what_is_moved_and_what_it_does(cast: Cast) -> None:
    version = draft_budget(cast)
    alternative = begin(cast, version)
    budget = small_budget(cast)
    frames = tuple(
        Frame(f.unit, f.kind, millions("303", "310", "320"))
        if (f.unit, f.kind) == (cast.bun.pk, FrameKind.OPERATING)
        else f
        for f in budget.frames
    )
    wanted = replace(budget, frames=frames)
    edit_alternative(alternative=alternative, budget=wanted, by=cast.elected, at=NOW)
    page = alternative_page(alternative)
    assert [move.in_words for move in page.moves] == [
        "Barn- och utbildningsnämnden, drift 2025: 3\xa0000\xa0tkr mer än i förslaget."
    ]
    assert [effect.change for effect in page.effects] == [Decimal(-3_000_000), 0, 0]
    assert (page.years, page.lacks) == ((2025, 2026, 2027), ())


@pytest.mark.parametrize("count", [1, 10])
def test_ten_alternatives_ask_no_more_of_the_database_than_one(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = draft_budget(cast)
    for number in range(count):
        begin(cast, version, f"Parti {number}")
    viewer = cast.viewer(cast.elected)
    assert viewer.grants
    with django_assert_num_queries(3):
        proposals(viewer)
