"""Deviations: the register, a deviation's page and what is said of it, and the rules."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.deviations import (
    add_deviation_rule,
    close_deviation,
    explain_deviation,
    follow_up_deviation,
    retire_deviation_rule,
)
from timglas.models import Deviation, DeviationRule
from timglas.queries.deviations import (
    deviation_page,
    deviation_rules,
    deviations,
    listed_deviations,
)
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.deviations_forms import (
    CloseForm,
    DeviationListForm,
    ExplainForm,
    NoteForm,
    RuleForm,
)
from timglas.web.deviations_register import deviations_register
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest

HANDLE, RULE = Permission.HANDLE_DEVIATION, Permission.MANAGE_DEVIATION_RULE
SAID = ("cause", "action", "action_on", "action_by")


@needs(Permission.READ_DEVIATION)
def index(request: HttpRequest) -> HttpResponse:
    """The deviations that are open, or others that are asked for."""
    viewer = cast("ViewedRequest", request).viewer
    form = DeviationListForm(request.GET, viewer=viewer)
    rows = listed_deviations(viewer, deviations(viewer), form.wanted(wanted_order(request)))
    context = {"may_manage_rules": viewer.has(RULE)}
    return register_response(
        request, deviations_register(), rows, form=form, file="avvikelser", context=context
    )


@needs(Permission.READ_DEVIATION, Deviation)
def detail(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """A deviation, what is done about it, and its history."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": deviation_page(viewer, deviation),
        "may_handle": deviation.closed_at is None and viewer.may(HANDLE, deviation),
        "crumbs": crumbs(Crumb(deviation.name)),
    }
    return page(request, "deviations/detail.html", context)


@needs(HANDLE, Deviation)
def explain(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Write cause and action, until when by whom."""
    form = ExplainForm(sent(request), initial={name: getattr(deviation, name) for name in SAID})

    def act(**said: Any) -> Done:
        explain_deviation(deviation=deviation, **said, **signed(request))
        return done(deviation, _("Orsak och åtgärd är sparade."))

    context = about(deviation, _("Orsak och åtgärd"))
    return answer(request, "deviations/explain.html", form=form, act=act, context=context)


@needs(HANDLE, Deviation)
def follow_up(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Say how the action goes."""

    def act(*, note: str) -> Done:
        follow_up_deviation(deviation=deviation, note=note, **signed(request))
        return done(deviation, _("Uppföljningen är sparad."))

    context = about(deviation, _("Följ upp"))
    form = NoteForm(sent(request))
    return answer(request, "deviations/follow_up.html", form=form, act=act, context=context)


@needs(HANDLE, Deviation)
def close(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Close a deviation."""

    def act(*, reason: str) -> Done:
        close_deviation(deviation=deviation, reason=reason, **signed(request))
        return done(deviation, _("Avvikelsen är avslutad."))

    context = about(deviation, _("Avsluta"))
    form = CloseForm(sent(request))
    return answer(request, "deviations/close.html", form=form, act=act, context=context)


@needs(RULE)
def rules(request: HttpRequest) -> HttpResponse:
    """What is a deviation, and who is told."""
    context = {"rules": deviation_rules(), "crumbs": crumbs(Crumb(_("Regler")))}
    return page(request, "deviations/rules.html", context)


@needs(RULE)
def rule_add(request: HttpRequest) -> HttpResponse:
    """Add a rule."""
    form = RuleForm(sent(request), viewer=cast("ViewedRequest", request).viewer)

    def act(**said: Any) -> Done:
        add_deviation_rule(**said, **signed(request))
        return Done(
            _("Regeln gäller. Det som redan bryter mot den syns inom en minut."),
            reverse("deviations:rules"),
        )

    way = crumbs(Crumb(_("Regler"), reverse("deviations:rules")), Crumb(_("Ny regel")))
    context = {"crumbs": way}
    return answer(request, "deviations/rule_add.html", form=form, act=act, context=context)


@require_POST
@needs(RULE, DeviationRule)
def rule_retire(request: HttpRequest, rule: DeviationRule) -> HttpResponse:
    """Let a rule find nothing more."""
    attempt(request, lambda: retire_deviation_rule(rule=rule, **signed(request)))
    return SeeOther(reverse("deviations:rules"))


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about deviations."""
    return [Crumb(_("Avvikelser"), reverse("deviations:index")), *more]


def about(deviation: Deviation, here: str) -> dict[str, Any]:
    """What a form's page needs to know."""
    url = reverse("deviations:detail", args=[deviation.pk])
    return {"deviation": deviation, "crumbs": crumbs(Crumb(deviation.name, url), Crumb(here))}


def done(deviation: Deviation, said: str) -> Done:
    """Go back to the deviation."""
    return Done(said, reverse("deviations:detail", args=[deviation.pk]))


urls = (
    [
        path("", index, name="index"),
        path("regler/", rules, name="rules"),
        path("regler/ny/", rule_add, name="rule_add"),
        path("regler/<int:pk>/ta-bort/", rule_retire, name="rule_retire"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/atgard/", explain, name="explain"),
        path("<int:pk>/folj-upp/", follow_up, name="follow_up"),
        path("<int:pk>/avsluta/", close, name="close"),
    ],
    "deviations",
)
