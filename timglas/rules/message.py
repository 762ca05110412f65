"""The sentence that says how it goes, written by rule from the values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from timglas.rules.judgement import Accumulation, Direction, TargetLine
from timglas.rules.language import N_, _, ngettext
from timglas.rules.limits import Way
from timglas.rules.numbers import format_value
from timglas.rules.periods import Period
from timglas.rules.scale import Colour, Status


def indicator_message(
    values: Mapping[Period, Decimal],
    *,
    direction: Direction,
    unit: str,
    decimals: int,
    accumulation: Accumulation = Accumulation.LEVEL,
    breaks: Iterable[date] = (),
) -> str:
    """Say what the newest value is and how it has changed; "" when there is none.

    It is compared with the same period last year, else with the period before it unless the value
    grows through the year. Nothing is compared across a break in the series; `breaks` are the days
    from which values are new.
    """
    latest = max(values, default=None)
    if latest is None:
        return ""
    value = values[latest]
    opening = _("Senaste värdet är {value} ({period}).").format(
        value=format_value(value, unit, decimals), period=latest.label
    )
    earlier = next((p for p in _before(latest, accumulation) if p in values), None)
    if earlier is None:
        return opening
    if any(earlier.start < day <= latest.start for day in breaks):
        rest = _("Mätningen har ändrats, så det kan inte jämföras med {period}.")
        return f"{opening} {rest.format(period=earlier.label)}"
    change = value - values[earlier]
    return f"{opening} {_change(change, earlier, direction, unit=unit, decimals=decimals)}"


def counts_message(statuses: Sequence[Status], one: str, many: str) -> str:
    """Say how many parts go well: "2 av 3 indikatorer når dit de ska. 1 avviker."

    `one` and `many` name the parts. Parts that nothing can be said of are counted last.
    """
    colours = [status.colour for status in statuses]
    green = colours.count(Colour.GREEN)
    if len(colours) == 1:
        return _(_ALONE[colours[0]]).format(part=one)
    opening = (
        ngettext(
            "{n} av {total} {parts} når dit det är tänkt.",
            "{n} av {total} {parts} når dit det är tänkt.",
            green,
        )
        if green
        else _("Ingen av {total} {parts} når dit det är tänkt.")
    ).format(n=green, total=len(colours), parts=many)
    return " ".join([opening, *_others(colours)])


_ALONE = {
    Colour.GREEN: N_("Målets enda {part} når dit det är tänkt."),
    Colour.YELLOW: N_("Målets enda {part} är i riskzonen."),
    Colour.RED: N_("Målets enda {part} avviker."),
    Colour.GREY: N_("Målets enda {part} har inget läge än."),
}


def _others(colours: Sequence[Colour]) -> list[str]:
    """What is said of those that do not go well."""
    yellow, red, grey = map(colours.count, (Colour.YELLOW, Colour.RED, Colour.GREY))
    said = (
        (yellow, ngettext("{n} är i riskzonen.", "{n} är i riskzonen.", yellow)),
        (red, ngettext("{n} avviker.", "{n} avviker.", red)),
        (grey, ngettext("{n} har inget läge än.", "{n} har inget läge än.", grey)),
    )
    return [words.format(n=n) for n, words in said if n]


def target_in_words(target: TargetLine, direction: Direction, unit: str) -> str:
    """Write a target as its direction uses it: "minst 88 %", "högst 5,5 %", "mellan 2 och 4 %"."""
    low = "" if target.low is None else format_value(target.low, unit, None)
    high = "" if target.high is None else format_value(target.high, unit, None)
    if low and (direction is Direction.UP or not high):
        return _("minst {low}").format(low=low)
    if high and (direction is Direction.DOWN or not low):
        return _("högst {high}").format(high=high)
    low = format_value(target.low, "", None)
    return _("mellan {low} och {high}").format(low=low, high=high)


def _before(latest: Period, accumulation: Accumulation) -> tuple[Period, ...]:
    if accumulation is Accumulation.YEAR_TO_DATE:
        return (latest.same_last_year(),)
    return latest.same_last_year(), latest.previous()


def _change(
    change: Decimal, earlier: Period, direction: Direction, *, unit: str, decimals: int
) -> str:
    amount = format_value(abs(change), difference_unit(change, unit, decimals), decimals)
    if not round(change, decimals):
        return _("Det är lika med {period}.").format(period=earlier.label)
    way = Way.HIGH if change > 0 else Way.LOW
    better = None if direction is Direction.SPAN else (change > 0) is (direction is Direction.UP)
    return _(_CHANGES[way, better]).format(amount=amount, period=earlier.label)


# By which way the value has gone, and whether that is better; None where no way is.
_CHANGES = {
    (Way.HIGH, None): N_("Det är {amount} högre än {period}."),
    (Way.HIGH, True): N_("Det är {amount} högre än {period}, alltså bättre."),
    (Way.HIGH, False): N_("Det är {amount} högre än {period}, alltså sämre."),
    (Way.LOW, None): N_("Det är {amount} lägre än {period}."),
    (Way.LOW, True): N_("Det är {amount} lägre än {period}, alltså bättre."),
    (Way.LOW, False): N_("Det är {amount} lägre än {period}, alltså sämre."),
}


def difference_unit(change: Decimal, unit: str, decimals: int) -> str:
    """The unit of a difference: percentages differ by percentage points."""
    return points(round(abs(change), decimals)) if unit == "%" else unit


def points(number: Decimal) -> str:
    """The unit of a difference between percentages."""
    return ngettext("procentenhet", "procentenheter", 1 if number == 1 else 2)
