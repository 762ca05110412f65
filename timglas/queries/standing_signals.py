"""Signals that stand: among some indicators, those whose latest value is not usual variation.

The same judgement as on an indicator's own page, made for many at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F

from timglas.kept import Kept, News
from timglas.models import Outcome, ProcessChange, SeriesBreak
from timglas.queries.indicators import JUDGED_OFTEN
from timglas.queries.measured import known_outcomes
from timglas.queries.signals import SYMBOLS, place
from timglas.queries.views import IndicatorResult
from timglas.rules.events import OF_SERIES, QUIET, REPORTING
from timglas.rules.limits import Observation
from timglas.rules.periods import Period, period_of
from timglas.rules.seasons import is_seasonal
from timglas.rules.signal_words import signal_message
from timglas.rules.spc import ENOUGH_FOR_SIGNALS, PointType, Xmr, judge_series
from timglas.rules.status import Accumulation

# What worries is told first.
ORDER = (PointType.CONCERN, PointType.NEUTRAL, PointType.IMPROVEMENT)


@dataclass(frozen=True, slots=True)
class StandingSignal:
    """An indicator whose latest value is a signal: its shape, and since when and why in words."""

    indicator: IndicatorResult
    symbol: str
    message: str


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a series says of its latest value: the kind of signal, and since when and why."""

    indicator: int
    kind: PointType
    message: str


type _Verdicts = dict[int, _Verdict]
# By indicator edition, since what is measured and how is decided there.
_kept: Kept[date, _Verdicts] = Kept(quiet=QUIET | (REPORTING - OF_SERIES), most=2)


def standing_signals(
    indicators: Iterable[IndicatorResult], *, until: date
) -> tuple[StandingSignal, ...]:
    """The signals that stand on a day, worries first. Two queries, kept; or none.

    An indicator whose newest value is the whole of its units has no series of its own to judge.
    """
    asked = {i.id: i for i in indicators if _is_judged(i)}
    if not asked:
        return ()
    verdicts = _kept.get(until, dict, renew=_renewed)
    if new := {pk: i for pk, i in asked.items() if i.edition_id not in verdicts}:
        verdicts |= _verdicts(new, until)
    told = [(i, verdicts[i.edition_id]) for i in asked.values()]
    return tuple(
        StandingSignal(i, SYMBOLS[kind], said.message)
        for kind in ORDER
        for i, said in told
        if said.kind is kind
    )


def _renewed(verdicts: _Verdicts, news: list[News]) -> _Verdicts | None:
    """Those verdicts that no reported value is about; none if limits may be computed anew."""
    if any(event.subject != "outcome" for event in news):
        return None
    reported = Outcome.objects.filter(pk__in={int(event.subject_id) for event in news})
    changed = set(reported.values_list("indicator_id", flat=True))
    # A copy: somebody may still be writing verdicts of the values as they were.
    return {edition: v for edition, v in verdicts.items() if v.indicator not in changed}


def _verdicts(asked: Mapping[int, IndicatorResult], until: date) -> _Verdicts:
    """What each series says, by edition."""
    known, cuts = _known(asked, until), _cuts(asked)
    return {
        indicator.edition_id: _verdict(indicator, known.get(pk, {}), cuts.get(pk, ()))
        for pk, indicator in asked.items()
    }


def _verdict(
    indicator: IndicatorResult, values: Mapping[Period, Decimal], cuts: Iterable[date]
) -> _Verdict:
    is_own = max(values, default=None) == indicator.latest_period
    if is_own and len(values) >= ENOUGH_FOR_SIGNALS and not is_seasonal(values):
        xmr = _judged(indicator, values, cuts)
        if xmr.variation and xmr.variation.type in ORDER:
            labels = {place(p): p.label for p in values}
            message = signal_message(xmr, indicator.name, labels)
            return _Verdict(indicator.id, xmr.variation.type, message)
    return _Verdict(indicator.id, PointType.COMMON, "")


def _is_judged(indicator: IndicatorResult) -> bool:
    is_level = indicator.accumulation is Accumulation.LEVEL
    return indicator.frequency in JUDGED_OFTEN and is_level and indicator.latest_period is not None


def _known(asked: Mapping[int, IndicatorResult], until: date) -> dict[int, dict[Period, Decimal]]:
    """All values of each indicator's own unit, oldest first."""
    rows = known_outcomes(first=date.min, until=until).filter(
        indicator__in=asked, unit=F("indicator__unit")
    )
    found: dict[int, dict[Period, Decimal]] = defaultdict(dict)
    for pk, start, end, value in rows.order_by("period_end").values_list(
        "indicator_id", "period_start", "period_end", "value"
    ):
        period = period_of(end, asked[pk].frequency)
        if value is not None and period.start == start:
            found[pk][period] = value
    return found


def _cuts(asked: Mapping[int, IndicatorResult]) -> dict[int, list[date]]:
    """The days from which each indicator's limits are computed anew."""
    found: dict[int, list[date]] = defaultdict(list)
    cut = ("indicator_id", "period_start")
    broken = SeriesBreak.objects.filter(indicator__in=asked).values_list(*cut)
    changed = ProcessChange.objects.current().filter(indicator__in=asked).values_list(*cut)
    for pk, start in broken.union(changed):
        found[pk].append(start)
    return found


def _judged(
    indicator: IndicatorResult, values: Mapping[Period, Decimal], cuts: Iterable[date]
) -> Xmr:
    after = (next((p for p in values if p.start >= cut), None) for cut in cuts)
    return judge_series(
        [Observation(place(p), value) for p, value in values.items()],
        direction=indicator.direction,
        changes=[place(p) for p in after if p],
    )
