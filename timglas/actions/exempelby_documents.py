"""Exempelby's governing documents, registered as they were decided, anew and no longer."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from timglas.actions.decisions import record_decision
from timglas.actions.documents import (
    Decided,
    Kept,
    add_document,
    repeal_document,
    revise_document,
)
from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.models import Decision
from timglas.rules.documents import Kind

# What was decided before is registered when Exempelby begins with Timglas.
BEGUN_ON = date(2022, 9, 5)
LIBRARY = "https://exempelby.example/styrdokument"


def document_diary(town: Town) -> Iterator[Entry]:
    """All that was decided of governing documents."""
    for key, text in town.content.documents.items():
        first, *others = text["versions"]
        yield Entry(_registered(first), partial(_add, town, key=key, settled=first))
        for settled in others:
            yield Entry(_registered(settled), partial(_revise, town, key=key, settled=settled))
        if settled := text.get("ended"):
            # What comes instead is decided first, at the same meeting.
            later = moment(settled["on"], minutes=30)
            yield Entry(later, partial(_repeal, town, key=key, settled=settled))


def _registered(settled: Table) -> datetime:
    return moment(max(settled["on"], BEGUN_ON))


def _add(town: Town, at: datetime, *, key: str, settled: Table) -> None:
    text = town.content.documents[key]
    revised, followed = text.get("revised", ("", None)), text.get("followed", ("", None))
    kept: Kept = {
        "unit": town.units[text["unit"]],
        "person": town.people.get(text.get("person", "")),
        "link": f"{LIBRARY}/{text['link']}.pdf" if "link" in text else "",
        "place": text.get("place", ""),
        "revised_when": revised[0],
        "revise_on": revised[1],
        "followed_up_when": followed[0],
        "follow_up_on": followed[1],
    }
    town.documents[key] = add_document(
        decided=_decided(text, settled, _decision(town, settled, at)),
        kept=kept,
        by=town.registrar,
        at=at,
    )


def _revise(town: Town, at: datetime, *, key: str, settled: Table) -> None:
    text, document = town.content.documents[key], town.documents[key]
    revise_document(
        document=document,
        change=settled["change"],
        revise_on=document.revise_on,
        by=town.registrar,
        at=at,
        **_decided(text, settled, _decision(town, settled, at)),
    )


def _repeal(town: Town, at: datetime, *, key: str, settled: Table) -> None:
    repeal_document(
        document=town.documents[key],
        decision=_decision(town, settled, at),
        ends_on=settled["from"],
        replaced_by=town.documents[settled["by"]],
        reason=settled["reason"],
        by=town.registrar,
        at=at,
    )


def _decided(text: Table, settled: Table, decision: Decision) -> Decided:
    return {
        "kind": Kind(text["kind"]),
        "title": text["title"],
        "decision": decision,
        "valid_from": settled["from"],
    }


def _decision(town: Town, settled: Table, at: datetime) -> Decision:
    official: Any = town.people.get(settled.get("official", ""))
    return record_decision(
        body=town.units[settled["body"]],
        decided_on=settled["on"],
        paragraph=settled.get("paragraph", ""),
        registry_number=settled.get("dnr", ""),
        official=official,
        by=official or town.registrar,
        at=at,
    )
