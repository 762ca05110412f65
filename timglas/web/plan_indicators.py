"""A draft's indicators: definition, targets and a preview of the status they would give."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.indicators import (
    add_indicator,
    assign_indicator,
    edit_indicator,
    move_indicator,
    remove_indicator,
    set_targets,
)
from timglas.models import (
    BasisChoice,
    GoalEdition,
    Indicator,
    IndicatorEdition,
    IndicatorResponsibility,
    Person,
)
from timglas.queries.preview import preview
from timglas.rules.permissions import Permission
from timglas.web.drafts import crumbs_to, draft_only
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.plan_goal_forms import may_assign
from timglas.web.plan_indicator_forms import IndicatorForm, TargetsForm
from timglas.web.saving import did, now, saved, see_other, status_of
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year

FIELDS = (
    "name",
    "definition",
    "kind",
    "direction",
    "measure_unit",
    "decimals",
    "frequency",
    "accumulation",
    "source",
    "by_sex",
    "baseline",
    "baseline_year",
    "tolerance_percent",
    "tolerance_absolute",
)
type Forms = tuple[IndicatorForm, TargetsForm]


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def indicator_add(request: HttpRequest, goal: GoalEdition) -> HttpResponse:
    """Add an indicator with its targets under a goal of a draft."""
    viewer = cast("ViewedRequest", request).viewer
    form, targets = both = _forms(request, goal, None)
    if _valid(both) and (edition := saved(form, lambda: _add(viewer, goal, both))):
        messages.success(request, _("Indikatorn är sparad."))
        return see_other(reverse("plans:indicator_edit", args=[edition.pk]))
    context = {
        "form": form,
        "targets": targets,
        "goal": goal,
        "crumbs": crumbs_to(goal.version, _("Ny indikator")),
    }
    return page(request, "plans/indicator_add.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, IndicatorEdition)
@draft_only
def indicator_edit(request: HttpRequest, edition: IndicatorEdition) -> HttpResponse:
    """Change an indicator of a draft, and see the status it would have in a year (`?ar=`)."""
    viewer, goal = cast("ViewedRequest", request).viewer, edition.goal_edition
    form, targets = both = _forms(request, goal, edition)
    if _valid(both) and did(form, lambda: _edit(viewer, edition, both)):
        messages.success(request, _("Indikatorn är sparad."))
        return see_other(request.get_full_path())
    year = chosen_year(request)
    context = {
        "form": form,
        "targets": targets,
        "goal": goal,
        "edition": edition,
        "preview": preview(viewer, edition, year),
        "year": year,
        "crumbs": crumbs_to(goal.version, _("Indikator")),
    }
    return page(request, "plans/indicator_edit.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, IndicatorEdition)
@draft_only
def indicator_remove(request: HttpRequest, edition: IndicatorEdition) -> HttpResponse:
    """Ask before an indicator is removed from a draft, then do it."""
    viewer, form = cast("ViewedRequest", request).viewer, forms.Form(request.POST or None)
    goal = edition.goal_edition
    if request.method == "POST" and did(
        form, lambda: remove_indicator(edition=edition, by=viewer.person, at=now())
    ):
        messages.success(request, _("Indikatorn är borttagen ur planen."))
        return see_other(reverse("plans:goal_edit", args=[goal.pk]))
    crumbs = crumbs_to(goal.version, _("Ta bort indikatorn"))
    context = {"form": form, "edition": edition, "goal": goal, "crumbs": crumbs}
    return page(request, "plans/indicator_remove.html", context, status=status_of(form))


@needs(Permission.EDIT_PLAN, IndicatorEdition)
@draft_only
@require_POST
def indicator_move(request: HttpRequest, edition: IndicatorEdition) -> HttpResponse:
    """Move an indicator one step up or down among those of its goal."""
    viewer = cast("ViewedRequest", request).viewer
    steps = -1 if request.POST.get("steg") == "upp" else 1
    move_indicator(edition=edition, steps=steps, by=viewer.person, at=now())
    return see_other(reverse("plans:goal_edit", args=[edition.goal_edition_id]) + "#indikatorer")


def _forms(request: HttpRequest, goal: GoalEdition, edition: IndicatorEdition | None) -> Forms:
    """The definition and the targets; the targets are read by the direction just chosen."""
    viewer = cast("ViewedRequest", request).viewer
    initial = None
    if edition:
        initial = {name: getattr(edition, name) for name in FIELDS}
        initial["person"] = _answering(edition.indicator, viewer)
    data = request.POST or None
    direction = request.POST.get("direction", edition.direction if edition else "")
    return (
        IndicatorForm(data, goal_edition=goal, edition=edition, initial=initial),
        TargetsForm(data, plan=goal.version.plan, edition=edition, direction=direction),
    )


def _valid(both: Forms) -> bool:
    """Whether both are valid; each is asked, so that each shows its errors."""
    definition, targets = (form.is_valid() for form in both)
    return definition and targets


@transaction.atomic
def _add(viewer: Viewer, goal: GoalEdition, both: Forms) -> IndicatorEdition:
    data: dict[str, Any] = dict(both[0].cleaned_data)
    person = data.pop("person")
    edition = add_indicator(goal_edition=goal, **data, by=viewer.person, at=now())
    _finish(viewer, edition, both[1], person=person)
    return edition


@transaction.atomic
def _edit(viewer: Viewer, edition: IndicatorEdition, both: Forms) -> None:
    data: dict[str, Any] = dict(both[0].cleaned_data)
    person = data.pop("person")
    edit_indicator(edition=edition, **data, by=viewer.person, at=now())
    _finish(viewer, edition, both[1], person=person)


def _finish(
    viewer: Viewer, edition: IndicatorEdition, targets: TargetsForm, *, person: Person | None
) -> None:
    """Save what stands beside the definition: the targets, and who reports."""
    basis = BasisChoice(targets.cleaned_data["basis"])
    by, at, indicator = viewer.person, now(), edition.indicator
    set_targets(edition=edition, bounds=targets.bounds, basis=basis, by=by, at=at)
    if person != _answering(indicator, viewer) and may_assign(viewer, indicator.unit_id):
        assign_indicator(indicator=indicator, person=person, on=viewer.today, by=by, at=at)


def _answering(indicator: Indicator, viewer: Viewer) -> Person | None:
    rows = IndicatorResponsibility.objects.on(viewer.today).select_related("person")
    row = cast("IndicatorResponsibility | None", rows.filter(indicator=indicator).first())
    return row.person if row else None


paths = [
    path("mal/<int:pk>/indikator/ny/", indicator_add, name="indicator_add"),
    path("indikator/<int:pk>/", indicator_edit, name="indicator_edit"),
    path("indikator/<int:pk>/ta-bort/", indicator_remove, name="indicator_remove"),
    path("indikator/<int:pk>/flytta/", indicator_move, name="indicator_move"),
]
