"""What happens to a version: it is decided, released, revised or discarded."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.decisions import record_decision
from timglas.actions.plan_proposals import propose_plan, return_plan
from timglas.actions.plans import decide_plan, discard_draft, release_plan, revise_plan
from timglas.models import PlanVersion
from timglas.queries.placed import belongs_to_company
from timglas.queries.readiness import readiness
from timglas.rules.permissions import Permission
from timglas.web.acting import Done, SeeOther, answer, attempt, sent, signed
from timglas.web.drafts import crumbs_to, draft_only, to_version, undecided_only
from timglas.web.needs import needs
from timglas.web.plan_forms import DecisionForm, SendBackForm, ValidFromForm
from timglas.web.viewing import ViewedRequest


@needs(Permission.DECIDE_PLAN, PlanVersion, either=Permission.RECORD_DECISION)
@undecided_only
def decide(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Record the decision that freezes a draft; first what is missing, if anything is."""
    viewer = cast("ViewedRequest", request).viewer
    held = viewer.units(Permission.DECIDE_PLAN) | viewer.units(Permission.RECORD_DECISION)
    form = DecisionForm(sent(request), version=version, held=held, today=viewer.today)

    @transaction.atomic
    def act(**decided: Any) -> Done:
        decision = record_decision(**decided, **signed(request))
        decide_plan(version=version, decision=decision, **signed(request))
        return Done(_("Beslutet är registrerat. Planen är låst."), to_version(version))

    context = {
        "version": version,
        "readiness": readiness(version),
        "is_company": belongs_to_company(version.plan.unit, viewer.today),
        "may_edit": version.proposed_at is None and viewer.may(Permission.EDIT_PLAN, version),
        "crumbs": crumbs_to(version, _("Beslut")),
    }
    return answer(request, "plans/decide.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, PlanVersion)
@draft_only
@require_POST
def propose(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Put a draft forward for decision."""
    if attempt(request, lambda: propose_plan(version=version, **signed(request))):
        messages.success(
            request, _("Planen är föreslagen. Den ändras inte förrän den är beslutad.")
        )
    return SeeOther(to_version(version))


@needs(Permission.EDIT_PLAN, PlanVersion, either=Permission.RECORD_DECISION)
@undecided_only
def send_back(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Let a proposed plan be a draft again, with what needs to change."""
    form = SendBackForm(sent(request))

    def act(*, reason: str) -> Done:
        return_plan(version=version, reason=reason, **signed(request))
        return Done(_("Planen är ett utkast igen."), to_version(version))

    context = {"version": version, "crumbs": crumbs_to(version, _("Tillbaka till utkast"))}
    return answer(request, "plans/send_back.html", form=form, act=act, context=context)


@needs(Permission.RELEASE_PLAN, PlanVersion)
def release(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Let go of a company's decided plan, by a decision of its own."""
    viewer = cast("ViewedRequest", request).viewer
    held = viewer.units(Permission.RELEASE_PLAN)
    form = DecisionForm(sent(request), version=version, held=held, today=viewer.today)

    @transaction.atomic
    def act(**decided: Any) -> Done:
        decision = record_decision(**decided, **signed(request))
        release_plan(version=version, decision=decision, **signed(request))
        return Done(_("Planen är släppt. Nu kan alla läsa den."), to_version(version))

    context = {"version": version, "crumbs": crumbs_to(version, _("Släpp planen"))}
    return answer(request, "plans/release.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, PlanVersion)
def revise(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Begin a new version of a decided plan."""
    today = cast("ViewedRequest", request).viewer.today
    form = ValidFromForm(sent(request), initial={"valid_from": today})

    def act(*, valid_from: date) -> Done:
        draft = revise_plan(plan=version.plan, valid_from=valid_from, **signed(request))
        return Done(_("Den nya versionen är ett utkast med samma innehåll."), to_version(draft))

    context = {"version": version, "crumbs": crumbs_to(version, _("Ny version"))}
    return answer(request, "plans/revise.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, PlanVersion)
@draft_only
def discard(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Ask before a draft is thrown away, then do it."""

    def act() -> Done:
        discard_draft(version=version, **signed(request))
        return Done(_("Utkastet är borttaget."), reverse("plans:index"))

    context = {
        "version": version,
        "goal_count": version.goal_editions.count(),
        "crumbs": crumbs_to(version, _("Ta bort utkastet")),
    }
    form = forms.Form(sent(request))
    return answer(request, "plans/discard.html", form=form, act=act, context=context)


VERSION = "version/<int:pk>/"
paths = [
    path(f"{VERSION}foresla/", propose, name="propose"),
    path(f"{VERSION}tillbaka/", send_back, name="send_back"),
    path(f"{VERSION}beslut/", decide, name="decide"),
    path(f"{VERSION}slapp/", release, name="release"),
    path(f"{VERSION}ny-version/", revise, name="revise"),
    path(f"{VERSION}ta-bort/", discard, name="discard"),
]
