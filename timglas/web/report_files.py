"""A report as a file to take away, or in words why it cannot be made."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from timglas.exchange.report_files import Format, report_file
from timglas.exchange.report_pdf import PdfProblem
from timglas.rules.report_document import ReportDocument
from timglas.web.page import cacheable, page

CANNOT_BE_SET = 422
log = logging.getLogger(__name__)


def file_response(
    request: HttpRequest,
    document: ReportDocument,
    form: Format,
    *,
    name: str,
    unset: tuple[str, dict[str, Any]],
) -> HttpResponse:
    """The report as PDF or Word, called by a name.

    `unset` is the template, with its context, that tells that it cannot be set: `letters` are those
    that no font has.
    """
    try:
        content = report_file(document, form)
    except PdfProblem as problem:
        log.exception("The PDF of %s could not be set.", name)
        template, context = unset
        context = {**context, "letters": problem.letters}
        return page(request, template, context, status=CANNOT_BE_SET)
    file = f"{slugify(name.replace('–', '-'))}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return cacheable(request, HttpResponse(content, form.content_type, headers=headers))
