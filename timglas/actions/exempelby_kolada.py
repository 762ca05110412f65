"""Exempelby beside real municipalities: key figures, ties and real values. Källa: Kolada."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial

from timglas.actions.catalogue import store_areas, store_groups, store_kpis
from timglas.actions.exempelby_content import Table, day
from timglas.actions.exempelby_neighbours import add_invented
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.external import store_comparisons, tie_indicator
from timglas.exchange.kolada import AreaRow, GroupRow, KpiRow, ValueRow
from timglas.models import Area, Kpi, TieRole


def kolada_diary(town: Town) -> Iterator[Entry]:
    """The day that brought the key figures, and what they are compared with."""
    yield Entry(moment(day(town.content.kolada, "fetched_on")), partial(_compare, town))


def _compare(town: Town, at: datetime) -> None:
    content = town.content.kolada
    store_kpis([_kpi(key, table) for key, table in content["kpis"].items()])
    store_areas([AreaRow(key, t["title"], t["kind"]) for key, t in content["areas"].items()])
    groups = content["groups"].items()
    store_groups([GroupRow(key, t["title"], tuple(t["members"])) for key, t in groups])
    _tie(town, at)
    rows = (row for key, table in content["kpis"].items() for row in _values(key, table))
    store_comparisons(list(rows), at=at)
    add_invented(town, at)


def _tie(town: Town, at: datetime) -> None:
    kpis, areas = Kpi.objects.in_bulk(), Area.objects.in_bulk()
    for text in town.content.indicators.values():
        compared = town.content.kolada["kpis"][text.kpi]["compare"] if text.kpi else ()
        for area in compared:
            tie_indicator(
                indicator=town.indicators[text.key],
                kpi=kpis[text.kpi],
                area=areas[area],
                role=TieRole.COMPARISON,
                by=town.people["cilla"],
                at=at,
            )


def _kpi(key: str, table: Table) -> KpiRow:
    return KpiRow(
        id=key,
        title=table["title"],
        description=table["description"],
        is_divided_by_gender=table["by_sex"],
        municipality_type=table["municipality_type"],
        auspice=table["auspice"],
        operating_area=table["operating_area"],
        perspective=table["perspective"],
        prel_publication_date=None,
        publication_date=day(table, "publication_date"),
        publ_period=table["publ_period"],
        has_ou_data=table["has_unit_data"],
    )


def _values(key: str, table: Table) -> Iterator[ValueRow]:
    for area, values in table.get("values", {}).items():
        for year, value in enumerate(values, start=table["from"]):
            if value != "":
                yield ValueRow(
                    kpi=key,
                    area=area,
                    year=year,
                    sex="T",
                    value=Decimal(value),
                    status="",
                    count=1,
                    deleted=False,
                )
