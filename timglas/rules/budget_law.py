"""What kommunallagen (2017:725) asks of the council's budget, point by point.

A point is there, missing, or one that only people can judge: then it says what to look for. The
list is read from the act itself; `domain.md` 4.1 holds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from timglas.rules.budget import BALANCE, Budget, FrameKind, LineKind, in_thousands, total
from timglas.rules.language import _, ngettext
from timglas.rules.numbers import format_number

# Councils are elected every fourth year, and the new one adopts that year's budget (KL 11:10).
ELECTION, TERM = 2022, 4


class Standing(StrEnum):
    """How a point stands."""

    THERE = "there"
    MISSING = "missing"
    BY_HAND = "by_hand"

    @property
    def name(self) -> str:
        """The standing, in the reader's language."""
        names = {
            Standing.THERE: _("Finns"),
            Standing.MISSING: _("Saknas"),
            Standing.BY_HAND: _("Bedöms av er"),
        }
        return names[self]

    @property
    def symbol(self) -> str:
        """The id of the SVG symbol with this standing's shape."""
        return {"there": "ok", "missing": "dev", "by_hand": "unj"}[self.value]


@dataclass(frozen=True, slots=True)
class BudgetToCheck:
    """A version of the council's plan, as the act looks at it.

    `financial_goals` and `goals` are wordings; `silent_companies` are companies the budget says
    nothing of; `decided_on` is None for a draft; `appropriations` have all said how they are paid.
    """

    years: tuple[int, ...]
    budget: Budget
    goals: tuple[str, ...]
    financial_goals: tuple[str, ...]
    companies: int
    silent_companies: tuple[str, ...]
    decided_on: date | None
    appropriations: int


@dataclass(frozen=True, slots=True)
class LawPoint:
    """A demand of the act, where it stands there, and what was found."""

    source: str
    demand: str
    standing: Standing
    found: str


def law_points(plan: BudgetToCheck) -> tuple[LawPoint, ...]:
    """Every point, in the order of the act."""
    return (
        _balance_demand(plan),
        *_content(plan),
        _companies(plan),
        _proposal(plan),
        _adopted(plan),
        _appropriations(plan),
    )


def _balance_demand(plan: BudgetToCheck) -> LawPoint:
    result, year = plan.budget.result(plan.years[0]), plan.years[0]
    demand = _("Intäkterna ska vara större än kostnaderna.")
    if result is None:
        found = _("Resultatet för {year} går inte att räkna ut: belopp saknas.").format(year=year)
        return LawPoint(_("11 kap. 5 §"), demand, Standing.MISSING, found)
    shown = _("Resultatet för {year} är {amount} tkr.").format(year=year, amount=_thousands(result))
    if result > 0:
        return LawPoint(_("11 kap. 5 §"), demand, Standing.THERE, shown)
    why = _(
        "Resultatet för {year} är {amount} tkr. Det kräver resultatreserv eller synnerliga skäl."
    )
    found = why.format(year=year, amount=_thousands(result))
    return LawPoint(_("11 kap. 5 §"), demand, Standing.BY_HAND, found)


def _content(plan: BudgetToCheck) -> Iterator[LawPoint]:
    """What the plan for the budget year and for three years must say (11:6)."""
    budget, year, source = plan.budget, plan.years[0], _("11 kap. 6 §")
    rate = total(line.amounts.get(year) for line in budget.lines_of(LineKind.TAX_RATE))
    shown = "" if rate is None else _("{rate} kr per hundralapp.").format(rate=format_number(rate))
    yield _point(source, _("Skattesatsen ska anges."), shown)
    frames = budget.total(FrameKind.OPERATING, year)
    given = _("Nämndernas ramar: {amount} tkr.")
    shown = "" if frames is None else given.format(amount=_thousands(frames))
    yield _point(source, _("Anslagen ska anges."), shown)
    income = budget.tax_and_grants(year)
    paid = _("Skatter och bidrag: {amount} tkr.")
    shown = "" if income is None else paid.format(amount=_thousands(income))
    yield _point(source, _("Det ska framgå hur verksamheten finansieras."), shown)
    yield _position(plan, source)
    shown = _listed(plan.goals)
    yield _point(source, _("Det ska finnas mål och riktlinjer för verksamheten."), shown)
    known = [y for y in plan.years if budget.result(y) is not None]
    reach = _("Resultatet är beräknat för {first}–{last}.")
    whole = len(known) == len(plan.years) >= 3
    shown = reach.format(first=known[0], last=known[-1]) if whole else ""
    yield _point(source, _("Ekonomin ska planeras för tre år, med budgetåret först."), shown)
    shown = _listed(plan.financial_goals)
    yield _point(source, _("Det ska finnas finansiella mål."), shown)


def _position(plan: BudgetToCheck, source: str) -> LawPoint:
    """The economic position at the end of the budget year, by a balance sheet that balances."""
    demand = _("Den ekonomiska ställningen vid årets slut ska framgå.")
    year, budget = plan.years[0], plan.budget
    apart = budget.unbalanced(year)
    if apart is None or {line.kind for line in budget.lines_of(*BALANCE)} != set(BALANCE):
        return _point(source, demand, "")
    if apart:
        found = _("Balansbudgeten går inte ihop: {amount} tkr skiljer.")
        return LawPoint(
            source, demand, Standing.MISSING, found.format(amount=_thousands(abs(apart)))
        )
    equity = total(line.amounts.get(year) for line in budget.lines_of(LineKind.EQUITY))
    found = _("Eget kapital vid årets slut: {amount} tkr.")
    return _point(source, demand, found.format(amount=_thousands(equity or Decimal(0))))


def _companies(plan: BudgetToCheck) -> LawPoint:
    source, demand = _("11 kap. 6 a §"), _("Ekonomin i kommunens bolag ska redovisas.")
    if not plan.companies:
        return LawPoint(source, demand, Standing.THERE, _("Kommunen har inga bolag."))
    if plan.silent_companies:
        found = _("Budgeten säger inget om {names}.").format(names=", ".join(plan.silent_companies))
        return LawPoint(source, demand, Standing.MISSING, found)
    found = ngettext(
        "Budgeten tar upp {n} bolag.", "Budgeten tar upp alla {n} bolag.", plan.companies
    )
    return LawPoint(source, demand, Standing.THERE, found.format(n=plan.companies))


def _proposal(plan: BudgetToCheck) -> LawPoint:
    demand = _("Kommunstyrelsen ska lägga fram förslaget före oktober månads utgång.")
    found = _(
        "Kontrollera protokollet för {year}. Finns särskilda skäl räcker november, men "
        "skattesatsen ska föreslås i oktober."
    ).format(year=plan.years[0] - 1)
    return LawPoint(_("11 kap. 8 §"), demand, Standing.BY_HAND, found)


def _adopted(plan: BudgetToCheck) -> LawPoint:
    """By the council before the end of November; in an election year by the new one."""
    source, before = _("11 kap. 10 §"), plan.years[0] - 1
    demand = _("Fullmäktige ska besluta budgeten före november månads utgång.")
    day = plan.decided_on
    if day is None:
        found = _("Budgeten är inte beslutad. Sista dag är den 30 november {year}.")
        return LawPoint(source, demand, Standing.MISSING, found.format(year=before))
    if day > date(before, 12, 31):
        found = _("Budgeten beslutades {day}, efter att året hade börjat.")
        return LawPoint(source, demand, Standing.MISSING, found.format(day=day.isoformat()))
    if day > date(before, 11, 30):
        found = _("Budgeten beslutades {day}. Det kräver särskilda skäl.")
        return LawPoint(source, demand, Standing.BY_HAND, found.format(day=day.isoformat()))
    if (before - ELECTION) % TERM == 0:
        found = _(
            "Budgeten beslutades {day}. Det var valår: var det nya fullmäktige som beslutade?"
        )
        return LawPoint(source, demand, Standing.BY_HAND, found.format(day=day.isoformat()))
    found = _("Budgeten beslutades {day}.")
    return LawPoint(source, demand, Standing.THERE, found.format(day=day.isoformat()))


def _appropriations(plan: BudgetToCheck) -> LawPoint:
    """Whoever records one must say how it is paid, so none can lack it."""
    demand = _("Beslut om utgifter under året ska ange hur de finansieras.")
    said = ngettext(
        "{n} tilläggsanslag, med finansiering.",
        "{n} tilläggsanslag, alla med finansiering.",
        plan.appropriations,
    ).format(n=plan.appropriations)
    found = said if plan.appropriations else _("Inga tilläggsanslag är registrerade.")
    return LawPoint(_("11 kap. 15 §"), demand, Standing.THERE, found)


def _point(source: str, demand: str, found: str) -> LawPoint:
    """There if anything was found."""
    if found:
        return LawPoint(source, demand, Standing.THERE, found)
    return LawPoint(source, demand, Standing.MISSING, _("Planen säger inget om det."))


def _listed(wordings: tuple[str, ...]) -> str:
    return " · ".join(wordings)


def _thousands(amount: Decimal) -> str:
    return format_number(in_thousands(amount), 0)
