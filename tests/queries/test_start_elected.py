"""What an elected representative meets: what goes well, what worries, what is to be decided."""

from datetime import date, timedelta

import pytest

from tests.cast import BEGINNING, NOW, TODAY, Cast
from tests.judged import remedy
from tests.planned import Planned, plan_everything, report_year
from timglas.actions.accounts import record_sign_in
from timglas.actions.assessments import assess_goal
from timglas.models import Goal, Grant
from timglas.queries.results import year_results
from timglas.queries.start_elected import ElectedStart, News, ToDecide, elected_start
from timglas.queries.told import Told
from timglas.rules.permissions import Role
from timglas.rules.status import Status


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def judge(planned: Planned, goal: Goal, status: Status, summary: str = "") -> None:
    """Judge a goal in October."""
    assess_goal(
        goal=goal,
        year=2025,
        as_of=TODAY,
        proposed=Status.NOT_JUDGED,
        judged=status,
        remedy=remedy(planned.cast.chief),
        reason="Det syns i siffrorna.",
        summary=summary,
        by=planned.cast.chief,
        at=NOW,
    )


def elected(cast: Cast, today: date = TODAY) -> ElectedStart:
    """What the council member meets."""
    viewer = cast.viewer(cast.elected, today)
    return elected_start(viewer, year_results(viewer, today.year))


def told(rows: tuple[Told, ...]) -> list[tuple[str, str]]:
    """The wording and the sentence of each goal."""
    return [(row.goal.wording, row.says) for row in rows]


def test_goals_are_told_by_how_they_go_in_the_words_of_who_judged_them(planned: Planned) -> None:
    judge(planned, planned.young, Status.ON_TRACK, "Fler klarar skolan.")
    judge(planned, planned.attractive, Status.OFF_TRACK, "Färre flyttar hit.")
    page = elected(planned.cast)
    assert told(page.well) == [("Unga får en bra start", "Fler klarar skolan.")]
    assert told(page.worries) == [("En attraktiv kommun", "Färre flyttar hit.")]
    assert page.unknown == ()
    assert page.says == "Ett är på väg att nås. Ett avviker."
    assert page.decide.deviating == 1


def test_what_nobody_can_judge_yet_is_told_apart(planned: Planned) -> None:
    page = elected(planned.cast)
    assert [row.goal.wording for row in page.unknown] == [
        "Unga får en bra start",
        "En attraktiv kommun",
    ]
    assert (page.well, page.worries) == ((), ())


def test_who_sits_in_a_committee_sees_its_goals_too(planned: Planned) -> None:
    cast = planned.cast
    Grant.objects.create(
        person=cast.elected, role=Role.ELECTED_REP, unit=cast.bun, valid_from=BEGINNING
    )
    wordings = [row.goal.wording for row in elected(cast).unknown]
    assert wordings == [
        "Unga får en bra start",
        "En attraktiv kommun",
        "Alla når gymnasiet",
        "Kulturskola för alla",
    ]


def test_in_the_autumn_bodies_without_a_plan_for_next_year_are_named(planned: Planned) -> None:
    unplanned = ("Exempelby Bostäder AB", "Barn- och utbildningsnämnden", "Kommunstyrelsen")
    october, may = elected(planned.cast), elected(planned.cast, date(2025, 5, 1))
    assert set(october.decide.unplanned) == set(unplanned)
    assert may.decide == ToDecide(next_year=2026, ends=2026, unplanned=(), deviating=0)


def test_goals_that_hold_beyond_next_year_need_no_decision(planned: Planned) -> None:
    decide = elected(planned.cast, date(2024, 5, 1)).decide
    assert (decide.ends, bool(decide)) == (None, False)


def test_before_there_is_a_plan_nothing_is_told(cast: Cast) -> None:
    page = elected(cast, date(2025, 5, 1))
    assert page == ElectedStart(
        says="",
        well=(),
        worries=(),
        unknown=(),
        decide=ToDecide(next_year=2026, ends=None, unplanned=(), deviating=0),
        news=News(since=date(2025, 4, 1), judged=(), measured=()),
    )


def test_what_is_new_is_new_since_the_sign_in_before_this_one(planned: Planned) -> None:
    cast = planned.cast
    Grant.objects.create(
        person=cast.elected, role=Role.ELECTED_REP, unit=cast.bun, valid_from=BEGINNING
    )
    judge(planned, planned.young, Status.ON_TRACK)
    report_year(planned, 2024, "88")
    news = elected(cast).news
    assert news.since == TODAY - timedelta(days=30)
    assert [goal.wording for goal in news.judged] == ["Unga får en bra start"]
    assert [indicator.id for indicator in news.measured] == [planned.indicator.pk]
    for days in (1, 0):
        record_sign_in("sign_in", person=cast.elected, at=NOW + timedelta(days=2 - days))
    later = elected(cast, TODAY + timedelta(days=3)).news
    assert (later.since, bool(later)) == (TODAY + timedelta(days=1), False)
