"""The later steps of the welcome guide, for the administrator that the first ones made."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.fetches import request_fetch
from timglas.actions.welcome import add_bodies, add_levels, follow_suggested
from timglas.models import FetchKind, Unit
from timglas.queries.fetches import latest_fetches
from timglas.queries.levels import levels as all_levels
from timglas.queries.welcome import (
    WelcomeState,
    council,
    followed_kpis,
    unit_lines,
    welcome_state,
)
from timglas.rules.permissions import Permission
from timglas.rules.welcome import KPIS
from timglas.web.acting import Done, SeeOther, answer, attempt, sent, signed
from timglas.web.jobs import enqueue_fetch
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.welcome_forms import (
    BLANK,
    PREFIX,
    BodyFormSet,
    IndicatorsForm,
    LevelsForm,
    SinceForm,
    bodies_of,
    changed_rows,
    suggested_rows,
)

MANAGE = Permission.MANAGE_MODEL
SINCE = date(2000, 1, 1)
NAMES = {
    "administrator": gettext_lazy("Ditt konto"),
    "municipality": gettext_lazy("Kommunen"),
    "bodies": gettext_lazy("Nämnder och bolag"),
    "levels": gettext_lazy("Målnivåer"),
    "indicators": gettext_lazy("Indikatorer"),
    "values": gettext_lazy("Värden"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the guide."""

    name: str
    url: str
    is_here: bool
    is_done: bool


def steps(here: str, state: WelcomeState) -> list[Step]:
    """The steps in order, and which of them are done."""
    done = dict(zip(NAMES, _done(state), strict=True))
    return [
        Step(str(name), reverse(f"welcome:{key}"), key == here, done[key])
        for key, name in NAMES.items()
    ]


def next_step(state: WelcomeState) -> str:
    """The address of the first step that is not done, or of the end."""
    undone = (key for key, done in zip(NAMES, _done(state), strict=True) if not done)
    return reverse(f"welcome:{next(undone, 'finished')}")


def _done(state: WelcomeState) -> tuple[bool, ...]:
    return (
        state.has_person,
        state.has_municipality,
        state.has_bodies,
        state.has_levels,
        state.has_indicators,
        state.has_fetched,
    )


@needs(MANAGE)
def bodies(request: HttpRequest) -> HttpResponse:
    """Step 3: the bodies and their departments, as rows that can be added and removed."""
    state = welcome_state()
    rows = changed_rows(request.POST)
    data = None if rows is not None else sent(request)
    initial = rows if rows is not None else [BLANK] if state.has_bodies else suggested_rows()
    formset = BodyFormSet(data, initial=None if data else initial, prefix=PREFIX)
    given = request.POST.get("since") if rows is not None else SINCE
    form = SinceForm(data, initial={"since": given})
    context = {
        "steps": steps("bodies", state),
        "rows": formset,
        "units": unit_lines() if state.has_bodies else (),
    }
    if form.is_bound and not formset.is_valid():
        return page(request, "welcome/bodies.html", {"form": form} | context, status=422)

    def act(*, since: date) -> Done:
        named = bodies_of(formset.cleaned_data)
        top = cast("Unit", council())
        count = add_bodies(council=top, bodies=named, since=since, **signed(request))
        return Done(_("%s enheter är tillagda.") % count, reverse("welcome:levels"))

    return answer(request, "welcome/bodies.html", form=form, act=act, context=context)


@needs(MANAGE)
def levels(request: HttpRequest) -> HttpResponse:
    """Step 4: the levels of goals."""
    state = welcome_state()
    form = LevelsForm(sent(request))

    def act(**_fields: Any) -> Done:
        add_levels(levels=form.levels, **signed(request))
        return Done(_("Målnivåerna är sparade."), reverse("welcome:indicators"))

    context = {"steps": steps("levels", state), "levels": all_levels()}
    return answer(request, "welcome/levels.html", form=form, act=act, context=context)


@needs(MANAGE)
def indicators(request: HttpRequest) -> HttpResponse:
    """Step 5: suggested KPIs to follow."""
    state = welcome_state()
    followed = followed_kpis()
    ticked = followed if state.has_indicators else {kpi.id for kpi in KPIS}
    form = IndicatorsForm(sent(request), initial={"kpis": list(ticked)})

    def act(**_fields: Any) -> Done:
        top = cast("Unit", council())
        count = follow_suggested(council=top, kpis=form.chosen, **signed(request))
        return Done(_("%s nyckeltal är valda.") % count, reverse("welcome:values"))

    context = {"steps": steps("indicators", state), "followed": followed}
    return answer(request, "welcome/indicators.html", form=form, act=act, context=context)


@needs(MANAGE)
def values(request: HttpRequest) -> HttpResponse:
    """Step 6: fetch the catalogue and the values, and follow how it goes."""
    if request.method == "POST":
        for kind in (FetchKind.CATALOGUE, FetchKind.VALUES):
            attempt(request, lambda kind=kind: _fetch(request, kind))  # type: ignore[misc]
        return SeeOther(reverse("welcome:values"))
    state = welcome_state()
    fetches = latest_fetches(timezone.now(), most=2)
    context = {
        "steps": steps("values", state),
        "state": state,
        "fetches": tuple(reversed(fetches)),
        "is_open": any(fetch.is_open for fetch in fetches),
    }
    return page(request, "welcome/values.html", context, parts=["hamtningar"])


def _fetch(request: HttpRequest, kind: FetchKind) -> None:
    enqueue_fetch(request_fetch(kind=kind, **signed(request)))


@needs(MANAGE)
def finished(request: HttpRequest) -> HttpResponse:
    """The end: where to go on."""
    state = welcome_state()
    return page(request, "welcome/finished.html", {"steps": steps("", state), "state": state})
