"""Saying that the process behind an indicator has changed, and taking that back."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.process_changes import mark_process_change, withdraw_process_change
from timglas.models import Indicator, ProcessChange
from timglas.queries.indicators import indicator_page
from timglas.queries.process_changes import process_changes
from timglas.queries.signals import known_values, signal_view
from timglas.rules.periods import Period
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.indicators import crumbs
from timglas.web.needs import needs
from timglas.web.process_changes_forms import ProcessChangeForm, WithdrawForm
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


@needs(Permission.REPORT_OUTCOME, Indicator)
def mark(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Say from which period the work is done in another way, and how."""
    viewer = cast("ViewedRequest", request).viewer
    shown = indicator_page(viewer, indicator, chosen_year(request))
    periods = list(known_values(shown))[1:] if shown and signal_view(shown) else []
    here = reverse("indicators:detail", args=[indicator.pk])
    form = ProcessChangeForm(sent(request), periods=periods)

    def act(*, period: Period, reason: str) -> Done:
        mark_process_change(indicator=indicator, period=period, reason=reason, **signed(request))
        return Done(_("Gränserna är omräknade från %s.") % period.label, here)

    way = [Crumb(shown.result.name, here)] if shown else []
    context = {
        "page": shown,
        "can_change": bool(periods),
        "changes": process_changes(viewer, indicator),
        "crumbs": crumbs(_("Processen har ändrats"), *way),
    }
    return answer(request, "process_changes/mark.html", form=form, act=act, context=context)


@needs(Permission.REPORT_OUTCOME, ProcessChange)
def withdraw(request: HttpRequest, change: ProcessChange) -> HttpResponse:
    """Take a change of the process back, and say why."""
    here = reverse("indicators:detail", args=[change.indicator_id])
    form = WithdrawForm(sent(request))

    def act(*, reason: str) -> Done:
        withdraw_process_change(change=change, reason=reason, **signed(request))
        return Done(_("Processändringen är ångrad. Gränserna är som de var före den."), here)

    back = Crumb(_("Indikator"), here)
    context = {"change": change, "crumbs": crumbs(_("Ångra processändringen"), back)}
    return answer(request, "process_changes/withdraw.html", form=form, act=act, context=context)


urls = (
    [
        path("<int:pk>/process/", mark, name="mark"),
        path("process/<int:pk>/angra/", withdraw, name="withdraw"),
    ],
    "process_changes",
)
