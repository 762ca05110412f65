"""Exempelby's alternatives to the proposed budget: one put forward, one that does not balance."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from timglas.actions.alternatives import (
    begin_alternative,
    edit_alternative,
    put_forward_alternative,
)
from timglas.actions.exempelby_budget import amounts_as_told
from timglas.actions.exempelby_content import Table, day
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.models import AlternativeBudget
from timglas.queries.budget import budget_of
from timglas.rules.budget import Budget, FrameKind


def alternative_diary(town: Town) -> Iterator[Entry]:
    """What is written beside the proposal, and put forward."""
    for text in town.content.budget["alternatives"]:
        yield Entry(moment(day(text, "begun_on")), partial(_write, town, text=text))
        if "put_forward_on" in text:
            yield Entry(moment(day(text, "put_forward_on")), partial(_put_forward, text=text))


def _write(town: Town, at: datetime, *, text: Table) -> None:
    version, by = town.versions["kf", text["year"]], town.people[text["by"]]
    alternative = begin_alternative(version=version, name=text["name"], by=by, at=at)
    budget = _moved(town, budget_of(version), text)
    edit_alternative(alternative=alternative, budget=budget, by=by, at=at)


def _moved(town: Town, budget: Budget, text: Table) -> Budget:
    """The proposal with other operating frames."""
    kind = FrameKind.OPERATING
    told = {
        town.units[unit].pk: amounts_as_told(kind, text["year"], amounts)
        for unit, amounts in text["operating"].items()
    }
    frames = tuple(
        replace(frame, amounts=told[frame.unit])
        if frame.kind is kind and frame.unit in told
        else frame
        for frame in budget.frames
    )
    return replace(budget, frames=frames)


def _put_forward(at: datetime, *, text: Table) -> None:
    alternative = AlternativeBudget.objects.get(name=text["name"])
    put_forward_alternative(alternative=alternative, by=alternative.created_by, at=at)
