"""The municipality's kinds of round: the list, a new one, and changes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.round_kinds import (
    NAMED,
    add_round_kind,
    add_usual_kinds,
    edit_round_kind,
    retire_round_kind,
)
from timglas.models import RoundKind
from timglas.queries.rounds import round_kinds
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.administration import crumbs
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.rounds_forms import KindForm

MANAGE = Permission.MANAGE_ROUND


@needs(MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """The kinds that are used."""
    context = {"kinds": round_kinds(), "crumbs": crumbs(Crumb(_("Slag av omgångar")))}
    return page(request, "round_kinds/index.html", context)


@require_POST
@needs(MANAGE)
def usual(request: HttpRequest) -> HttpResponse:
    """Add the kinds that a municipality may begin with."""
    add_usual_kinds(**signed(request))
    messages.success(request, _("De vanliga slagen är tillagda. Ändra dem så att de passar."))
    return SeeOther(reverse("round_kinds:index"))


@needs(MANAGE)
def add(request: HttpRequest) -> HttpResponse:
    """Add a kind of its own."""
    form = KindForm(sent(request))

    def act(**told: Any) -> Done:
        kind = add_round_kind(**told, **signed(request))
        return Done(_("%s är tillagd.") % kind, reverse("round_kinds:index"))

    return answer(request, "round_kinds/add.html", form=form, act=act, context=_way(_("Nytt slag")))


@needs(MANAGE, RoundKind)
def edit(request: HttpRequest, kind: RoundKind) -> HttpResponse:
    """Change a kind; rounds that are open keep their days."""
    form = KindForm(sent(request), initial={name: getattr(kind, name) for name in NAMED})

    def act(**told: Any) -> Done:
        edit_round_kind(kind=kind, **told, **signed(request))
        return Done(_("Ändringen är sparad."), reverse("round_kinds:index"))

    context = {"kind": kind, **_way(kind.name)}
    return answer(request, "round_kinds/edit.html", form=form, act=act, context=context)


@require_POST
@needs(MANAGE, RoundKind)
def retire(request: HttpRequest, kind: RoundKind) -> HttpResponse:
    """Offer a kind no more."""
    if attempt(request, lambda: retire_round_kind(kind=kind, **signed(request))):
        messages.success(request, _("%s används inte längre.") % kind)
    return SeeOther(reverse("round_kinds:index"))


def _way(here: str) -> dict[str, Any]:
    way = Crumb(_("Slag av omgångar"), reverse("round_kinds:index"))
    return {"crumbs": crumbs(way, Crumb(here))}


urls = (
    [
        path("", index, name="index"),
        path("vanliga/", usual, name="usual"),
        path("nytt/", add, name="add"),
        path("<int:pk>/", edit, name="edit"),
        path("<int:pk>/ta-bort/", retire, name="retire"),
    ],
    "round_kinds",
)
