"""What a row of a sheet says of an outcome, and what that makes of the one there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from timglas.rules.aggregation import WIDE, ratio
from timglas.rules.imports import Problem, RowProblem, as_cell, choice_of, read_decimal
from timglas.rules.language import _
from timglas.rules.numbers import NumberProblem, format_number, parse_number
from timglas.rules.outcome_sheet import QUALITIES
from timglas.rules.periods import Period
from timglas.rules.reporting import FINAL, SOURCE_LENGTH, fault_of_comment, fault_of_period

NUMBERS = ("value", "numerator", "denominator")
# What is stored has eight decimals, and twelve digits before them.
STORED = Decimal("1E-8")
TOO_LARGE = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a place: value None cannot be measured, and the comment says why."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    quality: str
    source: str
    comment: str


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a row; None where nothing is."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unmeasurable: str | None = None
    comment: str | None = None
    source: str | None = None
    quality: str | None = None

    @property
    def has_counts(self) -> bool:
        """Whether a numerator or a denominator is written."""
        return self.numerator is not None or self.denominator is not None


@dataclass(frozen=True, slots=True)
class Measure:
    """How the indicator is measured: in what, from where, and whether counts make the value."""

    measure_unit: str
    source: str
    by_counts: bool


def read_written(cells: Mapping[str, str]) -> Written:
    """Read the cells that say something of the outcome. Raises RowProblem."""
    written = Written(
        value=_number("value", cells.get("value", "")),
        numerator=_number("numerator", cells.get("numerator", "")),
        denominator=_number("denominator", cells.get("denominator", "")),
        unmeasurable=cells.get("unmeasurable") or None,
        comment=cells.get("comment") or None,
        source=cells.get("source") or None,
        quality=_quality(cells.get("quality", "")),
    )
    if written.source and len(written.source) > SOURCE_LENGTH:
        message = _("Källan har {count} tecken. Korta den till högst {most}.")
        raise RowProblem(message.format(count=len(written.source), most=SOURCE_LENGTH), "source")
    if written.unmeasurable and (written.value is not None or written.has_counts):
        raise RowProblem(
            _("Ta bort talen, eller skälet till att värdet inte går att mäta."), "unmeasurable"
        )
    if written.unmeasurable and written.comment:
        raise RowProblem(
            _("Skriv allt i skälet till att värdet inte går att mäta, och töm kommentaren."),
            "comment",
        )
    return written


def settle(
    written: Written, earlier: Facts | None, measure: Measure, *, period: Period, today: date
) -> Facts | None:
    """What the place would hold: `earlier` itself if nothing changes. Raises RowProblem.

    None says that there is nothing, and that nothing is written.
    """
    if written == Written():
        return earlier
    base = earlier or Facts(None, None, None, FINAL, measure.source, "")
    wanted = _laid_over(base, written)
    if wanted == earlier:
        return earlier
    wanted = _counted(written, wanted, base=base, measure=measure)
    if wanted == earlier:
        return earlier
    if wanted.value is None and not written.unmeasurable and base.value is None and not earlier:
        raise RowProblem(
            _("Skriv ett värde, eller skälet till att det inte går att mäta."), "value"
        )
    for fault in _faults(wanted, period, today):
        raise RowProblem(fault.message, fault.column)
    return wanted


def _laid_over(base: Facts, written: Written) -> Facts:
    """What was there with what is written upon it."""
    said = {
        name: getattr(written, name)
        for name in (*NUMBERS, "source", "quality")
        if getattr(written, name) is not None
    }
    if written.unmeasurable:
        said |= dict.fromkeys(NUMBERS)
    comment = written.unmeasurable or written.comment
    if comment is not None:
        said["comment"] = base.comment if as_cell(base.comment) == as_cell(comment) else comment
    elif base.value is None and written.value is not None:
        said["comment"] = ""  # it was why there was no value
    return replace(base, **said)


def _counted(written: Written, wanted: Facts, *, base: Facts, measure: Measure) -> Facts:
    """With the value that the counts make, where they are what makes it."""
    if written.denominator is not None and written.denominator <= 0:
        raise RowProblem(_("Nämnaren ska vara större än noll."), "denominator")
    if not measure.by_counts or written.unmeasurable:
        return wanted
    if not written.has_counts:
        if written.value is None or written.value == base.value:
            return wanted
        raise RowProblem(
            _("Indikatorn räknas ut. Skriv täljare och nämnare, och lämna värdet tomt."),
            "numerator",
        )
    if wanted.numerator is None or wanted.denominator is None:
        missing = "numerator" if wanted.numerator is None else "denominator"
        raise RowProblem(_("Skriv både täljare och nämnare."), missing)
    made = ratio(wanted.numerator, wanted.denominator, measure.measure_unit)
    if abs(made) >= TOO_LARGE:
        raise RowProblem(_("Värdet blir för stort. Kontrollera båda talen."), "denominator")
    if written.value is not None and not _is_rounded(written.value, made):
        message = _(
            "Värdet stämmer inte med täljaren och nämnaren, som ger {made}. "
            "Töm cellen, så räknas värdet ut."
        )
        raise RowProblem(message.format(made=format_number(made, 2)), "value")
    return replace(wanted, value=made.quantize(STORED, context=WIDE))


def _is_rounded(value: Decimal, exact: Decimal) -> bool:
    """Whether a value is another, rounded to as many decimals as the value has."""
    step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    return abs(value - exact) <= step / 2


def _faults(wanted: Facts, period: Period, today: date) -> Iterator[Problem]:
    is_measured = wanted.value is not None
    for fault in (
        fault_of_period(period, wanted.quality, today=today),
        fault_of_comment(wanted.comment, is_measured=is_measured),
    ):
        if fault:
            column = "unmeasurable" if fault.field == "comment" and not is_measured else fault.field
            yield Problem(fault.message, column)


def _number(key: str, text: str) -> Decimal | None:
    if not text:
        return None
    exact = read_decimal(text)
    if exact is not None:
        return exact
    try:
        return parse_number(text, mark=",")  # as in our files, whoever reads them
    except NumberProblem as problem:
        raise RowProblem(problem.message, key) from problem


def _quality(text: str) -> str | None:
    if not text:
        return None
    found = choice_of(text, QUALITIES)
    if found is None:
        message = _("”{text}” är ingen kvalitet. Skriv Slutligt, Preliminärt eller Uppskattat.")
        raise RowProblem(message.format(text=text), "quality")
    return found
