"""The school's report in a round: begun, written, reviewed and approved."""

from tests.cast import NOW, Cast
from tests.rounds import make_round, row_of
from timglas.actions.report_steps import approve_report, review_report, submit_report
from timglas.actions.reports import write_section_text
from timglas.models import Person, Report, ReportSection, SectionText, Unit

SUMMARY, GOALS = "Sammanfattning", "Mål och måluppfyllelse"


def make_report(cast: Cast, unit: Unit | None = None) -> Report:
    """A unit's report in a new round, else the school's; not written."""
    return row_of(make_round(cast), unit or cast.bjork).report


def beside(report: Report, unit: Unit) -> Report:
    """Another unit's report in the same round."""
    return row_of(report.round_unit.round, unit).report


def section_of(report: Report, title: str = SUMMARY) -> ReportSection:
    """A section of a report."""
    return report.sections.get(title=title)


def write(
    report: Report, by: Person, text: str = "Det går bra.", title: str = SUMMARY
) -> SectionText:
    """Write a section on top of what is there."""
    section = section_of(report, title)
    based_on = section.texts.count()
    html = f"<p>{text}</p>"
    return write_section_text(section=section, html=html, based_on=based_on, by=by, at=NOW)


def submitted(cast: Cast, report: Report) -> Report:
    """A report with what must be written, laid before whoever reviews it."""
    write(report, cast.controller)
    write(report, cast.controller, "Målen nås.", GOALS)
    submit_report(report=report, by=cast.controller, at=NOW)
    return report


def approved(cast: Cast, report: Report) -> Report:
    """A report that is reviewed and approved."""
    review_report(report=submitted(cast, report), by=cast.controller, at=NOW)
    approve_report(report=report, by=cast.chief, at=NOW)
    return report
