"""A chart with what belongs to it: a sentence that says what it shows, and a table of values."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.bars import Bars, bars_chart
from timglas.charts.bullet import Bullet, bullet_chart
from timglas.charts.diverging import Diverging, diverging_chart
from timglas.charts.foretold import Foretold, foretold_cell
from timglas.charts.icicle import Icicle, Part, cells_of, icicle
from timglas.charts.line import Break, Line, LineChart, TargetStep, line_chart
from timglas.charts.shares import Shares, shares_chart
from timglas.charts.strip import StripChart, strip_chart
from timglas.charts.theme import Svg
from timglas.charts.xmr import LimitStep, XmrChart, XmrPoint, xmr_chart
from timglas.rules.language import Written, _, pgettext
from timglas.rules.numbers import MISSING, format_number
from timglas.rules.signal_words import point_words


@dataclass(frozen=True, slots=True)
class Figure:
    """What `parts/figure.html` draws: message and subtitle, wide and narrow drawing, table, CSV.

    Words that people have called something are `Written`. `readout` names the slider that reads
    the table row by row; "" where there is none.
    """

    name: str
    message: str
    subtitle: str
    wide: Svg
    narrow: Svg | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    readout: str = ""


def line_figure(chart: LineChart, *, message: str, subtitle: str) -> Figure:
    """Draw a line chart in both sizes and lay its values out with one row a period."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=line_chart(chart),
        narrow=line_chart(chart, narrow=True),
        head=(
            _("Period"),
            *(line.name for line in chart.lines),
            *((pgettext("target", "Mål"),) if chart.targets else ()),
            *_foretold_head(chart.foretold),
        ),
        rows=tuple(_row(chart, x, label) for x, label in _periods(chart)),
        readout=_("Läs av en period i taget"),
    )


def xmr_figure(chart: XmrChart, *, message: str, subtitle: str) -> Figure:
    """Draw an XmR chart in both sizes, with limits and what each value means in the table."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=xmr_chart(chart),
        narrow=xmr_chart(chart, narrow=True),
        head=(
            *(_("Period"), _("Utfall")),
            *((_("Undre gräns"), _("Medel"), _("Övre gräns")) if chart.limits else ()),
            *((pgettext("target", "Mål"),) if chart.targets else ()),
            _("Betyder"),
            *((_("Ändring"),) if chart.changes else ()),
            *_foretold_head(chart.foretold),
        ),
        rows=tuple(_xmr_row(chart, point) for point in _xmr_points(chart)),
        readout=_("Läs av en period i taget"),
    )


def icicle_figure(chart: Icicle, *, message: str, subtitle: str) -> Figure:
    """Draw an icicle in both sizes, with a row for each goal in the order that they lie."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=icicle(chart),
        narrow=icicle(chart, narrow=True),
        head=(pgettext("one", "Mål"), _("Nivå"), _("Enhet"), _("Läge"), _("Mål under")),
        rows=tuple(_goal(cell.part) for cell in cells_of(chart)),
        readout=_("Läs av ett mål i taget"),
    )


def _goal(part: Part) -> tuple[str, ...]:
    named = (Written(words) for words in (part.label, part.level, part.unit))
    return (*named, part.status, str(part.under))


def shares_figure(chart: Shares, *, message: str, subtitle: str) -> Figure:
    """Draw stacked shares in both sizes, with how many there are of each kind."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=shares_chart(chart),
        narrow=shares_chart(chart, narrow=True),
        head=(_("Nivå"), *(kind.name for kind in chart.kinds), _("Alla")),
        rows=tuple(
            (Written(row.name), *map(str, row.counts), str(row.total)) for row in chart.rows
        ),
        readout=_("Läs av en rad i taget"),
    )


def diverging_figure(
    chart: Diverging, *, head: tuple[str, str], message: str, subtitle: str
) -> Figure:
    """Draw deviations in both sizes; `head` names the rows and the deviation."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=diverging_chart(chart),
        narrow=diverging_chart(chart, narrow=True),
        head=(*head, _("Betyder")),
        rows=tuple(
            (Written(row.name), row.shown, chart.better if row.value >= 0 else chart.worse)
            for row in chart.rows
        ),
        readout=_("Läs av en rad i taget"),
    )


def bars_figure(
    chart: Bars,
    *,
    head: tuple[str, ...],
    cells: tuple[tuple[str, ...], ...],
    message: str,
    subtitle: str,
) -> Figure:
    """Draw plain bars in both sizes; `cells` are what the table says of each row."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=bars_chart(chart),
        narrow=bars_chart(chart, narrow=True),
        head=head,
        rows=tuple((Written(row.name), *told) for row, told in zip(chart.rows, cells, strict=True)),
        readout=_("Läs av en rad i taget"),
    )


def bullet_figure(
    chart: Bullet,
    *,
    rows: tuple[tuple[str, str], ...],
    message: str,
    subtitle: str,
) -> Figure:
    """Draw a value against its target in both sizes; `rows` say in words what is drawn."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=bullet_chart(chart),
        narrow=bullet_chart(chart, narrow=True),
        head=(_("Vad"), _("Värde")),
        rows=rows,
    )


def strip_figure(
    chart: StripChart,
    values: Iterable[tuple[str, Decimal | None]],
    *,
    message: str,
    subtitle: str,
) -> Figure:
    """Draw a strip plot in both sizes. `values` are the table's rows, as the points number them."""
    return Figure(
        name=chart.name,
        message=message,
        subtitle=subtitle,
        wide=strip_chart(chart),
        narrow=strip_chart(chart, narrow=True),
        head=(_("Plats"), _("Värde")),
        rows=tuple((Written(name), _shown(value, chart.decimals)) for name, value in values),
        readout=_("Läs av en plats i taget"),
    )


def _xmr_row(chart: XmrChart, point: XmrPoint) -> tuple[str, ...]:
    values = [point.value]
    if chart.limits:
        step = next((s for s in chart.limits if s.first <= point.x <= s.last), None)
        values += _limits(step)
    if chart.targets:
        values.append(_target(chart.targets, point.x))
    means = MISSING if point.value is None else point_words(point.type)
    changed = (_change(chart.changes, point.x),) if chart.changes else ()
    told = _foretold(chart.foretold, point.x, chart.decimals)
    return (
        point.label,
        *(_shown(value, chart.decimals) for value in values),
        means,
        *changed,
        *told,
    )


def _xmr_points(chart: XmrChart) -> Iterable[XmrPoint]:
    known = {point.x: point for point in chart.points}
    return [known.get(x, XmrPoint(label, x, None)) for x, label in sorted(chart.names.items())]


def _foretold_head(told: Foretold | None) -> tuple[str, ...]:
    return (_("Prognos"),) if told else ()


def _foretold(told: Foretold | None, x: int, decimals: int) -> tuple[str, ...]:
    return (foretold_cell(told, x, decimals),) if told else ()


def _change(changes: Iterable[Break], x: int) -> str:
    """What changed from a period on, and why; "" for the other periods."""
    found = next((change for change in changes if change.x == x), None)
    if found is None:
        return ""
    return f"{found.label}: {found.note}" if found.note else found.label


def _limits(step: LimitStep | None) -> tuple[Decimal | None, ...]:
    return (step.low, step.mean, step.high) if step else (None, None, None)


def _target(targets: Iterable[TargetStep], x: int) -> Decimal | None:
    return next((t.value for t in targets if t.first <= x <= t.last), None)


def _periods(chart: LineChart) -> list[tuple[int, str]]:
    told = {chart.foretold.x: chart.foretold.label} if chart.foretold else {}
    return sorted((told | {p.x: p.label for line in chart.lines for p in line.points}).items())


def _row(chart: LineChart, x: int, label: str) -> tuple[str, ...]:
    values = [_value(line, x) for line in chart.lines]
    if chart.targets:
        values.append(_target(chart.targets, x))
    told = _foretold(chart.foretold, x, chart.decimals)
    return (label, *(_shown(value, chart.decimals) for value in values), *told)


def _value(line: Line, x: int) -> Decimal | None:
    return next((p.value for p in line.points if p.x == x), None)


def _shown(value: Decimal | None, decimals: int) -> str:
    return MISSING if value is None else format_number(value, decimals)
