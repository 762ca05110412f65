"""Alternatives to the proposed budget: the list, a new one, its page, its form, putting forward."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.alternatives import (
    begin_alternative,
    edit_alternative,
    put_forward_alternative,
)
from timglas.models import AlternativeBudget, PlanVersion
from timglas.queries.alternatives import alternative_page, proposals
from timglas.rules.alternatives import from_text
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.budget import with_budget
from timglas.web.budget_forms import BudgetForm
from timglas.web.budget_tables import moves_table
from timglas.web.data import data_response
from timglas.web.drafts import undecided_only
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


class NameForm(forms.Form):
    """Whose alternative it is."""

    name = forms.CharField(
        label=gettext_lazy("Vems förslag är det?"),
        max_length=80,
        help_text=gettext_lazy("Partigruppens eller styrelsens namn."),
    )


@needs(Permission.READ_ALTERNATIVE)
def index(request: HttpRequest) -> HttpResponse:
    """The proposed budgets, each with its alternatives."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "proposals": proposals(viewer),
        "may_write": viewer.has(Permission.WRITE_ALTERNATIVE),
        "may_edit": viewer.has(Permission.EDIT_BUDGET),
        "crumbs": _crumbs(),
    }
    return page(request, "alternatives/index.html", context)


@needs(Permission.WRITE_ALTERNATIVE, PlanVersion)
@with_budget
@undecided_only
def begin(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """Copy the proposal, to move money in the copy."""
    form = NameForm(sent(request))

    def act(*, name: str) -> Done:
        alternative = begin_alternative(version=version, name=name, **signed(request))
        return Done(_("Förslaget är en kopia. Flytta pengar i det."), _to(alternative, "edit"))

    context = {"version": version, "crumbs": _crumbs(_("Nytt förslag"))}
    return answer(request, "alternatives/begin.html", form=form, act=act, context=context)


@needs(Permission.READ_ALTERNATIVE, AlternativeBudget)
def detail(request: HttpRequest, alternative: AlternativeBudget) -> HttpResponse:
    """What an alternative moves, and what that does to the result."""
    shown = alternative_page(alternative)
    if data := data_response(request, moves_table(alternative, shown)):
        return data
    viewer = cast("ViewedRequest", request).viewer
    is_open = alternative.put_forward_at is None
    context = {
        "alternative": alternative,
        "page": shown,
        "may_write": is_open and viewer.may(Permission.WRITE_ALTERNATIVE, alternative),
        "crumbs": _crumbs(alternative.name),
    }
    return page(request, "alternatives/detail.html", context)


@needs(Permission.WRITE_ALTERNATIVE, AlternativeBudget)
def edit(request: HttpRequest, alternative: AlternativeBudget) -> HttpResponse:
    """Move money in an alternative."""
    budget = from_text(alternative.body)
    form = BudgetForm(sent(request), version=alternative.version, budget=budget)

    def act(**_typed: Any) -> Done:
        edit_alternative(alternative=alternative, budget=form.budget(), **signed(request))
        return Done(_("Förslaget är sparat."), _to(alternative, "detail"))

    context = {"alternative": alternative, "crumbs": _crumbs(alternative.name)}
    return answer(request, "alternatives/edit.html", form=form, act=act, context=context)


@needs(Permission.WRITE_ALTERNATIVE, AlternativeBudget)
def put_forward(request: HttpRequest, alternative: AlternativeBudget) -> HttpResponse:
    """Ask before an alternative is put forward; it must balance."""

    def act() -> Done:
        put_forward_alternative(alternative=alternative, **signed(request))
        return Done(_("Förslaget är framlagt. Nu kan fullmäktige läsa det."), where)

    where = _to(alternative, "detail")
    context = {
        "alternative": alternative,
        "page": alternative_page(alternative),
        "crumbs": _crumbs(alternative.name),
    }
    form = forms.Form(sent(request))
    return answer(request, "alternatives/put_forward.html", form=form, act=act, context=context)


def _crumbs(*names: str) -> list[Crumb]:
    way = [Crumb(_("Ramar"), reverse("budget:index"))]
    way.append(Crumb(_("Förslag till budget"), reverse("alternatives:index") if names else ""))
    return [*way, *(Crumb(name) for name in names)]


def _to(alternative: AlternativeBudget, view: str) -> str:
    return reverse(f"alternatives:{view}", args=[alternative.pk])


urls = (
    [
        path("", index, name="index"),
        path("version/<int:pk>/nytt/", begin, name="begin"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/andra/", edit, name="edit"),
        path("<int:pk>/lagg-fram/", put_forward, name="put_forward"),
    ],
    "alternatives",
)
