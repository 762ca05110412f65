"""Handing over responsibility from one person to another on a day."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from timglas.actions.refusal import Refusal
from timglas.models import GoalResponsibility, IndicatorResponsibility, Person

type Responsibility = GoalResponsibility | IndicatorResponsibility


def hand_over(
    model: type[Responsibility], *, person: Person | None, on: date, **subject: Any
) -> Person | None:
    """End the responsibility that runs and begin the new person's; returns who had it before.

    Whoever was named the same day, or later, never had it. `subject` is goal=… or indicator=….
    """
    if person is not None and not person.is_active:
        raise Refusal(_("%s är inte aktiv och kan inte få ansvar.") % person, "person")
    running = model.objects.filter(valid_to=None, **subject).first()
    before = running.person if running else None
    if running and running.valid_from >= on:
        running.delete()
    elif running:
        running.valid_to = on
        running.save(update_fields=["valid_to"])
    if person is not None:
        model.objects.create(person=person, valid_from=on, **subject)
    return before
