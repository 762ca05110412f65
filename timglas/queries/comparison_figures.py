"""A comparison drawn: how the chosen places have developed, and how all municipalities spread."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from timglas.charts.figure import Figure, line_figure, strip_figure
from timglas.charts.line import Line, LineChart, Point
from timglas.charts.strip import StripChart, StripPoint
from timglas.models import Sex
from timglas.queries.comparison import Compared, PlaceValues, Years
from timglas.rules.comparison import Measured, development_message, gap_message, place_message
from timglas.rules.language import Written, _

MOST_YEARS = 16


@dataclass(frozen=True, slots=True)
class Gap:
    """A place's values of women and men in a year; None is missing."""

    title: str
    women: Decimal | None
    men: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much higher women's value is."""
        if self.women is None or self.men is None:
            return None
        return self.women - self.men


def measured(page: Compared, year: int) -> Measured:
    """What the sentences are about."""
    return Measured(page.town, year, page.measure_unit, page.decimals)


def message(page: Compared) -> str:
    """Say where the own value lies the year that is compared; "" when there is no year."""
    if page.year is None:
        return ""
    return place_message(page.own_value(), page.quarters, measured(page, page.year))


def development_figure(page: Compared) -> Figure | None:
    """The own series and the chosen ones, year by year; None when there is no value."""
    years = _years(page)
    if not years:
        return None
    chart = LineChart(
        name=f"utveckling-{page.indicator_id}",
        title=page.name,
        description=message(page),
        unit=page.measure_unit,
        decimals=page.decimals,
        line=_line(page.town, page.own, years),
        comparisons=tuple(_line(row.place.title, row.years, years) for row in page.chosen),
    )
    own = {y: v for y in years if (v := page.own.get(y, {}).get(Sex.ALL)) is not None}
    said = development_message(own, measured(page, years[-1])) or _("Så har det gått år för år.")
    return line_figure(chart, message=said, subtitle=_subtitle(page, page.chosen))


def spread_figure(page: Compared) -> Figure | None:
    """All municipalities' values of the year, with the own one; None when nobody has any."""
    year = page.year
    known = sorted(
        ((value, row) for row in page.among if year and (value := row.value(year)) is not None),
        key=lambda pair: (pair[0], pair[1].place.title),
    )
    if year is None or not known:
        return None
    ids = {row.place.id for row in page.chosen}
    points = tuple(
        StripPoint(row.place.title, value, place) for place, (value, row) in enumerate(known)
    )
    wide = [row for row in page.chosen if row not in page.among and row.place.kind != "K"]
    own = page.own_value()
    rows = [(row.place.title, value) for value, row in known]
    extra = [(row.place.title, value) for row in wide if (value := row.value(year)) is not None]
    extra = [(page.town, own), *extra] if own is not None else extra
    named = tuple(
        StripPoint(title, value, len(rows) + place) for place, (title, value) in enumerate(extra)
    )
    among = tuple(p for p, (_value, row) in zip(points, known, strict=True) if row.place.id in ids)
    half = page.quarters
    chart = StripChart(
        name=f"spridning-{page.indicator_id}",
        title=page.name,
        description=message(page),
        unit=page.measure_unit,
        decimals=page.decimals,
        points=points,
        named=(*named, *among),
        own=page.town,
        half=(half.lower, half.upper) if half else None,
    )
    missing = [row.place.title for row in page.among if row.value(year) is None]
    return strip_figure(
        chart,
        (*rows, *extra, *((title, None) for title in missing)),
        message=message(page),
        subtitle=_subtitle(page, page.among),
    )


def gaps(page: Compared) -> tuple[Gap, ...]:
    """Women's and men's values of the year for the own place and the chosen, if anybody has."""
    year = page.year
    if year is None:
        return ()
    own = Gap(page.town, page.own_value(Sex.WOMEN), page.own_value(Sex.MEN))
    rows = (
        own,
        *(
            Gap(row.place.title, row.value(year, Sex.WOMEN), row.value(year, Sex.MEN))
            for row in page.chosen
        ),
    )
    return tuple(row for row in rows if row.women is not None or row.men is not None)


def gap_words(page: Compared) -> str:
    """How far women's own value lies from men's; "" when either is missing."""
    women, men = page.own_value(Sex.WOMEN), page.own_value(Sex.MEN)
    if page.year is None or women is None or men is None:
        return ""
    return gap_message(women, men, measured(page, page.year))


def _years(page: Compared) -> range:
    """The years from the first value to the last, as many as there is room for."""
    known = [
        year
        for years in (page.own, *(row.years for row in page.chosen))
        for year, by_sex in years.items()
        if Sex.ALL in by_sex
    ]
    if not known:
        return range(0)
    return range(max(min(known), max(known) - MOST_YEARS + 1), max(known) + 1)


def _line(name: str, values: Years, years: Iterable[int]) -> Line:
    points = tuple(Point(str(y), y, values.get(y, {}).get(Sex.ALL)) for y in years)
    return Line(Written(name), points)


def _subtitle(page: Compared, rows: Iterable[PlaceValues]) -> str:
    """The indicator, its unit and where others' values come from; what we made is not named."""
    sources = tuple(dict.fromkeys(row.source for row in rows))
    return ". ".join((f"{page.name}, {page.measure_unit}", *sources))
