"""What the open pages say."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_indicator
from tests.planned import Planned, plan_everything, report_year
from timglas.access import Viewer
from timglas.actions.chosen_figures import choose_figure
from timglas.actions.outcomes import report_outcome
from timglas.models import GoalLevel
from timglas.queries.public import measures_page, start_page, vision_page
from timglas.queries.results import year_results
from timglas.queries.views import PersonView
from timglas.rules.periods import Frequency, Period

NOBODY = Viewer(None, TODAY)


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def test_the_start_says_how_it_goes_with_the_councils_goals(planned: Planned) -> None:
    report_year(planned, 2024, "83.1")
    start = start_page(NOBODY, 2025)
    assert start.lead == "Kommunen har två mål fram till 2026. Inget av dem kan bedömas än."
    assert [
        (s.goal.wording, s.figure and s.figure.latest_value, s.figure and s.figure.target_in_words)
        for s in start.stories
    ] == [
        ("Unga får en bra start", Decimal("83.1"), "minst 88\u00a0%"),
        ("En attraktiv kommun", None, None),
    ]


def test_the_chosen_figure_speaks_for_a_goal_once_it_is_measured(planned: Planned) -> None:
    cast = planned.cast
    report_year(planned, 2024, "83.1")
    plan = draft_operational_plan(cast, cast.ks)
    committee = GoalLevel.objects.get(order=2)
    work = make_indicator(
        cast, make_goal(cast, plan, committee, "Unga i arbete", parent=planned.young), "I arbete"
    ).indicator
    decide(cast, plan)
    choose_figure(goal=planned.young, indicator=work, by=cast.controller, at=NOW)
    assert [s.figure.name for s in start_page(NOBODY, 2025).stories if s.figure] == [
        "Behöriga till gymnasiet"
    ]
    report_outcome(
        indicator=work,
        period=Period(Frequency.YEAR, 2024),
        value=Decimal(71),
        source="SCB",
        by=cast.controller,
        at=NOW,
    )
    assert [s.figure.name for s in start_page(NOBODY, 2025).stories if s.figure] == ["I arbete"]


def test_goals_whose_term_has_ended_are_not_said_to_end(planned: Planned) -> None:
    after = Viewer(None, date(2027, 2, 1))
    assert start_page(after, 2027).lead.startswith("Kommunen har två mål. ")


def test_a_start_without_plans_promises_nothing(cast: Cast) -> None:
    start = start_page(NOBODY, 2025)
    assert (start.lead, start.vision, start.stories) == ("", None, ())


def test_the_vision_stands_with_its_decision_and_the_goals_that_carry_it(planned: Planned) -> None:
    page = vision_page(NOBODY, 2025)
    assert page.vision is not None
    assert (page.vision.vision, page.vision.core_values, page.vision.decision) == (
        "En kommun att växa i.",
        "Tillit, mod och omtanke.",
        "Kommunfullmäktige 2024-11-25 § 142 Dnr KS 2024/310",
    )
    assert [goal.wording for goal in page.goals] == ["Unga får en bra start", "En attraktiv kommun"]


def test_open_pages_name_the_office_and_not_the_person(planned: Planned) -> None:
    said = {}
    for viewer in (NOBODY, Viewer(planned.cast.reader, TODAY)):
        person = year_results(viewer, 2025).goals[planned.eligible.pk].person
        said[viewer.person] = person and person.in_words
    assert said == {None: "skolchef", planned.cast.reader: "Folke Förvaltningschef, skolchef"}


def test_the_scale_is_shown_with_green_first(db: None) -> None:
    page = measures_page()
    assert [[view.name for view in views] for views in (page.running, page.ended, page.grey)] == [
        ["På väg", "Risk", "Avviker"],
        ["Uppnått", "Delvis uppnått", "Ej uppnått"],
        ["Ej mätt", "Ej bedömt", "Ännu inte aktuell"],
    ]


def test_a_title_begins_small_after_a_name_unless_it_is_an_abbreviation() -> None:
    said = [PersonView(1, "Erika Hallgren", title).in_words for title in ("Rektor", "HR-chef", "")]
    assert said == ["Erika Hallgren, rektor", "Erika Hallgren, HR-chef", "Erika Hallgren"]
