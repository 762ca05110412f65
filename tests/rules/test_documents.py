"""Where in its life a governing document is on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.documents import SOON, Kind, Standing, standing, urgency

TODAY = date(2025, 10, 15)
DAY = timedelta(days=1)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


def stands(
    *,
    valid_from: date = date(2022, 1, 1),
    ends_on: date | None = None,
    revise_on: date | None = None,
    follow_up_on: date | None = None,
) -> Standing:
    return standing(
        valid_from=valid_from,
        ends_on=ends_on,
        revise_on=revise_on,
        follow_up_on=follow_up_on,
        today=TODAY,
    )


def test_a_document_holds_from_its_first_day_until_the_day_it_ends() -> None:
    assert stands(valid_from=TODAY) is Standing.IN_FORCE
    assert stands(valid_from=TODAY + DAY) is Standing.UPCOMING
    assert stands(ends_on=TODAY + DAY) is Standing.IN_FORCE
    assert stands(ends_on=TODAY) is Standing.ENDED
    assert stands(ends_on=TODAY, valid_from=TODAY + DAY) is Standing.ENDED


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (TODAY - DAY, Standing.OVERDUE),
        (TODAY, Standing.DUE_SOON),
        (TODAY + SOON, Standing.DUE_SOON),
        (TODAY + SOON + DAY, Standing.IN_FORCE),
    ],
)
def test_the_day_itself_is_not_too_late_and_a_season_before_is_soon(
    day: date, found: Standing
) -> None:
    assert stands(revise_on=day) is found
    assert stands(follow_up_on=day) is found


@given(DAYS, DAYS)
def test_the_nearest_of_revision_and_follow_up_decides(
    revise_on: date | None, follow_up_on: date | None
) -> None:
    both = stands(revise_on=revise_on, follow_up_on=follow_up_on)
    apart = (stands(revise_on=revise_on), stands(follow_up_on=follow_up_on))
    assert both is min(apart, key=urgency)


def test_every_kind_and_standing_has_words_and_every_standing_a_shape_of_its_own() -> None:
    assert Kind.OWNER_DIRECTIVE.name_in_words == "Ägardirektiv"
    assert len({kind.name_in_words for kind in Kind}) == len(Kind)
    assert Standing.OVERDUE.name_in_words == "Översyn försenad"
    assert len({(found.name_in_words, found.symbol) for found in Standing}) == len(Standing)
    assert len({found.symbol for found in Standing}) == len(Standing)
