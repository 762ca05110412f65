"""A draft goal's place in the thread: links to the goals above, and other grounds."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.goals import (
    add_ground,
    edit_link,
    link_goal,
    remove_ground,
    unlink_goal,
)
from timglas.actions.grounds import cite_document
from timglas.models import Goal, GoalEdition, GoalLink, GoverningDocument, GroundKind
from timglas.queries.documents import document_titles
from timglas.queries.parents import parent_choices
from timglas.queries.plan_document import wordings
from timglas.rules.permissions import Permission
from timglas.web.acting import Done, SeeOther, answer, attempt, sent, signed
from timglas.web.drafts import crumbs_to, draft_only, to_goal
from timglas.web.needs import needs
from timglas.web.plan_goal_forms import ContributionForm, GroundForm, LinkForm
from timglas.web.viewing import ViewedRequest


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def link_add(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Choose a goal above and say how this one contributes. The button "Sök" only searches."""
    viewer = cast("ViewedRequest", request).viewer
    choices = parent_choices(viewer, edition, request.POST.get("sok", ""))
    if "hitta" in request.POST:
        form = LinkForm(choices=choices, initial=request.POST.dict())
    else:
        form = LinkForm(sent(request), choices=choices)

    def act(*, sok: str, parent: int, **link: Any) -> Done:  # noqa: ARG001 (only searched with)
        above = Goal.objects.get(pk=parent)
        link_goal(edition=edition, parent=above, **link, **signed(request))
        return Done(_("Kopplingen är sparad."), to_goal(edition))

    context = {
        "edition": edition,
        "choices": choices,
        "crumbs": crumbs_to(edition.version, _("Koppla målet")),
    }
    return answer(request, "plans/link_add.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def link_edit(request: HttpRequest, edition: GoalEdition, link: int) -> HttpResponse:
    """Reword how a goal contributes, or make the link the primary one."""
    found = _link_of(edition, link)
    initial = {"contribution": found.contribution, "is_primary": found.is_primary}
    form = ContributionForm(sent(request), initial=initial)

    def act(**changed: Any) -> Done:
        edit_link(link=found, **changed, **signed(request))
        return Done(_("Kopplingen är sparad."), to_goal(edition))

    context = {
        "edition": edition,
        "link": found,
        "parent": wordings([found.parent_id], edition.version).get(found.parent_id, ""),
        "crumbs": crumbs_to(edition.version, _("Ändra kopplingen")),
    }
    return answer(request, "plans/link_edit.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
@require_POST
def link_remove(request: HttpRequest, edition: GoalEdition, link: int) -> HttpResponse:
    """Remove a link."""
    found = _link_of(edition, link)
    if attempt(request, lambda: unlink_goal(link=found, **signed(request))):
        messages.success(request, _("Kopplingen är borttagen."))
    return SeeOther(to_goal(edition))


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def ground_add(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Rest a goal on a mandate, a law or another document."""
    viewer = cast("ViewedRequest", request).viewer
    form = GroundForm(sent(request), titles=document_titles(viewer))

    def act(*, document: GoverningDocument | None, kind: str, reference: str) -> Done:
        by = signed(request)
        if document:
            cite_document(edition=edition, document=document, where=reference, **by)
        else:
            add_ground(edition=edition, kind=GroundKind(kind), reference=reference, **by)
        return Done(_("Grunden är sparad."), to_goal(edition))

    crumbs = crumbs_to(edition.version, _("Annan grund"))
    context = {"edition": edition, "crumbs": crumbs}
    return answer(request, "plans/ground_add.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
@require_POST
def ground_remove(request: HttpRequest, edition: GoalEdition, ground: int) -> HttpResponse:
    """Take away another ground."""
    found = get_object_or_404(edition.grounds, pk=ground)
    if attempt(request, lambda: remove_ground(ground=found, **signed(request))):
        messages.success(request, _("Grunden är borttagen."))
    return SeeOther(to_goal(edition))


def _link_of(edition: GoalEdition, pk: int) -> GoalLink:
    return get_object_or_404(edition.links.select_related("parent__unit"), pk=pk)


GOAL = "mal/<int:pk>/"
paths = [
    path(f"{GOAL}koppling/ny/", link_add, name="link_add"),
    path(f"{GOAL}koppling/<int:link>/", link_edit, name="link_edit"),
    path(f"{GOAL}koppling/<int:link>/ta-bort/", link_remove, name="link_remove"),
    path(f"{GOAL}grund/ny/", ground_add, name="ground_add"),
    path(f"{GOAL}grund/<int:ground>/ta-bort/", ground_remove, name="ground_remove"),
]
