"""The gallery's figures: every kind of chart with example values."""

from collections.abc import Sequence
from decimal import Decimal

from timglas.charts.bullet import Bullet, Range
from timglas.charts.diverging import Deviation, Diverging
from timglas.charts.figure import (
    Figure,
    bullet_figure,
    diverging_figure,
    icicle_figure,
    line_figure,
    shares_figure,
    strip_figure,
    xmr_figure,
)
from timglas.charts.icicle import Icicle, Part
from timglas.charts.line import Band, Break, Line, LineChart, Point, TargetStep
from timglas.charts.shares import Kind, ShareRow, Shares
from timglas.charts.sparkline import Sparkline, sparkline
from timglas.charts.strip import StripChart, StripPoint
from timglas.charts.theme import Svg
from timglas.charts.xmr import LimitStep, XmrChart, XmrPoint
from timglas.rules.spc import PointType

GROUPS = {
    "ok": "Uppnått",
    "way": "På väg",
    "risk": "Risk",
    "dev": "Avviker",
    "none": "Utan resultat",
}


def figures() -> list[Figure]:
    """One figure of each kind, and a second line chart for women and men."""
    return [
        *(yearly_figure(), monthly_figure(), signal_figure(), target_figure()),
        *(neighbours_figure(), levels_figure(), units_figure(), overview_figure()),
    ]


def yearly_figure() -> Figure:
    """Yearly values with targets, a comparison, a band and a break."""
    chart = LineChart(
        name="behoriga",
        title="Elever som är behöriga till gymnasiet, 2019–2025",
        description="Andelen har sjunkit från 86,0 till 83,1 procent. Målet är 88 procent.",
        unit="%",
        decimals=1,
        line=_yearly("Exempelby", ["86.0", "85.2", "84.9", None, "83.6", "83.1", None]),
        comparisons=(_yearly("Riket", ["84.3", "85.6", "86.2", "85.0", "85.2", "84.9", None]),),
        targets=(TargetStep(2022, 2023, Decimal(86)), TargetStep(2024, 2025, Decimal(88))),
        breaks=(Break(2021, "Ny mätmetod"),),
    )
    return line_figure(
        chart,
        message="Färre blir behöriga till gymnasiet, och målet är längre bort än förra året.",
        subtitle="Andel behöriga elever i årskurs 9, procent. Källa: exempel.",
    )


def yearly_spark() -> Svg:
    """Yearly values in the row of a table, with a gap and this year's target."""
    line = _yearly("Exempelby", ["6.9", "7.4", None, "6.6", "6.1", "5.8"])
    label = "Värdet har minskat från 6,9 % (2019) till 5,8 % (2024)."
    return sparkline(Sparkline(label, line.points, (Decimal("5.5"),)))


def monthly_figure() -> Figure:
    """Monthly values for women and men, within the range of others."""
    months = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug")
    total = ["8.1", "8.4", "7.2", "6.6", "6.1", "5.9", "5.2", "5.4"]
    women = ["9.0", "9.2", "7.9", "7.3", "6.8", "6.4", "5.8", "6.0"]
    men = ["5.2", "5.9", "5.1", "4.6", "4.2", "4.3", "3.6", "3.7"]
    chart = LineChart(
        name="sjuk",
        title="Sjukfrånvaro per månad, 2025",
        description="Sjukfrånvaron har minskat från 8,1 till 5,4 procent sedan januari.",
        unit="%",
        decimals=1,
        line=_line("Alla", months, total),
        parts=(_line("Kvinnor", months, women), _line("Män", months, men)),
        band=tuple(Band(x, Decimal("5.5"), Decimal("7.5")) for x in range(8)),
        band_name="Liknande kommuner",
    )
    return line_figure(
        chart,
        message="Sjukfrånvaron har minskat sedan februari, både för kvinnor och män.",
        subtitle="Procent av ordinarie arbetstid. Källa: exempel.",
    )


def _yearly(name: str, values: list[str | None]) -> Line:
    labels = [str(year) for year in range(2019, 2019 + len(values))]
    return _line(name, labels, values, first=2019)


def _line(
    name: str, labels: Sequence[str], values: Sequence[str | None], *, first: int = 0
) -> Line:
    pairs = zip(labels, values, strict=True)
    return Line(
        name,
        tuple(
            Point(label, first + n, None if value is None else Decimal(value))
            for n, (label, value) in enumerate(pairs)
        ),
    )


def signal_figure() -> Figure:
    """Monthly values that left what is usual, then limits of a new way of working."""
    usual = ["7.9", "8.1", "7.8", "8.2", "8.0", "7.7", "8.1", "8.3", "7.9", "8.0", "7.8", "8.1"]
    worse, better = ["9.3", "9.4", "9.2"], ["7.0", "7.1", "6.9", "7.2", "7.0", "7.1"]
    points = [
        *_signals(usual, PointType.COMMON),
        *_signals(worse, PointType.CONCERN, first=12),
        *_signals(better, PointType.COMMON, first=15),
    ]
    chart = XmrChart(
        name="monster",
        title="Sjukfrånvaro per månad",
        description="Frånvaron bröt sitt mönster i tre månader. Nya gränser gäller från månad 16.",
        unit="%",
        decimals=1,
        points=tuple(points),
        limits=(
            LimitStep(0, 14, Decimal("8.0"), Decimal("7.3"), Decimal("8.7")),
            LimitStep(15, 20, Decimal("7.05"), Decimal("6.5"), Decimal("7.6"), preliminary=True),
        ),
        targets=(TargetStep(0, 20, Decimal("7.5")),),
        changes=(Break(15, "Ny bemanning"),),
    )
    return xmr_figure(
        chart,
        message="Sjukfrånvaron ligger på en lägre nivå sedan bemanningen ändrades.",
        subtitle="Procent av ordinarie arbetstid. Källa: exempel.",
    )


def target_figure() -> Figure:
    """A value against its target, last year's value beside it."""
    chart = Bullet(
        name="mot-malet",
        title="Värdet mot målet",
        description="Värdet är 9,8 procent. Målet är högst 7,5 procent.",
        value=Decimal("9.8"),
        targets=(Decimal("7.5"),),
        ranges=(
            Range(None, Decimal("7.5"), 0),
            Range(Decimal("7.5"), Decimal("8.25"), 1),
            Range(Decimal("8.25"), None, 2),
        ),
        target_name="Mål 7,5 %",
        earlier=Decimal("7.8"),
    )
    return bullet_figure(
        chart,
        rows=(("Värde", "9,8 %"), ("Förra året", "7,8 %"), ("Mål", "högst 7,5 %")),
        message="Värdet 9,8 % ligger 2,3 procentenheter över målet.",
        subtitle="Sjukfrånvaro, procent. Källa: exempel.",
    )


def neighbours_figure() -> Figure:
    """A value among those of others."""
    values = [Decimal(770 + (n * 37) % 140) / 10 for n in range(40)]
    own = StripPoint("Exempelby", Decimal("83.1"), 40)
    chart = StripChart(
        name="spridning",
        title="Behöriga till gymnasiet i 41 kommuner",
        description="Exempelby har 83,1 procent, som många andra.",
        unit="%",
        decimals=1,
        points=tuple(StripPoint(f"Kommun {n + 1}", v, n) for n, v in enumerate(values)),
        named=(own,),
        own="Exempelby",
        half=(Decimal("80.8"), Decimal("86.9")),
    )
    named = [(point.label, point.value) for point in (*chart.points, own)]
    return strip_figure(
        chart,
        named,
        message="Exempelby har 83,1 %, som många andra.",
        subtitle="Behöriga till gymnasiet, procent. Källa: exempel.",
    )


def levels_figure() -> Figure:
    """How many goals go well on each level."""
    chart = Shares(
        name="nivaer",
        title="Målens läge per nivå",
        description="De flesta mål är uppnådda eller på väg.",
        kinds=tuple(Kind(group, name) for group, name in GROUPS.items()),
        rows=(
            ShareRow("Fullmäktigemål", (0, 2, 1, 1, 0)),
            ShareRow("Nämnds- och bolagsmål", (4, 9, 6, 3, 3)),
            ShareRow("Verksamhetsmål", (6, 14, 9, 4, 5)),
        ),
    )
    return shares_figure(
        chart,
        message="Av 67 mål är 35 uppnådda eller på väg.",
        subtitle="Antal mål. Källa: exempel.",
    )


def units_figure() -> Figure:
    """Deviations from a target, better to the right."""
    values = (("Björkskolan", "4.1"), ("Ekskolan", "0.6"), ("Almskolan", "-5.2"))
    chart = Diverging(
        name="avvikelser",
        title="Enheternas avvikelse från målet",
        description="Två enheter ligger bättre än målet, en sämre.",
        worse="Sämre än målet",
        better="Bättre än målet",
        rows=tuple(
            Deviation(name, Decimal(value), value.replace("-", "−").replace(".", ","))
            for name, value in values
        ),
    )
    return diverging_figure(
        chart,
        head=("Enhet", "Avvikelse"),
        message="Två av tre skolor ligger bättre än målet.",
        subtitle="Procentenheter från målet. Källa: exempel.",
    )


def overview_figure() -> Figure:
    """A tree of goals, each as high as what hangs from it."""
    school = (
        _part(2, "Tidigt stöd i läsning", "ok"),
        _part(2, "Behöriga lärare", "risk"),
    )
    goals = (
        _part(1, "Alla elever når behörighet", "risk", *school),
        _part(1, "Trygg skola med studiero", "dev"),
    )
    chart = Icicle(
        name="oversikt",
        title="Målen under fullmäktiges mål",
        description="Ett mål med två mål under sig, och två under ett av dem.",
        heads=("Fullmäktigemål", "Nämndmål", "Verksamhetsmål"),
        parts=(_part(0, "Barn och unga får goda förutsättningar", "way", *goals),),
    )
    return icicle_figure(
        chart,
        message="Ett av fyra mål under barn och unga är uppnått.",
        subtitle="Varje ruta är ett mål. Källa: exempel.",
    )


def _part(column: int, label: str, group: str, *below: Part) -> Part:
    return Part(column, label, "Nämnd", "Nivå", GROUPS[group], group, "#", below)


def _signals(values: Sequence[str], kind: PointType, *, first: int = 0) -> list[XmrPoint]:
    return [
        XmrPoint(f"månad {first + n + 1}", first + n, Decimal(value), kind)
        for n, value in enumerate(values)
    ]
