"""Exempelby's budget: the council's plans for three years, and what it adds during a year."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial

from timglas.actions.appropriations import record_appropriation
from timglas.actions.budget import edit_budget
from timglas.actions.exempelby_content import Table, day
from timglas.actions.exempelby_plans import decide_as_told, decision_as_told, draft_as_told
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.rules.appropriations import Appropriated, Financing
from timglas.rules.budget import Amounts, Budget, Frame, FrameKind, Line, LineKind, kronor


def budget_diary(town: Town) -> Iterator[Entry]:
    """All that happens with the council's budget."""
    for year, text in town.content.budget["plans"].items():
        plan = ("kf", int(year))
        yield Entry(moment(day(text, "drafted_on")), partial(_draft, town, year=int(year)))
        if "decided_on" in text:
            decide = partial(decide_as_told, town, plan=plan, text=text)
            yield Entry(moment(day(text, "decided_on")), decide)
    for text in town.content.budget["appropriations"]:
        yield Entry(moment(day(text, "decided_on"), minutes=30), partial(_add, town, text=text))


def _draft(town: Town, at: datetime, *, year: int) -> None:
    text = town.content.budget["plans"][str(year)]
    draft_as_told(town, at, plan=("kf", year), text=text)
    budget = _budget(town, year, text)
    edit_budget(version=town.versions["kf", year], budget=budget, by=town.manager("kf"), at=at)


def _add(town: Town, at: datetime, *, text: Table) -> None:
    """What a meeting of the council added to frames, each with how it is paid."""
    decision = decision_as_told(town, "kf", text, at=at)
    for item in text["items"]:
        made = Appropriated(
            unit=town.units[item["unit"]].pk,
            kind=FrameKind(item["kind"]),
            amount=kronor(Decimal(item["amount"])),
            financing=Financing(item["financing"]),
            carries_forward=item.get("carries_forward", False),
        )
        record_appropriation(
            version=town.versions["kf", text["year"]],
            decision=decision,
            made=made,
            purpose=item["purpose"],
            by=decision.recorded_by,
            at=at,
        )


def _budget(town: Town, year: int, text: Table) -> Budget:
    frames = (
        Frame(town.units[unit].pk, FrameKind(kind), amounts_as_told(FrameKind(kind), year, amounts))
        for kind, units in text["frames"].items()
        for unit, amounts in units.items()
    )
    lines = (
        Line(LineKind(kind), name, amounts_as_told(LineKind(kind), year, amounts))
        for kind, named in text["lines"].items()
        for name, amounts in named.items()
    )
    return Budget(tuple(frames), tuple(lines))


def amounts_as_told(kind: FrameKind | LineKind, year: int, written: list[int | Decimal]) -> Amounts:
    """Amounts year by year from a first one, written in thousands where they are money."""
    amounts = [kronor(Decimal(amount)) if kind.is_money else Decimal(amount) for amount in written]
    return {year + n: amount for n, amount in enumerate(amounts)}
