"""Exempelby's assignments: given at meetings, and answered by the heads of those who got them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from timglas.actions.assignments import answer_assignment, give_assignment, settle_assignment
from timglas.actions.decisions import decision_at_meeting
from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.orders import reply_to_order
from timglas.actions.oversight import record_oversight
from timglas.rules.assignments import State
from timglas.rules.orders import Reply
from timglas.rules.oversight import Finding

GIVERS_SAY = frozenset({State.RETURNED, State.CLOSED})


def assignment_diary(town: Town) -> Iterator[Entry]:
    """All that has been asked of the bodies and what they said of it, and the board's oversight."""
    for text in town.content.assignments["replies"]:
        yield Entry(moment(text["on"], minutes=330), partial(_reply, town, text=text))
    for text in town.content.assignments["oversight"]:
        yield Entry(moment(text["decided_on"], minutes=320), partial(_oversee, town, text=text))
    for text in town.content.assignments["given"]:
        given = moment(text["decided_on"], minutes=300)
        yield Entry(given, partial(_give, town, text=text))
        for number, said in enumerate(text.get("said", ())):
            later = moment(said[0], minutes=310 + number)
            yield Entry(later, partial(_say, town, text=text, said=said))


def _reply(town: Town, at: datetime, *, text: Table) -> None:
    unit, by = town.units[text["unit"]], town.people[town.content.head_of(text["unit"])]
    decision = None
    if "paragraph" in text:
        minutes = {"decided_on": text["on"], "paragraph": text["paragraph"]}
        decision = decision_at_meeting(body=unit, **minutes, by=town.registrar, at=at)
    said = {"text": text["text"], "on": text["on"], "decision": decision}
    reply_to_order(unit=unit, year=text["year"], reply=Reply(text["reply"]), **said, by=by, at=at)


def _oversee(town: Town, at: datetime, *, text: Table) -> None:
    minutes = {name: text[name] for name in ("decided_on", "paragraph", "registry_number")}
    by = town.registrar
    record_oversight(
        company=town.units[text["unit"]],
        year=text["year"],
        finding=Finding(text["finding"]),
        text=text["text"],
        decision=decision_at_meeting(body=town.units["ks"], **minutes, by=by, at=at),
        by=by,
        at=at,
    )


def _give(town: Town, at: datetime, *, text: Table) -> None:
    replaced = text.get("replaces")
    minutes = {name: text[name] for name in ("decided_on", "paragraph", "registry_number")}
    by = town.registrar
    town.assignments[text["key"]] = give_assignment(
        decision=decision_at_meeting(body=town.units[text["by"]], **minutes, by=by, at=at),
        receiver=town.units[text["to"]],
        name=text["name"],
        text=text["text"],
        amount=Decimal(text["amount"]) if "amount" in text else None,
        due_on=text["due_on"],
        goals=[town.goals[key] for key in text.get("goals", ())],
        replaces=town.assignments[replaced] if replaced else None,
        by=by,
        at=at,
    )


def _say(town: Town, at: datetime, *, text: Table, said: Sequence[Any]) -> None:
    assignment = town.assignments[text["key"]]
    on, state, note = said[0], State(said[1]), said[2]
    by_giver = state in GIVERS_SAY
    decision = None
    if len(said) > 3:
        body = town.units[text["by"] if by_giver else text["to"]]
        minutes = {"decided_on": on, "paragraph": said[3]}
        decision = decision_at_meeting(body=body, **minutes, by=town.registrar, at=at)
    words = {"state": state, "note": note, "on": on, "decision": decision}
    if by_giver:
        settle_assignment(assignment=assignment, **words, by=town.registrar, at=at)
    else:
        unit = town.units[text.get("unit", text["to"])]
        head = town.people[town.content.head_of(text["to"])]
        answer_assignment(assignment=assignment, unit=unit, **words, by=head, at=at)
