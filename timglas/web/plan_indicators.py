"""A draft's indicators: definition, targets and a preview of the status they would give."""

from dataclasses import asdict
from typing import Any, Unpack, cast

from django import forms
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
    Plan,
)
from timglas.queries.followed import FollowedKpi, followed_kpis
from timglas.queries.placed import units_above
from timglas.queries.preview import preview
from timglas.rules.permissions import Permission
from timglas.rules.plan_outline import goal_key
from timglas.web.acting import Done, SeeOther, Signature, answer, attempt, sent, signed
from timglas.web.drafts import (
    crumbs_to,
    draft_only,
    moved,
    outline_beside,
    steps_of,
    to_goal,
)
from timglas.web.needs import needs
from timglas.web.plan_goal_forms import may_assign
from timglas.web.plan_indicator_forms import IndicatorForm, TargetsForm
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
    "collected_from",
    "aggregation",
    "aggregation_over_time",
    "source",
    "by_sex",
    "baseline",
    "baseline_year",
    "tolerance_percent",
    "tolerance_absolute",
)


@needs(Permission.EDIT_PLAN, GoalEdition)
@draft_only
def indicator_add(request: HttpRequest, goal: GoalEdition) -> HttpResponse:
    """Add an indicator with its targets under a goal of a draft."""
    viewer = cast("ViewedRequest", request).viewer
    followed = followed_kpis((goal.goal.unit_id, *units_above(goal.goal.unit, viewer.today)))
    picked = next((k for k in followed if str(k.indicator_id) == request.GET.get("foljd")), None)
    form = IndicatorForm(
        sent(request),
        goal_edition=goal,
        edition=None,
        followed=followed,
        initial=_begun(picked) if picked else None,
    )

    @transaction.atomic
    def act(*, person: Person | None, **definition: Any) -> Done:
        edition = add_indicator(goal_edition=goal, **definition, **signed(request))
        _set(edition, form.targets, **signed(request))
        _assign(viewer, edition.indicator, person, **signed(request))
        return Done(_("Indikatorn är sparad."), _to_indicator(edition))

    crumbs = crumbs_to(goal.version, _("Ny indikator"))
    beside = outline_beside(goal.version, goal_key(goal.pk))
    context = {**beside, "goal": goal, "followed": followed, "picked": picked, "crumbs": crumbs}
    return answer(request, "plans/indicator_add.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, IndicatorEdition)
@draft_only
def indicator_edit(request: HttpRequest, edition: IndicatorEdition) -> HttpResponse:
    """Change an indicator of a draft, and see its status in a year (`?ar=`)."""
    viewer, goal = cast("ViewedRequest", request).viewer, edition.goal_edition
    initial = {name: getattr(edition, name) for name in FIELDS}
    initial["person"] = _answering(edition.indicator, viewer)
    form = IndicatorForm(sent(request), goal_edition=goal, edition=edition, initial=initial)

    @transaction.atomic
    def act(*, person: Person | None, **definition: Any) -> Done:
        edit_indicator(edition=edition, **definition, **signed(request))
        _set(edition, form.targets, **signed(request))
        _assign(viewer, edition.indicator, person, **signed(request))
        return Done(_("Indikatorn är sparad."), request.get_full_path())

    year = _year(request, goal.version.plan)
    context = {
        **outline_beside(goal.version, goal_key(goal.pk)),
        "goal": goal,
        "edition": edition,
        "preview": preview(viewer, edition, year),
        "year": year,
        "may_tie": viewer.may(Permission.COMPARE, edition.indicator),
        "crumbs": crumbs_to(goal.version, _("Indikator")),
    }
    return answer(request, "plans/indicator_edit.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, IndicatorEdition)
@draft_only
def indicator_remove(request: HttpRequest, edition: IndicatorEdition) -> HttpResponse:
    """Ask before an indicator is removed from a draft, then do it."""
    goal = edition.goal_edition

    def act() -> Done:
        remove_indicator(edition=edition, **signed(request))
        return Done(_("Indikatorn är borttagen ur planen."), to_goal(goal))

    crumbs = crumbs_to(goal.version, _("Ta bort indikatorn"))
    context = {"edition": edition, "goal": goal, "crumbs": crumbs}
    form = forms.Form(sent(request))
    return answer(request, "plans/indicator_remove.html", form=form, act=act, context=context)


@needs(Permission.EDIT_PLAN, IndicatorEdition)
@draft_only
@require_POST
def indicator_move(request: HttpRequest, edition: IndicatorEdition) -> HttpResponse:
    """Move an indicator among those of its goal: a step by a button, or as far as dragged."""
    steps, goal = steps_of(request), edition.goal_edition
    url = f"{to_goal(goal)}#indikatorer"
    if not attempt(
        request, lambda: move_indicator(edition=edition, steps=steps, **signed(request))
    ):
        return SeeOther(url)
    said = _("Indikatorn är nu nummer %(place)s av %(count)s.")
    return moved(request, said % {"place": edition.order, "count": goal.indicators.count()}, url)


def _begun(picked: FollowedKpi) -> dict[str, object]:
    """What the form begins with when a followed key figure is picked."""
    return {**asdict(picked), "indicator": picked.indicator_id}


def _year(request: HttpRequest, plan: Plan) -> int:
    """The year asked for, else the nearest to this one that the plan has targets of."""
    year = chosen_year(request)
    return year if "ar" in request.GET else min(max(year, plan.first_year), plan.last_year)


def _set(edition: IndicatorEdition, targets: TargetsForm, **signature: Unpack[Signature]) -> None:
    basis = BasisChoice(targets.cleaned_data["basis"])
    set_targets(edition=edition, bounds=targets.bounds, basis=basis, **signature)


def _assign(
    viewer: Viewer, indicator: Indicator, person: Person | None, **signature: Unpack[Signature]
) -> None:
    """Name who reports an indicator, if that changes and the viewer may."""
    if person != _answering(indicator, viewer) and may_assign(viewer, indicator.unit_id):
        assign_indicator(indicator=indicator, person=person, on=viewer.today, **signature)


def _answering(indicator: Indicator, viewer: Viewer) -> Person | None:
    rows = IndicatorResponsibility.objects.on(viewer.today).select_related("person")
    row = rows.filter(indicator=indicator).first()
    return row.person if row else None


def _to_indicator(edition: IndicatorEdition) -> str:
    return reverse("plans:indicator_edit", args=[edition.pk])


paths = [
    path("mal/<int:pk>/indikator/ny/", indicator_add, name="indicator_add"),
    path("indikator/<int:pk>/", indicator_edit, name="indicator_edit"),
    path("indikator/<int:pk>/ta-bort/", indicator_remove, name="indicator_remove"),
    path("indikator/<int:pk>/flytta/", indicator_move, name="indicator_move"),
]
