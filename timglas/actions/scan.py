"""Environmental scanning: observations, what they affect, and areas of development by rank."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, named, record
from timglas.actions.order import move_among, number_from_one
from timglas.actions.refusal import Refusal
from timglas.models import DevelopmentArea, Goal, Observation, Person, Unit
from timglas.rules.scan import Certainty, Effect, Horizon

OBSERVED = (
    "unit",
    "title",
    "text",
    "source",
    "link",
    "observed_on",
    "horizon",
    "effect",
    "certainty",
    "is_current",
)
AREA = ("name", "text")


class Observed(TypedDict):
    """What was seen by which unit, where it is said, and how it is weighed."""

    unit: Unit
    title: str
    text: str
    source: str
    link: str
    observed_on: date
    horizon: Horizon
    effect: Effect
    certainty: Certainty
    is_current: bool


@transaction.atomic
def add_observation(*, by: Person, at: datetime, **observed: Unpack[Observed]) -> Observation:
    """Write down something that was seen."""
    observation = Observation(by=by, created_at=at)
    _observe(observation, observed, at)
    observation.save()
    after = fields_of(observation, *OBSERVED)
    record("add_observation", observation, by=by, at=at, unit=observation.unit, after=after)
    return observation


@transaction.atomic
def edit_observation(
    *, observation: Observation, by: Person, at: datetime, **observed: Unpack[Observed]
) -> None:
    """Change what was seen or how it is weighed; also how it is said not to be current."""
    before = fields_of(observation, *OBSERVED)
    _observe(observation, observed, at)
    observation.save(update_fields=OBSERVED)
    after, unit = fields_of(observation, *OBSERVED), observation.unit
    record("edit_observation", observation, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def choose_affected(
    *,
    observation: Observation,
    units: Iterable[Unit],
    goals: Iterable[Goal],
    by: Person,
    at: datetime,
) -> None:
    """Say which units and goals something that was seen affects."""
    before = _affected(observation)
    observation.units.set(units)
    observation.goals.set(goals)
    after, unit = _affected(observation), observation.unit
    record("choose_affected", observation, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def add_area(
    *,
    unit: Unit,
    year: int,
    name: str,
    text: str,
    observations: Iterable[Observation],
    by: Person,
    at: datetime,
) -> DevelopmentArea:
    """Choose an area to develop in a year, ranked after those already chosen."""
    last = _siblings(unit, year).aggregate(last=Max("order"))["last"] or 0
    area = DevelopmentArea(unit=unit, year=year, order=last + 1, created_at=at)
    _describe(area, name, text)
    area.save()
    area.observations.set(observations)
    after = {"year": year, **fields_of(area, *AREA), **_cited(area)}
    record("add_area", area, by=by, at=at, unit=unit, after=after)
    return area


@transaction.atomic
def edit_area(
    *,
    area: DevelopmentArea,
    name: str,
    text: str,
    observations: Iterable[Observation],
    by: Person,
    at: datetime,
) -> None:
    """Reword an area, or let it rest on other observations."""
    before = fields_of(area, *AREA) | _cited(area)
    _describe(area, name, text)
    area.save(update_fields=AREA)
    area.observations.set(observations)
    after = fields_of(area, *AREA) | _cited(area)
    record("edit_area", area, by=by, at=at, unit=area.unit, before=before, after=after)


@transaction.atomic
def move_area(*, area: DevelopmentArea, steps: int, by: Person, at: datetime) -> None:
    """Rank an area higher (−1) or lower (+1) among the unit's areas of the year."""
    before = fields_of(area, "order")
    move_among(_siblings(area.unit, area.year), area, steps)
    after = fields_of(area, "order")
    record("move_area", area, by=by, at=at, unit=area.unit, before=before, after=after)


@transaction.atomic
def remove_area(*, area: DevelopmentArea, by: Person, at: datetime) -> None:
    """Take an area out of the year's choice; the observations stay."""
    before = {"year": area.year, **fields_of(area, "order", *AREA), **_cited(area)}
    record("remove_area", area, by=by, at=at, unit=area.unit, before=before)
    area.delete()
    number_from_one(_siblings(area.unit, area.year).order_by("order", "pk"))


def _observe(observation: Observation, observed: Observed, at: datetime) -> None:
    for field, content in observed.items():
        setattr(observation, field, content.strip() if isinstance(content, str) else content)
    if not observation.title:
        raise Refusal(_("Skriv vad ni har sett."), "title")
    if not observation.source:
        raise Refusal(_("Skriv var uppgiften kommer ifrån."), "source")
    if observation.observed_on > timezone.localdate(at):
        raise Refusal(_("Dagen har inte varit än."), "observed_on")


def _describe(area: DevelopmentArea, name: str, text: str) -> None:
    if not name.strip():
        raise Refusal(_("Skriv vad som ska utvecklas."), "name")
    area.name, area.text = name.strip(), text.strip()


def _siblings(unit: Unit, year: int) -> models.QuerySet[DevelopmentArea]:
    return DevelopmentArea.objects.filter(unit=unit, year=year)


def _affected(observation: Observation) -> dict[str, list[str]]:
    return {
        "units": _names(observation.units.order_by("pk")),
        "goals": _names(observation.goals.select_related("level", "unit").order_by("pk")),
    }


def _cited(area: DevelopmentArea) -> dict[str, list[str]]:
    return {"observations": _names(area.observations.order_by("pk"))}


def _names(rows: Iterable[models.Model]) -> list[str]:
    return [f"{named(row)} ({row.pk})" for row in rows]
