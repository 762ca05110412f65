"""A report's steps: laid aside as ready, reviewed, approved, decided, and sent back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.report_steps import (
    approve_report,
    decide_report,
    return_report,
    review_report,
    submit_report,
)
from timglas.models import Report
from timglas.rules.permissions import Permission
from timglas.rules.reports import ReportState
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.needs import needs
from timglas.web.reports_forms import DecisionForm, ReturnForm

# Which view takes a report to a state, and who may send one back.
VIEWS = {
    ReportState.READY: "submit",
    ReportState.REVIEWED: "review",
    ReportState.APPROVED: "approve",
    ReportState.DECIDED: "decide",
}
RETURNS = (Permission.REVIEW_REPORT, Permission.APPROVE_REPORT)


@require_POST
@needs(Permission.WRITE_REPORT, Report)
def submit(request: HttpRequest, report: Report) -> HttpResponse:
    """Lay a report before whoever reviews it."""
    return _take(request, report, submit_report, said=_("Rapporten är lämnad till granskning."))


@require_POST
@needs(Permission.REVIEW_REPORT, Report)
def review(request: HttpRequest, report: Report) -> HttpResponse:
    """Say that a report is reviewed."""
    return _take(
        request, report, review_report, said=_("Rapporten väntar nu på chefens godkännande.")
    )


@require_POST
@needs(Permission.APPROVE_REPORT, Report)
def approve(request: HttpRequest, report: Report) -> HttpResponse:
    """Approve a report, which freezes it."""
    return _take(request, report, approve_report, said=_("Rapporten är godkänd och fryst."))


@needs(Permission.DECIDE_REPORT, Report)
def decide(request: HttpRequest, report: Report) -> HttpResponse:
    """Record that the body has decided its report."""

    @transaction.atomic
    def act(**minutes: Any) -> Done:
        signature = signed(request)
        decision = decision_at_meeting(body=report.round_unit.unit, **minutes, **signature)
        decide_report(report=report, decision=decision, **signature)
        return Done(_("Beslutet är registrerat."), to_report(report))

    context = {"report": report, "crumbs": report_crumbs(report, _("Beslut"))}
    form = DecisionForm(sent(request))
    return answer(request, "reports/decide.html", form=form, act=act, context=context)


@needs(Permission.REVIEW_REPORT, Report, either=Permission.APPROVE_REPORT)
def send_back(request: HttpRequest, report: Report) -> HttpResponse:
    """Send a report back to be written again, with what is to be changed."""

    def act(*, comment: str) -> Done:
        return_report(report=report, comment=comment, **signed(request))
        return Done(_("Rapporten är tillbaka hos den som skriver."), to_report(report))

    context = {"report": report, "crumbs": report_crumbs(report, _("Skicka tillbaka"))}
    form = ReturnForm(sent(request))
    return answer(request, "reports/send_back.html", form=form, act=act, context=context)


def to_report(report: Report) -> str:
    """The address of a report."""
    return reverse("reports:detail", args=[report.pk])


def reports_crumbs(*here: str) -> list[Crumb]:
    """The way to a page about reports."""
    return [Crumb(_("Rapporter"), reverse("reports:index")), *map(Crumb, here)]


def report_crumbs(report: Report, here: str) -> list[Crumb]:
    """The way to a page about a report."""
    whose = Crumb(report.round_unit.unit.name, to_report(report))
    return [*reports_crumbs(), whose, Crumb(here)]


def _take(
    request: HttpRequest, report: Report, step: Callable[..., object], *, said: str
) -> HttpResponse:
    if attempt(request, lambda: step(report=report, **signed(request))):
        messages.success(request, said)
    return SeeOther(to_report(report))


paths = (
    path("<int:pk>/lamna/", submit, name="submit"),
    path("<int:pk>/granskad/", review, name="review"),
    path("<int:pk>/godkann/", approve, name="approve"),
    path("<int:pk>/beslut/", decide, name="decide"),
    path("<int:pk>/tillbaka/", send_back, name="send_back"),
)
