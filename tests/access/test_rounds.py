"""Who sees rounds, opens them, says that a unit is ready, and notes that a body got a report."""

import pytest

from tests.cast import Cast
from tests.rounds import make_round, row_of
from timglas.models import Round, RoundKind, RoundUnit
from timglas.rules.permissions import Permission

P = Permission
EVERYBODY = {
    *("reader", "reporter", "manager", "head", "director", "controller", "registrar"),
    *("chief", "team", "elected", "auditor", "admin"),
}
LEADERS = {"controller", "chief", "admin"}


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (P.READ_ROUND, EVERYBODY),
        (P.MANAGE_ROUND, LEADERS),
        (P.NOTE_RECEIPT, {"registrar", "admin"}),
        (P.REPORT_OUTCOME, set()),
    ],
)
def test_a_round_is_for_the_whole_municipality(cast: Cast, permission: P, who: set[str]) -> None:
    opened = make_round(cast)
    may = {n for n, p in cast.everyone.items() if cast.viewer(p).may(permission, opened)}
    assert may == who
    assert isinstance(opened, Round)


def test_kinds_are_for_those_who_open_rounds(cast: Cast) -> None:
    kind = make_round(cast).kind
    assert isinstance(kind, RoundKind)
    for permission, who in ((P.MANAGE_ROUND, LEADERS), (P.READ_ROUND, set())):
        may = {n for n, p in cast.everyone.items() if cast.viewer(p).may(permission, kind)}
        assert may == who


def test_a_unit_in_a_round_is_seen_by_all_and_reported_by_its_own(cast: Cast) -> None:
    row = row_of(make_round(cast), cast.bjork)
    assert isinstance(row, RoundUnit)
    reports = {"reporter", "manager", "head", *LEADERS}
    for permission, who in ((P.READ_ROUND, EVERYBODY), (P.REPORT_OUTCOME, reports)):
        may = {n for n, p in cast.everyone.items() if cast.viewer(p).may(permission, row)}
        assert may == who
