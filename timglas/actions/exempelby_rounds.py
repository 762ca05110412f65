"""Exempelby's follow-up: the kinds of round, those that were opened, and which units are ready."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.round_kinds import add_usual_kinds
from timglas.actions.rounds import finish_unit, lock_round, note_receipt, open_round
from timglas.models import Person, Round, RoundKind, Unit
from timglas.rules.rounds import Days

CONTROLLER = "cilla"


def round_diary(town: Town) -> Iterator[Entry]:
    """The kinds, and each round from when it is opened until it is received and locked."""
    content = town.content.rounds
    yield Entry(moment(content["kinds_on"]), partial(_add_kinds, town))
    for told in content["rounds"]:
        yield Entry(moment(told["opened_on"]), partial(_open, town, told=told))
        for level in told["ready"]:
            finish = partial(_finish, town, told=told, level=level)
            yield Entry(moment(level["on"], minutes=300), finish)
        for minutes in told.get("received", ()):
            receive = partial(_receive, town, told=told, minutes=minutes)
            yield Entry(moment(minutes[1], minutes=360), receive)
        if "locked_on" in told:
            yield Entry(moment(told["locked_on"]), partial(_lock, town, told=told))


def _add_kinds(town: Town, at: datetime) -> None:
    add_usual_kinds(by=town.people[CONTROLLER], at=at)


def _open(town: Town, at: datetime, *, told: Table) -> None:
    kind = RoundKind.objects.get(name=told["kind"])
    as_of: date = told["as_of"]
    days = Days(kind.first_days, kind.step_days, kind.grace_days)
    by = town.people[CONTROLLER]
    # Nobody gets mail in Exempelby about what was long ago.
    open_round(kind=kind, as_of=as_of, begins=as_of, days=days, by=by, at=at, tells=False)


def _finish(town: Town, at: datetime, *, told: Table, level: Table) -> None:
    waiting = [town.units[key].pk for key in level.get("but", ())]
    rows = _round(told).units.filter(depth=level["depth"]).exclude(unit__in=waiting)
    for row in rows.select_related("unit", "round").order_by("unit__code"):
        finish_unit(row=row, by=_manager(town, row.unit), at=at)


def _manager(town: Town, unit: Unit) -> Person:
    """Who says that a unit is ready: its manager, else the head of the department it is in."""
    key = next(key for key, stored in town.units.items() if stored == unit)
    content = town.content
    managed = {unit for person in content.people.values() for unit in person.get("manages", ())}
    is_managed = key in managed or key in content.plans["writers"]
    return town.manager(key) if is_managed else town.people[content.head_of(key)]


def _receive(town: Town, at: datetime, *, told: Table, minutes: tuple[str, date, str, str]) -> None:
    body, day, paragraph, number = minutes
    decision = decision_at_meeting(
        body=town.units[body],
        decided_on=day,
        paragraph=paragraph,
        registry_number=number,
        by=town.registrar,
        at=at,
    )
    note_receipt(opened=_round(told), decision=decision, by=town.registrar, at=at)


def _lock(town: Town, at: datetime, *, told: Table) -> None:
    lock_round(opened=_round(told), by=town.people[CONTROLLER], at=at)


def _round(told: Table) -> Round:
    return Round.objects.get(kind__name=told["kind"], as_of=told["as_of"])
