"""An indicator's series told as signal or noise, where its values allow that."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from timglas.charts.line import Break, TargetStep
from timglas.charts.xmr import LimitStep, XmrChart, XmrPoint
from timglas.queries.indicators import JUDGED_OFTEN, IndicatorPage
from timglas.rules.language import _
from timglas.rules.limits import Observation, in_decimals
from timglas.rules.periods import Frequency, Period
from timglas.rules.seasons import is_seasonal
from timglas.rules.signal_words import (
    assurance_words,
    point_words,
    signal_message,
    variation_words,
)
from timglas.rules.spc import ENOUGH_FOR_LIMITS, PointType, Sufficiency, Xmr, judge_series
from timglas.rules.status import Accumulation, Direction

SYMBOLS = {
    PointType.COMMON: "common",
    PointType.IMPROVEMENT: "better",
    PointType.CONCERN: "worse",
    PointType.NEUTRAL: "neutral",
}


@dataclass(frozen=True, slots=True)
class SignalView:
    """What the series says, in words; empty words where nothing can be said.

    `since` is the period from which the limits that hold now are computed, and `why` what changed
    then; "" while they hold from the first value on.
    """

    xmr: Xmr
    message: str
    symbol: str
    variation: str
    assurance: str
    assurance_explained: str
    is_preliminary: bool
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A judged period: the limits that hold then, what its value means, and what changed then."""

    limits: LimitStep | None
    means: str
    change: str


def place(period: Period) -> int:
    """Where a period lies on the axis: the periods of a series are numbered without gaps."""
    if period.frequency is Frequency.TWO_YEARS:
        return period.year // 2
    if period.frequency is Frequency.YEAR:
        return period.year
    return period.year * period.frequency.per_year + period.number - 1


def known_values(page: IndicatorPage) -> dict[Period, Decimal]:
    """The values for all, oldest first."""
    rows = reversed(page.rows)
    return {row.period: row.value for row in rows if row.value is not None}


def follows_seasons(page: IndicatorPage) -> bool:
    """Whether the same period of last year is all that can be compared with."""
    return is_seasonal(known_values(page))


def signal_view(page: IndicatorPage) -> SignalView | None:
    """Judge a monthly or quarterly series of levels; None when it cannot be judged so.

    Values that grow through the year, roll over twelve months or follow the seasons are not, nor
    fewer than six. Limits are computed anew where the process has been said to change, and where
    it is measured in a new way.
    """
    known = known_values(page)
    is_level = page.definition.accumulates is Accumulation.LEVEL
    if page.result.frequency not in JUDGED_OFTEN or not is_level or len(known) < ENOUGH_FOR_LIMITS:
        return None
    if is_seasonal(known):
        return None
    changes = _changes(page, known)
    xmr = judge_series(
        [Observation(place(p), value) for p, value in known.items()],
        direction=page.result.direction,
        changes=changes,
    )
    return _view(page, xmr, {place(p): p.label for p in known}, changes=changes)


def signal_rows(page: IndicatorPage) -> dict[Period, SignalRow]:
    """What the chart shows of each judged period, for a table; {} when the series is not judged."""
    view = signal_view(page)
    if view is None:
        return {}
    known = known_values(page)
    steps = tuple(_steps(page, view.xmr, place(min(known))))
    changes = _changes(page, known)
    points = {point.x: point for point in view.xmr.points}
    return {
        period: SignalRow(
            limits=next((s for s in steps if s.first <= place(period) <= s.last), None),
            means=point_words(points[place(period)].type),
            change=changes[place(period)].note if place(period) in changes else "",
        )
        for period in known
    }


def xmr_of(page: IndicatorPage, view: SignalView, names: dict[int, str]) -> XmrChart:
    """The chart of a judged series, for the periods that are shown, by place on the axis."""
    result, first = page.result, min(names)
    known = {p.x: p for p in view.xmr.points}
    points = tuple(
        XmrPoint(name, x, known[x].value, known[x].type) if x in known else XmrPoint(name, x, None)
        for x, name in sorted(names.items())
    )
    return XmrChart(
        name=f"indikator-{result.id}",
        title=result.name,
        description=view.message or page.message,
        unit=result.measure_unit,
        decimals=result.decimals,
        points=points,
        limits=tuple(_steps(page, view.xmr, first)),
        changes=tuple(
            change for x, change in _changes(page, known_values(page)).items() if x > first
        ),
    )


def targets_within(steps: tuple[TargetStep, ...], last: int) -> tuple[TargetStep, ...]:
    """The targets that hold for the periods shown; those of periods to come are left out."""
    return tuple(TargetStep(s.first, min(s.last, last), s.value) for s in steps if s.first <= last)


def _changes(page: IndicatorPage, known: dict[Period, Decimal]) -> dict[int, Break]:
    """Where limits are computed anew and why, by place; before the first value there is nothing.

    Where the way of measuring and the process change at once, the process is told.
    """
    cuts = [(cut.on, _("Ny mätning"), cut.explanation) for cut in page.breaks]
    cuts += [(change.on, _("Ny process"), change.reason) for change in page.process_changes]
    found = {
        place(period): Break(place(period), label, note)
        for on, label, note in cuts
        if (period := _from(known, on.toordinal()))
    }
    return {x: change for x, change in sorted(found.items()) if x > place(min(known))}


def _from(known: dict[Period, Decimal], day: int) -> Period | None:
    """The first known period that begins on a day or later."""
    return next((p for p in known if p.start.toordinal() >= day), None)


def _view(
    page: IndicatorPage, xmr: Xmr, labels: dict[int, str], *, changes: dict[int, Break]
) -> SignalView:
    variation = xmr.variation
    # Limits of a process that has changed do not tell what it reaches now.
    is_settled = variation is not None and variation.type is PointType.COMMON
    assurance = xmr.assurance(_target(page)) if is_settled else None
    name, explained = assurance_words(assurance) if assurance else ("", "")
    return SignalView(
        xmr=xmr,
        message=signal_message(xmr, page.result.name, labels),
        symbol=SYMBOLS[variation.type] if variation else "",
        variation=variation_words(variation) if variation else "",
        assurance=name,
        assurance_explained=explained,
        is_preliminary=xmr.segments[-1].sufficiency is Sufficiency.PRELIMINARY,
        since=labels[xmr.segments[-1].points[0].x] if changes else "",
        why=list(changes.values())[-1].note if changes else "",
    )


def _target(page: IndicatorPage) -> Decimal | None:
    target = page.result.target
    if target is None:
        return None
    return target.low if page.result.direction is Direction.UP else target.high


def _steps(page: IndicatorPage, xmr: Xmr, first: int) -> Iterator[LimitStep]:
    """Limits below zero are shown at zero, and over 100 at 100 for shares, if no value is there."""
    values = [p.value for p in xmr.points]
    low = Decimal(0) if min(values) >= 0 else None
    high = Decimal(100) if page.result.measure_unit == "%" and max(values) <= 100 else None
    for segment in xmr.segments:
        last = segment.points[-1].x
        if segment.limits and last >= first:
            yield LimitStep(
                first=max(segment.points[0].x, first),
                last=last,
                mean=in_decimals(segment.limits.mean),
                low=_within(segment.limits.lower, low, None),
                high=_within(segment.limits.upper, None, high),
                preliminary=segment.sufficiency is Sufficiency.PRELIMINARY,
            )


def _within(limit: Fraction, low: Decimal | None, high: Decimal | None) -> Decimal:
    value = in_decimals(limit)
    if low is not None:
        value = max(value, low)
    return value if high is None else min(value, high)
