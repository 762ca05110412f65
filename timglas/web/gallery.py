"""The gallery: every component with example values, for those who develop. Only with DEBUG."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.charts.hourglass import hourglass_mark
from timglas.charts.loom import LoomCard, LoomLink, PlacedCard, weave
from timglas.web.forms import NumberField
from timglas.web.gallery_figures import figures, yearly_spark
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
        "figures": figures(),
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


urls = ([path("komponenter/", components, name="components")], "gallery")
