"""A comparison as a table, for Excel, CSV and JSON: a row for each place and year."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timglas.models import Sex
from timglas.queries.comparison import Compared, PlaceValues, Years
from timglas.web.data import Cell, Column, Table


def comparison_table(page: Compared) -> Table:
    """The own values and those of the chosen places all years, and of all the year compared."""
    columns = (
        Column("place", _("Plats")),
        Column("area", _("Områdeskod")),
        Column("year", _("År")),
        Column("all", _("Alla")),
        Column("women", _("Kvinnor")),
        Column("men", _("Män")),
        Column("measure_unit", _("Mätenhet")),
        Column("source", _("Källa")),
        Column("kpi", _("Nyckeltal")),
    )
    return Table(f"jamforelse-{page.indicator_id}", columns, tuple(_rows(page)))


def _rows(page: Compared) -> Iterator[tuple[Cell, ...]]:
    own = _("Egen rapportering")
    for year in sorted(page.own):
        yield _row(page, (page.town, None), year, values=page.own, source=own)
    for place in page.chosen:
        for year in sorted(place.years):
            yield _of(page, place, year)
    ids = {place.place.id for place in page.chosen}
    for place in page.among:
        if place.place.id not in ids and page.year:
            yield _of(page, place, page.year)


def _of(page: Compared, place: PlaceValues, year: int) -> tuple[Cell, ...]:
    name = (place.place.title, place.place.id)
    return _row(page, name, year, values=place.years, source=place.source)


def _row(
    page: Compared, name: tuple[str, str | None], year: int, *, values: Years, source: str
) -> tuple[Cell, ...]:
    by_sex = values.get(year, {})
    numbers = (by_sex.get(sex) for sex in (Sex.ALL, Sex.WOMEN, Sex.MEN))
    return (*name, year, *numbers, page.measure_unit, source, page.kpi_id)
