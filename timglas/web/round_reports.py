"""Reporting in a round: goals and activities where nothing has changed, and the receipt."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.refusal import Refusal
from timglas.actions.round_reports import repeat_activity, repeat_assessment
from timglas.models import Activity, Goal, Round
from timglas.queries.outcomes import DuePage, due_page
from timglas.queries.results import year_results
from timglas.queries.round_report import activity_in, judged_in, round_report
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, SeeOther, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


def asked_round(request: HttpRequest) -> Round | None:
    """The round that an address asks about, if any; 404 if there is no such round."""
    asked = request.GET.get("omgang", "")
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    viewer = cast("ViewedRequest", request).viewer
    return viewer.get(Permission.READ_ROUND, Round, pk=int(asked))


def reported(request: HttpRequest, due: DuePage) -> dict[str, Any]:
    """What a page of reporting shows of how far it has come; in a round with all that it asks."""
    opened = asked_round(request)
    viewer = cast("ViewedRequest", request).viewer
    report = round_report(viewer, opened) if opened else None
    return {
        "due": due,
        "report": report,
        "done": due.done + (report.done if report else 0),
        "wanted": due.wanted + (report.wanted if report else 0),
    }


@require_POST
@needs(Permission.ASSESS_GOAL, Goal)
def confirm_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Judge a goal as it was judged last: nothing has changed."""
    opened = _required_round(request)
    viewer = cast("ViewedRequest", request).viewer
    found = year_results(viewer, opened.as_of.year).goals.get(goal.pk)
    if found is None:
        raise Http404
    fault = _tried(
        lambda: repeat_assessment(
            goal=goal,
            year=opened.as_of.year,
            as_of=viewer.today,
            proposed=found.proposal.status,
            **signed(request),
        )
    )
    fresh = year_results(viewer, opened.as_of.year).goals[goal.pk]
    row = judged_in(fresh, opened)
    return _answer(request, opened, "outcomes/goal_row.html", row=row, fault=fault)


@require_POST
@needs(Permission.FOLLOW_ACTIVITY, Activity)
def confirm_activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Note that nothing has changed in an activity."""
    opened = _required_round(request)
    fault = _tried(lambda: repeat_activity(activity=activity, **signed(request)))
    row = activity_in(cast("ViewedRequest", request).viewer, opened, activity)
    return _answer(request, opened, "outcomes/activity_row.html", row=row, fault=fault)


@needs(Permission.READ_ROUND, Round)
def receipt(request: HttpRequest, opened: Round) -> HttpResponse:
    """What the viewer has reported in a round, and what comes next."""
    viewer = cast("ViewedRequest", request).viewer
    report = round_report(viewer, opened)
    context = {
        "due": due_page(viewer, as_of=opened.as_of),
        "report": report,
        "crumbs": [
            Crumb(_("Omgångar"), reverse("rounds:index")),
            Crumb(report.name, reverse("rounds:detail", args=[opened.pk])),
            Crumb(_("Kvitto")),
        ],
    }
    return page(request, "outcomes/receipt.html", context)


def _required_round(request: HttpRequest) -> Round:
    opened = asked_round(request)
    if opened is None or opened.locked_at:
        raise Http404
    return opened


def _tried(act: Callable[[], object]) -> str:
    """Do something; why it was refused, "" if it was done."""
    try:
        act()
    except Refusal as refusal:
        return refusal.message
    return ""


def _answer(
    request: HttpRequest, opened: Round, template: str, *, row: object, fault: str
) -> HttpResponse:
    """Answer htmx with the row and how far the viewer has come; else go back to the page."""
    back = reverse("outcomes:mine", query={"omgang": opened.pk})
    if not cast("ViewedRequest", request).htmx:
        if fault:
            messages.error(request, fault)
        return SeeOther(back)
    due = due_page(cast("ViewedRequest", request).viewer, as_of=opened.as_of)
    said = fault or _("Sparat.")
    context = {"row": row, "fault": fault, "said": said, "row_template": template}
    context |= reported(request, due) | {"is_answer": True}
    return page(request, "outcomes/confirmed.html", context, status=422 if fault else 200)
