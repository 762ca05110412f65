"""The budget of a version as its page shows it."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.budgeted import MILLION, draft_budget, millions
from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan
from timglas.actions.budget import edit_budget
from timglas.queries.budget import (
    BudgetPage,
    BudgetRow,
    BudgetSection,
    budget_of,
    budget_page,
    units_with_frames,
)
from timglas.rules.budget import Budget, Frame, FrameKind, Line, LineKind


def mkr(*amounts: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if amount is None else Decimal(amount) * MILLION for amount in amounts)


def section(page: BudgetPage, key: str) -> BudgetSection:
    return next(section for section in page.sections if section.key == key)


def test_the_result_is_shown_line_by_line_with_signs(cast: Cast) -> None:
    page = budget_page(draft_budget(cast))
    assert page.years == (2025, 2026, 2027)
    *lines, share, net_cost = section(page, "resultat").rows
    assert lines == [
        BudgetRow("Skatteintäkter", "tkr", mkr("400", "410", "420"), is_written=True),
        BudgetRow("Bidrag", "tkr", mkr("100", "100", "100"), is_written=True),
        BudgetRow("Nämndernas ramar", "tkr", mkr("-470", "-480", "-490")),
        BudgetRow("Pensioner", "tkr", mkr("-18", "-20.5", "-22.5"), is_written=True),
        BudgetRow("Finansnetto", "tkr", mkr("-4", "-4.5", "-4.5"), is_written=True),
        BudgetRow("Årets resultat", "tkr", mkr("8", "5", "3"), is_total=True),
    ]
    shares = [round(amount or 0, 2) for amount in share.amounts]
    assert shares == [Decimal("1.60"), Decimal("0.98"), Decimal("0.58")]
    assert (net_cost.name, net_cost.amounts[0]) == ("Nettokostnadsandel", Decimal("97.6"))


def test_frames_have_a_total_and_expectations_have_none(cast: Cast) -> None:
    page = budget_page(draft_budget(cast))
    assert [part.key for part in page.sections] == [
        *("skattesats", "resultat", "operating", "investment"),
        *("company_return", "company_equity", "balans"),
    ]
    assert section(page, "operating").rows == (
        BudgetRow("Barn- och utbildningsnämnden", "tkr", mkr("300", "310", "320")),
        BudgetRow("Kommunstyrelsen", "tkr", mkr("170", "170", "170")),
        BudgetRow("Summa", "tkr", mkr("470", "480", "490"), is_total=True),
    )
    assert section(page, "investment").rows == (
        BudgetRow("Barn- och utbildningsnämnden", "tkr", mkr("3.73", None, None)),
    )
    assert section(page, "company_equity").rows == (
        BudgetRow(
            "Exempelby Bostäder AB",
            "%",
            (Decimal(20), Decimal(20), Decimal(21)),
            is_money=False,
        ),
    )


def test_a_balance_sheet_that_does_not_balance_says_so(cast: Cast) -> None:
    version = draft_budget(cast)
    assert len(section(budget_page(version), "balans").rows) == 4
    lines = (
        Line(LineKind.ASSETS, "Tillgångar", millions("700")),
        Line(LineKind.DEBT, "Skulder", millions("699")),
    )
    edit_budget(version=version, budget=Budget(lines=lines), by=cast.controller, at=NOW)
    assert budget_page(version).sections == (
        BudgetSection(
            "balans",
            "Balansbudget",
            (
                BudgetRow("Tillgångar", "tkr", mkr("700", None, None), is_written=True),
                BudgetRow("Skulder", "tkr", mkr("699", None, None), is_written=True),
                BudgetRow("Skiljer mellan sidorna", "tkr", mkr("1", None, None), is_total=True),
            ),
        ),
    )


def test_frames_can_be_given_to_political_bodies_and_companies(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.kf)
    assert units_with_frames(version) == (cast.ab, cast.bun, cast.kf, cast.ks)


def test_a_plan_without_a_budget_is_not_asked_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    with django_assert_num_queries(0):
        assert budget_of(version) == Budget()


@pytest.mark.parametrize("count", [1, 10])
def test_ten_rows_ask_no_more_of_the_database_than_one(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = draft_operational_plan(cast, cast.kf)
    budget = Budget(
        (Frame(cast.ks.pk, FrameKind.OPERATING, millions("1")),),
        tuple(Line(LineKind.COST, f"Rad {n}", millions("1")) for n in range(count)),
    )
    edit_budget(version=version, budget=budget, by=cast.controller, at=NOW)
    with django_assert_num_queries(4):
        budget_page(version)
