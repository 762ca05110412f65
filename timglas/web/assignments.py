"""Assignments: the register, an assignment's page, giving, answering and settling."""

from datetime import date
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.assignments import answer_assignment, give_assignment, settle_assignment
from timglas.actions.decisions import decision_at_meeting
from timglas.models import Assignment, Decision, Unit
from timglas.queries.assignments import (
    assignment_page,
    assignments,
    listed_assignments,
    served_goals,
)
from timglas.rules.assignments import Side, State, may_become
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.assignments_forms import AnswerForm, AssignmentListForm, GiveForm, SayForm
from timglas.web.assignments_register import assignments_register
from timglas.web.drafts import CONFLICT
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest


@needs(Permission.READ_ASSIGNMENT)
def index(request: HttpRequest) -> HttpResponse:
    """All assignments, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    rows = assignments(viewer)
    form = AssignmentListForm(request.GET, rows=rows)
    return register_response(
        request,
        assignments_register(),
        listed_assignments(rows, form.wanted(wanted_order(request))),
        form=form,
        file="uppdrag",
        context={"may_give": viewer.has(Permission.GIVE_ASSIGNMENT)},
    )


@needs(Permission.READ_ASSIGNMENT, Assignment)
def detail(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """An assignment, and what has been said of it."""
    viewer = cast("ViewedRequest", request).viewer
    state = State(assignment.state)
    context = {
        "page": assignment_page(viewer, assignment),
        "may_answer": bool(may_become(state, Side.RECEIVER))
        and viewer.may(Permission.ANSWER_ASSIGNMENT, assignment),
        "may_settle": bool(may_become(state, Side.GIVER))
        and viewer.may(Permission.GIVE_ASSIGNMENT, assignment),
        "crumbs": crumbs(assignment.name),
    }
    return page(request, "assignments/detail.html", context)


@needs(Permission.GIVE_ASSIGNMENT)
def give(request: HttpRequest) -> HttpResponse:
    """Record an assignment that was given at a meeting."""
    return _give(request, None, {})


@needs(Permission.GIVE_ASSIGNMENT, Assignment)
def replace(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Record a decision that changes an assignment: a new one in its place."""
    if not may_become(State(assignment.state), Side.GIVER):
        return _settled(request, assignment)
    viewer = cast("ViewedRequest", request).viewer
    initial = {
        "body": assignment.decision.body_id,
        "goals": [goal.id for goal in served_goals(viewer, assignment)],
        **{n: getattr(assignment, n) for n in ("name", "text", "due_on", "amount")},
        "receiver": assignment.receiver_id,
    }
    return _give(request, assignment, initial)


def _give(request: HttpRequest, old: Assignment | None, initial: dict[str, Any]) -> HttpResponse:
    viewer = cast("ViewedRequest", request).viewer
    form = GiveForm(sent(request), viewer=viewer, initial=initial)

    @transaction.atomic
    def act(**asked: Any) -> Done:
        minutes = {n: asked.pop(n) for n in ("body", "decided_on", "paragraph", "registry_number")}
        decision = decision_at_meeting(**minutes, **signed(request))
        new = give_assignment(decision=decision, replaces=old, **asked, **signed(request))
        return _done(new, _("Uppdraget är registrerat."))

    template = "assignments/replace.html" if old else "assignments/give.html"
    here = _("Ersätt uppdraget") if old else _("Registrera uppdrag")
    context = {"assignment": old, "crumbs": crumbs(here, old)}
    return answer(request, template, form=form, act=act, context=context)


@needs(Permission.ANSWER_ASSIGNMENT, Assignment)
def respond(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Say for the body that got it that it is received, goes on, or is reported."""
    if not may_become(State(assignment.state), Side.RECEIVER):
        return _settled(request, assignment)
    viewer = cast("ViewedRequest", request).viewer
    form = AnswerForm(sent(request), assignment=assignment, today=viewer.today)
    if assignment.receiver_id not in viewer.units(Permission.RECORD_DECISION):
        form.without_minutes()

    @transaction.atomic
    def act(**said: Any) -> Done:
        decision = _decision(request, assignment.receiver, said)
        answer_assignment(assignment=assignment, decision=decision, **said, **signed(request))
        return _done(assignment, _("Svaret är sparat."))

    context = {"assignment": assignment, "crumbs": crumbs(_("Svara"), assignment)}
    return answer(request, "assignments/respond.html", form=form, act=act, context=context)


@needs(Permission.GIVE_ASSIGNMENT, Assignment)
def settle(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Close an assignment for who gave it, or return it."""
    if not may_become(State(assignment.state), Side.GIVER):
        return _settled(request, assignment)
    viewer = cast("ViewedRequest", request).viewer
    form = SayForm(sent(request), assignment=assignment, side=Side.GIVER, today=viewer.today)

    @transaction.atomic
    def act(**said: Any) -> Done:
        decision = _decision(request, assignment.decision.body, said)
        settle_assignment(assignment=assignment, decision=decision, **said, **signed(request))
        return _done(assignment, _("Det är sparat."))

    context = {"assignment": assignment, "crumbs": crumbs(_("Avsluta"), assignment)}
    return answer(request, "assignments/settle.html", form=form, act=act, context=context)


def _decision(request: HttpRequest, body: Unit, said: dict[str, Any]) -> Decision | None:
    """Take the minutes out of what was said. The decision that they tell of, if any."""
    paragraph, number = said.pop("paragraph", ""), said.pop("registry_number", "")
    if not paragraph:
        return None
    day: date = said["on"]
    return decision_at_meeting(
        body=body, decided_on=day, paragraph=paragraph, registry_number=number, **signed(request)
    )


def _settled(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Answer that nothing more can be said now."""
    context = {
        "assignment": assignment,
        "typed": request.POST.get("note", ""),
        "crumbs": crumbs(_("Inget att svara på"), assignment),
    }
    return page(request, "assignments/settled.html", context, status=CONFLICT)


def crumbs(here: str, assignment: Assignment | None = None) -> list[Crumb]:
    """The way to a page about assignments."""
    way = [
        Crumb(_("Planer"), reverse("plans:index")),
        Crumb(_("Uppdrag"), reverse("assignments:index")),
    ]
    if assignment:
        way.append(Crumb(assignment.name, reverse("assignments:detail", args=[assignment.pk])))
    return [*way, Crumb(here)]


def _done(assignment: Assignment, said: str) -> Done:
    return Done(said, reverse("assignments:detail", args=[assignment.pk]))


urls = (
    [
        path("", index, name="index"),
        path("nytt/", give, name="give"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/svara/", respond, name="respond"),
        path("<int:pk>/avsluta/", settle, name="settle"),
        path("<int:pk>/ersatt/", replace, name="replace"),
    ],
    "assignments",
)
