"""Which days are worked in Swedish municipalities: not weekends, holidays or the eves kept as such.

Midsummer's eve, Christmas eve and New Year's eve are no holidays by law, but nobody is at work.
"""

from datetime import date, timedelta
from functools import lru_cache

from timglas.rules.language import N_, SOURCE, _, language

ONE_DAY = timedelta(days=1)
WEEKDAYS = (
    *(N_("måndag"), N_("tisdag"), N_("onsdag"), N_("torsdag")),
    *(N_("fredag"), N_("lördag"), N_("söndag")),
)
SATURDAY = 5


def weekday_name(day: date) -> str:
    """The name of a day of the week, as in running text: "måndag"."""
    return _(WEEKDAYS[day.weekday()])


def day_off(day: date) -> str:
    """Why a day is not worked: the holiday's name, or "lördag"; "" for a working day."""
    holiday = _holidays(day.year, language()).get(day, "")
    return holiday or (weekday_name(day) if day.weekday() >= SATURDAY else "")


def working_day_from(day: date) -> date:
    """The day, or the first working day after it."""
    while day_off(day):
        day += ONE_DAY
    return day


def working_day_until(day: date) -> date:
    """The day, or the last working day before it."""
    while day_off(day):
        day -= ONE_DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that is so many working days after a day; the day itself for none."""
    for _number in range(count):
        day = working_day_from(day + ONE_DAY)
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day that is so many working days before a day; the day itself for none."""
    for _number in range(count):
        day = working_day_until(day - ONE_DAY)
    return day


@lru_cache(maxsize=64)
def _holidays(year: int, spoken: str) -> dict[date, str]:
    # Imported when first asked for, since the library takes half a second.
    from holidays.countries.sweden import Sweden  # noqa: PLC0415

    names = Sweden(
        years=year,
        include_sundays=False,
        categories=("public", "de_facto"),
        language=None if spoken == SOURCE else "en_US",
    )
    return dict(names.items())
