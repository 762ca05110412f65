"""Reminding people of what they are to do, from the lowest level upwards."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.outbox import Notice, queue_mail
from timglas.actions.sending import spoken_to
from timglas.models import Person
from timglas.queries.owed import HELD, Owed, owed
from timglas.rules.reminders import subject_of, text_of


@transaction.atomic
def remind(*, today: date, at: datetime) -> int:
    """Queue the reminders of a day, each once; returns how many things somebody is reminded of."""
    things = list(owed(today))
    wanted = {person for thing in things for person in thing.people}
    people = Person.objects.in_bulk(wanted)
    queue_mail(_notices(things, people), at=at)
    return len(things)


def _notices(things: list[Owed], people: dict[int, Person]) -> Iterator[Notice]:
    for thing in things:
        for pk in thing.people:
            with spoken_to(people[pk]):
                yield _notice(thing, people[pk])


def _notice(thing: Owed, to: Person) -> Notice:
    what = _(thing.what)
    name = thing.name or _(HELD)
    return Notice(
        to=to,
        kind="reminder",
        key=f"{thing.key}:{thing.due_on}:{thing.stage}:{to.pk}",
        subject=subject_of(thing.stage, name, thing.due_on),
        text=text_of(thing.stage, what=what, unit=thing.unit, due_on=thing.due_on),
        link=thing.link,
    )
