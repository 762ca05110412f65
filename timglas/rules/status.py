"""Status: the verdict on a value, and the verdict explained in plain Swedish.

This is the door to the subject: the scale is in `scale.py`, the comparison in `judgement.py`.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_UP, Decimal

from timglas.rules.judgement import (
    Accumulation,
    Basis,
    Direction,
    Rule,
    TargetLine,
    Tolerance,
    Verdict,
    first_hole,
    judge,
    value_to_judge,
)
from timglas.rules.numbers import NO_BREAK_SPACE, format_number, format_value
from timglas.rules.periods import MONTHS
from timglas.rules.scale import DEFAULT_NAMES, Colour, Status

__all__ = [
    "DEFAULT_NAMES",
    "Accumulation",
    "Basis",
    "Colour",
    "Direction",
    "Explanation",
    "Rule",
    "Status",
    "TargetLine",
    "Tolerance",
    "Verdict",
    "explain",
    "first_hole",
    "judge",
    "target_in_words",
    "value_to_judge",
]

_WANTED = ("minst {low}", "högst {high}", "mellan {low} och {high}")
_YELLOW = ("från {low}", "till och med {high}", "mellan {low} och {high}")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict in four sentences: the rule, what it was compared with, the outcome, the way on."""

    rule: str
    basis: str
    reached: str
    turns_green: str


def explain(verdict: Verdict, *, unit: str, decimals: int) -> Explanation:
    """Explain a verdict to anyone; `unit` and `decimals` are the indicator's.

    Lines and distances may show one decimal more, and are rounded so that nobody who trusts the
    text falls short of the rule.
    """
    pen = _Pen(unit, decimals)
    green, yellow, value = verdict.bound_green, verdict.bound_yellow, verdict.value
    if green is None or yellow is None or value is None:
        return _explain_grey(verdict, pen)
    return Explanation(
        rule=_rule(green, yellow, pen),
        basis=_basis(verdict, green.basis),
        reached=_reached(verdict, green, value, pen=pen),
        turns_green=_turns_green(verdict, green, value, pen=pen),
    )


def target_in_words(target: TargetLine, *, unit: str, decimals: int) -> str:
    """What is wanted, in words: "minst 88 %", "högst 15 dagar", "mellan 3 % och 5 %"."""
    return _Pen(unit, decimals).line(target)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes numbers with the indicator's unit."""

    unit: str
    decimals: int

    def value(self, value: Decimal) -> str:
        """A value as the indicator shows it, or with the decimal more that tells it from a line."""
        places = self.decimals + (value != round(value, self.decimals))
        return format_value(value, self.unit, places)

    def amount(self, amount: Decimal, rounding: str) -> str:
        """A difference between values: percentages differ by percentage points."""
        number = self._rounded(abs(amount), rounding)
        unit = self.unit
        if unit == "%":
            unit = "procentenhet" if number == 1 else "procentenheter"
        return format_value(number, unit, None)

    def line(self, line: TargetLine, forms: tuple[str, str, str] = _WANTED) -> str:
        """A line in words: `forms` are for a low end, for a high end and for both."""
        low = "" if line.low is None else self._bound(line.low, ROUND_CEILING)
        high = "" if line.high is None else self._bound(line.high, ROUND_FLOOR)
        form = forms[2] if low and high else forms[0] if low else forms[1]
        return form.format(low=low, high=high)

    def _bound(self, bound: Decimal, rounding: str) -> str:
        return format_value(self._rounded(bound, rounding), self.unit, None)

    def _rounded(self, number: Decimal, rounding: str) -> Decimal:
        return number.quantize(Decimal(1).scaleb(-self.decimals - 1), rounding=rounding)


def _rule(green: TargetLine, yellow: TargetLine, pen: _Pen) -> str:
    tolerated = "" if green == yellow else f" Gult {pen.line(yellow, _YELLOW)}."
    return f"Grönt när värdet är {pen.line(green)}.{tolerated} Annars rött."


def _basis(verdict: Verdict, basis: Basis) -> str:
    if verdict.rule is Rule.REACHED_EARLY:
        return "Jämfört med hela årets mål, som redan är nått."
    if verdict.pace is not None:
        months = int(verdict.pace * 12)
        share = format_number(round(Decimal(months * 100) / 12, 1))
        return (
            f"Jämfört med takten till och med {MONTHS[months - 1]}: "
            f"{months} av 12 månader, {share}{NO_BREAK_SPACE}% av årets mål."
        )
    target = "målet för varje period" if basis is Basis.EACH_PERIOD else "målet för året"
    return f"Jämfört med {target}. Värdet gäller {_when(verdict)}."


def _reached(verdict: Verdict, green: TargetLine, value: Decimal, *, pen: _Pen) -> str:
    yardstick = "målet" if verdict.pace is None else "takten"
    if gap := green.gap(value):
        side = "under" if gap > 0 else "över"
        return f"Värdet {pen.value(value)} ligger {pen.amount(gap, ROUND_UP)} {side} {yardstick}."
    margin = min(abs(value - bound) for bound in (green.low, green.high) if bound is not None)
    if not margin:
        return f"Värdet {pen.value(value)} når precis {yardstick}."
    spare = pen.amount(margin, ROUND_DOWN)
    return f"Värdet {pen.value(value)} når {yardstick} med {spare} till godo."


def _turns_green(verdict: Verdict, green: TargetLine, value: Decimal, *, pen: _Pen) -> str:
    gap = green.gap(value)
    if not gap:
        return f"Värdet når redan {'målet' if verdict.pace is None else 'takten'}."
    end = replace(green, high=None) if gap > 0 else replace(green, low=None)
    needed, way = pen.line(end), "högre" if gap > 0 else "lägre"
    change = f"{pen.amount(gap, ROUND_UP)} {way}"
    if verdict.status.ended:
        return f"Grönt hade krävt {needed}, det vill säga {change}."
    return f"Grönt om värdet blir {needed}, det vill säga {change} än i dag."


def _explain_grey(verdict: Verdict, pen: _Pen) -> Explanation:
    match verdict.rule:
        case Rule.NO_TARGET:
            return _without_target(verdict, pen)
        case Rule.NO_FINAL_VALUE:
            return Explanation(
                rule="Grått när årets sista värde saknas.",
                basis=f"Året är slut, men det senaste värdet gäller {_when(verdict)}.",
                reached=f"Det räcker inte för att bedöma årets mål.{_aim(verdict, pen)}",
                turns_green=f"Registrera värdet för hela {verdict.year}, så bedöms det.",
            )
        case Rule.NOT_YET_DUE:
            return Explanation(
                rule="Grått tills värdet ska finnas.",
                basis=f"Värdet för {_awaited(verdict)} ska inte finnas än.",
                reached=f"Det är för tidigt att säga hur det går.{_aim(verdict, pen)}",
                turns_green="Inget behöver göras nu. Värdet bedöms när det är registrerat.",
            )
    return Explanation(
        rule="Grått när värdet saknas.",
        basis=f"Inget värde är registrerat för {_awaited(verdict)}.",
        reached=f"Utan värde går det inte att säga hur det går.{_aim(verdict, pen)}",
        turns_green="Registrera värdet, så bedöms det.",
    )


def _without_target(verdict: Verdict, pen: _Pen) -> Explanation:
    shown = format_value(verdict.value, pen.unit, pen.decimals)
    return Explanation(
        rule="Grått när målvärde saknas.",
        basis=f"Det finns inget målvärde för {verdict.year} att jämföra med.",
        reached=f"Värdet är {shown} ({_when(verdict)}).",
        turns_green=f"Sätt ett målvärde för {verdict.year}, så bedöms värdet.",
    )


def _when(verdict: Verdict) -> str:
    return str(verdict.year) if verdict.period is None else verdict.period.label


def _awaited(verdict: Verdict) -> str:
    """What lacks a value: the period, or the year when the value at hand is of another."""
    return _when(verdict) if verdict.value is None else str(verdict.year)


def _aim(verdict: Verdict, pen: _Pen) -> str:
    return "" if verdict.target is None else f" Målet är {pen.line(verdict.target)}."
