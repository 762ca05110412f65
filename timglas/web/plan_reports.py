"""A decided plan to read from beginning to end: as a web page, as PDF and as a Word file.

All three are made of the document that the decision froze, and say the same.
"""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from timglas.exchange.report_files import Format
from timglas.exchange.report_web import web_report
from timglas.models import PlanVersion, VersionState
from timglas.queries.plan_report import plan_report
from timglas.web.drafts import crumbs_to, readable
from timglas.web.needs import public
from timglas.web.page import page
from timglas.web.report_files import file_response
from timglas.web.viewing import ViewedRequest


@public
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A decided plan as one text, with a list of contents beside it."""
    version = _decided(request, pk)
    context = {
        "version": version,
        "report": web_report(plan_report(version)),
        "crumbs": crumbs_to(version, _("Läs hela")),
    }
    return page(request, "plans/report.html", context)


@public
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A decided plan as PDF, for everybody and for long: PDF/UA-1 and PDF/A-2a."""
    return _file(request, pk, Format.PDF)


@public
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """A decided plan as a Word file."""
    return _file(request, pk, Format.WORD)


def _file(request: HttpRequest, pk: int, form: Format) -> HttpResponse:
    version = _decided(request, pk)
    unset = {"version": version, "crumbs": crumbs_to(version, "PDF")}
    return file_response(
        request,
        plan_report(version),
        form,
        name=str(version),
        unset=("plans/report_unset.html", unset),
    )


def _decided(request: HttpRequest, pk: int) -> PlanVersion:
    """A decided version that the viewer may read; else 404."""
    version = readable(cast("ViewedRequest", request).viewer, pk)
    if version.state == VersionState.DRAFT:
        raise Http404
    return version


paths = (
    path("version/<int:pk>/las/", report, name="report"),
    path("version/<int:pk>/plan.pdf", pdf, name="report_pdf"),
    path("version/<int:pk>/plan.docx", word, name="report_word"),
)
