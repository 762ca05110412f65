"""What the act asks of a budget: there, missing, or for people to judge; never guessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.budget import Budget, Frame, FrameKind, Line, LineKind
from timglas.rules.budget_law import BudgetToCheck, LawPoint, Standing, law_points

YEARS = (2025, 2026, 2027)
THERE, MISSING, BY_HAND = Standing.THERE, Standing.MISSING, Standing.BY_HAND

PROPOSED = (
    "Kontrollera protokollet för 2024. Finns särskilda skäl räcker november, men "
    "skattesatsen ska föreslås i oktober."
)


def line(kind: LineKind, amount: str) -> Line:
    return Line(kind, kind.value, dict.fromkeys(YEARS, Decimal(amount)))


WHOLE = BudgetToCheck(
    years=YEARS,
    budget=Budget(
        (Frame(1, FrameKind.OPERATING, dict.fromkeys(YEARS, Decimal(799_100_000))),),
        (
            line(LineKind.TAX_RATE, "21.85"),
            line(LineKind.TAX, "829000000"),
            line(LineKind.COST, "21900000"),
            line(LineKind.ASSETS, "912000000"),
            line(LineKind.EQUITY, "438000000"),
            line(LineKind.PROVISIONS, "41000000"),
            line(LineKind.DEBT, "433000000"),
        ),
    ),
    goals=("En bra start", "Ekonomi i balans"),
    financial_goals=("Ekonomi i balans",),
    companies=1,
    silent_companies=(),
    decided_on=date(2024, 11, 25),
    appropriations=2,
)


def point(plan: BudgetToCheck, source: str, number: int = 0) -> LawPoint:
    return [p for p in law_points(plan) if p.source == source][number]


def with_line(kind: LineKind, amount: str | None) -> BudgetToCheck:
    """The whole plan with another amount in a line, or without the line."""
    others = tuple(one for one in WHOLE.budget.lines if one.kind is not kind)
    new = () if amount is None else (line(kind, amount),)
    return replace(WHOLE, budget=replace(WHOLE.budget, lines=others + new))


def test_a_whole_plan_says_all_that_the_act_asks_for() -> None:
    assert [(p.source, p.standing, p.found) for p in law_points(WHOLE)] == [
        ("11 kap. 5 §", THERE, "Resultatet för 2025 är 8\xa0000 tkr."),
        ("11 kap. 6 §", THERE, "21,85 kr per hundralapp."),
        ("11 kap. 6 §", THERE, "Nämndernas ramar: 799\xa0100 tkr."),
        ("11 kap. 6 §", THERE, "Skatter och bidrag: 829\xa0000 tkr."),
        ("11 kap. 6 §", THERE, "Eget kapital vid årets slut: 438\xa0000 tkr."),
        ("11 kap. 6 §", THERE, "En bra start · Ekonomi i balans"),
        ("11 kap. 6 §", THERE, "Resultatet är beräknat för 2025–2027."),
        ("11 kap. 6 §", THERE, "Ekonomi i balans"),
        ("11 kap. 6 a §", THERE, "Budgeten tar upp 1 bolag."),
        (
            "11 kap. 8 §",
            BY_HAND,
            PROPOSED,
        ),
        ("11 kap. 10 §", THERE, "Budgeten beslutades 2024-11-25."),
        ("11 kap. 15 §", THERE, "2 tilläggsanslag, alla med finansiering."),
    ]


def test_an_empty_plan_lacks_all_that_can_be_lacking() -> None:
    empty = BudgetToCheck(YEARS, Budget(), (), (), 0, (), None, 0)
    standings = [p.standing for p in law_points(empty)]
    assert standings == [MISSING] * 8 + [THERE, BY_HAND, MISSING, THERE]
    assert point(empty, "11 kap. 6 a §").found == "Kommunen har inga bolag."
    assert point(empty, "11 kap. 15 §").found == "Inga tilläggsanslag är registrerade."
    assert point(empty, "11 kap. 10 §").found == (
        "Budgeten är inte beslutad. Sista dag är den 30 november 2024."
    )


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_result_that_is_not_above_nought_is_for_people_to_judge(amount: Decimal) -> None:
    plan = with_line(LineKind.FINANCE, str(amount))
    result = plan.budget.result(2025)
    assert result is not None
    assert point(plan, "11 kap. 5 §").standing is (THERE if result > 0 else BY_HAND)


@pytest.mark.parametrize(
    ("amount", "standing", "found"),
    [
        ("433000000", THERE, "Eget kapital vid årets slut: 438\xa0000 tkr."),
        ("432000000", MISSING, "Balansbudgeten går inte ihop: 1\xa0000 tkr skiljer."),
        (None, MISSING, "Planen säger inget om det."),
    ],
)
def test_the_position_is_told_by_a_balance_sheet_that_balances(
    amount: str | None, standing: Standing, found: str
) -> None:
    told = point(with_line(LineKind.DEBT, amount), "11 kap. 6 §", 3)
    assert (told.standing, told.found) == (standing, found)


@pytest.mark.parametrize(
    ("first", "day", "standing"),
    [
        (2025, date(2024, 11, 30), THERE),
        (2025, date(2024, 12, 9), BY_HAND),
        (2025, date(2025, 1, 7), MISSING),
        (2027, date(2026, 11, 23), BY_HAND),
    ],
)
def test_the_budget_is_adopted_in_time_and_by_the_new_council_in_an_election_year(
    first: int, day: date, standing: Standing
) -> None:
    plan = replace(WHOLE, years=(first, first + 1, first + 2), decided_on=day)
    assert point(plan, "11 kap. 10 §").standing is standing


def test_a_company_that_the_budget_leaves_out_is_named() -> None:
    told = point(replace(WHOLE, silent_companies=("Vatten AB", "Hus AB")), "11 kap. 6 a §")
    assert (told.standing, told.found) == (
        MISSING,
        "Budgeten säger inget om Vatten AB, Hus AB.",
    )


def test_each_standing_has_a_word_and_a_shape_of_its_own() -> None:
    assert [(standing.name, standing.symbol) for standing in Standing] == [
        ("Finns", "ok"),
        ("Saknas", "dev"),
        ("Bedöms av er", "unj"),
    ]
