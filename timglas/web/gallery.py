"""The gallery: every component with example values, for those who develop. Only with DEBUG."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.charts.figure import Figure, line_figure
from timglas.charts.hourglass import hourglass_mark
from timglas.charts.line import Band, Break, Line, LineChart, Point, TargetStep
from timglas.charts.loom import LoomCard, LoomLink, PlacedCard, weave
from timglas.charts.sparkline import Sparkline, sparkline
from timglas.charts.theme import Svg
from timglas.web.forms import NumberField
from timglas.web.needs import public
from timglas.web.page import page


@dataclass(frozen=True, slots=True)
class ExampleStatus:
    """A status of the default scale."""

    symbol: str
    name: str


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """A step of the thread."""

    name: str
    kind: str
    url: str = "#"
    here: bool = False
    broken: bool = False


STATUSES = (
    ExampleStatus("ok", "Uppnått"),
    ExampleStatus("way", "På väg"),
    ExampleStatus("risk", "Risk"),
    ExampleStatus("dev", "Avviker"),
    ExampleStatus("none", "Ej mätt"),
    ExampleStatus("unj", "Ej bedömt"),
    ExampleStatus("wait", "Ännu inte aktuell"),
)
PATH = (
    ExampleStep("Det goda vardagslivet", "Vision"),
    ExampleStep("Barn och unga får förutsättningar för studier", "Fullmäktigemål"),
    ExampleStep("Alla elever når gymnasiebehörighet", "Nämndmål", here=True),
    ExampleStep("Saknar verksamhetsmål", "", "", broken=True),
)


COLUMNS = (
    ("Vision", ("Det goda vardagslivet",)),
    ("Fullmäktigemål", ("Barn och unga får goda förutsättningar", "God ekonomisk hushållning")),
    ("Nämndmål", ("Trygg skola med studiero", "Alla elever når behörighet", "Budget i balans")),
    (
        "Verksamhetsmål",
        ("Tidigt stöd i läsning", "Behöriga lärare", "Vuxna som ser", "Kulturskola"),
    ),
)
LINKS = (
    *(LoomLink("0.0", "1.0"), LoomLink("0.0", "1.1"), LoomLink("1.0", "2.0")),
    *(LoomLink("1.0", "2.1"), LoomLink("1.1", "2.2"), LoomLink("2.1", "3.0")),
    *(LoomLink("2.1", "3.1"), LoomLink("2.0", "3.2"), LoomLink("2.2", "3.1", also=True)),
)


class ExampleForm(forms.Form):
    """One field of each sort."""

    value = NumberField(label="Utfall", help_text="I procent, med en decimal.")
    comment = forms.CharField(label="Kommentar", widget=forms.Textarea, required=False)
    unit = forms.ChoiceField(label="Enhet", choices=[("b", "Björkskolan"), ("e", "Ekskolan")])
    judged = forms.ChoiceField(
        label="Bedömning",
        choices=[("way", "På väg"), ("risk", "Risk"), ("dev", "Avviker")],
        widget=forms.RadioSelect,
    )
    final = forms.BooleanField(label="Värdet är slutligt", required=False)


class SearchForm(forms.Form):
    """A filter over a list."""

    q = forms.CharField(label="Sök", required=False)
    status = forms.ChoiceField(label="Läge", choices=[("", "Alla lägen")], required=False)


@public
def components(request: HttpRequest) -> HttpResponse:
    """Draw the gallery."""
    context = {
        "statuses": STATUSES,
        "path": PATH,
        "form": ExampleForm({"value": "tolv", "unit": "b", "judged": "risk"}),
        "search": SearchForm(),
        "figures": [yearly_figure(), monthly_figure()],
        "spark": yearly_spark(),
        "facts": [("Ansvarig", "Rektorn för Björkskolan"), ("Period", "2025–2027")],
        "mark": hourglass_mark(),
        "heads": [head for head, _ in COLUMNS],
        **woven(),
        "page_obj": Paginator(range(90), 30).page(2),
    }
    return page(request, "gallery/components.html", context)


def woven() -> dict[str, object]:
    """Weave the example's columns, and pair each card with its title."""
    titles = {
        f"{c}.{n}": title for c, (_, names) in enumerate(COLUMNS) for n, title in enumerate(names)
    }
    columns = [
        [LoomCard(key, title) for key, title in titles.items() if key.startswith(f"{c}.")]
        for c in range(len(COLUMNS))
    ]
    loom = weave(columns, LINKS, chosen="2.1", rest=1)
    cards: list[list[tuple[PlacedCard, str]]] = [
        [(card, titles[card.key]) for card in column.cards] for column in loom.columns
    ]
    return {"loom": loom, "cards": cards}


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


urls = ([path("komponenter/", components, name="components")], "gallery")
