"""Plans: the list, a new plan, a version as draft or as decided."""

from datetime import date
from typing import Any, Unpack, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.periods import add_term
from timglas.actions.plans import draft_plan, edit_version
from timglas.actions.refusal import Refusal
from timglas.models import PlanKind, PlanVersion, Term, VersionState
from timglas.queries.frames import unit_frame
from timglas.queries.plan_contents import contents_of
from timglas.queries.plan_sections import sections_view
from timglas.queries.plan_states import plan_state_view
from timglas.queries.plan_versions import version_page
from timglas.queries.plans import plan_groups, plan_rows
from timglas.queries.readiness import readiness
from timglas.queries.term_changes import first_day
from timglas.rules.permissions import Permission
from timglas.rules.plan_outline import TEXT
from timglas.web import (
    plan_decisions,
    plan_differences,
    plan_goals,
    plan_indicators,
    plan_reports,
    plan_sections,
    plan_thread,
    plan_years,
    term_changes,
)
from timglas.web.acting import Crumb, Done, Signature, answer, sent, signed
from timglas.web.data import data_response
from timglas.web.drafts import (
    crumbs_to,
    draft_only,
    outline_beside,
    readable,
    shelf_of,
    to_version,
)
from timglas.web.needs import needs, public
from timglas.web.page import cacheable, page
from timglas.web.plan_forms import PlanFilter, PlanForm, TextForm
from timglas.web.plan_tables import table_of
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
        "groups": plan_groups(plans, viewer.today.year),
        "form": form,
        "is_filtered": any(asked.values()),
        "may_create": viewer.has(Permission.EDIT_PLAN),
        "may_close": viewer.has(Permission.CLOSE_YEAR),
        "may_read_assignments": viewer.has(Permission.READ_ASSIGNMENT),
        "may_read_proposals": viewer.has(Permission.READ_PROPOSAL),
    }
    return page(request, "plans/index.html", context)


@needs(Permission.EDIT_PLAN)
def create(request: HttpRequest) -> HttpResponse:
    """Begin a plan, and its term of office if that is new."""
    viewer = cast("ViewedRequest", request).viewer
    form = PlanForm(sent(request), viewer=viewer, initial={"first_year": viewer.today.year + 1})

    @transaction.atomic
    def act(*, term: Term | None, first_year: int | None, **plan: Any) -> Done:
        new = {"first_year": plan.pop("term_first_year"), "last_year": plan.pop("term_last_year")}
        if plan["kind"] == PlanKind.TERM and term is None:
            term = _add_term(**new, **signed(request))
        year = term.first_year if plan["kind"] == PlanKind.TERM and term else first_year or 0
        is_term = plan["kind"] == PlanKind.TERM
        day = first_day(plan["unit"], year, viewer.today) if is_term else date(year, 1, 1)
        plan |= {"first_year": year, "valid_from": day, "term": term}
        version = draft_plan(**plan, **signed(request))
        said = _("Utkastet är skapat. Börja med texten eller det första målet.")
        return Done(said, to_version(version))

    crumbs = [Crumb(_("Planer"), reverse("plans:index")), Crumb(_("Ny plan"))]
    return answer(request, "plans/create.html", form=form, act=act, context={"crumbs": crumbs})


DONE_WITH_PLANS = (
    *(Permission.EDIT_PLAN, Permission.DECIDE_PLAN, Permission.RECORD_DECISION),
    Permission.RELEASE_PLAN,
)


@public
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A version of a plan: the decided one as it was decided, a draft as it stands."""
    viewer = cast("ViewedRequest", request).viewer
    shelf = shelf_of(viewer, pk, *DONE_WITH_PLANS)
    version, may = shelf.version, shelf.allowed
    if "format" in request.GET and (data := data_response(request, table_of(request, version))):
        return data
    plan, contents = version.plan, contents_of(version, viewer.today)
    check = readiness(version, contents) if version.state == VersionState.DRAFT else None
    context: dict[str, Any] = {
        "version": version,
        "plan": plan,
        "shown": version_page(viewer, version, contents),
        "sections": sections_view(viewer, version, contents),
        "frame": unit_frame(viewer, plan.unit, plan.first_year),
        "readiness": check,
        "outline": check.outline if check else None,
        "state": plan_state_view(shelf, viewer.today, lacks=len(check.lacks) if check else 0),
        "document": getattr(version, "document", None),
        "shelf": shelf,
        "may_edit": version.proposed_at is None and Permission.EDIT_PLAN in may,
        "may_send_back": version.proposed_at is not None
        and bool(may & {Permission.EDIT_PLAN, Permission.RECORD_DECISION}),
        "may_decide": bool(may & {Permission.DECIDE_PLAN, Permission.RECORD_DECISION}),
        "may_release": Permission.RELEASE_PLAN in may,
        "crumbs": crumbs_to(version),
    }
    return page(request, "plans/detail.html", context)


@public
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document that the decision froze, byte for byte, so that anybody can check its hash."""
    version = readable(cast("ViewedRequest", request).viewer, pk)
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
    form = TextForm(sent(request), version=version)

    def act(**texts: Any) -> Done:
        edit_version(version=version, **texts, **signed(request))
        return Done(_("Texten är sparad."), to_version(version))

    context = {**outline_beside(version, TEXT), "crumbs": crumbs_to(version, _("Text"))}
    return answer(request, "plans/edit.html", form=form, act=act, context=context)


def _add_term(*, first_year: int, last_year: int, **signature: Unpack[Signature]) -> Term:
    """Add a term; what is refused is told at the fields where the term is written."""
    try:
        return add_term(first_year=first_year, last_year=last_year, **signature)
    except Refusal as refusal:
        raise Refusal(refusal.message, f"term_{refusal.field}") from refusal


urls = (
    [
        path("", index, name="index"),
        path("ny/", create, name="create"),
        path("version/<int:pk>/", detail, name="detail"),
        path("version/<int:pk>/dokument.json", document, name="document"),
        path("version/<int:pk>/text/", edit, name="edit"),
        *plan_decisions.paths,
        *plan_differences.paths,
        *plan_years.paths,
        *term_changes.paths,
        *plan_goals.paths,
        *plan_thread.paths,
        *plan_indicators.paths,
        *plan_reports.paths,
        *plan_sections.paths,
    ],
    "plans",
)
