"""Exempelby's reports in a round: some written, one sent back, some approved."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.report_steps import (
    approve_report,
    return_report,
    review_report,
    submit_report,
)
from timglas.actions.reports import write_section_text
from timglas.models import Report
from timglas.rules.rich_html import to_html
from timglas.rules.rich_text import paragraphs

STEPS: Mapping[str, Callable[..., object]] = {
    "submit": submit_report,
    "review": review_report,
    "approve": approve_report,
    "return": return_report,
}


def report_diary(town: Town) -> Iterator[Entry]:
    """Each text and step on its day, the texts of a day before its steps."""
    for told in town.content.reports["reports"]:
        for day, person, title, text in told["texts"]:
            write = partial(_write, town, unit=told["unit"], person=person, title=title, text=text)
            yield Entry(moment(day, minutes=120), write)
        for day, person, step, *comment in told["steps"]:
            more = {"comment": comment[0]} if comment else {}
            take = partial(_take, town, unit=told["unit"], person=person, step=STEPS[step], **more)
            yield Entry(moment(day, minutes=240), take)


def _write(town: Town, at: datetime, *, unit: str, person: str, title: str, text: str) -> None:
    section = _report(town, unit).sections.get(title=title)
    html = to_html(paragraphs(text))
    by = town.people[person]
    write_section_text(section=section, html=html, based_on=section.texts.count(), by=by, at=at)


def _take(
    town: Town, at: datetime, *, unit: str, person: str, step: Callable[..., object], **more: Any
) -> None:
    step(report=_report(town, unit), by=town.people[person], at=at, **more)


def _report(town: Town, unit: str) -> Report:
    told: Table = town.content.reports
    as_of: date = told["as_of"]
    rows = Report.objects.select_related("round_unit__unit", "round_unit__round__kind")
    return rows.get(
        round_unit__unit=town.units[unit],
        round_unit__round__as_of=as_of,
        round_unit__round__kind__name=told["kind"],
    )
