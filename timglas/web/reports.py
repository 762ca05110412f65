"""Units' reports in rounds: the register, a report as it reads, and its files."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from timglas.exchange.report_files import Format
from timglas.exchange.report_web import web_report
from timglas.models import Report
from timglas.queries.reports import (
    document_of,
    listed_reports,
    report_page,
    reports,
    rounds_with_reports,
)
from timglas.rules.permissions import Permission
from timglas.rules.reports import ReportState
from timglas.web import report_sections, report_steps
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.report_files import file_response
from timglas.web.report_steps import RETURNS, report_crumbs, reports_crumbs
from timglas.web.reports_forms import ReportListForm
from timglas.web.reports_register import reports_register
from timglas.web.viewing import ViewedRequest

READ = Permission.READ_REPORT
MAY = (
    *(Permission.WRITE_REPORT, Permission.REVIEW_REPORT, Permission.APPROVE_REPORT),
    Permission.DECIDE_REPORT,
)


@needs(READ)
def index(request: HttpRequest) -> HttpResponse:
    """The reports of a round, the latest if none is chosen."""
    viewer = cast("ViewedRequest", request).viewer
    form = ReportListForm(request.GET, rounds=rounds_with_reports(viewer))
    rows = reports(viewer, form.round)
    return register_response(
        request,
        reports_register(),
        listed_reports(rows, form.wanted(wanted_order(request))),
        form=form,
        file="rapporter",
        context={"round": form.round},
    )


@needs(READ, Report)
def detail(request: HttpRequest, report: Report) -> HttpResponse:
    """A report as it reads: as it stands until it is approved, then from its snapshot alone."""
    viewer = cast("ViewedRequest", request).viewer
    found, may = report_page(viewer, report), viewer.allowed(report, *MAY)
    step = found.next
    context = {
        "page": found,
        "report": web_report(found.document),
        "step": _address(report, step.to) if step and step.permission in may else "",
        "may_write": report.state == ReportState.DRAFT and Permission.WRITE_REPORT in may,
        "may_return": found.can_return and not may.isdisjoint(RETURNS),
        "crumbs": reports_crumbs(found.row.unit),
    }
    return page(request, "reports/detail.html", context)


@needs(READ, Report)
def pdf(request: HttpRequest, report: Report) -> HttpResponse:
    """A report as PDF, for everybody and for long: PDF/UA-1 and PDF/A-2a."""
    return _file(request, report, Format.PDF)


@needs(READ, Report)
def word(request: HttpRequest, report: Report) -> HttpResponse:
    """A report as a Word file."""
    return _file(request, report, Format.WORD)


def _file(request: HttpRequest, report: Report, form: Format) -> HttpResponse:
    unset = {"report": report, "crumbs": report_crumbs(report, "PDF")}
    document, _checksum = document_of(report)
    return file_response(
        request, document, form, name=str(report), unset=("reports/unset.html", unset)
    )


def _address(report: Report, to: ReportState) -> str:
    """Where a report is taken a step further."""
    return reverse(f"reports:{report_steps.VIEWS[to]}", args=[report.pk])


urls = (
    [
        path("", index, name="index"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/rapport.pdf", pdf, name="report_pdf"),
        path("<int:pk>/rapport.docx", word, name="report_word"),
        *report_sections.paths,
        *report_steps.paths,
    ],
    "reports",
)
