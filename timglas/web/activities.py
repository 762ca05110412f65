"""Activities: the register, an activity's page, planning, following up and handing over."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.activities import (
    NAMED,
    add_activity,
    edit_activity,
    hand_over_activity,
    set_activity_state,
)
from timglas.models import Activity, Goal, Person
from timglas.queries.activities import (
    activities,
    activity_page,
    goal_wording,
    listed_activities,
)
from timglas.queries.results import year_results
from timglas.queries.sand import heap_names, heaped
from timglas.rules.activities import State
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.activities_forms import (
    ActivityListForm,
    AddActivityForm,
    EditActivityForm,
    FollowForm,
    HandOverForm,
)
from timglas.web.activities_register import activities_register
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


@needs(Permission.READ_ACTIVITY)
def index(request: HttpRequest) -> HttpResponse:
    """All activities, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    rows = activities(viewer)
    results = year_results(viewer, chosen_year(request))
    form = ActivityListForm(request.GET, rows=rows, heaps=heap_names(results), on=viewer.today)
    wanted = form.wanted(wanted_order(request))
    return register_response(
        request,
        activities_register(),
        listed_activities(viewer, rows, wanted, above=heaped(results) if wanted.heap else {}),
        form=form,
        file="aktiviteter",
        context={},
    )


@needs(Permission.READ_ACTIVITY, Activity, either=Permission.FOLLOW_ACTIVITY)
def detail(request: HttpRequest, activity: Activity) -> HttpResponse:
    """An activity, and what has been said of it."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": activity_page(viewer, activity),
        "may_follow": viewer.may(Permission.FOLLOW_ACTIVITY, activity),
        "may_manage": viewer.may(Permission.MANAGE_ACTIVITY, activity),
        "crumbs": crumbs(activity.name),
    }
    return page(request, "activities/detail.html", context)


@needs(Permission.MANAGE_ACTIVITY, Goal)
def add(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Plan an activity under a goal."""
    viewer = cast("ViewedRequest", request).viewer
    end_of_year = date(viewer.today.year, 12, 31)
    first = {"unit": goal.unit_id, "starts_on": viewer.today, "ends_on": end_of_year}
    initial = first | {"person": viewer.person}
    form = AddActivityForm(sent(request), viewer=viewer, goal=goal, initial=initial)

    def act(**planned: Any) -> Done:
        activity = add_activity(goal=goal, **planned, **signed(request))
        return _done(activity, _("Aktiviteten är planerad."))

    context = {
        "wording": goal_wording(viewer, goal),
        "goal": goal,
        "crumbs": crumbs(_("Lägg till aktivitet")),
    }
    return answer(request, "activities/add.html", form=form, act=act, context=context)


@needs(Permission.MANAGE_ACTIVITY, Activity)
def edit(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Change what is planned."""
    viewer = cast("ViewedRequest", request).viewer
    initial = {name: getattr(activity, name) for name in NAMED}
    form = EditActivityForm(sent(request), viewer=viewer, goal=activity.goal, initial=initial)

    def act(**planned: Any) -> Done:
        edit_activity(activity=activity, **planned, **signed(request))
        return _done(activity, _("Ändringen är sparad."))

    context = {"activity": activity, "crumbs": crumbs(_("Ändra"), activity)}
    return answer(request, "activities/edit.html", form=form, act=act, context=context)


@needs(Permission.FOLLOW_ACTIVITY, Activity)
def follow(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Say how far an activity has come; also how it is cancelled and opened again."""
    form = FollowForm(sent(request), activity=activity)

    def act(*, state: State, note: str) -> Done:
        set_activity_state(activity=activity, state=state, note=note, **signed(request))
        return _done(activity, _("Läget är sparat."))

    context = {"activity": activity, "crumbs": crumbs(_("Ändra läge"), activity)}
    return answer(request, "activities/follow.html", form=form, act=act, context=context)


@needs(Permission.MANAGE_ACTIVITY, Activity)
def hand_over(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Let somebody else answer for an activity."""
    form = HandOverForm(sent(request), initial={"person": activity.person_id})

    def act(*, person: Person | None) -> Done:
        hand_over_activity(activity=activity, person=person, **signed(request))
        return _done(activity, _("Ansvaret är ändrat."))

    context = {"activity": activity, "crumbs": crumbs(_("Byt ansvarig"), activity)}
    return answer(request, "activities/hand_over.html", form=form, act=act, context=context)


def crumbs(here: str, activity: Activity | None = None) -> list[Crumb]:
    """The way to a page about activities."""
    way = [Crumb(_("Aktiviteter"), reverse("activities:index"))]
    if activity:
        way.append(Crumb(activity.name, reverse("activities:detail", args=[activity.pk])))
    return [*way, Crumb(here)]


def _done(activity: Activity, said: str) -> Done:
    return Done(said, reverse("activities:detail", args=[activity.pk]))


urls = (
    [
        path("", index, name="index"),
        path("mal/<int:pk>/ny/", add, name="add"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/andra/", edit, name="edit"),
        path("<int:pk>/lage/", follow, name="follow"),
        path("<int:pk>/ansvarig/", hand_over, name="hand_over"),
    ],
    "activities",
)
