"""Changes to terms of office."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Person, Term


@transaction.atomic
def add_term(*, first_year: int, last_year: int, by: Person, at: datetime) -> Term:
    """Add a term of office. Terms follow on each other and never overlap."""
    if last_year < first_year:
        raise Refusal(
            _("Mandatperioden måste sluta samma år som den börjar eller senare."), "last_year"
        )
    other = Term.objects.filter(first_year__lte=last_year, last_year__gte=first_year).first()
    if other:
        raise Refusal(_("Mandatperioden %s omfattar redan några av åren.") % other, "first_year")
    term = Term.objects.create(first_year=first_year, last_year=last_year)
    record("add_term", term, by=by, at=at, after=fields_of(term, "first_year", "last_year"))
    return term
