"""Closing a year for units, opening it again, and refusing what belongs to a closed year.

Nothing that is shown changes with it: the year keeps what it has.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.refusal import Refusal
from timglas.models import Person, Unit, YearClosing
from timglas.queries.year_closings import closed_years, units_of_year
from timglas.rules.year_closings import closed_in_words, may_close

BATCH = 500


def require_open_year(unit: Unit, year: int) -> None:
    """Refuse what would change a closed year of a unit. One query."""
    if YearClosing.objects.in_force().filter(unit=unit, year=year).exists():
        raise Refusal(closed_in_words(unit.name, year))


@transaction.atomic
def close_year(*, unit: Unit, year: int, units: Collection[int], by: Person, at: datetime) -> int:
    """Close a year that is over, for those of the units where it is open; returns how many.

    `units` are those among a unit and the ones below it that the person may close for.
    """
    if not may_close(year, timezone.localdate(at)):
        raise Refusal(
            _("%(year)s är inte slut. Året kan avslutas från den 1 januari %(next)s.")
            % {"year": year, "next": year + 1},
            "ar",
        )
    still_open = set(units_of_year(units, year)).difference(_closed(units, year))
    if not still_open:
        raise Refusal(_("Året är redan avslutat för alla som du har valt."))
    _add(still_open, year, is_closed=True, reason="", by=by, at=at)
    after = {"year": year, "units": len(still_open)}
    record("close_year", unit, by=by, at=at, unit=unit, after=after)
    return len(still_open)


@transaction.atomic
def reopen_year(
    *, unit: Unit, year: int, units: Collection[int], reason: str, by: Person, at: datetime
) -> int:
    """Open a year again, with the reason, for those of the units where it is closed."""
    if not reason.strip():
        raise Refusal(_("Skriv varför året öppnas igen."), "reason")
    closed = _closed(units, year)
    if not closed:
        raise Refusal(_("Året är inte avslutat för någon som du har valt."))
    _add(closed, year, is_closed=False, reason=reason.strip(), by=by, at=at)
    after = {"year": year, "units": len(closed), "reason": reason.strip()}
    record("reopen_year", unit, by=by, at=at, unit=unit, after=after)
    return len(closed)


def _closed(units: Collection[int], year: int) -> frozenset[int]:
    return frozenset(unit for unit, _year in closed_years(units, [year]))


def _add(
    units: Collection[int], year: int, *, is_closed: bool, reason: str, by: Person, at: datetime
) -> None:
    rows = [
        YearClosing(unit_id=unit, year=year, is_closed=is_closed, reason=reason, by=by, at=at)
        for unit in sorted(units)
    ]
    YearClosing.objects.bulk_create(rows, batch_size=BATCH)
