"""The sentence that says how it goes, written by rule from the values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from timglas.rules.judgement import Accumulation, Direction, TargetLine
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
    opening = f"Senaste värdet är {format_value(value, unit, decimals)} ({latest.label})."
    earlier = next((p for p in _before(latest, accumulation) if p in values), None)
    if earlier is None:
        return opening
    if any(earlier.start < day <= latest.start for day in breaks):
        return f"{opening} Mätningen har ändrats, så det kan inte jämföras med {earlier.label}."
    change = value - values[earlier]
    return f"{opening} {_change(change, earlier, direction, unit=unit, decimals=decimals)}"


def counts_message(statuses: Sequence[Status], one: str, many: str) -> str:
    """Say how many parts go well: "2 av 3 indikatorer når dit de ska. 1 avviker."

    `one` and `many` name the parts. Parts that nothing can be said of are counted last.
    """
    colours = [status.colour for status in statuses]
    green = colours.count(Colour.GREEN)
    if len(colours) == 1:
        return f"Målets enda {one} {_ALONE[colours[0]]}."
    opening = f"{green or 'Ingen'} av {len(colours)} {many} når dit det är tänkt."
    rest = [
        words.format(n=colours.count(colour))
        for colour, words in _OTHERS.items()
        if colour in colours
    ]
    return " ".join([opening, *rest])


_ALONE = {
    Colour.GREEN: "når dit det är tänkt",
    Colour.YELLOW: "är i riskzonen",
    Colour.RED: "avviker",
    Colour.GREY: "har inget läge än",
}
_OTHERS = {
    Colour.YELLOW: "{n} är i riskzonen.",
    Colour.RED: "{n} avviker.",
    Colour.GREY: "{n} har inget läge än.",
}


def target_in_words(target: TargetLine, direction: Direction, unit: str) -> str:
    """Write a target as its direction uses it: "minst 88 %", "högst 5,5 %", "mellan 2 och 4 %"."""
    low = "" if target.low is None else format_value(target.low, unit, None)
    high = "" if target.high is None else format_value(target.high, unit, None)
    if low and (direction is Direction.UP or not high):
        return f"minst {low}"
    if high and (direction is Direction.DOWN or not low):
        return f"högst {high}"
    return f"mellan {format_value(target.low, '', None)} och {high}"


def _before(latest: Period, accumulation: Accumulation) -> tuple[Period, ...]:
    if accumulation is Accumulation.YEAR_TO_DATE:
        return (latest.same_last_year(),)
    return latest.same_last_year(), latest.previous()


def _change(
    change: Decimal, earlier: Period, direction: Direction, *, unit: str, decimals: int
) -> str:
    amount = format_value(abs(change), difference_unit(change, unit, decimals), decimals)
    if not round(change, decimals):
        return f"Det är lika med {earlier.label}."
    way = "högre" if change > 0 else "lägre"
    judged = ""
    if direction is not Direction.SPAN:
        better = (change > 0) is (direction is Direction.UP)
        judged = ", alltså bättre" if better else ", alltså sämre"
    return f"Det är {amount} {way} än {earlier.label}{judged}."


def difference_unit(change: Decimal, unit: str, decimals: int) -> str:
    """The unit of a difference: percentages differ by percentage points."""
    if unit != "%":
        return unit
    return "procentenhet" if round(abs(change), decimals) == 1 else "procentenheter"
