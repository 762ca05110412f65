"""Status: the verdict on a value, and the verdict explained in plain words.

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
from timglas.rules.language import N_, _
from timglas.rules.message import points
from timglas.rules.numbers import format_number, format_value
from timglas.rules.periods import month_name
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

_WANTED = (N_("minst {low}"), N_("högst {high}"), N_("mellan {low} och {high}"))
_YELLOW = (N_("från {low}"), N_("till och med {high}"), N_("mellan {low} och {high}"))


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
        return format_value(number, points(number) if self.unit == "%" else self.unit, None)

    def line(self, line: TargetLine, forms: tuple[str, str, str] = _WANTED) -> str:
        """A line in words: `forms` are for a low end, for a high end and for both."""
        low = "" if line.low is None else self._bound(line.low, ROUND_CEILING)
        high = "" if line.high is None else self._bound(line.high, ROUND_FLOOR)
        form = forms[2] if low and high else forms[0] if low else forms[1]
        return _(form).format(low=low, high=high)

    def _bound(self, bound: Decimal, rounding: str) -> str:
        return format_value(self._rounded(bound, rounding), self.unit, None)

    def _rounded(self, number: Decimal, rounding: str) -> Decimal:
        return number.quantize(Decimal(1).scaleb(-self.decimals - 1), rounding=rounding)


def _rule(green: TargetLine, yellow: TargetLine, pen: _Pen) -> str:
    if green == yellow:
        return _("Grönt när värdet är {green}. Annars rött.").format(green=pen.line(green))
    return _("Grönt när värdet är {green}. Gult {yellow}. Annars rött.").format(
        green=pen.line(green), yellow=pen.line(yellow, _YELLOW)
    )


def _basis(verdict: Verdict, basis: Basis) -> str:
    if verdict.rule is Rule.REACHED_EARLY:
        return _("Jämfört med hela årets mål, som redan är nått.")
    if verdict.pace is not None:
        months = int(verdict.pace * 12)
        share = format_number(round(Decimal(months * 100) / 12, 1))
        return _(
            "Jämfört med takten till och med {month}: "
            "{months} av 12 månader, {share}\u00a0% av årets mål."
        ).format(month=month_name(months), months=months, share=share)
    if basis is Basis.EACH_PERIOD:
        compared = _("Jämfört med målet för varje period. Värdet gäller {when}.")
    else:
        compared = _("Jämfört med målet för året. Värdet gäller {when}.")
    return compared.format(when=_when(verdict))


def _reached(verdict: Verdict, green: TargetLine, value: Decimal, *, pen: _Pen) -> str:
    at_pace, shown = verdict.pace is not None, pen.value(value)
    if gap := green.gap(value):
        sentence = _(_MISSED[at_pace, gap > 0])
        return sentence.format(value=shown, gap=pen.amount(gap, ROUND_UP))
    margin = min(abs(value - bound) for bound in (green.low, green.high) if bound is not None)
    sentence = _(_MET[at_pace, bool(margin)])
    return sentence.format(value=shown, spare=pen.amount(margin, ROUND_DOWN))


# By whether the value is held against the pace or the target, and whether it lies below.
_MISSED = {
    (False, True): N_("Värdet {value} ligger {gap} under målet."),
    (False, False): N_("Värdet {value} ligger {gap} över målet."),
    (True, True): N_("Värdet {value} ligger {gap} under takten."),
    (True, False): N_("Värdet {value} ligger {gap} över takten."),
}
# The same, and whether there is a margin.
_MET = {
    (False, False): N_("Värdet {value} når precis målet."),
    (False, True): N_("Värdet {value} når målet med {spare} till godo."),
    (True, False): N_("Värdet {value} når precis takten."),
    (True, True): N_("Värdet {value} når takten med {spare} till godo."),
}
# By whether the year is over, and whether the value must be higher.
_WAY_TO_GREEN = {
    (False, True): N_("Grönt om värdet blir {needed}, det vill säga {change} högre än i dag."),
    (False, False): N_("Grönt om värdet blir {needed}, det vill säga {change} lägre än i dag."),
    (True, True): N_("Grönt hade krävt {needed}, det vill säga {change} högre."),
    (True, False): N_("Grönt hade krävt {needed}, det vill säga {change} lägre."),
}


def _turns_green(verdict: Verdict, green: TargetLine, value: Decimal, *, pen: _Pen) -> str:
    gap = green.gap(value)
    if not gap:
        at_target = verdict.pace is None
        return _("Värdet når redan målet.") if at_target else _("Värdet når redan takten.")
    end = replace(green, high=None) if gap > 0 else replace(green, low=None)
    sentence = _(_WAY_TO_GREEN[verdict.status.ended, gap > 0])
    return sentence.format(needed=pen.line(end), change=pen.amount(gap, ROUND_UP))


def _explain_grey(verdict: Verdict, pen: _Pen) -> Explanation:
    match verdict.rule:
        case Rule.NO_TARGET:
            return _without_target(verdict, pen)
        case Rule.NO_FINAL_VALUE:
            return Explanation(
                rule=_("Grått när årets sista värde saknas."),
                basis=_("Året är slut, men det senaste värdet gäller {when}.").format(
                    when=_when(verdict)
                ),
                reached=_aimed(_("Det räcker inte för att bedöma årets mål."), verdict, pen),
                turns_green=_("Registrera värdet för hela {year}, så bedöms det.").format(
                    year=verdict.year
                ),
            )
        case Rule.NOT_YET_DUE:
            return Explanation(
                rule=_("Grått tills värdet ska finnas."),
                basis=_("Värdet för {when} ska inte finnas än.").format(when=_awaited(verdict)),
                reached=_aimed(_("Det är för tidigt att säga hur det går."), verdict, pen),
                turns_green=_("Inget behöver göras nu. Värdet bedöms när det är registrerat."),
            )
    return Explanation(
        rule=_("Grått när värdet saknas."),
        basis=_("Inget värde är registrerat för {when}.").format(when=_awaited(verdict)),
        reached=_aimed(_("Utan värde går det inte att säga hur det går."), verdict, pen),
        turns_green=_("Registrera värdet, så bedöms det."),
    )


def _without_target(verdict: Verdict, pen: _Pen) -> Explanation:
    shown = format_value(verdict.value, pen.unit, pen.decimals)
    return Explanation(
        rule=_("Grått när målvärde saknas."),
        basis=_("Det finns inget målvärde för {year} att jämföra med.").format(year=verdict.year),
        reached=_("Värdet är {value} ({when}).").format(value=shown, when=_when(verdict)),
        turns_green=_("Sätt ett målvärde för {year}, så bedöms värdet.").format(year=verdict.year),
    )


def _when(verdict: Verdict) -> str:
    return str(verdict.year) if verdict.period is None else verdict.period.label


def _awaited(verdict: Verdict) -> str:
    """What lacks a value: the period, or the year when the value at hand is of another."""
    return _when(verdict) if verdict.value is None else str(verdict.year)


def _aimed(sentence: str, verdict: Verdict, pen: _Pen) -> str:
    """A sentence, and after it what is wanted."""
    if verdict.target is None:
        return sentence
    aim = _("Målet är {target}.").format(target=pen.line(verdict.target))
    return f"{sentence} {aim}"
