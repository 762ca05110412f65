"""Rounds of follow-up: the register, a round's page, and what those who lead it change."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.round_links import revoke_links
from timglas.actions.rounds import (
    finish_unit,
    lock_round,
    note_receipt,
    open_round,
    reopen_unit,
    undo_round,
    unlock_round,
)
from timglas.models import Round, RoundKind, RoundUnit
from timglas.queries.round_page import round_page
from timglas.queries.round_plans import round_preview
from timglas.queries.rounds import next_of, rounds_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.data import data_response, wants_data
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.rounds_forms import OpenForm, ReceiptForm
from timglas.web.rounds_tables import round_table
from timglas.web.viewing import ViewedRequest

READ, MANAGE = Permission.READ_ROUND, Permission.MANAGE_ROUND
NOTE, REPORT = Permission.NOTE_RECEIPT, Permission.REPORT_OUTCOME


@needs(READ)
def index(request: HttpRequest) -> HttpResponse:
    """The rounds that go on, those that are over, and what can be opened."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": rounds_page(viewer),
        "may_manage": viewer.has(MANAGE),
        "may_report": viewer.has(REPORT),
    }
    return page(request, "rounds/index.html", context)


@needs(READ, Round)
def detail(request: HttpRequest, opened: Round) -> HttpResponse:
    """A round: how far each level has come, who is late, and who has received it."""
    viewer = cast("ViewedRequest", request).viewer
    found = round_page(viewer, opened)
    if wants_data(request) and (data := data_response(request, round_table(found))):
        return data
    may_manage = viewer.has(MANAGE)
    context = {
        "page": found,
        "may_manage": may_manage,
        "may_undo": may_manage and not (found.ready or found.received),
        "may_note": viewer.has(NOTE) and found.received < len(found.bodies),
        "crumbs": crumbs(Crumb(found.name)),
    }
    return page(request, "rounds/detail.html", context)


@needs(MANAGE, RoundKind)
def begin(request: HttpRequest, kind: RoundKind) -> HttpResponse:
    """Open a round for all units, after seeing when each level is due."""
    viewer = cast("ViewedRequest", request).viewer
    form = OpenForm.of(kind, next_of(kind, viewer.today), sent(request))

    def act(*, as_of: date, begins: date, **_days: int) -> Done:
        days = form.shown[2]
        opened = open_round(kind=kind, as_of=as_of, begins=begins, days=days, **signed(request))
        count = opened.units.count()
        said = ngettext(
            "Omgången är öppnad för %s enhet.", "Omgången är öppnad för %s enheter.", count
        )
        return Done(said % count, _address(opened))

    as_of, begins, days = form.shown
    context = {
        "kind": kind,
        "preview": round_preview(kind, as_of=as_of, begins=begins, days=days),
        "crumbs": crumbs(Crumb(_("Öppna en omgång"))),
    }
    if "visa" in request.POST:
        return page(request, "rounds/begin.html", {"form": form, **context})
    return answer(request, "rounds/begin.html", form=form, act=act, context=context)


@needs(MANAGE, Round)
def undo(request: HttpRequest, opened: Round) -> HttpResponse:
    """Ask before the opening of a round is undone, then do it."""

    def act() -> Done:
        undo_round(opened=opened, **signed(request))
        return Done(_("Öppnandet är ångrat."), reverse("rounds:index"))

    form = forms.Form(sent(request))
    context = {"opened": opened, "crumbs": round_crumbs(opened, _("Ångra"))}
    return answer(request, "rounds/undo.html", form=form, act=act, context=context)


@require_POST
@needs(MANAGE, Round)
def lock(request: HttpRequest, opened: Round) -> HttpResponse:
    """Let nobody say more in a round."""
    if attempt(request, lambda: lock_round(opened=opened, **signed(request))):
        messages.success(request, _("Omgången är låst."))
    return SeeOther(_address(opened))


@require_POST
@needs(MANAGE, Round)
def unlock(request: HttpRequest, opened: Round) -> HttpResponse:
    """Let a locked round be reported in again."""
    if attempt(request, lambda: unlock_round(opened=opened, **signed(request))):
        messages.success(request, _("Omgången är öppen igen."))
    return SeeOther(_address(opened))


@require_POST
@needs(MANAGE, Round)
def revoke(request: HttpRequest, opened: Round) -> HttpResponse:
    """Let the links that were mailed about a round lead nowhere."""
    revoke_links(opened=opened, **signed(request))
    messages.success(request, _("Länkarna i mejlen leder inte längre någonstans."))
    return SeeOther(_address(opened))


@needs(NOTE, Round)
def receive(request: HttpRequest, opened: Round) -> HttpResponse:
    """Record that a body has received what the round came to."""
    viewer = cast("ViewedRequest", request).viewer
    waiting = {body.unit_id for body in round_page(viewer, opened).bodies if not body.decision}
    form = ReceiptForm(
        sent(request),
        bodies=waiting & viewer.units(NOTE),
        initial={"body": request.GET.get("organ", "")},
    )

    @transaction.atomic
    def act(**minutes: Any) -> Done:
        decision = decision_at_meeting(**minutes, **signed(request))
        note_receipt(opened=opened, decision=decision, **signed(request))
        return Done(_("Mottagandet är registrerat."), _address(opened))

    context = {"opened": opened, "crumbs": round_crumbs(opened, _("Mottagen"))}
    return answer(request, "rounds/receive.html", form=form, act=act, context=context)


@require_POST
@needs(REPORT, RoundUnit)
def finish(request: HttpRequest, row: RoundUnit) -> HttpResponse:
    """Say that a unit has reported all it has to."""
    if attempt(request, lambda: finish_unit(row=row, **signed(request))):
        messages.success(request, _("Tack! %s är klar.") % row.unit)
    return SeeOther(reverse("outcomes:receipt", args=[row.round_id]))


@require_POST
@needs(REPORT, RoundUnit)
def reopen(request: HttpRequest, row: RoundUnit) -> HttpResponse:
    """Take back that a unit is ready."""
    if attempt(request, lambda: reopen_unit(row=row, **signed(request))):
        messages.success(request, _("%s är öppen igen.") % row.unit)
    return SeeOther(_address(row.round))


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about rounds."""
    return [Crumb(_("Omgångar"), reverse("rounds:index")), *more]


def round_crumbs(opened: Round, here: str) -> list[Crumb]:
    """The way to a page that changes a round."""
    return crumbs(Crumb(str(opened), _address(opened)), Crumb(here))


def _address(opened: Round) -> str:
    return reverse("rounds:detail", args=[opened.pk])


urls = (
    [
        path("", index, name="index"),
        path("<int:pk>/", detail, name="detail"),
        path("oppna/<int:pk>/", begin, name="begin"),
        path("<int:pk>/angra/", undo, name="undo"),
        path("<int:pk>/las/", lock, name="lock"),
        path("<int:pk>/las-upp/", unlock, name="unlock"),
        path("<int:pk>/aterkalla-lankar/", revoke, name="revoke"),
        path("<int:pk>/mottagen/", receive, name="receive"),
        path("enhet/<int:pk>/klar/", finish, name="finish"),
        path("enhet/<int:pk>/oppna/", reopen, name="reopen"),
    ],
    "rounds",
)
