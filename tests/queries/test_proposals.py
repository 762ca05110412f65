"""Proposals as they are listed, ordered and told."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.proposals import IMPACT, answered, draft, submitted, write
from timglas.actions.proposals import propose_again
from timglas.models import Proposal
from timglas.queries.proposals import (
    InOrder,
    MoneyRow,
    ProposalRow,
    Said,
    WantedProposals,
    listed_proposals,
    proposal_page,
    proposals,
    proposals_in_order,
    years_of,
)
from timglas.queries.views import StateView
from timglas.rules.impact import CRITERIA
from timglas.rules.permissions import Permission
from timglas.rules.proposals import Kind, State

EACH = Decimal(1_500_000)


def row(cast: Cast, proposal: Proposal, **more: Any) -> ProposalRow:
    """The row of the school's submitted change of ambition."""
    fields: dict[str, Any] = {
        "id": proposal.pk,
        "name": "Två speciallärare till",
        "kind": Kind.AMBITION,
        "year": 2027,
        "unit_id": cast.bjork.pk,
        "unit": "Björkskolan",
        "body_id": cast.bun.pk,
        "body": "Barn- och utbildningsnämnden",
        "order": 1,
        "state": StateView(State.SUBMITTED),
        "cost": EACH,
        "invested": None,
        "points": None,
        "granted_cost": None,
        "granted_investment": None,
    }
    return ProposalRow(**fields | more)


def names(rows: tuple[ProposalRow, ...]) -> list[str]:
    return [row.name for row in rows]


def test_a_row_tells_who_proposes_what_and_what_it_costs(cast: Cast) -> None:
    proposal = submitted(cast)
    assert proposals(cast.viewer(cast.elected)) == (row(cast, proposal),)
    assert proposals(cast.viewer(cast.outsider)) == ()


def test_an_investment_has_an_expense_and_points_and_what_was_granted_of_it(cast: Cast) -> None:
    hall = submitted(cast, kind=Kind.INVESTMENT, name="Ny sal")
    answered(cast, hall, State.PARTLY, investment=Decimal(1_000_000))
    expected = {
        "name": "Ny sal",
        "kind": Kind.INVESTMENT,
        "state": StateView(State.PARTLY),
        "cost": 2 * EACH,
        "invested": 3 * EACH,
        "points": 21,
        "granted_investment": Decimal(1_000_000),
    }
    assert proposals(cast.viewer(cast.elected)) == (row(cast, hall, **expected),)


def test_a_draft_is_seen_where_it_is_written(cast: Cast) -> None:
    draft(cast)
    seen = {name for name, person in cast.everyone.items() if proposals(cast.viewer(person))}
    inside = {"reporter", "manager", "head", "controller", "registrar", "chief", "team", "admin"}
    assert seen == inside
    (only,) = proposals(cast.viewer(cast.head))
    assert (only.is_draft, only.is_submitted, only.cost, only.order) == (True, False, None, None)


def four(cast: Cast) -> None:
    """Two that the committee has ordered for 2027, a draft of it, and a company's for 2026."""
    submitted(cast, name="Först")
    submitted(cast, name="Sedan", kind=Kind.INVESTMENT, unit=cast.ek)
    draft(cast, name="Ålderdom", kind=Kind.SAVING)
    submitted(cast, name="Bostäder", unit=cast.ab, year=2026)


def test_the_latest_year_comes_first_and_then_the_order_of_the_body(cast: Cast) -> None:
    four(cast)
    rows = proposals(cast.viewer(cast.controller))
    assert names(rows) == ["Först", "Sedan", "Ålderdom", "Bostäder"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "EKSKOLAN"}, ["Sedan"]),
        ({"year": "2026"}, ["Bostäder"]),
        ({"kind": "saving"}, ["Ålderdom"]),
        ({"state": "draft"}, ["Ålderdom"]),
        ({"body": "ab"}, ["Bostäder"]),
        ({"sort": "-namn"}, ["Ålderdom", "Sedan", "Först", "Bostäder"]),
        ({"sort": "kostnad"}, ["Först", "Bostäder", "Sedan", "Ålderdom"]),
        ({"sort": "lage", "year": "2027"}, ["Ålderdom", "Först", "Sedan"]),
    ],
)
def test_the_register_is_narrowed_and_sorted(
    cast: Cast, wanted: dict[str, str], found: list[str]
) -> None:
    four(cast)
    if "body" in wanted:
        wanted = {"body": str(cast.ab.pk)}
    rows = proposals(cast.viewer(cast.controller))
    assert names(listed_proposals(rows, WantedProposals(**wanted))) == found


def test_a_body_has_its_own_order_and_what_it_comes_to(cast: Cast) -> None:
    four(cast)
    viewer = cast.viewer(cast.elected)
    ordered = proposals_in_order(viewer, cast.bun, 2027)
    assert (names(ordered.rows), ordered.cost, ordered.invested) == (
        ["Först", "Sedan"],
        3 * EACH,
        3 * EACH,
    )
    assert proposals_in_order(viewer, cast.bun, 2030) == InOrder()
    submitted(cast, year=2028)
    assert years_of(viewer, cast.bun) == (2028, 2027)


def test_the_page_tells_all_that_is_said_and_what_is_missing(cast: Cast) -> None:
    proposal = write(
        cast,
        draft(cast, kind=Kind.INVESTMENT),
        weighed={"law": 5},
        impact=IMPACT | {"women": ""},
    )
    page = proposal_page(cast.viewer(cast.head), proposal)
    assert page.years == (2027, 2028, 2029)
    assert page.money == (
        MoneyRow("Investeringsutgift", (EACH,) * 3),
        MoneyRow("Kapitalkostnad", (EACH,) * 3),
        MoneyRow("Drift", (EACH,) * 3),
    )
    assert page.total == MoneyRow("", (2 * EACH,) * 3)
    assert [len(theme.answers) for theme in page.impact] == [2, 2, 2, 2, 3, 2, 2]
    assert page.impact[4].answers[0] == Said("För kvinnor", "")
    assert [one.level and one.level.points for one in page.weighed] == [5, *[None] * 5]
    assert len(page.lacks) == len(CRITERIA)
    assert (page.answer, page.earlier) == (None, None)
    assert page.written_by.name == "Eva Enhetschef"


def test_the_page_tells_what_the_council_answered_and_what_was_proposed_before(cast: Cast) -> None:
    old = submitted(cast)
    answered(cast, old, State.REFUSED, reason="Ryms inte.")
    page = proposal_page(cast.viewer(cast.elected), old)
    assert page.answer is not None
    assert (page.answer.decision, page.answer.reason) == (
        "Kommunfullmäktige 2024-11-25 § 160",
        "Ryms inte.",
    )
    new = propose_again(proposal=old, year=2028, by=cast.manager, at=NOW)
    page = proposal_page(cast.viewer(cast.head), new)
    assert (page.earlier, page.weighed) == ((old.pk, "Två speciallärare till"), ())


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _n in range(count):
        submitted(cast)
    viewer = cast.viewer(cast.elected)
    assert viewer.units(Permission.READ_DRAFT) == frozenset()
    with django_assert_num_queries(2):
        assert len(proposals(viewer)) == count
