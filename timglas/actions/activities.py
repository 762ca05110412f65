"""What is done to reach a goal: planned, followed to its end, handed over or cancelled.

Nothing is removed: what should not have been planned is cancelled with a reason, and can be opened
again. An activity is of the year when it ends: a closed year gets no new ones and none is changed,
but what was not done then may be moved to a year that is open.
"""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import (
    Activity,
    ActivityNote,
    Goal,
    Indicator,
    Person,
    Unit,
    VersionState,
)
from timglas.rules.activities import OPEN, STORED, State, needs_note

NAMED = (
    "unit",
    "name",
    "description",
    "expected_effect",
    "indicator",
    "starts_on",
    "ends_on",
)


class Planned(TypedDict):
    """What is planned: which unit does what between which days, and which indicator it moves."""

    unit: Unit
    name: str
    description: str
    expected_effect: str
    indicator: Indicator | None
    starts_on: date
    ends_on: date


@transaction.atomic
def add_activity(
    *, goal: Goal, person: Person | None, by: Person, at: datetime, **planned: Unpack[Planned]
) -> Activity:
    """Plan an activity under a goal of a decided plan, and name who answers for it."""
    if not goal.editions.filter(version__state=VersionState.DECIDED).exists():
        raise Refusal(_("Målet måste vara beslutat innan det får aktiviteter."))
    _require_active(person)
    activity = Activity(goal=goal, person=person, created_at=at)
    _plan(activity, planned)
    require_open_year(activity.unit, activity.ends_on.year)
    activity.save()
    after = {"goal": goal, **fields_of(activity, *NAMED, "person")}
    record("add_activity", activity, by=by, at=at, unit=activity.unit, after=after)
    return activity


@transaction.atomic
def edit_activity(
    *, activity: Activity, by: Person, at: datetime, **planned: Unpack[Planned]
) -> None:
    """Change what is planned."""
    before = fields_of(activity, *NAMED)
    if State(activity.state) not in OPEN:
        require_open_year(activity.unit, activity.ends_on.year)
    _plan(activity, planned)
    require_open_year(activity.unit, activity.ends_on.year)
    activity.save(update_fields=NAMED)
    after = fields_of(activity, *NAMED)
    unit = activity.unit
    record("edit_activity", activity, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def hand_over_activity(
    *, activity: Activity, person: Person | None, by: Person, at: datetime
) -> None:
    """Let somebody else answer for an activity, or nobody."""
    _require_active(person)
    before = fields_of(activity, "person")
    activity.person = person
    activity.save(update_fields=["person"])
    after = fields_of(activity, "person")
    unit = activity.unit
    record("hand_over_activity", activity, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def set_activity_state(
    *, activity: Activity, state: State, note: str, by: Person, at: datetime
) -> ActivityNote:
    """Say how far an activity has come, with a note; what was said before is kept.

    A note is needed to cancel, to open again, and where the state stays as it is.
    """
    require_open_year(activity.unit, activity.ends_on.year)
    activity.state = Activity.objects.select_for_update().get(pk=activity.pk).state
    was, note = State(activity.state), note.strip()
    if state not in STORED:
        raise Refusal(_("Försenad blir en aktivitet av sig själv. Välj ett annat läge."), "state")
    if state == was and not note:
        raise Refusal(_("Välj ett nytt läge, eller skriv en notering."), "note")
    if needs_note(was, state) and not note:
        raise Refusal(_("Skriv varför. Noteringen sparas i aktivitetens historik."), "note")
    activity.state = state.value
    activity.save(update_fields=["state"])
    said = activity.notes.create(state=state.value, note=note, by=by, at=at)
    before, after = {"state": was.value}, fields_of(said, "state", "note")
    unit = activity.unit
    record("set_activity_state", activity, by=by, at=at, unit=unit, before=before, after=after)
    return said


def _plan(activity: Activity, planned: Planned) -> None:
    for field, content in planned.items():
        setattr(activity, field, content.strip() if isinstance(content, str) else content)
    if not activity.name:
        raise Refusal(_("Skriv vad som ska göras."), "name")
    if activity.ends_on < activity.starts_on:
        raise Refusal(_("Aktiviteten kan inte vara klar innan den börjar."), "ends_on")
    if activity.indicator and not _measures(activity.indicator, activity.goal):
        raise Refusal(_("Indikatorn följer inte upp målet. Välj en av målets egna."), "indicator")


def _measures(indicator: Indicator, goal: Goal) -> bool:
    """Whether a decided plan follows up the goal by the indicator."""
    editions = indicator.editions.filter(goal_edition__goal=goal)
    return editions.filter(goal_edition__version__state=VersionState.DECIDED).exists()


def _require_active(person: Person | None) -> None:
    if person is not None and not person.is_active:
        raise Refusal(_("%s är inte aktiv och kan inte få ansvar.") % person, "person")
