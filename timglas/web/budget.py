"""The council's budget: the frames of a year, and frames and other lines of a version."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.appropriations import record_appropriation
from timglas.actions.budget import edit_budget
from timglas.actions.decisions import record_decision
from timglas.actions.granted_money import put_granted_money, take_out_granted_money
from timglas.models import PlanVersion, ProposalAnswer, VersionState
from timglas.queries.budget import budget_page, is_budget_plan
from timglas.queries.frame_figures import operating_figure
from timglas.queries.frames import frames_page
from timglas.queries.granted_money import granted_rows
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.appropriation_forms import AppropriationForm
from timglas.web.budget_forms import BudgetForm
from timglas.web.budget_tables import budget_table, frames_table
from timglas.web.data import data_response
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.figures import figure_response
from timglas.web.needs import needs, public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


def with_budget(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 for a version of a plan that holds no budget."""

    @wraps(view)
    def checked(request: HttpRequest, version: PlanVersion, **more: Any) -> HttpResponse:
        if not is_budget_plan(version):
            raise Http404
        return view(request, version, **more)

    return checked


@public
def index(request: HttpRequest) -> HttpResponse:
    """The frames of a year as they stand, what has been added, and what each plan said of it."""
    viewer = cast("ViewedRequest", request).viewer
    shown = frames_page(viewer, chosen_year(request))
    figure = operating_figure(shown.frames) if shown.frames else None
    if data := figure_response(request, figure):
        return data
    if data := data_response(request, frames_table(shown, request.GET.get("tabell", ""))):
        return data
    context = {
        "page": shown,
        "figure": figure,
        "may_read_proposals": viewer.has(Permission.READ_ALTERNATIVE),
        "may_add": shown.frames and viewer.has(Permission.RECORD_APPROPRIATION),
        "crumbs": [Crumb(_("Planer"), reverse("plans:index")), Crumb(_("Ramar"))],
    }
    return page(request, "budget/index.html", context)


@needs(Permission.READ, PlanVersion, either=Permission.READ_DRAFT)
@with_budget
def version(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Frames and budget as a version of the council's plan holds them."""
    shown = budget_page(version)
    if data := data_response(request, budget_table(version, shown)):
        return data
    viewer = cast("ViewedRequest", request).viewer
    is_draft = version.state == VersionState.DRAFT
    is_open = is_draft and version.proposed_at is None
    context = {
        "version": version,
        "plan": version.plan,
        "page": shown,
        "granted": granted_rows(viewer, version),
        "is_draft": is_draft,
        "may_edit": is_open and viewer.may(Permission.EDIT_BUDGET, version),
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


@needs(Permission.EDIT_BUDGET, PlanVersion)
@with_budget
@draft_only
@require_POST
def granted(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Put what a proposal was granted (`svar`) in the frames, or with `ut` take it out again."""
    sent_answer = request.POST.get("svar", "")
    told = get_object_or_404(ProposalAnswer, pk=sent_answer if sent_answer.isdecimal() else 0)
    out = "ut" in request.POST
    act = take_out_granted_money if out else put_granted_money
    if attempt(request, lambda: act(version=version, answer=told, **signed(request))):
        said = _("Pengarna är uttagna ur ramen.") if out else _("Pengarna ligger i ramen.")
        messages.success(request, said)
    return SeeOther(f"{to_budget(version)}#beviljat")


@needs(Permission.RECORD_APPROPRIATION, PlanVersion)
@with_budget
def appropriate(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Record a supplementary appropriation, with the decision and how it is paid."""
    viewer = cast("ViewedRequest", request).viewer
    if version.state == VersionState.DRAFT:
        raise Http404
    held = viewer.units(Permission.RECORD_APPROPRIATION)
    form = AppropriationForm(sent(request), version=version, held=held, today=viewer.today)

    @transaction.atomic
    def act(**typed: Any) -> Done:
        decision = record_decision(**form.decided(), **signed(request))
        record_appropriation(
            version=version,
            decision=decision,
            made=form.made(),
            purpose=typed["purpose"],
            **signed(request),
        )
        return Done(_("Tilläggsanslaget är registrerat."), to_year(version.plan.first_year))

    context = {
        "version": version,
        "year": version.plan.first_year,
        "crumbs": crumbs_to(version, _("Tilläggsanslag")),
    }
    return answer(request, "budget/appropriate.html", form=form, act=act, context=context)


def to_year(year: int) -> str:
    """The address of the frames of a year."""
    return f"{reverse('budget:index')}?ar={year}"


def to_budget(version: PlanVersion) -> str:
    """The address of the budget of a version."""
    return reverse("budget:version", args=[version.pk])


urls = (
    [
        path("", index, name="index"),
        path("version/<int:pk>/", version, name="version"),
        path("version/<int:pk>/andra/", edit, name="edit"),
        path("version/<int:pk>/beviljat/", granted, name="granted"),
        path("version/<int:pk>/tillagg/", appropriate, name="appropriate"),
    ],
    "budget",
)
