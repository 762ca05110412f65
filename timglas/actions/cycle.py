"""The year's steps: made from a template or an earlier year, moved, changed, done and taken away.

Calendars that people subscribe to hear of a change by the step's `sequence` and `changed_at`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Cycle, CycleStep, Person
from timglas.rules.cycle import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_DAYS,
    leads_back,
    renamed,
    shifted,
    years_later,
)
from timglas.rules.cycle_template import TEMPLATE, in_year

NAMED = (
    *("name", "description", "part", "role", "unit_kind"),
    *("begins_on", "ends_on", "law", "is_public"),
)


class Planned(TypedDict):
    """What is planned: who does what between which days, after what. "" where nothing is said."""

    name: str
    description: str
    part: str
    role: str
    unit_kind: str
    begins_on: date
    ends_on: date
    law: str
    is_public: bool
    after: Iterable[CycleStep]


@transaction.atomic
def create_cycle(*, year: int, like: Cycle | None = None, by: Person, at: datetime) -> Cycle:
    """Make a year's steps: as in an earlier year, or else by the template. The law's days follow.

    A step of an earlier year comes on the same date, and the years in its texts are moved.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(_("Skriv ett år som 2027."), "year")
    if Cycle.objects.filter(year=year).exists():
        raise Refusal(_("Årets steg finns redan. Ändra dem i stället."), "year")
    cycle = Cycle.objects.create(year=year, created_at=at)
    count = _copy(like, cycle, at) if like else _by_template(cycle, at)
    after = {"year": year, "like": like.year if like else None, "steps": count}
    record("create_cycle", cycle, by=by, at=at, after=after)
    return cycle


@transaction.atomic
def shift_cycle(*, cycle: Cycle, days: int, by: Person, at: datetime) -> int:
    """Move all steps that are not done so many days, back if negative; tells how many moved."""
    if not days or abs(days) > MOST_DAYS:
        raise Refusal(_("Skriv hur många dagar, högst ett år framåt eller bakåt."), "days")
    steps = list(cycle.steps.filter(withdrawn_at=None, done_on=None))
    for step in steps:
        step.begins_on = shifted(step.begins_on, days)
        step.ends_on = shifted(step.ends_on, days)
        _heard(step, at)
    fields = ("begins_on", "ends_on", "sequence", "changed_at")
    CycleStep.objects.bulk_update(steps, fields)
    record("shift_cycle", cycle, by=by, at=at, after={"days": days, "steps": len(steps)})
    return len(steps)


@transaction.atomic
def discard_cycle(*, cycle: Cycle, by: Person, at: datetime) -> None:
    """Throw away a year that was made by mistake: no step of it is done."""
    if cycle.steps.exclude(done_on=None).exists():
        raise Refusal(_("Något steg är redan klart, så året kan inte tas bort."))
    before = {"year": cycle.year, "steps": cycle.steps.count()}
    record("discard_cycle", cycle, by=by, at=at, before=before)
    cycle.steps.all().delete()
    cycle.delete()


@transaction.atomic
def add_step(*, cycle: Cycle, by: Person, at: datetime, **planned: Unpack[Planned]) -> CycleStep:
    """Add a step to a year."""
    step = CycleStep(cycle=cycle, changed_at=at)
    after = _plan(step, planned)
    step.save()
    step.after.set(after)
    record("add_step", step, by=by, at=at, after=_told(step))
    return step


@transaction.atomic
def edit_step(*, step: CycleStep, by: Person, at: datetime, **planned: Unpack[Planned]) -> None:
    """Change a step: what, who, when, after what."""
    before = _told(step)
    after = _plan(step, planned)
    _require_no_circle(step, after)
    _heard(step, at)
    step.save(update_fields=[*NAMED, "sequence", "changed_at"])
    step.after.set(after)
    record("edit_step", step, by=by, at=at, before=before, after=_told(step))


@transaction.atomic
def finish_step(*, step: CycleStep, on: date, by: Person, at: datetime) -> None:
    """Say on which day a step was done."""
    if step.done_on:
        raise Refusal(_("Steget är redan klart."))
    if on > at.date():
        raise Refusal(_("Dagen har inte varit än."), "on")
    _set_done(step, on=on, by=by, at=at)
    record("finish_step", step, by=by, at=at, after={"done_on": str(on)})


@transaction.atomic
def reopen_step(*, step: CycleStep, by: Person, at: datetime) -> None:
    """Take back that a step is done."""
    if not step.done_on:
        raise Refusal(_("Steget är inte klart."))
    before = fields_of(step, "done_on")
    _set_done(step, on=None, by=None, at=at)
    record("reopen_step", step, by=by, at=at, before=before)


@transaction.atomic
def withdraw_step(*, step: CycleStep, by: Person, at: datetime) -> None:
    """Take a step away. Nothing waits for it any longer; calendars show it as cancelled."""
    before = _told(step)
    step.withdrawn_at = at
    _heard(step, at)
    step.save(update_fields=["withdrawn_at", "sequence", "changed_at"])
    step.after.clear()
    step.followed_by.clear()
    record("withdraw_step", step, by=by, at=at, before=before)


def _by_template(cycle: Cycle, at: datetime) -> int:
    year = cycle.year
    steps = {
        row.key: CycleStep(
            cycle=cycle,
            name=in_year(row.name, year),
            description=row.description,
            part=row.part,
            role=row.role or "",
            unit_kind=row.kind,
            begins_on=row.begins_on(year),
            ends_on=row.ends_on(year),
            law=row.law or "",
            is_public=row.is_public,
            changed_at=at,
        )
        for row in TEMPLATE
    }
    return _store(steps, {row.key: row.after for row in TEMPLATE})


def _copy(like: Cycle, cycle: Cycle, at: datetime) -> int:
    years = cycle.year - like.year
    found = like.steps.filter(withdrawn_at=None).order_by("pk").prefetch_related("after")
    steps: dict[int, CycleStep] = {}
    after: dict[int, list[int]] = {}
    for step in found:
        after[step.pk] = [earlier.pk for earlier in step.after.all()]
        fields: dict[str, Any] = {name: getattr(step, name) for name in NAMED} | {
            "name": renamed(step.name, years),
            "description": renamed(step.description, years),
            "begins_on": years_later(step.begins_on, years),
            "ends_on": years_later(step.ends_on, years),
        }
        steps[step.pk] = CycleStep(cycle=cycle, changed_at=at, **fields)
    return _store(steps, after)


def _store[K](steps: Mapping[K, CycleStep], after: Mapping[K, Iterable[K]]) -> int:
    CycleStep.objects.bulk_create(steps.values())
    waits = CycleStep.after.through
    waits.objects.bulk_create(
        waits(from_cyclestep=steps[key], to_cyclestep=steps[earlier])
        for key, keys in after.items()
        for earlier in keys
    )
    return len(steps)


def _plan(step: CycleStep, planned: Planned) -> list[CycleStep]:
    """Put what is planned on a step, and give back what it waits for."""
    for field in NAMED:
        content = planned[field]  # type: ignore[literal-required]
        setattr(step, field, content.strip() if isinstance(content, str) else content)
    if not step.name:
        raise Refusal(_("Skriv vad som ska göras."), "name")
    if not step.role and not step.unit_kind:
        raise Refusal(_("Välj vem som gör det: en roll, ett slag av enhet eller båda."), "role")
    if step.ends_on < step.begins_on:
        raise Refusal(_("Steget kan inte vara klart innan det börjar."), "ends_on")
    after = list(planned["after"])
    if any(earlier.cycle_id != step.cycle_id for earlier in after):
        raise Refusal(_("Ett steg kan bara vänta på steg i samma år."), "after")
    return after


def _require_no_circle(step: CycleStep, after: Iterable[CycleStep]) -> None:
    waits = CycleStep.after.through
    found = waits.objects.filter(from_cyclestep__cycle=step.cycle_id)
    edges: dict[int, list[int]] = {}
    for later, earlier in found.values_list("from_cyclestep_id", "to_cyclestep_id"):
        edges.setdefault(later, []).append(earlier)
    edges[step.pk] = [earlier.pk for earlier in after]
    if leads_back(edges, step.pk):
        raise Refusal(_("Då skulle steget vänta på sig självt. Välj bort något."), "after")


def _set_done(step: CycleStep, *, on: date | None, by: Person | None, at: datetime) -> None:
    step.done_on, step.done_by = on, by
    _heard(step, at)
    step.save(update_fields=["done_on", "done_by", "sequence", "changed_at"])


def _heard(step: CycleStep, at: datetime) -> None:
    step.sequence += 1
    step.changed_at = at


def _told(step: CycleStep) -> dict[str, Any]:
    names = sorted(step.after.values_list("name", flat=True))
    return fields_of(step, *NAMED) | {"after": names}
