"""Keep what is being written until it is saved. Only its author sees it: nothing is recorded."""

from datetime import datetime

from django.db import transaction

from timglas.models import Person, Writing
from timglas.rules.section_text import section_html


@transaction.atomic
def keep_draft(*, place: str, html: str, based_on: str, by: Person, at: datetime) -> None:
    """Keep a draft of a text, and that its author has it open."""
    kept = {"html": section_html(html), "based_on": based_on, "saved_at": at, "seen_at": at}
    Writing.objects.update_or_create(place=place, by=by, defaults=kept)


@transaction.atomic
def note_presence(*, place: str, by: Person, at: datetime) -> None:
    """Note that somebody has a text open."""
    Writing.objects.update_or_create(place=place, by=by, defaults={"seen_at": at})


@transaction.atomic
def end_writing(*, place: str, by: Person) -> None:
    """Forget the draft of a text that was saved or thrown away."""
    Writing.objects.filter(place=place, by=by).delete()
