"""Exempelby's proposals: written by heads, submitted in time, and answered by the council."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.proposals import (
    answer_proposal,
    draft_proposal,
    submit_proposal,
    write_proposal,
)
from timglas.rules.budget import kronor
from timglas.rules.impact import QUESTIONS
from timglas.rules.proposals import Kind, Money, State


def proposal_diary(town: Town) -> Iterator[Entry]:
    """All that has been proposed, and what the council has answered."""
    for text in town.content.proposals["proposals"]:
        begun = moment(text["begun_on"], minutes=400)
        yield Entry(begun, partial(_write, town, text=text))
        if "submitted_on" in text:
            submitted = moment(text["submitted_on"], minutes=410)
            yield Entry(submitted, partial(_submit, town, text=text))
        if "answer" in text:
            answered = moment(text["answer"]["on"], minutes=420)
            yield Entry(answered, partial(_answer, town, text=text))


def _write(town: Town, at: datetime, *, text: Table) -> None:
    unit, year, kind = town.units[text["unit"]], text["year"], Kind(text["kind"])
    by = town.people[town.content.head_of(text["unit"])]
    proposal = draft_proposal(unit=unit, year=year, kind=kind, name=text["name"], by=by, at=at)
    town.proposals[text["name"]] = proposal
    answers = dict(text.get("impact", {}))
    if "submitted_on" in text:
        answers = {q.key: town.content.proposals["nothing"] for q in QUESTIONS} | answers
    write_proposal(
        proposal=proposal,
        name=text["name"],
        description=text["description"],
        amounts={
            (Money(money), year + number): kronor(Decimal(amount))
            for money, amounts in text.get("amounts", {}).items()
            for number, amount in enumerate(amounts)
        },
        impact=answers,
        weighed=text.get("weighed", {}),
        by=by,
        at=at,
    )


def _submit(town: Town, at: datetime, *, text: Table) -> None:
    proposal = town.proposals[text["name"]]
    submit_proposal(proposal=proposal, by=town.people[town.content.head_of(text["unit"])], at=at)


def _answer(town: Town, at: datetime, *, text: Table) -> None:
    said, by = text["answer"], town.registrar
    granted = {
        name: kronor(Decimal(said[name])) if name in said else None
        for name in ("operating", "investment")
    }
    answer_proposal(
        proposal=town.proposals[text["name"]],
        decision=decision_at_meeting(
            body=town.units["kf"], decided_on=said["on"], paragraph=said["paragraph"], by=by, at=at
        ),
        answer=State(said["is"]),
        reason=said["reason"],
        **granted,
        by=by,
        at=at,
    )
