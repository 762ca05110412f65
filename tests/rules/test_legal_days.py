"""The law's days, with the paragraph that sets them."""

from datetime import date

import pytest

from timglas.rules.legal_days import Law, earliest, is_election_year, legal_deadline


@pytest.mark.parametrize(
    ("law", "day", "source"),
    [
        (Law.ANNUAL_REPORT, date(2026, 4, 15), "KL 11:20"),
        (Law.BUDGET_PROPOSAL, date(2026, 10, 31), "KL 11:8"),
        (Law.INTERIM_REPORT, date(2026, 10, 31), "KL 11:16"),
        (Law.BUDGET_DECISION, date(2026, 11, 30), "KL 11:10"),
    ],
)
def test_the_laws_days_come_with_their_source(law: Law, day: date, source: str) -> None:
    assert (legal_deadline(law, 2026), law.source) == (day, source)
    assert law.sentence


def test_an_election_year_comes_every_fourth_year_and_holds_up_the_budget_alone() -> None:
    assert [year for year in range(2018, 2032) if is_election_year(year)] == [
        2018,
        2022,
        2026,
        2030,
    ]
    assert earliest(Law.BUDGET_DECISION, 2026) == date(2026, 10, 15)
    assert earliest(Law.BUDGET_DECISION, 2027) is None
    assert earliest(Law.BUDGET_PROPOSAL, 2026) is None
