"""The planned cast beside other municipalities: one key figure, ten of them, riket and a group."""

from datetime import datetime
from decimal import Decimal

from tests.cast import NOW, Cast
from tests.reported import Reported, report_some
from timglas.actions.external import spread_kpi, store_comparisons, tie_indicator
from timglas.exchange.kolada import ValueRow
from timglas.models import Area, AreaKind, Kpi, TieRole

KPI = "N15428"


def value(area: str, year: int, number: str | None, *, sex: str = "T") -> ValueRow:
    """A value as Kolada tells it."""
    return ValueRow(
        kpi=KPI,
        area=area,
        year=year,
        sex=sex,
        value=None if number is None else Decimal(number),
        status="" if number else "Missing",
        count=1,
        deleted=False,
    )


def tie_and_store(scene: Reported, *, at: datetime = NOW) -> None:
    """Ten municipalities have 70 to 79 percent in 2023, an eleventh has none."""
    act = {"by": scene.cast.controller, "at": at}
    kpi = Kpi.objects.create(id=KPI, title="Behöriga, andel (%)", search_text="behöriga")
    riket = Area.objects.create(id="0000", title="Riket", kind=AreaKind.REGION)
    for number in range(11):
        Area.objects.create(
            id=f"14{number:02}", title=f"Kommun {number:02}", kind=AreaKind.MUNICIPALITY
        )
    indicator = scene.planned.indicator
    tie_indicator(indicator=indicator, kpi=kpi, area=riket, role=TieRole.COMPARISON, **act)
    spread_kpi(indicator=indicator, kpi=kpi, **act)
    rows = [value(f"14{n:02}", 2023, str(70 + n)) for n in range(10)]
    rows += [value("1410", 2023, None), value("0000", 2022, "80"), value("0000", 2023, "81")]
    rows += [value("1400", 2021, "68"), value("1400", 2023, "72", sex="K")]
    rows += [value("1400", 2023, "69", sex="M")]
    store_comparisons(rows, at=at)


def compare_some(cast: Cast) -> Reported:
    """The committee's yearly indicator, 85.2 in 2022 and 83.6 in 2023, beside others."""
    scene = report_some(cast)
    tie_and_store(scene)
    return scene
