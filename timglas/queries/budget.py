"""The budget of a version of the council's plan: whole, and as a page shows it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from timglas.models import (
    BudgetAmount,
    BudgetFrame,
    BudgetLine,
    PlanKind,
    PlanVersion,
    Unit,
    UnitKind,
)
from timglas.rules.budget import BALANCE, RESULT, Amounts, Budget, Frame, FrameKind, Line, LineKind
from timglas.rules.language import _

COMMITTEES = (UnitKind.COUNCIL, UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of a table: amounts by year, kronor or what `measure` says; None is not known.

    `decimals` None shows the digits there are. A name that somebody has written `is_written`.
    """

    name: str
    measure: str
    amounts: tuple[Decimal | None, ...]
    is_money: bool = True
    is_total: bool = False
    decimals: int | None = None
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class BudgetSection:
    """A table of the budget; `key` names it in addresses and files."""

    key: str
    title: str
    rows: tuple[BudgetRow, ...]


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The budget of a version, in tables with the plan's years as columns."""

    years: tuple[int, ...]
    sections: tuple[BudgetSection, ...]


def is_budget_plan(version: PlanVersion) -> bool:
    """Whether a version is of the plan that holds frames: the council's for three years."""
    plan = version.plan
    return plan.kind == PlanKind.OPERATIONAL and plan.unit.kind == UnitKind.COUNCIL


def plan_years(version: PlanVersion) -> tuple[int, ...]:
    """The years of a version's plan."""
    return tuple(range(version.plan.first_year, version.plan.last_year + 1))


def budget_of(version: PlanVersion) -> Budget:
    """The budget that a version holds. Three queries; none if its plan holds no budget."""
    return budgets_of([version])[version.pk]


def budgets_of(versions: Collection[PlanVersion]) -> dict[int, Budget]:
    """The budgets of versions by id, units by code and lines in order. Three queries, or none."""
    ids = [version.pk for version in versions if is_budget_plan(version)]
    if not ids:
        return {version.pk: Budget() for version in versions}
    frames, lines = _all_frames(ids), _all_lines(ids)
    return {v.pk: Budget(tuple(frames[v.pk]), tuple(lines[v.pk])) for v in versions}


def _all_frames(versions: Collection[int]) -> Mapping[int, list[Frame]]:
    rows = BudgetFrame.objects.filter(version__in=versions).order_by("unit__code", "kind", "year")
    amounts: dict[tuple[int, int, str], dict[int, Decimal]] = defaultdict(dict)
    for version, unit, kind, year, amount in rows.values_list(
        "version_id", "unit_id", "kind", "year", "amount"
    ):
        amounts[version, unit, kind][year] = amount
    found: dict[int, list[Frame]] = defaultdict(list)
    for (version, unit, kind), years in amounts.items():
        found[version].append(Frame(unit, FrameKind(kind), years))
    return found


def _all_lines(versions: Collection[int]) -> Mapping[int, list[Line]]:
    amounts: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = BudgetAmount.objects.filter(line__version__in=versions).order_by("year")
    for line_id, year, amount in rows.values_list("line_id", "year", "amount"):
        amounts[line_id][year] = amount
    found: dict[int, list[Line]] = defaultdict(list)
    for line in BudgetLine.objects.filter(version__in=versions).order_by("order", "pk"):
        found[line.version_id].append(Line(LineKind(line.kind), line.name, amounts[line.pk]))
    return found


def units_with_frames(version: PlanVersion) -> tuple[Unit, ...]:
    """The bodies and companies that can have a frame, by code: open ones, and those that have."""
    kinds = (*COMMITTEES, UnitKind.COMPANY)
    open_then = Unit.objects.open_on(version.valid_from).filter(kind__in=kinds)
    have = Unit.objects.filter(frames__version=version)
    return tuple((open_then | have).distinct().order_by("code"))


def budget_page(version: PlanVersion) -> BudgetPage:
    """The budget of a version in tables; those without any row are left out. Four queries."""
    budget, years = budget_of(version), plan_years(version)
    units = Unit.objects.filter(pk__in={frame.unit for frame in budget.frames})
    names = dict(units.values_list("pk", "name"))
    frames = (_frames(budget, kind, years, names=names) for kind in FrameKind)
    sections = (
        BudgetSection("skattesats", _("Skattesats"), _lines(budget, years, LineKind.TAX_RATE)),
        BudgetSection("resultat", _("Resultatbudget"), _result(budget, years)),
        *frames,
        BudgetSection("balans", _("Balansbudget"), _balance(budget, years)),
    )
    return BudgetPage(years, tuple(section for section in sections if section.rows))


def _frames(
    budget: Budget, kind: FrameKind, years: Iterable[int], *, names: Mapping[int, str]
) -> BudgetSection:
    rows = [
        BudgetRow(names[f.unit], kind.measure, _over(f.amounts, years), is_money=kind.is_money)
        for f in budget.of_kind(kind)
    ]
    if kind.is_money and len(rows) > 1:
        totals = tuple(budget.total(kind, year) for year in years)
        rows.append(BudgetRow(_("Summa"), kind.measure, totals, is_total=True))
    return BudgetSection(kind.value, kind.name_in_words, tuple(rows))


def _lines(budget: Budget, years: Iterable[int], *kinds: LineKind) -> tuple[BudgetRow, ...]:
    return tuple(
        BudgetRow(
            line.name,
            line.kind.measure,
            _over(line.amounts, years),
            is_money=line.kind.is_money,
            is_written=True,
        )
        for line in budget.lines_of(*kinds)
    )


def _result(budget: Budget, years: tuple[int, ...]) -> tuple[BudgetRow, ...]:
    """Every line with its sign, the frames as one, then the result and its share."""
    lines = budget.lines_of(*RESULT)
    if not lines:
        return ()
    before = [line for line in lines if line.kind.sign > 0 and line.kind is not LineKind.FINANCE]
    after = [line for line in lines if line not in before]
    given = tuple(_negative(budget.total(FrameKind.OPERATING, year)) for year in years)
    result = tuple(budget.result(year) for year in years)
    share = tuple(budget.result_share(year) for year in years)
    net_cost = tuple(budget.net_cost_share(year) for year in years)
    return (
        *(_counted(line, years) for line in before),
        BudgetRow(_("Nämndernas ramar"), _("tkr"), given),
        *(_counted(line, years) for line in after),
        BudgetRow(_("Årets resultat"), _("tkr"), result, is_total=True),
        BudgetRow(_("Resultat av skatter och bidrag"), "%", share, is_money=False, decimals=2),
        BudgetRow(_("Nettokostnadsandel"), "%", net_cost, is_money=False, decimals=1),
    )


def _balance(budget: Budget, years: tuple[int, ...]) -> tuple[BudgetRow, ...]:
    rows = _lines(budget, years, *BALANCE)
    apart = tuple(budget.unbalanced(year) for year in years)
    if any(apart):
        rows += (BudgetRow(_("Skiljer mellan sidorna"), _("tkr"), apart, is_total=True),)
    return rows


def _counted(line: Line, years: Iterable[int]) -> BudgetRow:
    amounts = _over(line.amounts, years)
    if line.kind.sign < 0:
        amounts = tuple(_negative(amount) for amount in amounts)
    return BudgetRow(line.name, line.kind.measure, amounts, is_written=True)


def _over(amounts: Amounts, years: Iterable[int]) -> tuple[Decimal | None, ...]:
    return tuple(amounts.get(year) for year in years)


def _negative(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount
