"""Goals: the list, a goal's page, judging it, and naming who answers for it."""

from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.assessments import assess_goal
from timglas.actions.goals import assign_goal
from timglas.models import Goal, Person, PlanVersion
from timglas.queries.activities import goal_activities
from timglas.queries.assignments import goal_assignments
from timglas.queries.deviations import open_deviations
from timglas.queries.forecasts import foretold_lines
from timglas.queries.goals import GoalPage, goal_page, listed_goals
from timglas.queries.results import year_results
from timglas.queries.scan import goal_observations
from timglas.queries.target_figures import deviations_figure
from timglas.queries.years import plan_years
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.assessments_forms import AssessForm
from timglas.web.data import data_response
from timglas.web.figures import figure_response
from timglas.web.goal_figures import figure
from timglas.web.needs import needs, public
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.results_forms import AssignForm, GoalListForm
from timglas.web.results_registers import goals_register
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year

# What a goal's page offers to those who may.
ON_PAGE = (
    Permission.MANAGE_ACTIVITY,
    Permission.ASSESS_GOAL,
    Permission.ASSIGN_RESPONSIBILITY,
    Permission.EDIT_PLAN,
)


@public
def index(request: HttpRequest) -> HttpResponse:
    """The year's goals, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    results = year_results(viewer, chosen_year(request))
    years = plan_years(viewer.reach(Permission.READ, PlanVersion), viewer.today)
    form = GoalListForm(request.GET, results=results, years=years)
    goals = listed_goals(results, form.wanted(wanted_order(request)))
    return register_response(
        request,
        goals_register(),
        goals,
        form=form,
        file=f"mal-{results.year}",
        context={"results": results},
    )


@needs(Permission.READ, Goal)
def detail(request: HttpRequest, goal: Goal) -> HttpResponse:
    """A goal: how it goes, why, and how it hangs together with others."""
    viewer = cast("ViewedRequest", request).viewer
    shown = goal_page(viewer, goal, chosen_year(request))
    if shown is None:
        return page(request, "goals/later.html", {"crumbs": crumbs(_("Mål"))})
    deviations = deviations_figure(shown.goal.indicators)
    if data := figure_response(request, deviations):
        return data
    if data := data_response(request, goals_register().table(f"mal-{shown.year}", [shown.goal])):
        return data
    may = viewer.allowed(goal, *ON_PAGE)
    context = {
        "page": shown,
        "figure": deviations,
        "foretold": foretold_lines(viewer, shown.goal.indicators, shown.year),
        "broken": open_deviations(viewer, goal=goal.pk),
        "activities": goal_activities(viewer, goal),
        "assignments": goal_assignments(viewer, goal),
        "observations": goal_observations(viewer, goal),
        "may_plan": Permission.MANAGE_ACTIVITY in may,
        "may_assess": Permission.ASSESS_GOAL in may,
        "may_assign": Permission.ASSIGN_RESPONSIBILITY in may,
        "may_choose": Permission.EDIT_PLAN in may and shown.goal.level_order == 1,
        "crumbs": crumbs(shown.goal.wording),
    }
    return page(request, "goals/detail.html", context)


@needs(Permission.ASSESS_GOAL, Goal)
def assess(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Judge a goal beside what the rule proposes."""
    viewer = cast("ViewedRequest", request).viewer
    shown = goal_page(viewer, goal, chosen_year(request))
    if shown is None:
        return page(request, "goals/later.html", {"crumbs": crumbs(_("Mål"))})
    form = AssessForm(sent(request), shown=shown, as_of=viewer.today)

    def act(**_typed: object) -> Done:
        assess_goal(
            goal=goal,
            year=shown.year,
            as_of=viewer.today,
            proposed=shown.goal.proposal.status,
            **form.said(),
            **signed(request),
        )
        return Done(_("Bedömningen är sparad."), _address(goal, shown.year))

    context = {"page": shown, "crumbs": crumbs(_("Bedöm målet"), goal, shown)}
    return answer(request, "goals/assess.html", form=form, act=act, context=context)


@needs(Permission.ASSIGN_RESPONSIBILITY, Goal)
def assign(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Name who answers for a goal."""
    viewer = cast("ViewedRequest", request).viewer
    shown = goal_page(viewer, goal, chosen_year(request))
    person = shown.goal.person.id if shown and shown.goal.person else None
    form = AssignForm(sent(request), initial={"person": person, "on": viewer.today})

    def act(*, person: Person | None, on: date) -> Done:
        assign_goal(goal=goal, person=person, on=on, **signed(request))
        return Done(_("Ansvaret är ändrat."), reverse("goals:detail", args=[goal.pk]))

    context = {"page": shown, "crumbs": crumbs(_("Byt ansvarig"), goal, shown)}
    return answer(request, "goals/assign.html", form=form, act=act, context=context)


def crumbs(here: str, goal: Goal | None = None, shown: GoalPage | None = None) -> list[Crumb]:
    """The way to a page about goals."""
    way = [Crumb(_("Mål"), reverse("goals:index"))]
    if goal and shown:
        way.append(Crumb(shown.goal.wording, _address(goal, shown.year)))
    return [*way, Crumb(here)]


def _address(goal: Goal, year: int) -> str:
    return f"{reverse('goals:detail', args=[goal.pk])}?ar={year}"


urls = (
    [
        path("", index, name="index"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/bedom/", assess, name="assess"),
        path("<int:pk>/ansvarig/", assign, name="assign"),
        path("<int:pk>/siffra/", figure, name="figure"),
    ],
    "goals",
)
