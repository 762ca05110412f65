"""The municipality's year: its page, a step, and what those who manage it change."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timglas.actions.cycle import (
    NAMED,
    add_step,
    create_cycle,
    discard_cycle,
    edit_step,
    finish_step,
    reopen_step,
    shift_cycle,
    withdraw_step,
)
from timglas.models import Cycle, CycleStep
from timglas.queries.cycle import cycle_page, step_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.cycle_forms import CreateCycleForm, FinishForm, ShiftForm, StepForm
from timglas.web.cycle_tables import year_table
from timglas.web.data import data_response
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year

READ, MANAGE = Permission.READ_CYCLE, Permission.MANAGE_CYCLE


@needs(READ)
def index(request: HttpRequest) -> HttpResponse:
    """A year: the steps part by part, what goes on now and what comes next."""
    viewer = cast("ViewedRequest", request).viewer
    found = cycle_page(viewer, chosen_year(request))
    if data := data_response(request, year_table(found)):
        return data
    context = {
        "page": found,
        "may_manage": viewer.has(MANAGE),
        "may_subscribe": viewer.has(Permission.SUBSCRIBE_CALENDAR) and viewer.person,
    }
    return page(request, "cycle/index.html", context)


@needs(READ, CycleStep)
def step(request: HttpRequest, step: CycleStep) -> HttpResponse:
    """A step: what it waits for, what it holds up, and when it was done."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": step_page(viewer, step),
        "may_manage": viewer.may(MANAGE, step),
        "crumbs": crumbs(step.cycle, Crumb(step.name)),
    }
    return page(request, "cycle/step.html", context)


@needs(MANAGE)
def create(request: HttpRequest) -> HttpResponse:
    """Make a year's steps."""
    latest = Cycle.objects.order_by("-year").first()
    following = latest.year + 1 if latest and "ar" not in request.GET else chosen_year(request)
    form = CreateCycleForm(sent(request), initial={"year": following, "like": latest})

    def act(**fields: Any) -> Done:
        cycle = create_cycle(**fields, **signed(request))
        return Done(_("Årets steg är gjorda. Se över dem."), _address(cycle))

    context = {"crumbs": [Crumb(_("Året"), reverse("cycle:index")), Crumb(_("Nytt år"))]}
    return answer(request, "cycle/create.html", form=form, act=act, context=context)


@needs(MANAGE, Cycle)
def shift(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Move all steps of a year that are not done."""
    form = ShiftForm(sent(request))

    def act(*, days: int) -> Done:
        count = shift_cycle(cycle=cycle, days=days, **signed(request))
        said = ngettext("Ett steg är flyttat.", "{n} steg är flyttade.", count).format(n=count)
        return Done(said, _address(cycle))

    context = {"cycle": cycle, "crumbs": crumbs(cycle, Crumb(_("Flytta hela året")))}
    return answer(request, "cycle/shift.html", form=form, act=act, context=context)


@needs(MANAGE, Cycle)
def discard(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Ask before a year that was made by mistake is thrown away, then do it."""

    def act() -> Done:
        discard_cycle(cycle=cycle, **signed(request))
        return Done(_("Årets steg är borttagna."), reverse("cycle:index"))

    context = {
        "cycle": cycle,
        "step_count": cycle.steps.count(),
        "crumbs": crumbs(cycle, Crumb(_("Ta bort"))),
    }
    form = forms.Form(sent(request))
    return answer(request, "cycle/discard.html", form=form, act=act, context=context)


@needs(MANAGE, Cycle)
def add(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Add a step to a year."""
    form = StepForm(sent(request), cycle=cycle, step=None)

    def act(**planned: Any) -> Done:
        added = add_step(cycle=cycle, **planned, **signed(request))
        return _done(added, _("Steget är tillagt."))

    context = {"cycle": cycle, "crumbs": crumbs(cycle, Crumb(_("Nytt steg")))}
    return answer(request, "cycle/add.html", form=form, act=act, context=context)


@needs(MANAGE, CycleStep)
def edit(request: HttpRequest, step: CycleStep) -> HttpResponse:
    """Change a step."""
    initial = {name: getattr(step, name) for name in NAMED} | {"after": step.after.all()}
    form = StepForm(sent(request), cycle=step.cycle, step=step, initial=initial)

    def act(**planned: Any) -> Done:
        edit_step(step=step, **planned, **signed(request))
        return _done(step, _("Ändringen är sparad."))

    context = {"step": step, "crumbs": step_crumbs(step, _("Ändra"))}
    return answer(request, "cycle/edit.html", form=form, act=act, context=context)


@needs(MANAGE, CycleStep)
def finish(request: HttpRequest, step: CycleStep) -> HttpResponse:
    """Say that a step is done."""
    form = FinishForm(sent(request), initial={"on": cast("ViewedRequest", request).viewer.today})

    def act(*, on: date) -> Done:
        finish_step(step=step, on=on, **signed(request))
        return _done(step, _("Steget är klart."))

    context = {"step": step, "crumbs": step_crumbs(step, _("Klart"))}
    return answer(request, "cycle/finish.html", form=form, act=act, context=context)


@require_POST
@needs(MANAGE, CycleStep)
def reopen(request: HttpRequest, step: CycleStep) -> HttpResponse:
    """Take back that a step is done."""
    if attempt(request, lambda: reopen_step(step=step, **signed(request))):
        messages.success(request, _("Steget är inte längre klart."))
    return SeeOther(reverse("cycle:step", args=[step.pk]))


@needs(MANAGE, CycleStep)
def withdraw(request: HttpRequest, step: CycleStep) -> HttpResponse:
    """Take a step away."""

    def act() -> Done:
        withdraw_step(step=step, **signed(request))
        return Done(_("Steget är borttaget."), _address(step.cycle))

    form = forms.Form(sent(request))
    context = {"step": step, "crumbs": step_crumbs(step, _("Ta bort"))}
    return answer(request, "cycle/withdraw.html", form=form, act=act, context=context)


def crumbs(cycle: Cycle, *more: Crumb) -> list[Crumb]:
    """The way to a page about a year."""
    return [Crumb(_("Året {year}").format(year=cycle.year), _address(cycle)), *more]


def step_crumbs(step: CycleStep, here: str) -> list[Crumb]:
    """The way to a page that changes a step."""
    return crumbs(step.cycle, Crumb(step.name, reverse("cycle:step", args=[step.pk])), Crumb(here))


def _address(cycle: Cycle) -> str:
    return reverse("cycle:index", query={"ar": cycle.year})


def _done(step: CycleStep, said: str) -> Done:
    return Done(said, reverse("cycle:step", args=[step.pk]))


urls = (
    [
        path("", index, name="index"),
        path("nytt/", create, name="create"),
        path("<int:pk>/flytta/", shift, name="shift"),
        path("<int:pk>/ta-bort/", discard, name="discard"),
        path("<int:pk>/steg/nytt/", add, name="add"),
        path("steg/<int:pk>/", step, name="step"),
        path("steg/<int:pk>/andra/", edit, name="edit"),
        path("steg/<int:pk>/klart/", finish, name="finish"),
        path("steg/<int:pk>/oppna/", reopen, name="reopen"),
        path("steg/<int:pk>/ta-bort/", withdraw, name="withdraw"),
    ],
    "cycle",
)
