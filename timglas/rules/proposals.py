"""Proposals for a planning year: their states, their money, and what one must hold to be submitted.

Amounts are kronor, unrounded, as changes of cost: above zero costs more, below zero costs less. A
total is exactly its parts, and unknown when a part is unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.impact import CRITERIA, QUESTIONS
from timglas.rules.language import N_, _
from timglas.rules.shown import Shown

# Years that a proposal tells the money of, from the planning year on.
YEARS = 3


class Kind(StrEnum):
    """What a proposal is."""

    AMBITION = "ambition"
    SAVING = "saving"
    INVESTMENT = "investment"

    @property
    def name_in_words(self) -> str:
        """The kind, in the reader's language."""
        return _(_KINDS[self])


class Money(StrEnum):
    """What kind of money an amount is."""

    OPERATING = "operating"
    CAPITAL = "capital"
    INVESTMENT = "investment"

    @property
    def name_in_words(self) -> str:
        """The kind of money, in the reader's language."""
        return _(_MONEY[self])


class State(Shown):
    """How far a proposal has come: the last four are the council's answers, and final."""

    DRAFT = "draft", N_("Utkast"), "unj"
    SUBMITTED = "submitted", N_("Inlämnat"), "wait"
    GRANTED = "granted", N_("Beviljat"), "ok"
    PARTLY = "partly", N_("Beviljat till en del"), "way"
    REFUSED = "refused", N_("Avslaget"), "none"
    DEFERRED = "deferred", N_("Uppskjutet"), "unj"


_KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.AMBITION: N_("Ändrad ambition"),
        Kind.SAVING: N_("Besparing"),
        Kind.INVESTMENT: N_("Investering"),
    }
)
_MONEY: Mapping[Money, str] = MappingProxyType(
    {
        Money.OPERATING: N_("Drift"),
        Money.CAPITAL: N_("Kapitalkostnad"),
        Money.INVESTMENT: N_("Investeringsutgift"),
    }
)
ANSWERS = (State.GRANTED, State.PARTLY, State.REFUSED, State.DEFERRED)
# Answers after which the same thing can be proposed again for a later year.
AGAIN = frozenset({State.REFUSED, State.DEFERRED, State.PARTLY})
# What is written of the money of each kind of proposal.
ASKED: Mapping[Kind, tuple[Money, ...]] = MappingProxyType(
    {
        Kind.AMBITION: (Money.OPERATING,),
        Kind.SAVING: (Money.OPERATING,),
        Kind.INVESTMENT: (Money.INVESTMENT, Money.CAPITAL, Money.OPERATING),
    }
)

type Amounts = Mapping[tuple[Money, int], Decimal]  # by kind and year; what is not there is unknown


@dataclass(frozen=True, slots=True)
class Content:
    """What a proposal says. `impact` is by question, `weighed` the points by criterion."""

    kind: Kind
    year: int
    description: str
    amounts: Amounts = field(default_factory=dict)
    impact: Mapping[str, str] = field(default_factory=dict)
    weighed: Mapping[str, int] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the money is told of."""
        return tuple(range(self.year, self.year + YEARS))


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a proposal must hold to be submitted; `field` is where it is written."""

    field: str
    says: str


def yearly_cost(content: Content, year: int) -> Decimal | None:
    """What a proposal changes the yearly cost by: operating and capital cost; None if unknown."""
    asked = [money for money in ASKED[content.kind] if money is not Money.INVESTMENT]
    parts = [content.amounts.get((money, year)) for money in asked]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def invested(content: Content) -> Decimal | None:
    """What is invested over the years in all; None if it is no investment, or a year is unknown."""
    if content.kind is not Kind.INVESTMENT:
        return None
    parts = [content.amounts.get((Money.INVESTMENT, year)) for year in content.years]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def lacks(content: Content) -> tuple[Lack, ...]:
    """What is missing for a proposal to be submitted, in the order of the form."""
    return tuple(_lacks(content))


def amount_field(money: Money, year: int) -> str:
    """What the field of an amount is called."""
    return f"{money.value}-{year}"


def _lacks(content: Content) -> Iterator[Lack]:
    if not content.description.strip():
        yield Lack("description", _("Beskriv vad som föreslås."))
    yield from _of_money(content)
    if content.kind is Kind.INVESTMENT:
        for criterion in CRITERIA:
            if criterion.level(content.weighed.get(criterion.key)) is None:
                said = _("Väg investeringen: {criterion}.").format(criterion=criterion.label)
                yield Lack(f"weighed-{criterion.key}", said)
    for question in QUESTIONS:
        if not content.impact.get(question.key, "").strip():
            said = _("{theme}, {question}: inte besvarat.").format(
                theme=question.theme.name_in_words, question=question.label.lower()
            )
            yield Lack(f"impact-{question.key}", said)


def _of_money(content: Content) -> Iterator[Lack]:
    for money in ASKED[content.kind]:
        for year in content.years:
            if (money, year) not in content.amounts:
                said = _("{money} {year} saknas. Noll är också ett svar.").format(
                    money=money.name_in_words, year=year
                )
                yield Lack(amount_field(money, year), said)
    costs = [yearly_cost(content, year) for year in content.years]
    first = amount_field(Money.OPERATING, content.year)
    if content.kind is Kind.SAVING and None not in costs and not any(c and c < 0 for c in costs):
        yield Lack(first, _("En besparing minskar kostnaden. Skriv beloppen med minus."))
    total = invested(content)
    if total is not None and total <= 0:
        field = amount_field(Money.INVESTMENT, content.year)
        yield Lack(field, _("En investering har en utgift över noll."))
