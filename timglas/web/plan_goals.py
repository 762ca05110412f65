"""A draft's goals: add, change, move, remove."""

from typing import Any, Unpack, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.goals import add_goal, assign_goal, edit_goal, move_goal, remove_goal
from timglas.models import Goal, GoalEdition, GoalResponsibility, Person, PlanVersion
from timglas.queries.plan_contents import contents_of
from timglas.queries.plan_versions import version_page
from timglas.rules.permissions import Permission
from timglas.rules.plan_outline import NEW_GOAL, goal_key
from timglas.web.acting import Done, SeeOther, Signature, answer, attempt, sent, signed
from timglas.web.drafts import (
    crumbs_to,
    draft_only,
    moved,
    outline_beside,
    steps_of,
    to_goal,
    to_version,
)
from timglas.web.needs import needs
from timglas.web.plan_goal_forms import GoalForm, may_assign
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
    form = GoalForm(sent(request), version=version, edition=None)

    @transaction.atomic
    def act(*, person: Person | None, **goal: Any) -> Done:
        edition = add_goal(version=version, **goal, **signed(request))
        _assign(viewer, edition.goal, person, **signed(request))
        return Done(_said_of(edition), to_goal(edition))

    context = {**outline_beside(version, NEW_GOAL), "crumbs": crumbs_to(version, _("Nytt mål"))}
    return answer(request, "plans/goal_add.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def goal_edit(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Change a goal of a draft, and see its links, grounds and indicators."""
    viewer, version = cast("ViewedRequest", request).viewer, edition.version
    initial = {name: getattr(edition, name) for name in FIELDS}
    initial["person"] = _answering(edition.goal, viewer)
    form = GoalForm(sent(request), version=version, edition=edition, initial=initial)
    contents = contents_of(version, viewer.today)
    shown = version_page(viewer, version, contents)

    @transaction.atomic
    def act(*, person: Person | None, **goal: Any) -> Done:
        edit_goal(edition=edition, **goal, **signed(request))
        _assign(viewer, edition.goal, person, **signed(request))
        return Done(_("Målet är sparat."), to_goal(edition))

    context = {
        **outline_beside(version, goal_key(edition.pk), contents),
        "edition": edition,
        "years": shown.years,
        "goal": next(goal for goal in shown.goals if goal.id == edition.pk),
        "crumbs": crumbs_to(version, _("Mål")),
    }
    return answer(request, "plans/goal_edit.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def goal_remove(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Ask before a goal is removed from a draft, then do it."""
    version = edition.version

    def act() -> Done:
        remove_goal(edition=edition, **signed(request))
        return Done(_("Målet är borttaget ur planen."), to_version(version))

    context = {"edition": edition, "crumbs": crumbs_to(version, _("Ta bort målet"))}
    form = forms.Form(sent(request))
    return answer(request, "plans/goal_remove.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
@require_POST
def goal_move(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Move a goal up or down among those of its level: a step by a button, or as far as dragged."""
    steps, version = steps_of(request), edition.version
    is_beside = "bredvid" in request.POST
    url = to_goal(edition) if is_beside else f"{to_version(version)}#mal-{edition.pk}"
    if not attempt(request, lambda: move_goal(edition=edition, steps=steps, **signed(request))):
        return SeeOther(url)
    count = version.goal_editions.filter(goal__level=edition.goal.level_id).count()
    said = _("Målet är nu nummer %(place)s av %(count)s.")
    return moved(request, said % {"place": edition.order, "count": count}, url)


def _assign(
    viewer: Viewer, goal: Goal, person: Person | None, **signature: Unpack[Signature]
) -> None:
    """Name who answers for a goal, if that changes and the viewer may."""
    if person != _answering(goal, viewer) and may_assign(viewer, goal.unit_id):
        assign_goal(goal=goal, person=person, on=viewer.today, **signature)


def _said_of(edition: GoalEdition) -> str:
    if edition.goal.level.order == 1:  # there is nothing above to link to
        return _("Målet är sparat. Lägg till indikatorer, eller fler mål.")
    return _("Målet är sparat. Koppla det nu, och lägg till indikatorer.")


def _answering(goal: Goal, viewer: Viewer) -> Person | None:
    rows = GoalResponsibility.objects.on(viewer.today).select_related("person")
    row = rows.filter(goal=goal).first()
    return row.person if row else None


paths = [
    path("version/<int:pk>/mal/nytt/", goal_add, name="goal_add"),
    path("mal/<int:pk>/", goal_edit, name="goal_edit"),
    path("mal/<int:pk>/ta-bort/", goal_remove, name="goal_remove"),
    path("mal/<int:pk>/flytta/", goal_move, name="goal_move"),
]
