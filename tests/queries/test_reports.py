"""Reports are listed, read and written with the same few questions whatever their number."""

from typing import Any

import pytest

from tests.cast import Cast, make_unit
from tests.reports import approved, beside, make_report, section_of, write
from timglas.models import UnitKind
from timglas.queries.report_sections import writing_page
from timglas.queries.reports import (
    WantedReports,
    document_of,
    listed_reports,
    report_page,
    reports,
    rounds_with_reports,
)
from timglas.rules.reports import ReportState


def some_schools(cast: Cast, count: int) -> None:
    for number in range(count):
        make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)


@pytest.mark.parametrize("more", [0, 10])
def test_a_rounds_reports_take_three_queries(
    cast: Cast, django_assert_num_queries: Any, more: int
) -> None:
    some_schools(cast, more)
    report = make_report(cast)
    write(report, cast.manager)
    viewer = cast.viewer(cast.controller)
    assert viewer.roles
    with django_assert_num_queries(3):
        (opened,) = rounds_with_reports(viewer)
        rows = reports(viewer, opened)
    assert len(rows) == 8 + more
    assert [(row.written, row.sections) for row in rows if row.unit == "Björkskolan"] == [(1, 10)]
    drafts = listed_reports(rows, WantedReports(q="skolan", state="draft", sort="-enhet"))
    assert [row.unit for row in drafts] == ["Ekskolan", "Björkskolan"]


def test_a_viewer_without_reports_has_no_round(cast: Cast) -> None:
    make_report(cast)
    assert rounds_with_reports(cast.viewer(cast.elected)) == ()
    assert reports(cast.viewer(cast.elected), None) == ()


@pytest.mark.parametrize("more", [0, 10])
def test_the_page_of_a_report_takes_as_many_queries_whatever_is_written(
    cast: Cast, django_assert_num_queries: Any, more: int
) -> None:
    report = make_report(cast)
    for number in range(1 + more):
        write(report, cast.manager, f"Text {number}.")
    viewer = cast.viewer(cast.manager)
    assert viewer.roles
    with django_assert_num_queries(22):
        page = report_page(viewer, report)
    assert (page.row.written, page.sha256, page.returned) == (1, "", None)
    summary = page.sections[0]
    assert (summary.count, summary.most, summary.is_long) == (2, 150, False)
    assert summary.by is not None
    assert summary.by.name == "Eva Enhetschef"


def test_a_frozen_report_is_read_from_its_snapshot(cast: Cast) -> None:
    report = approved(cast, make_report(cast))
    cast.municipality.name = "Annat namn"
    cast.municipality.save()
    document, checksum = document_of(report)
    assert (document.publisher, checksum) == ("Exempelby", report.snapshots.get().sha256)
    page = report_page(cast.viewer(cast.reader), report)
    assert [step.to.state for step in page.steps] == [
        ReportState.READY,
        ReportState.REVIEWED,
        ReportState.APPROVED,
    ]
    assert (page.next, page.can_return) == (None, False)


@pytest.mark.parametrize("more", [0, 10])
def test_texts_below_are_read_in_as_many_queries_whatever_the_number_of_units(
    cast: Cast, django_assert_num_queries: Any, more: int
) -> None:
    some_schools(cast, more)
    report = make_report(cast)
    opened = report.round_unit.round
    for row in opened.units.filter(unit__kind=UnitKind.UNIT):
        write(row.report, cast.head, f"Här {row.pk}.")
    viewer = cast.viewer(cast.head)
    section = section_of(beside(report, cast.bun))
    assert viewer.roles
    assert section.report.round_unit.round == opened
    with django_assert_num_queries(5):
        page = writing_page(viewer, section)
    assert (page.html, page.number, len(page.beside)) == ("", 0, 2 + more)


def test_a_text_is_quoted_with_whose_it_is_and_a_list_stays_a_list(cast: Cast) -> None:
    report = make_report(cast)
    write(report, cast.manager, "Ett.</p><ul><li>Två</li></ul><p>")
    (text,) = writing_page(cast.viewer(cast.head), section_of(beside(report, cast.buf))).beside
    quote = "<blockquote><p>Ett.</p><footer>Björkskolan</footer></blockquote>"
    assert text.quoted == f"{quote}<ul><li><p>Två</p></li></ul>"
    write(report, cast.manager, "</p><ul><li>Två</li></ul><p>")
    (listed,) = writing_page(cast.viewer(cast.head), section_of(beside(report, cast.buf))).beside
    assert listed.quoted == "<ul><li><p>Två</p></li></ul>"
