"""The welcome guide: from an empty installation to a municipality that can begin to plan."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.welcome import begin_municipality, make_first_administrator
from timglas.queries.welcome import welcome_state
from timglas.web.acting import Done, SeeOther, answer, sent, signed
from timglas.web.needs import public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest
from timglas.web.welcome_forms import AdministratorForm, MunicipalityForm, TypedMunicipalityForm
from timglas.web.welcome_list import Unreachable, kolada_municipalities
from timglas.web.welcome_steps import bodies, finished, indicators, levels, next_step, steps, values


@public
def index(request: HttpRequest) -> HttpResponse:
    """The beginning, or the step where the guide was left."""
    state = welcome_state()
    viewer = cast("ViewedRequest", request).viewer
    if viewer.person is None and state.has_municipality:
        return SeeOther(reverse("public:start"))
    if viewer.person is not None:
        return SeeOther(next_step(state))
    return page(request, "welcome/index.html", {"state": state, "steps": steps("", state)})


@public
def administrator(request: HttpRequest) -> HttpResponse:
    """Step 1: the first account, which signs in at once."""
    state = welcome_state()
    if state.has_person:
        return SeeOther(reverse("welcome:index"))
    form = AdministratorForm(sent(request))

    def act(**fields: str) -> Done:
        person = make_first_administrator(**fields, at=timezone.now())
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return Done(_("Ditt konto är klart."), reverse("welcome:municipality"))

    context = {"steps": steps("administrator", state)}
    return answer(request, "welcome/administrator.html", form=form, act=act, context=context)


@public
def municipality(request: HttpRequest) -> HttpResponse:
    """Step 2: which municipality this is."""
    state = welcome_state()
    viewer = cast("ViewedRequest", request).viewer
    if viewer.person is None and state.has_person and not state.has_municipality:
        return redirect_to_login(request.get_full_path())
    if viewer.person is None or state.has_municipality:
        return SeeOther(reverse("welcome:index"))
    form, problem = _municipality_form(request)

    def act(**fields: Any) -> Done:
        ours = begin_municipality(**fields, **signed(request))
        return Done(_("%s är uppsatt.") % ours, reverse("welcome:bodies"))

    context = {"steps": steps("municipality", state), "problem": problem}
    return answer(request, "welcome/municipality.html", form=form, act=act, context=context)


def _municipality_form(
    request: HttpRequest,
) -> tuple[MunicipalityForm | TypedMunicipalityForm, str]:
    """Kolada's list; fields to type in if they are asked for or Kolada cannot be reached."""
    if "skriv" in request.GET:
        return TypedMunicipalityForm(sent(request)), ""
    try:
        found = kolada_municipalities()
    except Unreachable as problem:
        return TypedMunicipalityForm(sent(request)), str(problem)
    return MunicipalityForm(sent(request), municipalities=found), ""


urls = (
    [
        path("", index, name="index"),
        path("konto/", administrator, name="administrator"),
        path("kommun/", municipality, name="municipality"),
        path("organisation/", bodies, name="bodies"),
        path("malnivaer/", levels, name="levels"),
        path("indikatorer/", indicators, name="indicators"),
        path("varden/", values, name="values"),
        path("klart/", finished, name="finished"),
    ],
    "welcome",
)
