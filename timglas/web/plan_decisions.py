"""What happens to a version: it is decided, released, revised or discarded."""

from typing import cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.decisions import record_decision
from timglas.actions.plans import decide_plan, discard_draft, release_plan, revise_plan
from timglas.models import Decision, PlanVersion
from timglas.queries.placed import belongs_to_company
from timglas.queries.readiness import readiness
from timglas.rules.permissions import Permission
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.plan_forms import DecisionForm, ValidFromForm
from timglas.web.saving import did, now, saved, see_other, status_of
from timglas.web.viewing import ViewedRequest


@needs(Permission.DECIDE_PLAN, PlanVersion)
@draft_only
def decide(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Record the decision that freezes a draft; first what is missing, if anything is."""
    viewer = cast("ViewedRequest", request).viewer
    form = DecisionForm(request.POST or None, version=version, today=viewer.today)
    if form.is_valid() and did(form, lambda: _decide(viewer, version, form)):
        messages.success(request, _("Beslutet är registrerat. Planen är låst."))
        return see_other(reverse("plans:detail", args=[version.pk]))
    context = {
        "form": form,
        "version": version,
        "readiness": readiness(version),
        "is_company": belongs_to_company(version.plan.unit, viewer.today),
        "crumbs": crumbs_to(version, _("Beslut")),
    }
    return page(request, "plans/decide.html", context, status=status_of(form))


@needs(Permission.RELEASE_PLAN, PlanVersion)
def release(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Let go of a company's decided plan, by a decision of its own."""
    viewer = cast("ViewedRequest", request).viewer
    form = DecisionForm(request.POST or None, version=version, today=viewer.today)
    if form.is_valid() and did(form, lambda: _release(viewer, version, form)):
        messages.success(request, _("Planen är släppt. Nu kan alla läsa den."))
        return see_other(reverse("plans:detail", args=[version.pk]))
    context = {"form": form, "version": version, "crumbs": crumbs_to(version, _("Släpp planen"))}
    return page(request, "plans/release.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, PlanVersion)
def revise(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Begin a new version of a decided plan."""
    viewer = cast("ViewedRequest", request).viewer
    form = ValidFromForm(request.POST or None, initial={"valid_from": viewer.today})
    if form.is_valid() and (draft := saved(form, lambda: _revise(viewer, version, form))):
        messages.success(request, _("Den nya versionen är ett utkast med samma innehåll."))
        return see_other(reverse("plans:detail", args=[draft.pk]))
    context = {"form": form, "version": version, "crumbs": crumbs_to(version, _("Ny version"))}
    return page(request, "plans/revise.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, PlanVersion)
@draft_only
def discard(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Ask before a draft is thrown away, then do it."""
    viewer, form = cast("ViewedRequest", request).viewer, forms.Form(request.POST or None)
    if request.method == "POST" and did(
        form, lambda: discard_draft(version=version, by=viewer.person, at=now())
    ):
        messages.success(request, _("Utkastet är borttaget."))
        return see_other(reverse("plans:index"))
    context = {
        "form": form,
        "version": version,
        "goal_count": version.goal_editions.count(),
        "crumbs": crumbs_to(version, _("Ta bort utkastet")),
    }
    return page(request, "plans/discard.html", context, status=status_of(form))


@transaction.atomic
def _decide(viewer: Viewer, version: PlanVersion, form: DecisionForm) -> None:
    decision = _record(viewer, form)
    decide_plan(version=version, decision=decision, by=viewer.person, at=now())


@transaction.atomic
def _release(viewer: Viewer, version: PlanVersion, form: DecisionForm) -> None:
    decision = _record(viewer, form)
    release_plan(version=version, decision=decision, by=viewer.person, at=now())


def _record(viewer: Viewer, form: DecisionForm) -> Decision:
    return record_decision(**form.cleaned_data, by=viewer.person, at=now())


def _revise(viewer: Viewer, version: PlanVersion, form: ValidFromForm) -> PlanVersion:
    valid_from = form.cleaned_data["valid_from"]
    return revise_plan(plan=version.plan, valid_from=valid_from, by=viewer.person, at=now())


VERSION = "version/<int:pk>/"
paths = [
    path(f"{VERSION}beslut/", decide, name="decide"),
    path(f"{VERSION}slapp/", release, name="release"),
    path(f"{VERSION}ny-version/", revise, name="revise"),
    path(f"{VERSION}ta-bort/", discard, name="discard"),
]
