"""Plans: the list, a new plan, a version as draft or as decided."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.periods import add_term
from timglas.actions.plans import draft_plan, edit_version
from timglas.actions.refusal import Refusal
from timglas.models import PlanVersion, VersionState
from timglas.queries.plans import plan_rows, version_page
from timglas.queries.readiness import readiness
from timglas.rules.permissions import Permission
from timglas.web import plan_decisions, plan_goals, plan_indicators, plan_thread
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.needs import needs, public
from timglas.web.page import cacheable, page
from timglas.web.plan_forms import PlanFilter, PlanForm, TextForm
from timglas.web.saving import did, now, saved, see_other, status_of
from timglas.web.viewing import ViewedRequest


@public
def index(request: HttpRequest) -> HttpResponse:
    """The plans that the viewer may read, by unit, year and state."""
    viewer = cast("ViewedRequest", request).viewer
    form = PlanFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    unit = asked.get("enhet")
    plans = plan_rows(
        viewer, unit=unit and unit.pk, year=asked.get("ar"), state=asked.get("lage", "")
    )
    context = {
        "plans": plans,
        "form": form,
        "is_filtered": any(asked.values()),
        "may_create": viewer.has(Permission.EDIT_PLAN),
    }
    return page(request, "plans/index.html", context)


@needs(Permission.EDIT_PLAN)
def create(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    viewer = cast("ViewedRequest", request).viewer
    form = PlanForm(request.POST or None, viewer=viewer, initial={"first_year": _next_year(viewer)})
    if form.is_valid() and (version := saved(form, lambda: _create(viewer, form.cleaned_data))):
        messages.success(request, _("Utkastet är skapat. Börja med texten eller det första målet."))
        return see_other(reverse("plans:detail", args=[version.pk]))
    crumbs = [{"name": _("Planer"), "url": reverse("plans:index")}, {"name": _("Ny plan")}]
    context = {"form": form, "crumbs": crumbs}
    return page(request, "plans/create.html", context, status=status_of(form))


@public
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A version of a plan: the decided one as it was decided, a draft as it stands."""
    viewer = cast("ViewedRequest", request).viewer
    version = _readable(viewer, pk)
    plan = version.plan
    is_draft = version.state == VersionState.DRAFT
    context: dict[str, Any] = {
        "version": version,
        "plan": plan,
        "shown": version_page(viewer, version),
        "readiness": readiness(version) if is_draft else None,
        "document": getattr(version, "document", None),
        "others": plan.versions.exclude(pk=pk)
        .filter(state=VersionState.DECIDED)
        .order_by("number"),
        "is_released": version.releases.exists(),
        "may_edit": viewer.may(Permission.EDIT_PLAN, version),
        "may_decide": viewer.may(Permission.DECIDE_PLAN, version),
        "may_release": viewer.may(Permission.RELEASE_PLAN, version),
        "crumbs": crumbs_to(version),
    }
    return page(request, "plans/detail.html", context)


@public
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document that the decision froze, byte for byte, so that anybody can check its hash."""
    version = _readable(cast("ViewedRequest", request).viewer, pk)
    if version.state == VersionState.DRAFT:
        raise Http404
    name = f"plan-{version.plan.unit.code}-{version.plan.first_year}-{version.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(version.document.body, "application/json", headers=headers)
    return cacheable(request, response)


@needs(Permission.EDIT_PLAN, PlanVersion)
@draft_only
def edit(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Change the texts of a draft."""
    viewer = cast("ViewedRequest", request).viewer
    form = TextForm(request.POST or None, version=version)
    if form.is_valid() and did(
        form,
        lambda: edit_version(version=version, **form.cleaned_data, by=viewer.person, at=now()),
    ):
        messages.success(request, _("Texten är sparad."))
        return see_other(reverse("plans:detail", args=[version.pk]))
    context = {"form": form, "version": version, "crumbs": crumbs_to(version, _("Text"))}
    return page(request, "plans/edit.html", context, status=status_of(form))


def _readable(viewer: Viewer, pk: int) -> PlanVersion:
    """A version that the viewer may read, decided or draft; else 404."""
    related = ("plan__unit", "decision__body", "decision__official", "document")
    for permission in (Permission.READ, Permission.READ_DRAFT):
        found = viewer.reach(permission, PlanVersion).select_related(*related).filter(pk=pk).first()
        if found:
            return found
    raise Http404


def _next_year(viewer: Viewer) -> int:
    return viewer.today.year + 1


@transaction.atomic
def _create(viewer: Viewer, data: dict[str, Any]) -> PlanVersion:
    """Begin the plan of a valid form, and its term of office if that is new."""
    person, at, term = viewer.person, now(), data["term"]
    if data["kind"] == "term" and term is None:
        first, last = data["term_first_year"], data["term_last_year"]
        try:
            term = add_term(first_year=first, last_year=last, by=person, at=at)
        except Refusal as refusal:
            raise Refusal(refusal.message, f"term_{refusal.field}") from refusal
    year = term.first_year if term else data["first_year"]
    return draft_plan(
        unit=data["unit"],
        kind=data["kind"],
        first_year=year,
        valid_from=date(year, 1, 1),
        term=term,
        by=person,
        at=at,
    )


urls = (
    [
        path("", index, name="index"),
        path("ny/", create, name="create"),
        path("version/<int:pk>/", detail, name="detail"),
        path("version/<int:pk>/dokument.json", document, name="document"),
        path("version/<int:pk>/text/", edit, name="edit"),
        *plan_decisions.paths,
        *plan_goals.paths,
        *plan_thread.paths,
        *plan_indicators.paths,
    ],
    "plans",
)
