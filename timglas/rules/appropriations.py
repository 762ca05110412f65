"""Supplementary appropriations: what the council adds to a frame in the year, and how it is paid.

A frame as it stands is the one that the plan's version in force holds, with all that has been added
to it; what another unit's frame has paid for is taken from that one. Source: KL 11:15.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.budget import FrameKind
from timglas.rules.language import N_, _


class Financing(StrEnum):
    """How an appropriation is paid, which the decision must say."""

    RESULT = "result"
    RESERVE = "reserve"
    CENTRAL = "central"
    FRAME = "frame"
    LIQUIDITY = "liquidity"
    LOAN = "loan"
    UNUSED = "unused"

    @property
    def name_in_words(self) -> str:
        """How it is paid, in the reader's language."""
        return _(_FINANCING[self])


_FINANCING: Mapping[Financing, str] = MappingProxyType(
    {
        Financing.RESULT: N_("Årets resultat blir lägre"),
        Financing.RESERVE: N_("Resultatreserven"),
        Financing.CENTRAL: N_("Medel som är avsatta centralt i budgeten"),
        Financing.FRAME: N_("En annan nämnds ram"),
        Financing.LIQUIDITY: N_("Egna likvida medel"),
        Financing.LOAN: N_("Lån"),
        Financing.UNUSED: N_("Förra årets medel som inte användes"),
    }
)
# What can pay for operations and for investments. Nobody borrows for operations (KL 11:1).
PAYS: Mapping[FrameKind, frozenset[Financing]] = MappingProxyType(
    {
        FrameKind.OPERATING: frozenset(
            {Financing.RESULT, Financing.RESERVE, Financing.CENTRAL, Financing.FRAME}
        ),
        FrameKind.INVESTMENT: frozenset({Financing.LIQUIDITY, Financing.LOAN, Financing.FRAME}),
    }
)
# What is paid so makes the year's result lower; the rest only moves what is budgeted already.
LOWERS_RESULT = frozenset({Financing.RESULT, Financing.RESERVE, Financing.UNUSED})


@dataclass(frozen=True, slots=True)
class Appropriated:
    """What is added to a unit's frame, in kronor above zero; `payer` is whose frame pays, if any.

    Units are ids. Means that last year left unused are carried forward.
    """

    unit: int
    kind: FrameKind
    amount: Decimal
    financing: Financing
    payer: int | None = None
    carries_forward: bool = False

    @property
    def can_be_paid(self) -> bool:
        """Whether it is paid in a way that can pay for its kind."""
        if self.financing is Financing.UNUSED:
            return self.carries_forward
        return self.financing in PAYS[self.kind]


def added(made: Iterable[Appropriated], *, unit: int, kind: FrameKind) -> Decimal:
    """What has been added to a unit's frame in all, below zero if it has paid for others."""
    gained = Decimal(0)
    for one in made:
        if one.kind is kind:
            gained += one.amount if one.unit == unit else Decimal(0)
            gained -= one.amount if one.payer == unit else Decimal(0)
    return gained


def lowered_by(made: Iterable[Appropriated]) -> Decimal:
    """How much lower the year's result is by what has been added to operations."""
    return sum(
        (
            one.amount
            for one in made
            if one.kind is FrameKind.OPERATING and one.financing in LOWERS_RESULT
        ),
        Decimal(0),
    )
