"""An indicator beside other municipalities: whom to compare with, and what the values say."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.people import choose_comparison
from timglas.clock import now
from timglas.models import Indicator, Person
from timglas.queries.comparison import MOST_CHOSEN, Compared, Wanted, compared
from timglas.queries.comparison_figures import (
    development_figure,
    gap_words,
    gaps,
    spread_figure,
)
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, SeeOther
from timglas.web.comparison_tables import comparison_table
from timglas.web.data import data_response
from timglas.web.figures import figure_response
from timglas.web.indicators import crumbs
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


@needs(Permission.READ, Indicator)
def detail(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """An indicator beside the places that are chosen, over time and among all municipalities."""
    viewer = cast("ViewedRequest", request).viewer
    shown = compared(viewer, indicator, _wanted(request, viewer.person))
    here = reverse("indicators:detail", args=[indicator.pk])
    if shown is None:
        return page(request, "comparison/none.html", {"crumbs": crumbs(_("Jämför")), "back": here})
    development, spread = development_figure(shown), spread_figure(shown)
    table = comparison_table(shown)
    if data := figure_response(request, development, spread) or data_response(request, table):
        return data
    context = {
        "page": shown,
        "development": development,
        "spread": spread,
        "gaps": gaps(shown),
        "gap_words": gap_words(shown),
        "most": MOST_CHOSEN,
        "sok": request.GET.get("sok", ""),
        "chosen_ids": ",".join(_ids(shown)),
        "crumbs": crumbs(_("Jämför"), Crumb(shown.name, here)),
    }
    return page(request, "comparison/detail.html", context)


@require_POST
@needs(Permission.READ, Indicator)
def remember(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Remember whom the viewer compares with, for every indicator."""
    viewer = cast("ViewedRequest", request).viewer
    areas = _listed(request.POST.getlist("jamfor"))
    if viewer.person:
        choose_comparison(person=viewer.person, areas=areas, at=now())
        messages.success(request, _("Valet är sparat. Det gäller alla indikatorer du jämför."))
    return SeeOther(reverse("comparison:detail", args=[indicator.pk]))


def _wanted(request: HttpRequest, person: Person | None) -> Wanted:
    """What the address asks for; else the places that the viewer usually compares with."""
    areas = _listed(request.GET.getlist("jamfor"))
    usual = person.compared_with.split(",") if person and person.compared_with else []
    year = request.GET.get("ar", "")
    return Wanted(
        kpi=request.GET.get("nyckeltal", ""),
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        areas=areas or tuple(usual),
        text=request.GET.get("sok", "")[:100],
    )


def _listed(values: list[str]) -> tuple[str, ...]:
    """Ids of areas, from one value with commas or from many, each once."""
    ids = (part.strip()[:12] for value in values for part in value.split(","))
    return tuple(dict.fromkeys(part for part in ids if part))[:MOST_CHOSEN]


def _ids(shown: Compared) -> list[str]:
    return [row.place.id for row in shown.chosen]


urls = (
    [
        path("<int:pk>/jamfor/", detail, name="detail"),
        path("<int:pk>/jamfor/minns/", remember, name="remember"),
    ],
    "comparison",
)
