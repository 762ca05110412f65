"""A report as a web page: what the templates under `reports/` draw."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string

from timglas.rules.report_document import ReportDocument
from timglas.rules.report_layout import Placed, placed, subtitle, words_of

# The list of contents beside a report goes so far down.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class WebReport:
    """A report with what its page needs to be drawn."""

    document: ReportDocument
    subtitle: str
    places: tuple[Placed, ...]
    words: Mapping[str, str]

    @property
    def contents(self) -> tuple[Placed, ...]:
        """The headings that the list of contents leads to."""
        return tuple(place for place in self.places if 0 < place.level <= DEEPEST)


def web_report(document: ReportDocument) -> WebReport:
    """A report as its templates want it."""
    return WebReport(document, subtitle(document), placed(document), words_of(document))


def report_html(document: ReportDocument) -> str:
    """A report as HTML, without the shell of a page around it."""
    return render_to_string("reports/report.html", {"report": web_report(document)})
