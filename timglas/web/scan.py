"""The surroundings: the register of what was seen, an observation's page, and writing it down."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.scan import OBSERVED, add_observation, choose_affected, edit_observation
from timglas.models import Goal, Observation, Unit
from timglas.queries.affected import affectable, chosen_of
from timglas.queries.scan import listed_observations, observation_page, observations
from timglas.rules.permissions import Permission
from timglas.web import scan_areas
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.scan_areas import crumbs
from timglas.web.scan_forms import AffectedForm, ObservationForm, ObservationListForm
from timglas.web.scan_register import scan_register
from timglas.web.viewing import ViewedRequest

READ, MANAGE = Permission.READ_SCAN, Permission.MANAGE_SCAN


@needs(READ)
def index(request: HttpRequest) -> HttpResponse:
    """All that was seen, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    rows = observations(viewer)
    form = ObservationListForm(request.GET, rows=rows)
    return register_response(
        request,
        scan_register(),
        listed_observations(rows, form.wanted(wanted_order(request))),
        form=form,
        file="omvarld",
        context={"may_manage": viewer.has(MANAGE), "crumbs": crumbs()},
    )


@needs(READ, Observation)
def detail(request: HttpRequest, observation: Observation) -> HttpResponse:
    """Something that was seen, what it affects and what it has led to."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": observation_page(viewer, observation),
        "may_manage": viewer.may(MANAGE, observation),
        "crumbs": crumbs(Crumb(observation.title)),
    }
    return page(request, "scan/detail.html", context)


@needs(MANAGE)
def add(request: HttpRequest) -> HttpResponse:
    """Write down something that was seen; then what it affects."""
    viewer = cast("ViewedRequest", request).viewer
    first = {"observed_on": viewer.today, "is_current": True}
    form = ObservationForm(sent(request), viewer=viewer, initial=first)

    def act(**observed: Any) -> Done:
        observation = add_observation(**observed, **signed(request))
        said = _("Iakttagelsen är sparad. Välj nu vad den påverkar.")
        return Done(said, reverse("scan:affect", args=[observation.pk]))

    context = {"crumbs": crumbs(Crumb(_("Skriv iakttagelse")))}
    return answer(request, "scan/add.html", form=form, act=act, context=context)


@needs(MANAGE, Observation)
def edit(request: HttpRequest, observation: Observation) -> HttpResponse:
    """Change what was seen or how it is weighed."""
    viewer = cast("ViewedRequest", request).viewer
    initial = {name: getattr(observation, name) for name in OBSERVED}
    kept_in = observation.unit_id
    form = ObservationForm(sent(request), viewer=viewer, kept_in=kept_in, initial=initial)

    def act(**observed: Any) -> Done:
        edit_observation(observation=observation, **observed, **signed(request))
        return _done(observation, _("Ändringen är sparad."))

    context = {"observation": observation, "crumbs": _crumbs(observation, _("Ändra"))}
    return answer(request, "scan/edit.html", form=form, act=act, context=context)


@needs(MANAGE, Observation)
def affect(request: HttpRequest, observation: Observation) -> HttpResponse:
    """Choose what something affects. The button "Sök" only searches, and keeps what is ticked."""
    viewer = cast("ViewedRequest", request).viewer
    units, goals = chosen_of(viewer, observation)
    if request.method == "POST":
        units, goals = _ticked(request, "units"), _ticked(request, "goals")
    search = request.POST.get("sok", "")
    found = affectable(viewer, search, units=units, goals=goals)
    data = None if "hitta" in request.POST else sent(request)
    initial = {"sok": search, "units": units, "goals": goals}
    form = AffectedForm(data, units=found.units, goals=found.goals, initial=initial)

    def act(*, sok: str, units: list[int], goals: list[int]) -> Done:  # noqa: ARG001 (searched with)
        affected: Any = {
            "units": Unit.objects.filter(pk__in=units),
            "goals": Goal.objects.filter(pk__in=goals),
        }
        choose_affected(observation=observation, **affected, **signed(request))
        return _done(observation, _("Det som påverkas är sparat."))

    crumbs = _crumbs(observation, _("Vad påverkas?"))
    context = {"observation": observation, "more": found.more, "crumbs": crumbs}
    return answer(request, "scan/affect.html", form=form, act=act, context=context)


def _ticked(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in request.POST.getlist(name) if value.isdecimal()]


def _crumbs(observation: Observation, here: str) -> list[Crumb]:
    above = Crumb(observation.title, reverse("scan:detail", args=[observation.pk]))
    return crumbs(above, Crumb(here))


def _done(observation: Observation, said: str) -> Done:
    return Done(said, reverse("scan:detail", args=[observation.pk]))


urls = (
    [
        path("", index, name="index"),
        path("ny/", add, name="add"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/andra/", edit, name="edit"),
        path("<int:pk>/paverkar/", affect, name="affect"),
        *scan_areas.paths,
    ],
    "scan",
)
