"""Who is writing a text now, and one's own draft of it."""

from datetime import datetime, timedelta

from timglas.models import Person, Writing

# A page that is open tells so every 20 seconds; one that has been silent so long is closed.
SILENT = timedelta(seconds=50)


def others_writing(place: str, person: Person, now: datetime) -> tuple[str, ...]:
    """The names of the others who have a text open now. One query."""
    here = Writing.objects.filter(place=place, seen_at__gt=now - SILENT).exclude(by=person)
    return tuple(here.order_by("by__name").values_list("by__name", flat=True))


def own_draft(place: str, person: Person) -> Writing | None:
    """One's own draft of a text, if one was kept. One query."""
    return Writing.objects.filter(place=place, by=person, saved_at__isnull=False).first()
