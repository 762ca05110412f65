"""A draft goal's place in the thread: links to the goals above, and other grounds."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.goals import (
    add_ground,
    edit_link,
    link_goal,
    remove_ground,
    unlink_goal,
)
from timglas.models import Goal, GoalEdition, GoalLink
from timglas.queries.parents import parent_choices
from timglas.queries.plan_document import wordings
from timglas.rules.permissions import Permission
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.plan_goal_forms import ContributionForm, GroundForm, LinkForm
from timglas.web.saving import did, now, saved, see_other, status_of
from timglas.web.viewing import ViewedRequest


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def link_add(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Choose a goal above and say how this one contributes. The button "Sök" only searches."""
    viewer = cast("ViewedRequest", request).viewer
    choices = parent_choices(viewer, edition, request.POST.get("sok", ""))
    if "hitta" in request.POST:
        form, status = LinkForm(choices=choices, initial=request.POST.dict()), 200
    else:
        form = LinkForm(request.POST or None, choices=choices)
        if form.is_valid() and saved(form, lambda: _link(viewer, edition, form)):
            messages.success(request, _("Kopplingen är sparad."))
            return _back(edition)
        status = status_of(form)
    context = {
        "form": form,
        "edition": edition,
        "choices": choices,
        "crumbs": crumbs_to(edition.version, _("Koppla målet")),
    }
    return page(request, "plans/link_add.html", context, status=status)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def link_edit(request: HttpRequest, edition: GoalEdition, link: int) -> HttpResponse:
    """Reword how a goal contributes, or make the link the primary one."""
    viewer, found = cast("ViewedRequest", request).viewer, _link_of(edition, link)
    initial = {"contribution": found.contribution, "is_primary": found.is_primary}
    form = ContributionForm(request.POST or None, initial=initial)
    if form.is_valid() and did(
        form, lambda: edit_link(link=found, **form.cleaned_data, by=viewer.person, at=now())
    ):
        messages.success(request, _("Kopplingen är sparad."))
        return _back(edition)
    context = {
        "form": form,
        "edition": edition,
        "link": found,
        "parent": wordings([found.parent_id], edition.version).get(found.parent_id, ""),
        "crumbs": crumbs_to(edition.version, _("Ändra kopplingen")),
    }
    return page(request, "plans/link_edit.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
@require_POST
def link_remove(request: HttpRequest, edition: GoalEdition, link: int) -> HttpResponse:
    """Remove a link."""
    viewer = cast("ViewedRequest", request).viewer
    unlink_goal(link=_link_of(edition, link), by=viewer.person, at=now())
    messages.success(request, _("Kopplingen är borttagen."))
    return _back(edition)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def ground_add(request: HttpRequest, edition: GoalEdition) -> HttpResponse:
    """Rest a goal on a mandate, a law or another document."""
    viewer = cast("ViewedRequest", request).viewer
    form = GroundForm(request.POST or None)
    if form.is_valid() and saved(
        form,
        lambda: add_ground(edition=edition, **form.cleaned_data, by=viewer.person, at=now()),
    ):
        messages.success(request, _("Grunden är sparad."))
        return _back(edition)
    crumbs = crumbs_to(edition.version, _("Annan grund"))
    context = {"form": form, "edition": edition, "crumbs": crumbs}
    return page(request, "plans/ground_add.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
@require_POST
def ground_remove(request: HttpRequest, edition: GoalEdition, ground: int) -> HttpResponse:
    """Take away another ground."""
    viewer = cast("ViewedRequest", request).viewer
    found = get_object_or_404(edition.grounds, pk=ground)
    remove_ground(ground=found, by=viewer.person, at=now())
    messages.success(request, _("Grunden är borttagen."))
    return _back(edition)


def _link(viewer: Viewer, edition: GoalEdition, form: LinkForm) -> GoalLink:
    data = form.cleaned_data
    return link_goal(
        edition=edition,
        parent=Goal.objects.get(pk=data["parent"]),
        contribution=data["contribution"],
        is_primary=data["is_primary"],
        by=viewer.person,
        at=now(),
    )


def _link_of(edition: GoalEdition, pk: int) -> GoalLink:
    return get_object_or_404(edition.links.select_related("parent__unit"), pk=pk)


def _back(edition: GoalEdition) -> HttpResponse:
    return see_other(reverse("plans:goal_edit", args=[edition.pk]))


GOAL = "mal/<int:pk>/"
paths = [
    path(f"{GOAL}koppling/ny/", link_add, name="link_add"),
    path(f"{GOAL}koppling/<int:link>/", link_edit, name="link_edit"),
    path(f"{GOAL}koppling/<int:link>/ta-bort/", link_remove, name="link_remove"),
    path(f"{GOAL}grund/ny/", ground_add, name="ground_add"),
    path(f"{GOAL}grund/<int:ground>/ta-bort/", ground_remove, name="ground_remove"),
]
