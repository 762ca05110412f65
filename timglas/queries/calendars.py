"""What people subscribe to: the year's steps that concern somebody or a unit, as a calendar.

Steps that have been taken away stay, as cancelled: else they would remain in people's calendars.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from timglas.access import Viewer
from timglas.models import CalendarFeed, CycleStep, Unit
from timglas.queries.cycle import timing_of, who_of
from timglas.queries.municipality import municipality
from timglas.queries.whose_steps import reaches_of
from timglas.rules.calendars import Calendar, Entry, hash_of
from timglas.rules.language import _
from timglas.rules.periods import date_words
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class FeedRow:
    """An address that is open: what it shows and since when. `unit_name` is "" for one's own."""

    id: int
    unit_name: str
    opened_on: date


def my_feeds(viewer: Viewer) -> tuple[FeedRow, ...]:
    """The viewer's open addresses, oldest first. One query."""
    found = viewer.reach(Permission.SUBSCRIBE_CALENDAR, CalendarFeed).select_related("unit")
    return tuple(
        FeedRow(feed.pk, feed.unit.name if feed.unit else "", timezone.localdate(feed.opened_at))
        for feed in found.order_by("opened_at", "pk")
    )


type Addressed = Callable[[int], str]


def calendar_at(token: str, *, today: date, address: Addressed) -> Calendar | None:
    """What a secret address shows; None when it is closed or its holder has no role any longer.

    `address` gives the whole address of a step's page. At most five queries.
    """
    held = CalendarFeed.objects.filter(token_hash=hash_of(token), closed_at=None)
    feed = held.select_related("person", "unit").first()
    if feed is None:
        return None
    viewer = Viewer(feed.person, today)
    if not viewer.has(Permission.SUBSCRIBE_CALENDAR):
        return None
    steps = _steps_of_unit(feed.unit) if feed.unit else _own_steps(viewer)
    entries = (entry for step in steps for entry in _entries(step, address(step.pk)))
    return Calendar(_name(feed.unit), tuple(entries))


def _name(unit: Unit | None) -> str:
    ours = municipality()
    place = ours.name if ours else ""
    if unit:
        return _("Året för {unit}, {place}").format(unit=unit.name, place=place)
    return _("Mina steg i året, {place}").format(place=place)


def _all() -> Iterable[CycleStep]:
    return CycleStep.objects.select_related("cycle").order_by("begins_on", "pk")


def _own_steps(viewer: Viewer) -> Iterator[CycleStep]:
    reaches = reaches_of(viewer)
    return (step for step in _all() if any(reach.covers(step) for reach in reaches))


def _steps_of_unit(unit: Unit) -> Iterator[CycleStep]:
    return (step for step in _all() if step.unit_kind == unit.kind)


def _entries(step: CycleStep, url: str) -> Iterator[Entry]:
    """The step's days, and the law's last day by itself."""
    timing = timing_of(step)
    lines = [_("Görs av: {who}.").format(who=who_of(step)), step.description]
    if timing.law and timing.deadline:
        lines.append(
            _("Lagens sista dag: {day} ({source}).").format(
                day=date_words(timing.deadline), source=timing.law.source
            )
        )
    common: dict[str, Any] = {
        "changed_at": step.changed_at,
        "sequence": step.sequence,
        "description": "\n".join(filter(None, lines)),
        "url": url,
        "category": _("Årshjul"),
        "is_cancelled": step.withdrawn_at is not None,
    }
    yield Entry(str(step.uid), step.name, step.begins_on, step.ends_on, **common)
    if timing.law and timing.deadline:
        yield Entry(
            f"{step.uid}-lag",
            _("Lagens sista dag: {name} ({source})").format(
                name=step.name, source=timing.law.source
            ),
            timing.deadline,
            timing.deadline,
            **common,
        )
