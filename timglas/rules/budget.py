"""The council's budget: frames of committees and companies, and the result they add up to.

Amounts are kronor, unrounded; a total is exactly its parts, and unknown when a part is unknown.
A committee's frame is the municipal grant that it may use, above zero. Source: KL 11:5–6 a.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _

THOUSAND = Decimal(1000)
# Whole öre, below a thousand billion: what the database holds without losing a digit.
ORE, LIMIT = Decimal("0.01"), Decimal(10) ** 12

type Amounts = Mapping[int, Decimal]  # by year; a year without an amount is not known


class FrameKind(StrEnum):
    """What the council gives a committee, and what it expects of a company."""

    OPERATING = "operating"
    INVESTMENT = "investment"
    COMPANY_RESULT = "company_result"
    COMPANY_INVESTMENT = "company_investment"
    COMPANY_RETURN = "company_return"
    COMPANY_EQUITY = "company_equity"

    @property
    def name_in_words(self) -> str:
        """The kind, in the reader's language."""
        return _(_FRAMES[self][0])

    @property
    def in_short(self) -> str:
        """The kind where it is clear that frames or companies are meant."""
        return _(_FRAMES[self][1])

    @property
    def is_of_company(self) -> bool:
        """Whether it is about a company, not a committee."""
        return self.value.startswith("company")

    @property
    def is_money(self) -> bool:
        """Whether it is kronor, which add up; else it is per cent."""
        return self not in {FrameKind.COMPANY_RETURN, FrameKind.COMPANY_EQUITY}

    @property
    def measure(self) -> str:
        """What its numbers are shown in."""
        return _("tkr") if self.is_money else "%"


_FRAMES: Mapping[FrameKind, tuple[str, str]] = MappingProxyType(
    {
        FrameKind.OPERATING: (N_("Driftramar"), N_("Drift")),
        FrameKind.INVESTMENT: (N_("Investeringsramar"), N_("Investering")),
        FrameKind.COMPANY_RESULT: (N_("Bolagens resultat"), N_("Resultat")),
        FrameKind.COMPANY_INVESTMENT: (N_("Bolagens investeringar"), N_("Investeringar")),
        FrameKind.COMPANY_RETURN: (N_("Krav på bolagens avkastning"), N_("Krav på avkastning")),
        FrameKind.COMPANY_EQUITY: (N_("Krav på bolagens soliditet"), N_("Krav på soliditet")),
    }
)


class LineKind(StrEnum):
    """What a line of the council's budget is; the kind says how it counts."""

    TAX_RATE = "tax_rate"
    TAX = "tax"
    GRANTS = "grants"
    INCOME = "income"
    COST = "cost"
    FINANCE = "finance"
    ASSETS = "assets"
    EQUITY = "equity"
    PROVISIONS = "provisions"
    DEBT = "debt"

    @property
    def name_in_words(self) -> str:
        """The kind, in the reader's language; also what a line of the kind is called at first."""
        return _(_LINES[self])

    @property
    def sign(self) -> int:
        """How an amount counts in the result or, of the balance sheet, on the side of assets.

        Costs are written above zero and taken away; the financial net has its own sign.
        """
        return -1 if self in {LineKind.COST, *BALANCE} - {LineKind.ASSETS} else 1

    @property
    def is_money(self) -> bool:
        """Whether it is kronor."""
        return self is not LineKind.TAX_RATE

    @property
    def measure(self) -> str:
        """What its numbers are shown in."""
        return _("tkr") if self.is_money else _("kr per hundralapp")


_LINES: Mapping[LineKind, str] = MappingProxyType(
    {
        LineKind.TAX_RATE: N_("Skattesats"),
        LineKind.TAX: N_("Skatteintäkter"),
        LineKind.GRANTS: N_("Generella statsbidrag och utjämning"),
        LineKind.INCOME: N_("Övriga intäkter"),
        LineKind.COST: N_("Centrala kostnader"),
        LineKind.FINANCE: N_("Finansnetto"),
        LineKind.ASSETS: N_("Tillgångar"),
        LineKind.EQUITY: N_("Eget kapital"),
        LineKind.PROVISIONS: N_("Avsättningar"),
        LineKind.DEBT: N_("Skulder"),
    }
)
RESULT = (LineKind.TAX, LineKind.GRANTS, LineKind.INCOME, LineKind.COST, LineKind.FINANCE)
BALANCE = (LineKind.ASSETS, LineKind.EQUITY, LineKind.PROVISIONS, LineKind.DEBT)
TAX_AND_GRANTS = (LineKind.TAX, LineKind.GRANTS)
# Kinds that a budget can have several lines of, each with a name of its own.
SEVERAL = frozenset({LineKind.INCOME, LineKind.COST})


@dataclass(frozen=True, slots=True)
class Frame:
    """A unit's frame, or what is expected of a company, for some years. `unit` is its id."""

    unit: int
    kind: FrameKind
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget that is nobody's frame."""

    kind: LineKind
    name: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget that a version of the council's plan holds."""

    frames: tuple[Frame, ...] = field(default=())
    lines: tuple[Line, ...] = field(default=())

    def of_kind(self, kind: FrameKind) -> tuple[Frame, ...]:
        """The frames of a kind, in order."""
        return tuple(frame for frame in self.frames if frame.kind is kind)

    def lines_of(self, *kinds: LineKind) -> tuple[Line, ...]:
        """The lines of some kinds, in the kinds' order."""
        return tuple(line for kind in kinds for line in self.lines if line.kind is kind)

    def total(self, kind: FrameKind, year: int) -> Decimal | None:
        """All frames of a kind in a year."""
        return total(frame.amounts.get(year) for frame in self.of_kind(kind))

    def tax_and_grants(self, year: int) -> Decimal | None:
        """Tax revenue with general grants and equalisation."""
        return total(line.amounts.get(year) for line in self.lines_of(*TAX_AND_GRANTS))

    def result(self, year: int) -> Decimal | None:
        """The year's result: income without frames, central costs and ± the financial net."""
        if not self.lines_of(LineKind.TAX):
            return None
        frames = self.total(FrameKind.OPERATING, year)
        given = None if frames is None else -frames
        return total([*self._counted(RESULT, year), given])

    def result_share(self, year: int) -> Decimal | None:
        """The result in per cent of tax and grants, unrounded."""
        result, income = self.result(year), self.tax_and_grants(year)
        return None if result is None or not income else 100 * result / income

    def net_cost_share(self, year: int) -> Decimal | None:
        """What services cost of tax and grants, in per cent, unrounded (nettokostnadsandel).

        Their net cost is frames and central costs, less other income; the financial net is none of
        it. Below 100 the municipality lives within its means.
        """
        frames, income = self.total(FrameKind.OPERATING, year), self.tax_and_grants(year)
        given = None if frames is None else -frames
        net = total([*self._counted((LineKind.INCOME, LineKind.COST), year), given])
        return None if net is None or not income else 100 * -net / income

    def unbalanced(self, year: int) -> Decimal | None:
        """Assets without equity, provisions and debt: zero when the balance sheet is right."""
        return total(self._counted(BALANCE, year))

    def _counted(self, kinds: Iterable[LineKind], year: int) -> Iterator[Decimal | None]:
        for line in self.lines_of(*kinds):
            amount = line.amounts.get(year)
            yield None if amount is None else line.kind.sign * amount


def total(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of some amounts; None when there are none, or when one is not known."""
    found = list(parts)
    known = [part for part in found if part is not None]
    return sum(known, Decimal(0)) if found and len(known) == len(found) else None


def kronor(thousands: Decimal) -> Decimal:
    """An amount in kronor, of one in thousands."""
    return thousands * THOUSAND


def in_thousands(amount: Decimal) -> Decimal:
    """An amount in thousands of kronor, unrounded."""
    return amount / THOUSAND


def can_be_kept(amount: Decimal) -> bool:
    """Whether an amount has whole öre and is not too large to be kept exactly."""
    return abs(amount) < LIMIT and amount == amount.quantize(ORE)
