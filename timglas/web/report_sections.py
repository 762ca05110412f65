"""A section of a report: its text is written here, with what units below have written beside it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from timglas.actions.refusal import Refusal
from timglas.actions.reports import Conflict, write_section_text
from timglas.models import ReportSection
from timglas.queries.report_sections import WritingPage, writing_page
from timglas.rules.permissions import Permission
from timglas.rules.reports import ReportState
from timglas.web.acting import SeeOther, sent, signed
from timglas.web.drafts import CONFLICT
from timglas.web.forms import show_refusal
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.report_steps import report_crumbs, to_report
from timglas.web.reports_forms import TextForm
from timglas.web.viewing import ViewedRequest

# What the buttons beside "Spara" send: which unit's text to quote, or which version to add.
QUOTE, ADD = "citera", "lagg_till"


@needs(Permission.WRITE_REPORT, ReportSection)
def write(request: HttpRequest, section: ReportSection) -> HttpResponse:
    """Write a section; what somebody else saved meanwhile is shown beside, and nothing is lost."""
    if request.method == "GET" and section.report.state != ReportState.DRAFT:
        messages.info(request, _("Rapporten är lämnad vidare, så den kan inte skrivas i nu."))
        return SeeOther(to_report(section.report))
    found = writing_page(cast("ViewedRequest", request).viewer, section)
    form = TextForm.of(section.words, sent(request), html=found.html, based_on=found.number)
    if not (form.is_bound and form.is_valid()):
        return _drawn(request, section, found, form, status=422 if form.is_bound else 200)
    if added := _added(request, found):
        typed = form.cleaned_data
        started = found.number if ADD in request.POST else typed["based_on"]
        html = typed["html"] + added
        both = TextForm.of(section.words, None, html=html, based_on=started)
        return _drawn(request, section, found, both)
    try:
        write_section_text(section=section, **form.cleaned_data, **signed(request))
    except Conflict as conflict:
        return _conflict(request, found, conflict)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _drawn(request, section, found, form, status=422)
    messages.success(request, _("Avsnittet ”%s” är sparat.") % section.title)
    return SeeOther(to_report(section.report))


def _added(request: HttpRequest, found: WritingPage) -> str:
    """What a button asks to be put last in the text: a quote of a unit's, or the other version."""
    if request.POST.get(ADD):
        return found.html
    chosen = request.POST.get(QUOTE, "")
    return next((text.quoted for text in found.beside if str(text.section_id) == chosen), "")


def _conflict(request: HttpRequest, found: WritingPage, conflict: Conflict) -> HttpResponse:
    """Both texts: the saved one to read and take from, one's own in the field, to be saved next."""
    section = conflict.theirs.section
    form = TextForm.of(section.words, None, html=conflict.ours, based_on=conflict.theirs.number)
    return _drawn(request, section, found, form, status=CONFLICT, conflict=conflict)


def _drawn(  # noqa: PLR0917 (what the page is drawn of)
    request: HttpRequest,
    section: ReportSection,
    found: WritingPage,
    form: TextForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "section": section,
        "page": found,
        "form": form,
        "crumbs": report_crumbs(section.report, section.title),
        **more,
    }
    return page(request, "reports/write.html", context, status=status)


paths = (path("avsnitt/<int:pk>/", write, name="write"),)
