"""Governing documents, registered by the actions themselves, for tests that need some."""

from datetime import date
from typing import Any

from tests.cast import NOW, Cast
from timglas.actions.decisions import record_decision
from timglas.actions.documents import Decided, Kept, add_document
from timglas.models import Decision, GoverningDocument, Person, Unit
from timglas.rules.documents import Kind


def council_decision(cast: Cast, *, body: Unit | None = None, on: date | None = None) -> Decision:
    """A political body's decision, the council's in November 2021 if nothing else is said."""
    return record_decision(
        body=body or cast.kf,
        decided_on=on or date(2021, 11, 22),
        paragraph="118",
        registry_number="KS 2021/240",
        by=cast.registrar,
        at=NOW,
    )


def own_decision(cast: Cast, body: Unit, official: Person) -> Decision:
    """An official's decision of their own."""
    day = date(2024, 8, 12)
    return record_decision(body=body, decided_on=day, official=official, by=official, at=NOW)


def kept_by(cast: Cast, **more: Any) -> Kept:
    """What is kept up of the guidelines, for which the school's head answers."""
    kept: Any = {
        "unit": cast.buf,
        "person": cast.head,
        "link": "https://exempelby.example/riktlinjer.pdf",
        "place": "",
        "revised_when": "En gång per mandatperiod",
        "revise_on": date(2025, 6, 30),
        "followed_up_when": "",
        "follow_up_on": None,
        **more,
    }
    return kept


def make_document(
    cast: Cast,
    *,
    title: str = "Riktlinjer för läsning",
    kind: Kind = Kind.GUIDELINE,
    decision: Decision | None = None,
    valid_from: date = date(2022, 1, 1),
    **kept: Any,
) -> GoverningDocument:
    """The council's guidelines, which should have been revised in June 2025."""
    decided: Decided = {
        "kind": kind,
        "title": title,
        "decision": decision or council_decision(cast),
        "valid_from": valid_from,
    }
    return add_document(decided=decided, kept=kept_by(cast, **kept), by=cast.registrar, at=NOW)
