"""An indicator's values drawn as a line, with targets, breaks and what it is compared with."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from timglas.charts.figure import Figure, line_figure
from timglas.charts.line import Band, Break, Line, LineChart, Point, TargetStep
from timglas.queries.external import ComparisonSeries
from timglas.queries.indicators import IndicatorPage
from timglas.rules.numbers import format_value
from timglas.rules.periods import Frequency, Period, between, period_of, periods_of_year
from timglas.rules.status import Basis, Direction

# As many periods as can be told apart in a column.
MOST_PERIODS = {Frequency.MONTH: 37}
MOST = 16
type Values = Mapping[Period, Decimal | None]

SHORT_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def indicator_figure(
    page: IndicatorPage, comparisons: Iterable[ComparisonSeries] = (), *, csv_url: str = ""
) -> Figure | None:
    """Draw an indicator's page as a figure; None when there is no value yet.

    `comparisons` are other places' yearly values, drawn beside an indicator that is yearly too.
    """
    known = {row.period: row for row in page.rows if row.value is not None}
    if not known:
        return None
    shown = _shown(known, page)
    result = page.result
    chart = LineChart(
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
    source = page.basis.source if page.basis else result.source
    return line_figure(
        chart,
        message=headline(page, shown),
        subtitle=f"{result.name}, {result.measure_unit}. {_('Källa')}: {source}",
        csv_url=csv_url,
    )


def headline(page: IndicatorPage, shown: tuple[Period, ...]) -> str:
    """Say what the line shows: from the first comparable value to the last.

    Within a year the seasons differ, so the same period of last year comes first if it is known.
    """
    known = values(page, "total")
    newest_break = max((cut.on for cut in page.breaks), default=shown[0].start)
    periods = [p for p in shown if known.get(p) is not None]
    last = periods[-1]
    comparable = [p for p in periods if p.start >= min(newest_break, last.start)]
    same_last_year = last.same_last_year()
    first = same_last_year if _has_seasons(last) and same_last_year in comparable else comparable[0]
    if first == last:
        return page.message
    before, after = known[first] or Decimal(0), known[last] or Decimal(0)
    change = round(after - before, page.result.decimals)
    ways = (_("har ökat"), _("har minskat"))
    way = ways[change < 0] if change else _("har gått")
    return _("Värdet %(way)s från %(before)s (%(first)s) till %(after)s (%(last)s).") % {
        "way": way,
        "before": format_value(before, page.result.measure_unit, page.result.decimals),
        "first": first.label,
        "after": format_value(after, page.result.measure_unit, page.result.decimals),
        "last": last.label,
    }


def _has_seasons(period: Period) -> bool:
    return period.frequency.per_year > 1


def place(period: Period) -> int:
    """Where a period lies on the axis: the periods of a series are numbered without gaps."""
    if period.frequency is Frequency.TWO_YEARS:
        return period.year // 2
    if period.frequency is Frequency.YEAR:
        return period.year
    return period.year * period.frequency.per_year + period.number - 1


def values(page: IndicatorPage, of: str) -> Values:
    """The values of all, women or men, by period: `of` is "total", "women" or "men"."""
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
        month = SHORT_MONTHS[period.number - 1]
        return f"{month} {period.year}" if period.number == 1 else month
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
            yield _line(series.area_title, shown, known)


def _steps(page: IndicatorPage, shown: tuple[Period, ...]) -> Iterator[TargetStep]:
    """A target for the year's end of what adds up is drawn where it holds: at the year's end."""
    for year, target in sorted(page.targets.items()):
        bound = target.high if page.result.direction is Direction.DOWN else target.low
        periods = [p for p in periods_of_year(year, shown[0].frequency) if p >= shown[0]]
        if bound is None or not periods or page.result.direction is Direction.SPAN:
            continue
        only_end = page.adds_up and target.basis is Basis.YEAR_END
        first = periods[-1] if only_end else periods[0]
        yield TargetStep(place(first), place(periods[-1]), bound)


def _band(page: IndicatorPage, shown: tuple[Period, ...]) -> Iterator[Band]:
    if page.result.direction is Direction.SPAN:
        for period in shown:
            target = page.targets.get(period.year)
            if target and target.low is not None and target.high is not None:
                yield Band(place(period), target.low, target.high)


def _breaks(page: IndicatorPage, shown: tuple[Period, ...]) -> Iterator[Break]:
    for cut in page.breaks:
        period = period_of(cut.on, shown[0].frequency)
        if shown[0] < period <= shown[-1]:
            yield Break(place(period), _("Ny mätning"))
