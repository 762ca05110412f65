"""Exempelby's municipality, units, people, roles and levels of goals."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from timglas.actions.exempelby_content import Table, day
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.levels import add_level
from timglas.actions.org import add_unit, close_unit, merge_units, move_unit, set_up_municipality
from timglas.actions.people import add_person, end_role, give_role
from timglas.models import Grant, Person
from timglas.rules.permissions import Role

FOUNDED_ON = date(2022, 9, 1)
MANAGED_FROM = date(2022, 11, 1)
# A change of the organisation is registered this long before it happens.
NOTICE = timedelta(days=21)
PLAIN = str.maketrans("åäöé ", "aaoe.")

type Given = list[Any]  # role, unit, from and, if it has ended, to


def found(town: Town) -> None:
    """Make the municipality with its units, people and levels."""
    at = moment(FOUNDED_ON)
    place = town.content.organisation["municipality"]
    set_up_municipality(
        name=place["name"], kolada_id=place["kolada_id"], email=place["email"], by=None, at=at
    )
    _add_people(town, at)
    _add_units(town, day(place, "begun_on"), at)
    for order, level in enumerate(town.content.organisation["levels"], start=1):
        fields = {name: level[name] for name in ("name", "plural", "unit_kinds", "healthy_count")}
        town.levels[level["id"]] = add_level(order=order, by=town.administrator, at=at, **fields)


def org_diary(town: Town) -> Iterator[Entry]:
    """Roles given and ended, and what happens with the units."""
    for person, table in town.content.people.items():
        managed = [["unit_manager", unit, MANAGED_FROM] for unit in table.get("manages", ())]
        for role in (*managed, *table.get("roles", ())):
            given = moment(max(FOUNDED_ON, role[2]))
            yield Entry(given, partial(_give, town, person=person, role=role))
            if role[3:]:
                noted = moment(role[3] - NOTICE)
                yield Entry(noted, partial(_end, town, person=person, role=role))
    for text in town.content.organisation["changes"]:
        yield Entry(moment(day(text, "on") - NOTICE), partial(_change, town, text=text))


def _add_people(town: Town, at: datetime) -> None:
    by: Person | None = None
    people = town.content.people
    for key in sorted(people, key=lambda key: key != "sixten"):
        table = people[key]
        town.people[key] = by_now = add_person(
            name=table["name"],
            title=table["title"],
            email=f"{table['name'].lower().translate(PLAIN)}@exempelby.example",
            is_hidden=table.get("is_hidden", False),
            by=by,
            at=at,
        )
        by = by or by_now


def _add_units(town: Town, opened_on: date, at: datetime) -> None:
    for key, table in town.content.organisation["units"].items():
        town.units[key] = add_unit(
            code=table["code"],
            name=table["name"],
            kind=table["kind"],
            parent=town.units[table["under"]] if "under" in table else None,
            opened_on=opened_on,
            by=town.administrator,
            at=at,
        )


def _give(town: Town, at: datetime, *, person: str, role: Given) -> None:
    name, unit, valid_from = role[:3]
    give_role(
        person=town.people[person],
        role=Role(name),
        unit=town.units[unit],
        valid_from=valid_from,
        by=town.administrator,
        at=at,
    )


def _end(town: Town, at: datetime, *, person: str, role: Given) -> None:
    name, unit, _valid_from, on = role
    grant = Grant.objects.get(person=town.people[person], role=name, unit=town.units[unit])
    end_role(grant=grant, on=on, by=town.administrator, at=at)


def _change(town: Town, at: datetime, *, text: Table) -> None:
    unit, on, by = town.units[text["unit"]], day(text, "on"), town.administrator
    match text["what"]:
        case "move":
            move_unit(unit=unit, parent=town.units[text["to"]], on=on, by=by, at=at)
        case "merge":
            merge_units(units=[unit], into=town.units[text["to"]], on=on, by=by, at=at)
        case _:
            close_unit(unit=unit, on=on, by=by, at=at)
