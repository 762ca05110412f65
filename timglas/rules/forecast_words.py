"""Forecasts of indicators in words: what, how sure, on what, and how well it has done before."""

from datetime import date
from decimal import Decimal

from timglas.rules.forecasts import Method
from timglas.rules.language import _, ngettext
from timglas.rules.message import difference_unit
from timglas.rules.numbers import MISSING, format_number, format_value
from timglas.rules.periods import date_words


def year_end_words(
    value: Decimal, bounds: tuple[Decimal, Decimal] | None, *, year: int, unit: str, decimals: int
) -> str:
    """What the year is forecast to end at, and between what in eight cases of ten."""
    told = _("Prognosen är att {year} slutar på {value}.").format(
        year=year, value=format_value(value, unit, decimals)
    )
    if bounds is None:
        return told
    low, high = (format_number(bound, decimals) for bound in bounds)
    if low == high:
        return told
    interval = _("I åtta fall av tio hamnar utfallet mellan {low} och {high}.").format(
        low=low, high=format_value(bounds[1], unit, decimals)
    )
    return f"{told} {interval}"


def interval_words(bounds: tuple[Decimal, Decimal] | None, decimals: int) -> str:
    """The interval in a table; a dash where a person has told none."""
    if bounds is None:
        return MISSING
    low, high = (format_number(bound, decimals) for bound in bounds)
    return _("{low} och {high}").format(low=low, high=high)


def method_words(method: Method, as_of: date) -> str:
    """How a rule has forecast, and on what."""
    return _("Räknat {method}, på värden till och med {day}.").format(
        method=method.in_words, day=date_words(as_of)
    )


def accuracy_words(
    error: Decimal, error_unchanged: Decimal, *, trials: int, unit: str, decimals: int
) -> str:
    """How far the rule has missed when it was tried on the indicator's own past."""
    told = ngettext(
        "Vid {n} prov på indikatorns egna tidigare värden missade regeln med i snitt {error}.",
        "Vid {n} prov på indikatorns egna tidigare värden missade regeln med i snitt {error}.",
        trials,
    ).format(n=trials, error=miss_words(error, unit, decimals))
    if round(error_unchanged, decimals + 1) <= round(error, decimals + 1):
        return told
    unchanged = _("Att tro att inget ändras hade missat med {error}.").format(
        error=miss_words(error_unchanged, unit, decimals)
    )
    return f"{told} {unchanged}"


def miss_words(error: Decimal, unit: str, decimals: int) -> str:
    """How far from the outcome a forecast was, whichever way; with one decimal more than values."""
    return format_value(abs(error), difference_unit(error, unit, decimals + 1), decimals + 1)


def accuracy_of_year(held: int, settled: int, *, year: int) -> str:
    """How often outcomes came within the intervals, of those that are known."""
    if not settled:
        return _("Inget utfall för {year} kan jämföras med en prognos än.").format(year=year)
    told = ngettext(
        "{n} indikator har fått sitt utfall för {year}.",
        "{n} indikatorer har fått sina utfall för {year}.",
        settled,
    ).format(n=settled, year=year)
    share = format_value(Decimal(100 * held) / settled, "%", 0)
    within = _("I {share} av fallen kom utfallet inom prognosens intervall. 80\u00a0% är väntat.")
    return f"{told} {within.format(share=share)}"
