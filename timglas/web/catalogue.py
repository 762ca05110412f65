"""Kolada's catalogue: searching it, a KPI, and what follows it."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.models import KpiTie
from timglas.queries.catalogue import (
    catalogue_state,
    kpi_page,
    kpi_rows,
    kpi_views,
    operating_areas,
)
from timglas.queries.external import ties
from timglas.queries.fetches import latest_fetches
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb
from timglas.web.external_forms import KpiSearchForm
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

COMPARE = Permission.COMPARE
ROWS = 25


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about Kolada."""
    first = Crumb(_("Administration"), reverse("administration:index"))
    return [first, Crumb("Kolada", reverse("external:index") if more else ""), *more]


def search(request: HttpRequest) -> dict[str, Any]:
    """The search form and, when something is asked for, a page of what is found."""
    form = KpiSearchForm(request.GET, operating_areas=operating_areas())
    if not any(request.GET.get(name) for name in form.fields):
        return {"search": form, "page_obj": None}
    shown = Paginator(kpi_rows(form.wanted), ROWS).get_page(request.GET.get("sida"))
    return {"search": form, "page_obj": shown, "kpis": kpi_views(list(shown))}


@needs(COMPARE)
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue's state and search, what follows it, and the latest fetches."""
    viewer = cast("ViewedRequest", request).viewer
    found = search(request)
    context = {
        "state": catalogue_state(),
        "ties": () if found["page_obj"] else ties(viewer.reach(COMPARE, KpiTie)),
        "fetches": latest_fetches(timezone.now()),
        "crumbs": crumbs(),
    }
    return page(request, "external/index.html", found | context)


@needs(COMPARE)
def kpi(request: HttpRequest, kpi_id: str) -> HttpResponse:
    """A KPI."""
    shown = kpi_page(cast("ViewedRequest", request).viewer, kpi_id)
    if shown is None:
        raise Http404
    context = {"page": shown, "crumbs": crumbs(Crumb(shown.kpi.id))}
    return page(request, "external/kpi.html", context)
