"""Pages that change a draft: what they share, and what they say once the plan is decided."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.immutability import why_locked, why_waiting
from timglas.models import GoalEdition, IndicatorEdition, PlanSection, PlanVersion
from timglas.queries.plan_contents import Contents
from timglas.queries.plan_shelves import Shelf, shelf, version_read_by
from timglas.queries.readiness import readiness
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, SeeOther
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

CONFLICT = 409

type View = Callable[..., HttpResponse]


def version_of(part: Model) -> PlanVersion:
    """The version that a part of a plan belongs to."""
    if isinstance(part, IndicatorEdition):
        part = part.goal_edition
    return (
        part.version if isinstance(part, GoalEdition | PlanSection) else cast("PlanVersion", part)
    )


def draft_only(view: View) -> View:
    """Answer 409 with the reason, and the way on, when the plan is decided or proposed."""

    @wraps(view)
    def checked(request: HttpRequest, part: Model, *args: Any, **kwargs: Any) -> HttpResponse:
        version = version_of(part)
        if version.decision:
            return _locked(request, version, why_locked(version.decision))
        if version.proposed_at:
            return _locked(request, version, why_waiting())
        return view(request, part, *args, **kwargs)

    return checked


def undecided_only(view: View) -> View:
    """Answer 409 with the reason, and the way to a new version, when the plan is decided."""

    @wraps(view)
    def checked(
        request: HttpRequest, version: PlanVersion, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if version.decision:
            return _locked(request, version, why_locked(version.decision))
        return view(request, version, *args, **kwargs)

    return checked


def _locked(request: HttpRequest, version: PlanVersion, why: str) -> HttpResponse:
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "version": version,
        "crumbs": crumbs_to(version, _("Planen är låst")),
        "why": why,
        "may_revise": viewer.may(Permission.EDIT_PLAN, version),
    }
    return page(request, "plans/locked.html", context, status=CONFLICT)


def to_version(version: PlanVersion) -> str:
    """The address of a version's page."""
    return reverse("plans:detail", args=[version.pk])


def to_goal(edition: GoalEdition) -> str:
    """The address where a draft's goal is changed."""
    return reverse("plans:goal_edit", args=[edition.pk])


def outline_beside(
    version: PlanVersion, here: str, contents: Contents | None = None
) -> dict[str, Any]:
    """What the outline beside a form needs, gathered when it is drawn. `here` is a part's key."""
    outline = SimpleLazyObject(lambda: readiness(version, contents).outline)
    part = SimpleLazyObject(lambda: outline.part(here))
    return {"version": version, "outline": outline, "part": part, "here": here, "may_edit": True}


def steps_of(request: HttpRequest) -> int:
    """How far something is moved, down above zero: a step by a button, or as far as dragged."""
    asked = request.POST.get("steg", "")
    if asked.removeprefix("-").isdecimal():
        return int(asked)
    return -1 if asked == "upp" else 1


def moved(request: HttpRequest, said: str, url: str) -> HttpResponse:
    """Tell where something lies now: as a message on the page, or as the words alone if dragged."""
    if request.get_preferred_type(["text/html", "text/plain"]) == "text/plain":
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    messages.success(request, said)
    return SeeOther(url)


def crumbs_to(version: PlanVersion, *names: str) -> list[Crumb]:
    """The way to a page under a version; the last name is the page's own."""
    plan = version.plan
    title = f"{plan.get_kind_display()} {plan.first_year}–{plan.last_year}"
    way = [Crumb(_("Planer"), reverse("plans:index"))]
    way.append(Crumb(title, to_version(version) if names else ""))
    return [*way, *(Crumb(name) for name in names)]


def readable(viewer: Viewer, pk: int) -> PlanVersion:
    """A version that the viewer may read, decided or draft; else 404."""
    found = version_read_by(viewer, pk)
    if found is None:
        raise Http404
    return found


def shelf_of(viewer: Viewer, pk: int, *permissions: Permission) -> Shelf:
    """A version that the viewer may read, among the others of its plan; else 404."""
    found = shelf(viewer, pk, *permissions)
    if found is None:
        raise Http404
    return found
