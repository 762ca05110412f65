"""No main page asks the database more than twelve times, once what is kept is there.

The pages of a plan's drafting, which few ask for and seldom, have numbers of their own.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import NOW, TODAY, Cast
from tests.collected import collected
from tests.documents import make_document
from tests.reported import report_some
from tests.reports import approved, make_report, section_of
from tests.rounds import make_round, row_of
from tests.scan import make_observation
from timglas.actions.indicators import assign_indicator
from timglas.actions.outcomes import report_outcome
from timglas.actions.plans import revise_plan
from timglas.actions.scan import choose_affected
from timglas.actions.year_changes import run_year_change, start_year
from timglas.rules.periods import Frequency, Period
from timglas.rules.plan_template import Part

type AtMost = Callable[..., AbstractContextManager[object]]
PAGES = (
    *("/", "/vision/", "/start/", "/roda-traden/", "/timglaset/", "/mal/", "/indikatorer/"),
    *("/utfall/", "/rapportera/", "/planer/", "/mal/{goal}/", "/indikatorer/{indicator}/"),
    *("/omgangar/", "/omgangar/{round}/"),
    *("/rapporter/", "/rapporter/avsnitt/{section}/"),
    *("/indikatorer/{indicator}/jamfor/", "/administration/enheter/", "/administration/personer/"),
)


@pytest.mark.parametrize("url", PAGES)
def test_a_main_page_asks_at_most_twelve_times(
    cast: Cast, keeping: None, django_assert_max_num_queries: AtMost, url: str
) -> None:
    scene = report_some(cast)
    client = Client()
    client.force_login(cast.controller)
    planned = scene.planned
    opened = make_round(cast)
    address = url.format(
        goal=planned.eligible.pk,
        indicator=planned.indicator.pk,
        round=opened.pk,
        section=section_of(row_of(opened, cast.bun).report).pk,
    )
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_a_frozen_report_asks_at_most_twelve_times_and_a_live_one_as_its_parts_need(
    cast: Cast, keeping: None, django_assert_max_num_queries: AtMost
) -> None:
    report_some(cast)
    report = make_report(cast, cast.bun)
    client = Client()
    client.force_login(cast.controller)
    address = reverse("reports:detail", args=[report.pk])
    client.get(address)
    with django_assert_max_num_queries(28):
        assert client.get(address).status_code == 200
    approved(cast, report)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("who", ["controller", "head", "manager"])
def test_the_page_of_an_indicator_that_units_report_asks_at_most_twelve_times(
    cast: Cast, keeping: None, django_assert_max_num_queries: AtMost, who: str
) -> None:
    indicator = collected(cast, at_most=Decimal(9))
    for unit in (cast.bjork, cast.ek):
        report_outcome(
            indicator=indicator,
            unit=unit,
            period=Period(Frequency.MONTH, 2025, 9),
            value=Decimal(4),
            by=cast.manager,
            at=NOW,
        )
    client = Client()
    client.force_login(cast.everyone[who])
    address = f"/indikatorer/{indicator.pk}/"
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


ROLES = (
    *("admin", "auditor", "chief", "controller", "director", "elected", "head", "manager"),
    *("outsider", "reader", "registrar", "reporter", "team"),
)


@pytest.mark.parametrize("who", ROLES)
def test_a_start_page_asks_at_most_ten_times(
    cast: Cast, keeping: None, django_assert_max_num_queries: AtMost, who: str
) -> None:
    scene = report_some(cast)
    person = cast.everyone[who]
    assert person
    indicator = scene.planned.indicator
    assign_indicator(indicator=indicator, person=person, on=TODAY, by=cast.admin, at=NOW)
    make_document(cast, person=person)
    make_assignment(cast)
    client = Client()
    client.force_login(person)
    client.get("/start/")
    with django_assert_max_num_queries(10):
        assert client.get("/start/").status_code == 200


@pytest.mark.parametrize(("page", "most"), [("draft", 11), ("decided", 10), ("difference", 11)])
def test_a_page_of_a_plan_asks_as_often_as_it_says_here(
    cast: Cast, keeping: None, django_assert_num_queries: AtMost, page: str, most: int
) -> None:
    decided = report_some(cast).edition.goal_edition.version
    draft = revise_plan(plan=decided.plan, valid_from=date(2025, 11, 1), by=cast.controller, at=NOW)
    address = {
        "draft": reverse("plans:detail", args=[draft.pk]),
        "decided": reverse("plans:detail", args=[decided.pk]),
        "difference": reverse("plans:difference", args=[draft.pk]),
    }[page]
    client = Client()
    client.force_login(cast.controller)
    client.get(address)
    with django_assert_num_queries(most):
        assert client.get(address).status_code == 200


def test_the_page_of_all_that_somebody_owes_asks_at_most_fourteen_times(
    cast: Cast, keeping: None, django_assert_max_num_queries: AtMost
) -> None:
    scene = report_some(cast)
    make_round(cast)
    make_activity(scene.planned, person=cast.head)
    client = Client()
    client.force_login(cast.head)
    client.get("/mina-uppgifter/")
    with django_assert_max_num_queries(14):
        assert client.get("/mina-uppgifter/").status_code == 200


def test_a_draft_that_was_begun_from_last_year_s_plan_asks_twelve_times(
    cast: Cast, keeping: None, django_assert_num_queries: AtMost
) -> None:
    decided = report_some(cast).edition.goal_edition.version
    signature = {"by": cast.controller, "at": NOW}
    units = [decided.plan.unit_id]
    change = start_year(unit=decided.plan.unit, year=2026, units=units, **signature)
    run_year_change(change=change, clock=lambda: NOW)
    address = reverse("plans:detail", args=[change.versions.get().pk])
    client = Client()
    client.force_login(cast.controller)
    client.get(address)
    with django_assert_num_queries(12):
        assert client.get(address).status_code == 200


def test_what_is_kept_beside_goals_and_plans_is_told_anew_at_once(
    cast: Cast, keeping: None
) -> None:
    edition = report_some(cast).edition.goal_edition
    plan = edition.version.plan
    draft = revise_plan(plan=plan, valid_from=date(2025, 11, 1), by=cast.controller, at=NOW)
    draft.sections.create(order=1, title="Omvärlden", part=Part.SURROUNDINGS)
    pages = (f"/mal/{edition.goal_id}/", reverse("plans:detail", args=[draft.pk]))
    client = Client()
    client.force_login(cast.controller)
    for page in pages:
        client.get(page)
    observation = make_observation(cast)
    affected = {"units": [plan.unit], "goals": [edition.goal]}
    choose_affected(observation=observation, **affected, by=cast.controller, at=NOW)
    for page in pages:
        assert observation.title in client.get(page).text
