"""A draft's goals: add, change, move, remove."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.goals import add_goal, assign_goal, edit_goal, move_goal, remove_goal
from timglas.models import Goal, GoalEdition, GoalResponsibility, Person, PlanVersion
from timglas.queries.plans import version_page
from timglas.rules.permissions import Permission
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.plan_goal_forms import GoalForm, may_assign
from timglas.web.saving import did, now, saved, see_other, status_of
from timglas.web.viewing import ViewedRequest

FIELDS = (
    "wording",
    "need",
    "wanted_result",
    "perspective",
    "sound_finance",
    "agenda_2030",
    "measured_why_not",
)


@needs(Permission.EDIT_PLAN, PlanVersion)
@draft_only
def goal_add(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Add a goal to a draft."""
    viewer = cast("ViewedRequest", request).viewer
    form = GoalForm(request.POST or None, version=version, edition=None)
    if form.is_valid() and (edition := saved(form, lambda: _add(viewer, version, form))):
        messages.success(request, _("Målet är sparat. Koppla det nu, och lägg till indikatorer."))
        return see_other(reverse("plans:goal_edit", args=[edition.pk]))
    context = {"form": form, "version": version, "crumbs": crumbs_to(version, _("Nytt mål"))}
    return page(request, "plans/goal_add.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def goal_edit(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Change a goal of a draft, and see its links, grounds and indicators."""
    viewer, version = cast("ViewedRequest", request).viewer, edition.version
    initial = {name: getattr(edition, name) for name in FIELDS}
    initial["person"] = _answering(edition.goal, viewer)
    form = GoalForm(request.POST or None, version=version, edition=edition, initial=initial)
    if form.is_valid() and did(form, lambda: _edit(viewer, edition, form)):
        messages.success(request, _("Målet är sparat."))
        return see_other(reverse("plans:goal_edit", args=[edition.pk]))
    shown = version_page(viewer, version)
    context = {
        "form": form,
        "version": version,
        "edition": edition,
        "years": shown.years,
        "goal": next(goal for goal in shown.goals if goal.id == edition.pk),
        "crumbs": crumbs_to(version, _("Mål")),
    }
    return page(request, "plans/goal_edit.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def goal_remove(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Ask before a goal is removed from a draft, then do it."""
    viewer, form = cast("ViewedRequest", request).viewer, forms.Form(request.POST or None)
    version = edition.version
    if request.method == "POST" and did(
        form, lambda: remove_goal(edition=edition, by=viewer.person, at=now())
    ):
        messages.success(request, _("Målet är borttaget ur planen."))
        return see_other(reverse("plans:detail", args=[version.pk]))
    context = {"form": form, "edition": edition, "crumbs": crumbs_to(version, _("Ta bort målet"))}
    return page(request, "plans/goal_remove.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
@require_POST
def goal_move(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Move a goal one step up or down among those of its level."""
    viewer = cast("ViewedRequest", request).viewer
    steps = -1 if request.POST.get("steg") == "upp" else 1
    move_goal(edition=edition, steps=steps, by=viewer.person, at=now())
    url = reverse("plans:detail", args=[edition.version_id])
    return see_other(f"{url}#mal-{edition.pk}")


@transaction.atomic
def _add(viewer: Viewer, version: PlanVersion, form: GoalForm) -> GoalEdition:
    data = dict(form.cleaned_data)
    person = data.pop("person")
    edition = add_goal(version=version, **data, by=viewer.person, at=now())
    _assign(viewer, edition.goal, person)
    return edition


@transaction.atomic
def _edit(viewer: Viewer, edition: GoalEdition, form: GoalForm) -> None:
    data: dict[str, Any] = dict(form.cleaned_data)
    person = data.pop("person")
    edit_goal(edition=edition, **data, by=viewer.person, at=now())
    _assign(viewer, edition.goal, person)


def _assign(viewer: Viewer, goal: Goal, person: Person | None) -> None:
    """Name who answers for a goal, if that changes and the viewer may."""
    if person != _answering(goal, viewer) and may_assign(viewer, goal.unit_id):
        assign_goal(goal=goal, person=person, on=viewer.today, by=viewer.person, at=now())


def _answering(goal: Goal, viewer: Viewer) -> Person | None:
    rows = GoalResponsibility.objects.on(viewer.today).select_related("person")
    row = cast("GoalResponsibility | None", rows.filter(goal=goal).first())
    return row.person if row else None


paths = [
    path("version/<int:pk>/mal/nytt/", goal_add, name="goal_add"),
    path("mal/<int:pk>/", goal_edit, name="goal_edit"),
    path("mal/<int:pk>/ta-bort/", goal_remove, name="goal_remove"),
    path("mal/<int:pk>/flytta/", goal_move, name="goal_move"),
]
