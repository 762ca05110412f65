"""Plans as they are read: what is asked of the database, and what a reader gets."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_decision,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.access import Viewer
from timglas.kept import asking_once
from timglas.models import PlanVersion
from timglas.queries.parents import ParentChoice, parent_choices
from timglas.queries.plan_document import plan_document
from timglas.queries.plan_versions import (
    GoalRow,
    IndicatorRow,
    LinkRow,
    VersionPage,
    version_page,
)
from timglas.queries.plans import PlanGroup, PlanRow, VersionRow, plan_groups, plan_rows
from timglas.queries.readiness import readiness
from timglas.rules.plan_document import canonical, read


def plan_with(cast: Cast, count: int) -> PlanVersion:
    """A committee's draft with goals that contribute to a decided one, an indicator under each."""
    council, committee, _unit = make_levels(cast)
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council, "Kunskap för livet")
    decide(cast, term_plan)
    version = draft_operational_plan(cast, cast.bun)
    for number in range(count):
        goal = make_goal(cast, version, committee, f"Mål {number}", parent=top.goal)
        make_indicator(cast, goal)
    return version


@pytest.mark.parametrize("count", [1, 10])
def test_ten_goals_ask_no_more_of_the_database_than_one(
    cast: Cast, keeping: None, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = plan_with(cast, count)
    viewer = cast.viewer(cast.controller)
    decision = make_decision(cast, cast.bun)
    edition = version.goal_editions.earliest("pk")
    with asking_once():
        version_page(viewer, version)
        with django_assert_num_queries(6):
            version_page(viewer, version)
        with django_assert_num_queries(8):
            readiness(version)
        with django_assert_num_queries(6):
            plan_document(version, decision)
        with django_assert_num_queries(7):
            parent_choices(viewer, edition)
        with django_assert_num_queries(2):
            plan_rows(viewer)


def test_a_version_is_read_with_all_that_lies_under_its_goals(cast: Cast) -> None:
    version = plan_with(cast, 1)
    page = version_page(cast.viewer(cast.controller), version)
    edition = version.goal_editions.get()
    link, indicator = edition.links.get(), edition.indicators.get()
    assert page.years == (2025, 2026, 2027)
    assert page.indicator_count == 1
    assert page.goals == (
        GoalRow(
            id=edition.pk,
            goal_id=edition.goal_id,
            wording="Mål 0",
            need="",
            wanted_result="",
            perspective="Verksamhet",
            sound_finance=False,
            agenda_2030=(),
            measured_why_not="",
            person="",
            links=(
                LinkRow(
                    id=link.pk,
                    goal_id=link.parent_id,
                    wording="Kunskap för livet",
                    unit_name="Kommunfullmäktige",
                    contribution="Skolan ger alla en grund att stå på.",
                    is_primary=True,
                ),
            ),
            grounds=(),
            indicators=(
                IndicatorRow(
                    id=indicator.pk,
                    indicator_id=indicator.indicator_id,
                    name="Behöriga till gymnasiet",
                    measure_unit="%",
                    direction="Högre är bättre",
                    source="Skolverket",
                    targets=("minst\u00a088", "", ""),
                    person="",
                ),
            ),
        ),
    )


def test_the_list_shows_drafts_to_those_who_may_read_them_only(cast: Cast) -> None:
    draft = plan_with(cast, 1)
    decided = PlanVersion.objects.decided().get()
    council = PlanRow(
        id=decided.plan_id,
        title="Mandatplan 2023–2026",
        unit_id=cast.kf.pk,
        unit_name="Kommunfullmäktige",
        governs_until=2026,
        versions=(
            VersionRow(
                id=decided.pk,
                number=1,
                is_draft=False,
                valid_from=date(2023, 1, 1),
                decision="Kommunfullmäktige 2024-11-25 § 142 Dnr KS 2024/310",
                is_released=True,
            ),
        ),
    )
    committee = PlanRow(
        id=draft.plan_id,
        title="Verksamhetsplan 2025–2027",
        unit_id=cast.bun.pk,
        unit_name="Barn- och utbildningsnämnden",
        governs_until=2025,
        versions=(
            VersionRow(
                id=draft.pk,
                number=1,
                is_draft=True,
                valid_from=date(2025, 1, 1),
                decision="",
                is_released=False,
            ),
        ),
    )
    controller = cast.viewer(cast.controller)
    assert plan_rows(controller) == (committee, council)
    assert plan_rows(cast.viewer(None)) == (council,)
    assert plan_rows(controller, unit=cast.kf.pk) == (council,)
    assert plan_rows(controller, year=2027) == (committee,)
    assert plan_rows(controller, state="decided") == (council,)
    assert plan_groups((committee, council), 2026) == (
        PlanGroup("Verksamhetsplan 2025–2027", is_past=True, plans=(committee,)),
        PlanGroup("Mandatplan 2023–2026", is_past=False, plans=(council,)),
    )


def test_goals_above_are_offered_and_those_already_linked_to_are_not(cast: Cast) -> None:
    version = plan_with(cast, 1)
    linked = version.goal_editions.get()
    council = PlanVersion.objects.decided().get().goal_editions.get()
    new = make_goal(cast, version, linked.goal.level, "Ett mål till")
    viewer = cast.viewer(cast.controller)
    choice = ParentChoice(
        council.goal_id, "Kunskap för livet", "Fullmäktigemål", "Kommunfullmäktige", is_draft=False
    )
    assert parent_choices(viewer, new) == [choice]
    assert parent_choices(viewer, new, "LIVET kommun") == [choice]
    assert parent_choices(viewer, new, "livet nämnd") == []
    assert parent_choices(viewer, linked) == []


def test_who_has_not_signed_in_sees_titles_in_place_of_names(cast: Cast) -> None:
    version = plan_with(cast, 1)
    goal = version.goal_editions.get().goal
    goal.responsibilities.create(person=cast.head, valid_from=date(2025, 1, 1))

    def shown(viewer: Viewer) -> str:
        page: VersionPage = version_page(viewer, version)
        return page.goals[0].person

    assert shown(cast.viewer(cast.reader)) == "Folke Förvaltningschef"
    assert shown(cast.viewer(None)) == "Skolchef"


def test_a_plan_s_document_is_read_back_as_it_was_written(cast: Cast) -> None:
    version = plan_with(cast, 2)
    document = plan_document(version, make_decision(cast, cast.bun))
    assert read(canonical(document)) == document
    assert [goal.parents[0].wording for goal in document.goals] == ["Kunskap för livet"] * 2
    assert document.goals[0].indicators[0].targets[0].low == "88"
