"""A year that is closed for a unit: nothing of that year is reported, judged or planned anew."""

from datetime import date

from timglas.rules.language import _


def closed_in_words(unit: str, year: int) -> str:
    """Why something of a closed year is refused, and what to do about it."""
    message = _("Året {year} är avslutat för {unit}. Öppna det igen om något måste rättas.")
    return message.format(year=year, unit=unit)


def may_close(year: int, today: date) -> bool:
    """Whether a year can be closed: when it is over."""
    return year < today.year
