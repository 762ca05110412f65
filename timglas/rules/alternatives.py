"""An alternative to a proposed budget: what it moves, what that does, and whether it balances.

It can be put forward when it balances as a whole: with tax, grants, frames, central costs and the
financial net. Nothing that the proposal pays for may be left out. Source: mission.md section 2,
point 11; KL 11:5.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from timglas.rules.budget import (
    RESULT,
    Amounts,
    Budget,
    Frame,
    FrameKind,
    Line,
    LineKind,
    in_thousands,
)
from timglas.rules.language import _
from timglas.rules.numbers import format_number
from timglas.rules.plan_document import decimal_text

type Kind = FrameKind | LineKind

# What the result budget of a whole proposal has: pensions are among the central costs.
NEEDED = (LineKind.TAX, LineKind.GRANTS, LineKind.COST, LineKind.FINANCE)
COUNTED = frozenset({FrameKind.OPERATING, *RESULT})


@dataclass(frozen=True, slots=True)
class Move:
    """An amount that is another in the alternative; None is not there. `name` is whose or what."""

    name: str
    kind: Kind
    year: int
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal:
        """From the proposal to the alternative; what is not there counts as nothing."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))

    @property
    def in_words(self) -> str:
        """The move as a sentence."""
        more = _("{name}, {kind} {year}: {amount} mer än i förslaget.")
        less = _("{name}, {kind} {year}: {amount} mindre än i förslaget.")
        said = more if self.change > 0 else less
        return said.format(
            name=self.name,
            kind=_kind_in_words(self.kind),
            year=self.year,
            amount=_shown(abs(self.change), self.kind),
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a year's result becomes, in kronor and in per cent of tax and grants.

    `net_cost_before` and `net_cost` are what services cost in per cent of tax and grants.
    """

    year: int
    result_before: Decimal | None
    result: Decimal | None
    share: Decimal | None
    net_cost_before: Decimal | None
    net_cost: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """From the proposal to the alternative."""
        if self.result_before is None or self.result is None:
            return None
        return self.result - self.result_before


def moves(
    before: Budget, after: Budget, *, names: Mapping[int, str], years: Iterable[int]
) -> tuple[Move, ...]:
    """Every amount that differs, in the order of the alternative; `names` are units' by id."""
    was, becomes = _amounts(before, names), _amounts(after, names)
    keys = list(dict.fromkeys([*becomes, *was]))
    return tuple(
        Move(name, kind, year, was.get((name, kind), {}).get(year), amounts.get(year))
        for name, kind in keys
        for year in years
        if (amounts := becomes.get((name, kind), {})).get(year)
        != was.get((name, kind), {}).get(year)
    )


def effects(before: Budget, after: Budget, years: Iterable[int]) -> tuple[Effect, ...]:
    """What the alternative does to the result of each year."""
    return tuple(
        Effect(
            year,
            before.result(year),
            after.result(year),
            after.result_share(year),
            before.net_cost_share(year),
            after.net_cost_share(year),
        )
        for year in years
    )


@dataclass(frozen=True, slots=True)
class FrameEffect:
    """What an alternative gives a committee to use each year, in kronor, against the proposal."""

    name: str
    before: tuple[Decimal | None, ...]
    after: tuple[Decimal | None, ...]

    @property
    def years(self) -> tuple[tuple[Decimal | None, Decimal | None], ...]:
        """Each year's frame, and its change from the proposal, unknown where either is."""
        return tuple(
            (after, None if before is None or after is None else after - before)
            for before, after in zip(self.before, self.after, strict=True)
        )


def frame_effects(
    before: Budget, after: Budget, *, names: Mapping[int, str], years: tuple[int, ...]
) -> tuple[FrameEffect, ...]:
    """What the alternative does to each committee, in the order of the proposal."""
    was, becomes = (
        {frame.unit: frame.amounts for frame in budget.of_kind(FrameKind.OPERATING)}
        for budget in (before, after)
    )
    return tuple(
        FrameEffect(
            names[unit],
            tuple(was.get(unit, {}).get(year) for year in years),
            tuple(becomes.get(unit, {}).get(year) for year in years),
        )
        for unit in dict.fromkeys([*was, *becomes])
    )


def why_not(
    budget: Budget, years: tuple[int, ...], *, names: Mapping[int, str], proposal: Budget
) -> tuple[str, ...]:
    """Why a budget cannot be put forward, a sentence each; none when it balances.

    An amount that the proposal has must be there: a pension left out is no saving.
    """
    return (*_left_out(budget, years, names=names, proposal=proposal), *_problems(budget, years))


def _left_out(
    budget: Budget, years: tuple[int, ...], *, names: Mapping[int, str], proposal: Budget
) -> Iterator[str]:
    here = {kind for kind in NEEDED if budget.lines_of(kind)}
    for kind in NEEDED:
        if kind not in here:
            said = _("{kind} saknas. Ett förslag ska omfatta hela resultatbudgeten.")
            yield said.format(kind=kind.name_in_words)
    said = _("{name}, {kind} {year} saknar belopp. Skriv noll om det inte ska kosta något.")
    for move in moves(proposal, budget, names=names, years=years):
        if move.after is None and move.kind in COUNTED:
            words = _kind_in_words(move.kind)
            yield said.format(name=move.name, kind=words, year=move.year)


def _problems(budget: Budget, years: tuple[int, ...]) -> Iterator[str]:
    for year in years:
        result, apart = budget.result(year), budget.unbalanced(year)
        if result is None:
            said = _("Resultatet för {year} går inte att räkna ut: belopp saknas.")
            yield said.format(year=year)
        elif result <= 0:
            said = _("{year} kostar mer än det ger: {amount} fattas till noll.")
            yield said.format(year=year, amount=_shown(-result, LineKind.TAX))
        if apart:
            said = _("Balansbudgeten för {year} går inte ihop: {amount} skiljer.")
            yield said.format(year=year, amount=_shown(abs(apart), LineKind.TAX))


def as_text(budget: Budget) -> str:
    """A budget as JSON; amounts are decimals as text, so that none is changed on the way."""
    body = {
        "frames": [
            {"unit": frame.unit, "kind": frame.kind.value, "amounts": _told(frame.amounts)}
            for frame in budget.frames
        ],
        "lines": [
            {"kind": line.kind.value, "name": line.name, "amounts": _told(line.amounts)}
            for line in budget.lines
        ],
    }
    return json.dumps(body, ensure_ascii=False)


def from_text(text: str) -> Budget:
    """The budget of such a text."""
    body = json.loads(text)
    return Budget(
        tuple(Frame(f["unit"], FrameKind(f["kind"]), _read(f["amounts"])) for f in body["frames"]),
        tuple(Line(LineKind(n["kind"]), n["name"], _read(n["amounts"])) for n in body["lines"]),
    )


def _told(amounts: Amounts) -> dict[str, str | None]:
    return {str(year): decimal_text(amount) for year, amount in amounts.items()}


def _read(told: Mapping[str, str]) -> Amounts:
    return {int(year): Decimal(amount) for year, amount in told.items()}


def _amounts(budget: Budget, names: Mapping[int, str]) -> dict[tuple[str, Kind], Amounts]:
    found: dict[tuple[str, Kind], Amounts] = {}
    for frame in budget.frames:
        found[names[frame.unit], frame.kind] = frame.amounts
    for line in budget.lines:
        found[line.name, line.kind] = line.amounts
    return found


def _kind_in_words(kind: Kind) -> str:
    return (kind.in_short if isinstance(kind, FrameKind) else kind.name_in_words).lower()


def _shown(amount: Decimal, kind: Kind) -> str:
    number = format_number(in_thousands(amount)) if kind.is_money else format_number(amount)
    return f"{number}\u00a0{kind.measure}"
