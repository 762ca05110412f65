"""An indicator's values drawn as a line, with targets, breaks and what it is compared with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from timglas.charts.figure import Figure, line_figure, xmr_figure
from timglas.charts.foretold import Foretold
from timglas.charts.line import Band, Break, Line, LineChart, Point, TargetStep
from timglas.charts.sparkline import MOST_POINTS, Sparkline, sparkline
from timglas.charts.theme import Svg
from timglas.charts.xmr import XmrChart
from timglas.queries.external import ComparisonSeries
from timglas.queries.forecasts import YearForecast, year_end
from timglas.queries.indicators import IndicatorPage
from timglas.queries.signals import SignalView, place, signal_view, targets_within, xmr_of
from timglas.queries.views import IndicatorResult
from timglas.rules.language import Written
from timglas.rules.numbers import format_value
from timglas.rules.periods import Frequency, Period, between, month_name, period_of, periods_of_year
from timglas.rules.status import Accumulation, Basis, Direction, TargetLine

# As many periods as can be told apart in a column.
MOST_PERIODS = {Frequency.MONTH: 37}
MOST = 16
type Values = Mapping[Period, Decimal | None]


def indicator_figure(
    page: IndicatorPage,
    comparisons: Iterable[ComparisonSeries] = (),
    forecast: YearForecast | None = None,
) -> Figure | None:
    """Draw an indicator's page as a figure; None when there is no value yet.

    `comparisons` are other places' yearly values, drawn beside an indicator that is yearly too.
    """
    known = {row.period: row for row in page.rows if row.value is not None}
    if not known:
        return None
    shown = _shown(known, page)
    source = page.basis.source if page.basis else page.result.source
    subtitle = f"{page.result.name}, {page.result.measure_unit}. {_('Källa')}: {source}"
    message = headline(page, shown)
    told = _foretold(forecast, year_end(page)) if forecast else None
    if view := signal_view(page):
        xmr, message = _xmr(page, view, shown), view.message or message
        return xmr_figure(replace(xmr, foretold=told), message=message, subtitle=subtitle)
    chart = replace(_chart(page, shown, comparisons), foretold=told)
    return line_figure(chart, message=message, subtitle=subtitle)


def _foretold(forecast: YearForecast, end: Period) -> Foretold | None:
    """What the rule forecasts for the year's last period; nothing where the year is a sum."""
    made = forecast.newest
    if made is None or forecast.is_sum:
        return None
    return Foretold(_label(end), place(end), made.value, made.low, made.high)


def _xmr(page: IndicatorPage, view: SignalView, shown: tuple[Period, ...]) -> XmrChart:
    chart = xmr_of(page, view, {place(p): _label(p) for p in shown})
    steps = targets_within(tuple(_steps(page, shown)), chart.points[-1].x)
    return replace(chart, targets=steps)


def _chart(
    page: IndicatorPage, shown: tuple[Period, ...], comparisons: Iterable[ComparisonSeries]
) -> LineChart:
    result = page.result
    return LineChart(
        name=f"indikator-{result.id}",
        title=result.name,
        description=page.message,
        unit=result.measure_unit,
        decimals=result.decimals,
        line=_line(_("Alla") if page.has_sexes else _("Utfall"), shown, values(page, "total")),
        parts=_parts(page, shown),
        comparisons=tuple(_comparisons(comparisons, shown)),
        targets=tuple(_steps(page, shown)),
        breaks=tuple(_breaks(page, shown)),
        band=tuple(_band(page, shown)),
        band_name=_("Målet"),
    )


def headline(page: IndicatorPage, shown: tuple[Period, ...]) -> str:
    """Say what the line shows: from the first comparable value to the last.

    Within a year the seasons differ, so the same period of last year comes first if it is known.
    """
    known = values(page, "total")
    newest_break = max((cut.on for cut in page.breaks), default=shown[0].start)
    periods = [p for p in shown if known.get(p) is not None]
    comparable = [p for p in periods if p.start >= min(newest_break, periods[-1].start)]
    return _development(comparable, known, result=page.result) or page.message


def _development(periods: Sequence[Period], known: Values, *, result: IndicatorResult) -> str:
    """Compare the last of some comparable periods with the first, or with last year's season.

    "" when there is nothing to compare with.
    """
    last = periods[-1]
    same_last_year = last.same_last_year()
    first = same_last_year if _has_seasons(last) and same_last_year in periods else periods[0]
    grows = result.accumulation is Accumulation.YEAR_TO_DATE and first.year == last.year
    return "" if first == last or grows else _change(first, last, known, result=result)


def _change(first: Period, last: Period, known: Values, *, result: IndicatorResult) -> str:
    before, after = known[first] or Decimal(0), known[last] or Decimal(0)
    words = {
        "before": format_value(before, result.measure_unit, result.decimals),
        "first": first.label,
        "after": format_value(after, result.measure_unit, result.decimals),
        "last": last.label,
    }
    change = round(after - before, result.decimals)
    if not change:
        return _("Värdet är detsamma %(last)s som %(first)s: %(after)s.") % words
    if change > 0:
        return _("Värdet har ökat från %(before)s (%(first)s) till %(after)s (%(last)s).") % words
    return _("Värdet har minskat från %(before)s (%(first)s) till %(after)s (%(last)s).") % words


def _has_seasons(period: Period) -> bool:
    return period.frequency.per_year > 1


def values(page: IndicatorPage, of: str) -> Values:
    """The values of all, women or men, by period: `of` is "total", "women" or "men"."""
    if of == "total":
        return {row.period: row.value for row in page.rows}
    reports = {row.period: getattr(row, of) for row in page.rows}
    return {period: report.value for period, report in reports.items() if report}


def _shown(known: Iterable[Period], page: IndicatorPage) -> tuple[Period, ...]:
    """The periods from the first value to the last; years with a target have their place too."""
    last = max(known)
    if last.frequency is Frequency.YEAR and page.targets:
        last = max(last, Period(Frequency.YEAR, max(page.targets)))
    periods = between(min(known), last)
    return periods[-MOST_PERIODS.get(periods[0].frequency, MOST) :]


def _label(period: Period) -> str:
    if period.frequency is Frequency.MONTH:
        return f"{month_name(period.number)[:3]} {period.year}"
    return str(period.year) if period.frequency.per_year == 1 else period.code


def _line(name: str, shown: Iterable[Period], known: Values) -> Line:
    return Line(name, tuple(Point(_label(p), place(p), known.get(p)) for p in shown))


def _parts(page: IndicatorPage, shown: tuple[Period, ...]) -> tuple[Line, ...]:
    sexes = ((_("Kvinnor"), values(page, "women")), (_("Män"), values(page, "men")))
    return tuple(_line(name, shown, known) for name, known in sexes if known)


def _comparisons(
    comparisons: Iterable[ComparisonSeries], shown: tuple[Period, ...]
) -> Iterator[Line]:
    for series in comparisons:
        known = {period: series.value(period.year) for period in shown}
        if shown[0].frequency is Frequency.YEAR and any(v is not None for v in known.values()):
            yield _line(Written(series.area_title), shown, known)


def _steps(page: IndicatorPage, shown: tuple[Period, ...]) -> Iterator[TargetStep]:
    """A target for the year's end of what adds up is drawn where it holds: at the year's end."""
    for year, target in sorted(page.targets.items()):
        bounds = _bounds(target, page.result.direction, alone=len(page.targets) == 1)
        only_end = page.adds_up and target.basis is Basis.YEAR_END
        yield from _year_steps(bounds, year, shown, only_end=only_end)


def _year_steps(
    bounds: Iterable[Decimal], year: int, shown: Sequence[Period], *, only_end: bool
) -> Iterator[TargetStep]:
    periods = [p for p in periods_of_year(year, shown[0].frequency) if p >= shown[0]]
    if periods:
        first = periods[-1] if only_end else periods[0]
        for bound in bounds:
            yield TargetStep(place(first), place(periods[-1]), bound)


def _bounds(target: TargetLine, direction: Direction, *, alone: bool) -> tuple[Decimal, ...]:
    """The ends drawn as lines: a span of several years is drawn as a band instead."""
    ends = {
        Direction.UP: (target.low,),
        Direction.DOWN: (target.high,),
        Direction.SPAN: (target.low, target.high) if alone else (),
    }
    return tuple(end for end in ends[direction] if end is not None)


def _band(page: IndicatorPage, shown: tuple[Period, ...]) -> Iterator[Band]:
    if page.result.direction is Direction.SPAN and len(page.targets) > 1:
        for period in shown:
            target = page.targets.get(period.year)
            if target and target.low is not None and target.high is not None:
                yield Band(place(period), target.low, target.high)


def _breaks(page: IndicatorPage, shown: tuple[Period, ...]) -> Iterator[Break]:
    for cut in page.breaks:
        period = period_of(cut.on, shown[0].frequency)
        if shown[0] < period <= shown[-1]:
            yield Break(place(period), _("Ny mätning"))


def indicator_sparkline(result: IndicatorResult) -> Svg | None:
    """Draw an indicator's last years for a row of a table; None when only one value is known."""
    if len(result.series) < 2:
        return None
    newest, _value = result.series[-1]
    known = {p: v for p, v in result.series if place(p) > place(newest) - MOST_POINTS}
    return sparkline(
        Sparkline(
            label=_told(known, result),
            points=tuple(Point(_label(p), place(p), v) for p, v in known.items()),
            targets=_level_targets(result),
        )
    )


def result_figure(result: IndicatorResult) -> Figure | None:
    """Draw an indicator's last years beside its target of the year that it is judged for.

    None when only one value is known. Without other years' targets, women and men, or breaks:
    those are on its page. What is shown is `recent.with_series`.
    """
    if len(result.series) < 2:
        return None
    known = dict(result.series)
    first, last, year = min(known), max(known), result.verdict.year
    if last.frequency is Frequency.YEAR:
        last = max(last, Period(Frequency.YEAR, year))
    shown = between(first, last)[-MOST_PERIODS.get(first.frequency, MOST) :]
    target = result.target
    bounds = _bounds(target, result.direction, alone=True) if target else ()
    is_year_end = target is not None and target.basis is Basis.YEAR_END
    only_end = result.accumulation.adds_up and is_year_end
    message = _told({p: v for p, v in known.items() if p in shown}, result)
    chart = LineChart(
        name=f"indikator-{result.id}",
        title=result.name,
        description=message,
        unit=result.measure_unit,
        decimals=result.decimals,
        line=_line(_("Utfall"), shown, known),
        targets=tuple(_year_steps(bounds, year, shown, only_end=only_end)),
    )
    subtitle = f"{result.name}, {result.measure_unit}. {_('Källa')}: {result.source}"
    return line_figure(chart, message=message, subtitle=subtitle)


def _told(known: Mapping[Period, Decimal], result: IndicatorResult) -> str:
    """How some values have developed, or what the newest of them is."""
    newest = max(known)
    latest = format_value(known[newest], result.measure_unit, result.decimals)
    return _development(tuple(known), known, result=result) or (
        _("Senaste värdet är %(value)s (%(period)s).") % {"value": latest, "period": newest.label}
    )


def _level_targets(result: IndicatorResult) -> tuple[Decimal, ...]:
    """The targets that each value can be read against: not those of a sum at the year's end."""
    target = result.target
    whole_years = result.frequency.per_year == 1
    if target is None or (
        result.accumulation.adds_up and target.basis is Basis.YEAR_END and not whole_years
    ):
        return ()
    return _bounds(target, result.direction, alone=True)
