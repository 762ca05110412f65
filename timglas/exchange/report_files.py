"""A report as a file to take away: PDF or Word.

Setting a large report takes seconds and some hundred MB, so a process sets one at a time, and keeps
the last few: people who are told of a new report all ask for the same one.
"""

from enum import StrEnum
from functools import lru_cache
from threading import Lock

from timglas.exchange.report_pdf import report_pdf
from timglas.rules.report_document import ReportDocument

KEPT = 8


class Format(StrEnum):
    """What a report can be taken away as; the value is the file's ending."""

    PDF = "pdf"
    WORD = "docx"

    @property
    def content_type(self) -> str:
        """The media type of the file."""
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_turn = Lock()


def report_file(document: ReportDocument, form: Format) -> bytes:
    """The report as a file. Raises PdfProblem where it cannot be set."""
    with _turn:
        return _made(document, form)


@lru_cache(maxsize=KEPT)
def _made(document: ReportDocument, form: Format) -> bytes:
    if form is Format.PDF:
        return report_pdf(document)
    from timglas.exchange.report_word import report_word  # noqa: PLC0415 (15 MB and 0.2 s to load)

    return report_word(document)
