"""The change of year: begin next year's plans, follow how they come along, take it all back."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.renewals import choose_renewals, keep_the_rest
from timglas.actions.year_changes import start_year, undo_year_change
from timglas.models import PlanVersion, Unit, YearChange
from timglas.queries.placed import parents_on
from timglas.queries.renewals import renewal_page
from timglas.queries.year_changes import started_plans, year_to_start
from timglas.rules.permissions import Permission
from timglas.rules.tree import descendants
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.drafts import crumbs_to, draft_only, to_version
from timglas.web.jobs import begin_year_change
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest
from timglas.web.year_changes_forms import RenewalForm, YearForm

EDIT = Permission.EDIT_PLAN


@needs(EDIT)
def start(request: HttpRequest) -> HttpResponse:
    """What a press would begin, for a unit and those under it; and the press."""
    viewer = cast("ViewedRequest", request).viewer
    usual = {"ar": viewer.today.year + 1, "enhet": _top_of(viewer)}
    asked = YearForm({**usual, **request.GET.dict()}, viewer=viewer)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    unit = cast("Unit", chosen.get("enhet"))
    year = cast("int", chosen.get("ar"))
    units = _units(viewer, unit) if unit else frozenset()

    def act() -> Done:
        change = start_year(unit=unit, year=year, units=units, **signed(request))
        begin_year_change(change)
        return Done("", to_change(change))

    context = {
        "asked": asked,
        "unit": unit,
        "found": year_to_start(units, year) if unit and year else None,
        "changes": viewer.reach(EDIT, YearChange).select_related("unit").order_by("-pk")[:10],
        "crumbs": _crumbs(Crumb(_("Starta nästa år"))),
    }
    form = forms.Form(sent(request) if unit and year else None)
    return answer(request, "year_changes/start.html", form=form, act=act, context=context)


@needs(EDIT, YearChange)
def detail(request: HttpRequest, change: YearChange) -> HttpResponse:
    """The plans that a press began, and what is left to choose in each."""
    plans = started_plans(change)
    context = {
        "change": change,
        "total": len(change.units),
        "is_working": change.done < len(change.units) and change.undone_at is None,
        "plans": plans,
        "left": sum(plan.all - plan.chosen for plan in plans),
        "crumbs": _crumbs(Crumb(str(change))),
    }
    return page(request, "year_changes/detail.html", context, parts=["arsskiftet"])


@needs(EDIT, YearChange)
def undo(request: HttpRequest, change: YearChange) -> HttpResponse:
    """Ask before all the drafts of a year change are thrown away, then do it."""

    def act() -> Done:
        undo_year_change(change=change, **signed(request))
        return Done(_("Årsskiftet är ångrat. Utkasten är borttagna."), reverse("plans:index"))

    way = _crumbs(Crumb(str(change), to_change(change)), Crumb(_("Ångra")))
    context = {"change": change, "count": change.versions.count(), "crumbs": way}
    form = forms.Form(sent(request))
    return answer(request, "year_changes/undo.html", form=form, act=act, context=context)


@needs(EDIT, YearChange)
@require_POST
def go_on(request: HttpRequest, change: YearChange) -> HttpResponse:  # noqa: ARG001 (fetched)
    """Let work that stands still go on where it stopped."""
    begin_year_change(change)
    return SeeOther(to_change(change))


@needs(EDIT, PlanVersion)
@draft_only
def renew(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Choose what becomes of each goal and indicator of last year's plan."""
    shown = renewal_page(cast("ViewedRequest", request).viewer, version)
    form = RenewalForm(sent(request), shown=shown)

    def act(**_fields: Any) -> Done:
        goals, indicators = form.wanted("goal"), form.wanted("indicator")
        choose_renewals(version=version, goals=goals, indicators=indicators, **signed(request))
        return Done(_("Valen är sparade."), reverse("year_changes:renew", args=[version.pk]))

    context = {
        "version": version,
        "shown": shown,
        "crumbs": crumbs_to(version, _("Från förra året")),
    }
    return answer(request, "year_changes/renew.html", form=form, act=act, context=context)


@needs(EDIT, PlanVersion)
@draft_only
@require_POST
def keep(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Keep as last year all that nobody has chosen for."""
    attempt(request, lambda: keep_the_rest(version=version, **signed(request)))
    return SeeOther(to_version(version))


def to_change(change: YearChange) -> str:
    """The address of a year change."""
    return reverse("year_changes:detail", args=[change.pk])


def _crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Planer"), reverse("plans:index")), *more]


def _units(viewer: Viewer, unit: Unit) -> frozenset[int]:
    """A unit and those below it where the viewer may plan."""
    return viewer.units(EDIT) & descendants(parents_on(viewer.today), [unit.pk])


def _top_of(viewer: Viewer) -> int | None:
    """The uppermost unit that the viewer plans for; the first of several."""
    mine, parents = viewer.units(EDIT), parents_on(viewer.today)
    tops = [unit for unit in mine if parents.get(unit) not in mine]
    units = Unit.objects.filter(pk__in=tops).order_by("code")
    return units.values_list("pk", flat=True).first()


urls = (
    [
        path("", start, name="start"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/angra/", undo, name="undo"),
        path("<int:pk>/fortsatt/", go_on, name="go_on"),
        path("version/<int:pk>/", renew, name="renew"),
        path("version/<int:pk>/behall/", keep, name="keep"),
    ],
    "year_changes",
)
