"""What a proposal must hold to be submitted, and what its money comes to."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.impact import CRITERIA, QUESTIONS
from timglas.rules.proposals import (
    ASKED,
    Content,
    Kind,
    Lack,
    Money,
    State,
    amount_field,
    invested,
    lacks,
    yearly_cost,
)

YEARS = (2027, 2028, 2029)
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def whole(kind: Kind, each: int = 1000) -> Content:
    """A proposal that lacks nothing."""
    return Content(
        kind=kind,
        year=2027,
        description="Fler elever får stöd.",
        amounts={(money, year): Decimal(each) for money in ASKED[kind] for year in YEARS},
        impact={question.key: "Ingen påverkan." for question in QUESTIONS},
        weighed={c.key: 0 for c in CRITERIA} if kind is Kind.INVESTMENT else {},
    )


def fields(content: Content) -> list[str]:
    return [lack.field for lack in lacks(content)]


@pytest.mark.parametrize(
    "content", [whole(Kind.AMBITION), whole(Kind.SAVING, -1000), whole(Kind.INVESTMENT)]
)
def test_what_is_whole_lacks_nothing(content: Content) -> None:
    assert lacks(content) == ()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_of_the_impact_statement_may_be_left(question: object) -> None:
    content = whole(Kind.AMBITION)
    key = question.key  # type: ignore[attr-defined]
    assert fields(replace(content, impact=content.impact | {key: " "})) == [f"impact-{key}"]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_an_investment_is_weighed_by_every_criterion(criterion: object) -> None:
    content = whole(Kind.INVESTMENT)
    key = criterion.key  # type: ignore[attr-defined]
    rest = {k: v for k, v in content.weighed.items() if k != key}
    assert fields(replace(content, weighed=rest)) == [f"weighed-{key}"]
    assert lacks(replace(whole(Kind.AMBITION), weighed={})) == ()


def test_an_empty_proposal_is_told_all_it_lacks_in_the_order_of_the_form() -> None:
    found = lacks(Content(Kind.INVESTMENT, 2027, ""))
    assert len(found) == 1 + 9 + len(CRITERIA) + len(QUESTIONS)
    assert found[:2] == (
        Lack("description", "Beskriv vad som föreslås."),
        Lack("investment-2027", "Investeringsutgift 2027 saknas. Noll är också ett svar."),
    )
    assert found[-1] == Lack("impact-nothing", "Alternativ, om inget görs: inte besvarat.")


def test_a_saving_lowers_the_cost_and_an_investment_costs_something() -> None:
    assert fields(whole(Kind.SAVING)) == ["operating-2027"]
    assert fields(whole(Kind.SAVING, 0)) == ["operating-2027"]
    assert fields(whole(Kind.INVESTMENT, 0)) == ["investment-2027"]


@given(st.lists(AMOUNTS, min_size=9, max_size=9))
def test_totals_are_exactly_their_parts(amounts: list[Decimal]) -> None:
    keys = [(money, year) for money in ASKED[Kind.INVESTMENT] for year in YEARS]
    content = Content(Kind.INVESTMENT, 2027, "", dict(zip(keys, amounts, strict=True)))
    for year in YEARS:
        parts = [content.amounts[money, year] for money in (Money.CAPITAL, Money.OPERATING)]
        assert yearly_cost(content, year) == sum(parts)
    assert invested(content) == sum(content.amounts[Money.INVESTMENT, year] for year in YEARS)


@pytest.mark.parametrize("missing", [(m, y) for m in ASKED[Kind.INVESTMENT] for y in YEARS])
def test_a_total_is_unknown_when_a_part_is(missing: tuple[Money, int]) -> None:
    content = whole(Kind.INVESTMENT)
    rest = {key: amount for key, amount in content.amounts.items() if key != missing}
    money, year = missing
    assert fields(replace(content, amounts=rest)) == [amount_field(money, year)]
    if money is Money.INVESTMENT:
        assert invested(replace(content, amounts=rest)) is None
    else:
        assert yearly_cost(replace(content, amounts=rest), year) is None


def test_only_investments_are_invested() -> None:
    assert invested(whole(Kind.AMBITION)) is None


def test_kinds_money_and_states_have_words_and_states_have_shapes() -> None:
    assert [kind.name_in_words for kind in Kind] == ["Ändrad ambition", "Besparing", "Investering"]
    assert [m.name_in_words for m in Money] == ["Drift", "Kapitalkostnad", "Investeringsutgift"]
    assert {state: (state.name_in_words, state.symbol) for state in State} == {
        State.DRAFT: ("Utkast", "unj"),
        State.SUBMITTED: ("Inlämnat", "wait"),
        State.GRANTED: ("Beviljat", "ok"),
        State.PARTLY: ("Beviljat till en del", "way"),
        State.REFUSED: ("Avslaget", "none"),
        State.DEFERRED: ("Uppskjutet", "unj"),
    }
