"""The council's budget: frames and other lines of a version of its plan."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.budget import edit_budget
from timglas.models import PlanVersion, VersionState
from timglas.queries.budget import budget_page, is_budget_plan
from timglas.rules.permissions import Permission
from timglas.web.acting import Done, answer, sent, signed
from timglas.web.budget_forms import BudgetForm
from timglas.web.budget_tables import budget_table
from timglas.web.data import data_response
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


def with_budget(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 for a version of a plan that holds no budget."""

    @wraps(view)
    def checked(request: HttpRequest, version: PlanVersion, **more: Any) -> HttpResponse:
        if not is_budget_plan(version):
            raise Http404
        return view(request, version, **more)

    return checked


@needs(Permission.READ, PlanVersion, either=Permission.READ_DRAFT)
@with_budget
def version(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Frames and budget as a version of the council's plan holds them."""
    shown = budget_page(version)
    if data := data_response(request, budget_table(version, shown)):
        return data
    viewer = cast("ViewedRequest", request).viewer
    is_draft = version.state == VersionState.DRAFT
    context = {
        "version": version,
        "plan": version.plan,
        "page": shown,
        "is_draft": is_draft,
        "may_edit": is_draft and viewer.may(Permission.EDIT_BUDGET, version),
        "crumbs": crumbs_to(version, _("Ramar och budget")),
    }
    return page(request, "budget/version.html", context)


@needs(Permission.EDIT_BUDGET, PlanVersion)
@with_budget
@draft_only
def edit(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Write the frames and the budget of a draft, all in one table form."""
    form = BudgetForm(sent(request), version=version)

    def act(**_typed: Any) -> Done:
        edit_budget(version=version, budget=form.budget(), **signed(request))
        return Done(_("Ramarna och budgeten är sparade."), to_budget(version))

    context = {"version": version, "crumbs": crumbs_to(version, _("Ramar och budget"))}
    return answer(request, "budget/edit.html", form=form, act=act, context=context)


def to_budget(version: PlanVersion) -> str:
    """The address of the budget of a version."""
    return reverse("budget:version", args=[version.pk])


urls = (
    [
        path("version/<int:pk>/", version, name="version"),
        path("version/<int:pk>/andra/", edit, name="edit"),
    ],
    "budget",
)
