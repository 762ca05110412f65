"""Exempelby's invented neighbours: what the demonstration compares with where nothing real is here.

Their values are made of a few parameters and are the same on every machine. They are marked as
invented wherever they are shown, and Kolada is never named as their source.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from random import Random

from timglas.actions.catalogue import store_areas, store_groups
from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Town
from timglas.actions.external import spread_kpi, store_comparisons, tie_indicator
from timglas.exchange.kolada import AreaRow, GroupRow, ValueRow
from timglas.models import Area, Indicator, Kpi, Person, TieRole

GROUP = "GX01"
STEP = Decimal("0.1")
# A neighbour's value is missing about so seldom: one year in thirty.
SELDOM = 30


def add_invented(town: Town, at: datetime) -> None:
    """Make the neighbours, tie the indicators to them and store their values."""
    invented = town.content.kolada["invented"]
    areas = {f"X{number:03}": name for number, name in enumerate(invented["names"], start=1)}
    store_areas([AreaRow(key, name, "K") for key, name in areas.items()])
    store_groups([GroupRow(GROUP, invented["group"], tuple(areas))])
    Area.objects.filter(pk__in=[*areas, GROUP]).update(is_invented=True)
    for text in town.content.indicators.values():
        if text.kpi in invented["kpis"]:
            kpi = Kpi.objects.get(pk=text.kpi)
            _tie(town.indicators[text.key], kpi, by=town.people["cilla"], at=at)
    rows = [row for key, made in invented["kpis"].items() for row in _values(key, made, areas)]
    store_comparisons(rows, at=at)


def _tie(indicator: Indicator, kpi: Kpi, *, by: Person, at: datetime) -> None:
    group = Area.objects.get(pk=GROUP)
    tie_indicator(indicator=indicator, kpi=kpi, area=group, role=TieRole.COMPARISON, by=by, at=at)
    spread_kpi(indicator=indicator, kpi=kpi, by=by, at=at)


def _values(kpi: str, made: Table, areas: Table) -> Iterator[ValueRow]:
    """Each neighbour's values and, for each year, the mean of those there are."""
    random, over = Random(made["seed"]), {"T": 0, "K": made["women"], "M": made["men"]}  # noqa: S311
    levels = {area: _draw(random) for area in areas}
    for year in range(made["from"], made["to"] + 1):
        mean = made["mean"] + made["trend"] * (year - made["from"])
        known: dict[str, list[Decimal]] = {sex: [] for sex in over}
        for area in areas:
            if not random.randrange(SELDOM):
                continue
            level = mean + made["spread"] * (levels[area] + _draw(random) / 8)
            for sex, more in over.items():
                value = min(level + more * (1 + _draw(random) / 2), Decimal(100)).quantize(STEP)
                known[sex].append(value)
                yield _row(kpi, area, year, sex=sex, value=value)
        for sex, values in known.items():
            whole = sum(values, Decimal(0)) / len(values)
            yield _row(kpi, GROUP, year, sex=sex, value=whole.quantize(STEP))


def _draw(random: Random) -> Decimal:
    """Between minus one and one, most often near zero."""
    return Decimal(str(random.random() - random.random()))


def _row(kpi: str, area: str, year: int, *, sex: str, value: Decimal) -> ValueRow:
    return ValueRow(
        kpi=kpi, area=area, year=year, sex=sex, value=value, status="", count=1, deleted=False
    )
