"""Values against their targets as figures: one as a bullet, many as deviations."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from timglas.charts.bullet import Bullet, Range
from timglas.charts.diverging import Deviation as Bar
from timglas.charts.diverging import Diverging
from timglas.charts.figure import Figure, bullet_figure, diverging_figure
from timglas.queries.indicators import IndicatorPage
from timglas.queries.views import IndicatorResult
from timglas.rules.deviation import deviation
from timglas.rules.language import _, ngettext, pgettext
from timglas.rules.message import points
from timglas.rules.numbers import NO_BREAK_SPACE, format_number, format_value
from timglas.rules.status import TargetLine

# Fewer bars than this say no more than the table beside them.
FEWEST = 2


def target_figure(page: IndicatorPage) -> Figure | None:
    """The judged value against its target, on a scale of what is green and yellow.

    None when the value has not been compared with anything.
    """
    verdict, result = page.result.verdict, page.result
    green, yellow, value = verdict.bound_green, verdict.bound_yellow, verdict.value
    if green is None or yellow is None or value is None or verdict.period is None:
        return None
    before = verdict.period.same_last_year()
    earlier = next((row.value for row in page.rows if row.period == before), None)
    targets = tuple(end for end in (green.low, green.high) if end is not None)

    def shown(number: Decimal) -> str:
        return format_value(number, result.measure_unit, _places(number, result.decimals))

    target_name = _("Mål {value}").format(value="–".join(map(shown, targets)))
    rows = [(f"{_('Utfall')} {verdict.period.label}", shown(value))]
    rows += [(pgettext("target", "Mål"), shown(end)) for end in targets]
    rows += [(_("Gult till och med"), shown(end)) for end in _edges(yellow, green)]
    if earlier is not None:
        rows.append((f"{_('Utfall')} {before.label}", shown(earlier)))
    chart = Bullet(
        name="mot-malet",
        title=_("{name} mot målet").format(name=result.name),
        description=page.explanation.reached,
        value=value,
        targets=targets,
        ranges=tuple(_ranges(green, yellow)),
        target_name=target_name,
        earlier=earlier,
    )
    return bullet_figure(chart, rows=tuple(rows), message=page.explanation.reached, subtitle="")


def deviations_figure(indicators: Iterable[IndicatorResult]) -> Figure | None:
    """How far indicators are from their targets, the worst first; None for fewer than two."""
    found = [(i, d) for i in indicators if (d := deviation(i.verdict))]
    if len(found) < FEWEST:
        return None
    found.sort(key=lambda pair: pair[1].gain)
    bars = tuple(Bar(i.name, d.gain, _signed(d.amount, i)) for i, d in found)
    worse = sum(bar.value < 0 for bar in bars)
    message = ngettext(
        "{worse} av {n} indikator ligger på fel sida om målet.",
        "{worse} av {n} indikatorer ligger på fel sida om målet.",
        len(bars),
    ).format(worse=worse, n=len(bars))
    chart = Diverging(
        name="avvikelser",
        title=_("Avvikelse från målen"),
        description=message,
        worse=_("Sämre än målet"),
        better=_("Bättre än målet"),
        rows=bars,
    )
    return diverging_figure(
        chart,
        head=(_("Indikator"), _("Avvikelse")),
        message=message,
        subtitle=_("Utfall minus mål. Stapeln är avvikelsens andel av målet."),
    )


def _ranges(green: TargetLine, yellow: TargetLine) -> Iterator[Range]:
    """The scale from left to right: far off, near, wanted, near, far off."""
    if yellow.low is not None:
        yield Range(None, yellow.low, 2)
        yield Range(yellow.low, green.low, 1)
    yield Range(green.low, green.high, 0)
    if yellow.high is not None:
        yield Range(green.high, yellow.high, 1)
        yield Range(yellow.high, None, 2)


def _edges(yellow: TargetLine, green: TargetLine) -> Iterator[Decimal]:
    pairs = ((yellow.low, green.low), (yellow.high, green.high))
    yield from (edge for edge, end in pairs if edge is not None and edge != end)


def _places(number: Decimal, decimals: int) -> int:
    """One decimal more than the indicator has, where the number needs it."""
    return decimals + (number != round(number, decimals))


def _signed(amount: Decimal, shown: IndicatorResult) -> str:
    number = format_number(amount, _places(amount, shown.decimals), sign=True)
    unit = points(amount) if shown.measure_unit == "%" else shown.measure_unit
    return f"{number}{NO_BREAK_SPACE}{unit}"
