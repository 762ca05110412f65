"""Who reads, writes, reviews, approves and decides reports."""

import pytest

from tests.cast import Cast
from tests.reports import approved, beside, make_report, section_of
from timglas.models import Report
from timglas.rules.permissions import Permission

P = Permission
EVERYBODY = {
    *("reader", "reporter", "manager", "head", "director", "controller", "registrar"),
    *("chief", "team", "elected", "auditor", "admin"),
}
ABOVE = {"head", "controller", "chief", "admin"}


def who_may(cast: Cast, permission: Permission, report: Report) -> set[str]:
    section = section_of(report)
    may = {n for n, p in cast.everyone.items() if cast.viewer(p).may(permission, report)}
    assert may == {n for n, p in cast.everyone.items() if cast.viewer(p).may(permission, section)}
    return may


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (P.READ_REPORT, {"reporter", "manager", "registrar", "team", *ABOVE}),
        (P.WRITE_REPORT, {"manager", *ABOVE}),
        (P.REVIEW_REPORT, ABOVE),
        (P.APPROVE_REPORT, {"manager", "head", "chief", "admin"}),
        (P.DECIDE_REPORT, set()),
        (P.READ_DRAFT, set()),
    ],
)
def test_a_draft_is_for_its_own_and_those_above(
    cast: Cast, permission: Permission, who: set[str]
) -> None:
    assert who_may(cast, permission, make_report(cast)) == who


def test_an_approved_report_is_read_by_all_with_a_role(cast: Cast) -> None:
    report = approved(cast, make_report(cast))
    assert who_may(cast, P.READ_REPORT, report) == EVERYBODY
    assert who_may(cast, P.READ_REPORT, beside(report, cast.ek)) == {*("registrar", "team", *ABOVE)}


def test_a_company_keeps_its_report_until_its_board_has_decided(cast: Cast) -> None:
    report = approved(cast, make_report(cast, cast.ab))
    inside = {"director", "controller", "registrar", "chief", "team", "admin"}
    assert who_may(cast, P.READ_REPORT, report) == inside
    assert who_may(cast, P.DECIDE_REPORT, report) == {"registrar", "admin"}
