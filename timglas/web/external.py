"""Ties between indicators and Kolada: choose a KPI by search, then the areas to have it for."""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.external import end_spread, spread_kpi, tie_indicator, untie_indicator
from timglas.models import Area, Indicator, Kpi, KpiTie, TieRole
from timglas.queries.catalogue import kpi_page
from timglas.queries.ties import tie_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.catalogue import crumbs, index, kpi, search
from timglas.web.external_forms import TieForm
from timglas.web.fetches import fetch, fetch_detail, resume
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

COMPARE = Permission.COMPARE


@needs(COMPARE, Indicator)
def tie(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """An indicator's ties, and a search for one more KPI to follow."""
    shown = tie_page(indicator)
    context = {"page": shown, "crumbs": crumbs(Crumb(shown.indicator_name))}
    return page(request, "external/tie.html", context | search(request))


@needs(COMPARE, Indicator)
def tie_areas(request: HttpRequest, indicator: Indicator, kpi_id: str) -> HttpResponse:
    """Choose of which areas an indicator shall have a KPI's values."""
    chosen = get_object_or_404(Kpi, pk=kpi_id)
    text = request.GET.get("sok", "")
    shown = tie_page(indicator, kpi_id=kpi_id, text=text)
    own = None if shown.has_own else shown.own_area
    form = TieForm(sent(request), own=own, areas=shown.areas, initial={"own": own is not None})
    back = reverse("external:tie", args=[indicator.pk])

    def act(*, areas: list[str], own: bool = False) -> Done:
        mine = [shown.own_area.id] if own and shown.own_area else []
        _tie(request, indicator, chosen, own=mine, compared=areas)
        return Done(_("Indikatorn följer nu %s.") % chosen, back)

    way = crumbs(Crumb(shown.indicator_name, back), Crumb(chosen.pk))
    viewer = cast("ViewedRequest", request).viewer
    context = {"page": shown, "kpi": kpi_page(viewer, kpi_id), "sok": text, "crumbs": way}
    return answer(request, "external/tie_areas.html", form=form, act=act, context=context)


@transaction.atomic
def _tie(
    request: HttpRequest, indicator: Indicator, kpi: Kpi, *, own: list[str], compared: list[str]
) -> None:
    """Tie all or, if one is refused, nothing."""
    roles: dict[str, Any] = dict.fromkeys(compared, TieRole.COMPARISON)
    roles |= dict.fromkeys(own, TieRole.OWN)
    areas = Area.objects.in_bulk(list(roles))
    for area_id, role in roles.items():
        area = areas[area_id]
        tie_indicator(indicator=indicator, kpi=kpi, area=area, role=role, **signed(request))


@require_POST
@needs(COMPARE, Indicator)
def untie(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Remove a tie of an indicator."""
    tie_id = request.POST.get("tie", "")
    tie = get_object_or_404(
        KpiTie, indicator=indicator, pk=int(tie_id) if tie_id.isdecimal() else 0
    )
    attempt(request, lambda: untie_indicator(tie=tie, **signed(request)))
    return SeeOther(reverse("external:tie", args=[indicator.pk]))


@require_POST
@needs(COMPARE, Indicator)
def spread(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Begin or end to fetch a KPI's values of every municipality."""
    begin, end = request.POST.get("kpi", ""), request.POST.get("sluta", "")
    kpi = get_object_or_404(Kpi, pk=begin or end)
    act = spread_kpi if begin else end_spread
    attempt(request, lambda: act(indicator=indicator, kpi=kpi, **signed(request)))
    return SeeOther(reverse("external:tie", args=[indicator.pk]))


urls = (
    [
        path("", index, name="index"),
        path("nyckeltal/<str:kpi_id>/", kpi, name="kpi"),
        path("knyt/<int:pk>/", tie, name="tie"),
        path("knyt/<int:pk>/ta-bort/", untie, name="untie"),
        path("knyt/<int:pk>/alla/", spread, name="spread"),
        path("knyt/<int:pk>/<str:kpi_id>/", tie_areas, name="tie_areas"),
        path("hamta/", fetch, name="fetch"),
        path("hamtning/<int:pk>/", fetch_detail, name="fetch_detail"),
        path("hamtning/<int:pk>/fortsatt/", resume, name="resume"),
    ],
    "external",
)
