"""Areas of development: what units have chosen to develop, by rank, year by year."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.scan import add_area, edit_area, move_area, remove_area
from timglas.models import DevelopmentArea
from timglas.queries.scan import area_groups, observation_titles
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.scan_forms import AddAreaForm, AreaForm, AreaListForm
from timglas.web.viewing import ViewedRequest

READ, MANAGE = Permission.READ_SCAN, Permission.MANAGE_SCAN


@needs(READ)
def areas(request: HttpRequest) -> HttpResponse:
    """What units develop, by year and rank."""
    viewer = cast("ViewedRequest", request).viewer
    form = AreaListForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    unit = asked.get("enhet")
    context = {
        "groups": area_groups(viewer, unit=unit and unit.pk, year=asked.get("ar")),
        "form": form,
        "is_filtered": any(asked.values()),
        "may_manage": viewer.has(MANAGE),
        "crumbs": crumbs(Crumb(_("Utvecklingsområden"))),
    }
    return page(request, "scan/areas.html", context)


@needs(MANAGE)
def area_add(request: HttpRequest) -> HttpResponse:
    """Choose an area to develop, for a unit and a year."""
    viewer = cast("ViewedRequest", request).viewer
    titles = observation_titles(viewer)
    initial = {"year": viewer.today.year + 1}
    form = AddAreaForm(sent(request), viewer=viewer, titles=titles, initial=initial)

    def act(**area: Any) -> Done:
        chosen = add_area(**area, **signed(request))
        return Done(_("Utvecklingsområdet är sparat, sist i ordningen."), _to(chosen))

    context = {"crumbs": _crumbs(_("Välj utvecklingsområde"))}
    return answer(request, "scan/area_add.html", form=form, act=act, context=context)


@needs(MANAGE, DevelopmentArea)
def area_edit(request: HttpRequest, area: DevelopmentArea) -> HttpResponse:
    """Reword an area, or let it rest on other observations."""
    viewer = cast("ViewedRequest", request).viewer
    initial = {"name": area.name, "text": area.text, "observations": area.observations.all()}
    titles = observation_titles(viewer, area)
    form = AreaForm(sent(request), titles=titles, initial=initial)

    def act(**changed: Any) -> Done:
        edit_area(area=area, **changed, **signed(request))
        return Done(_("Ändringen är sparad."), _to(area))

    context = {"area": area, "crumbs": _crumbs(_("Ändra utvecklingsområde"))}
    return answer(request, "scan/area_edit.html", form=form, act=act, context=context)


@needs(MANAGE, DevelopmentArea)
@require_POST
def area_move(request: HttpRequest, area: DevelopmentArea) -> HttpResponse:
    """Rank an area one step higher or lower."""
    steps = -1 if request.POST.get("steg") == "upp" else 1
    attempt(request, lambda: move_area(area=area, steps=steps, **signed(request)))
    return SeeOther(f"{_to(area)}#omrade-{area.pk}")


@needs(MANAGE, DevelopmentArea)
def area_remove(request: HttpRequest, area: DevelopmentArea) -> HttpResponse:
    """Ask before an area is taken out of the choice, then do it."""
    back = _to(area)

    def act() -> Done:
        remove_area(area=area, **signed(request))
        return Done(_("Utvecklingsområdet är borttaget. Iakttagelserna finns kvar."), back)

    context = {"area": area, "crumbs": _crumbs(_("Ta bort utvecklingsområde"))}
    form = forms.Form(sent(request))
    return answer(request, "scan/area_remove.html", form=form, act=act, context=context)


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about the surroundings; to the register itself when nothing follows."""
    above = Crumb(_("Planer"), reverse("plans:index"))
    return [above, Crumb(_("Omvärld"), reverse("scan:index") if more else ""), *more]


def _crumbs(here: str) -> list[Crumb]:
    return crumbs(Crumb(_("Utvecklingsområden"), reverse("scan:areas")), Crumb(here))


def _to(area: DevelopmentArea) -> str:
    return f"{reverse('scan:areas')}?enhet={area.unit_id}&ar={area.year}"


AREA = "utvecklingsomraden/<int:pk>/"
paths = [
    path("utvecklingsomraden/", areas, name="areas"),
    path("utvecklingsomraden/nytt/", area_add, name="area_add"),
    path(f"{AREA}andra/", area_edit, name="area_edit"),
    path(f"{AREA}flytta/", area_move, name="area_move"),
    path(f"{AREA}ta-bort/", area_remove, name="area_remove"),
]
