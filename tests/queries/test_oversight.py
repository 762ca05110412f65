"""What the board goes by, and what it found, company by company and year by year."""

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assignments import make_assignment
from tests.cast import TODAY, Cast, make_unit
from tests.documents import make_document
from tests.oversight import board_decision, oversee
from timglas.models import Unit, UnitKind
from timglas.queries.orders import order_page
from timglas.queries.oversight import (
    FindingView,
    OversightList,
    OversightRow,
    oversight_list,
    oversight_page,
)
from timglas.queries.views import PersonView, StateView
from timglas.rules.documents import Kind
from timglas.rules.oversight import Finding


def found(
    cast: Cast, finding: Finding = Finding.YES, text: str = "", no: str = "52"
) -> FindingView:
    """A finding as it is shown."""
    by = PersonView(cast.registrar.pk, cast.registrar.name, cast.registrar.title)
    return FindingView(StateView(finding), text, f"Kommunstyrelsen 2025-10-15 § {no}", by)


def test_companies_of_a_year_are_listed_with_the_latest_finding(cast: Cast) -> None:
    row = OversightRow(cast.ab.pk, cast.ab.name, None)
    viewer = cast.viewer(cast.elected)
    assert oversight_list(viewer, 2024) == OversightList(2024, date(2025, 3, 31), True, (row,))
    oversee(cast)
    oversee(
        cast, finding=Finding.REMARK, text="Se över.", decision=board_decision(cast, None, "60")
    )
    (row,) = oversight_list(viewer, 2024).rows
    assert row.finding == found(cast, Finding.REMARK, "Se över.", "60")
    page = oversight_list(viewer, 2025)
    assert (page.is_late, page.rows[0].finding) == (False, None)
    Unit.objects.filter(pk=cast.ab.pk).update(closed_on=date(2025, 1, 1))
    assert [oversight_list(viewer, year).rows == () for year in (2024, 2025)] == [False, True]


def test_the_board_goes_by_the_owners_documents_and_what_was_decided(cast: Cast) -> None:
    articles = make_document(cast, title="Bolagsordning", kind=Kind.ARTICLES, unit=cast.ab)
    make_document(cast, title="Policy", kind=Kind.POLICY, unit=cast.ab)
    make_document(cast, title="Andras", kind=Kind.ARTICLES, unit=cast.bun)
    make_assignment(cast, receiver=cast.ab, name="Underhållsplan")
    page = oversight_page(cast.viewer(cast.director), cast.ab, 2025)
    assert [row.id for row in page.documents] == [articles.pk]
    assert [row.name for row in page.assignments] == ["Underhållsplan"]
    assert (page.is_ended, page.is_late, page.findings) == (False, False, ())
    assert oversight_page(cast.viewer(cast.director), cast.ab, 2024).is_late
    oversee(cast)
    past = oversight_page(cast.viewer(cast.director), cast.ab, 2024)
    assert (past.is_ended, past.is_late, past.findings) == (True, False, (found(cast),))


def test_the_order_of_a_company_tells_what_was_found(cast: Cast) -> None:
    oversee(cast)
    viewer = cast.viewer(cast.elected)
    company, committee = (order_page(viewer, unit, 2024) for unit in (cast.ab, cast.bun))
    assert (company.is_company, company.findings) == (True, (found(cast),))
    assert (committee.is_company, committee.findings) == (False, ())


def test_ten_companies_take_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    oversee(cast)
    viewer = cast.viewer(cast.elected, TODAY)
    with CaptureQueriesContext(connection):
        oversight_list(viewer, 2024)
    with django_assert_num_queries(2):
        oversight_list(viewer, 2024)
    for number in range(9):
        code = f"ab{number}"
        unit = make_unit(f"Bolag {number}", code=code, kind=UnitKind.COMPANY, parent=cast.kf)
        oversee(cast, company=unit)
    with django_assert_num_queries(2):
        oversight_list(viewer, 2024)
