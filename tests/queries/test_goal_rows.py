"""What rows of goals would do is told in words, and an export read in changes nothing."""

import csv
import io

from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.plan_drafts import draft_operational_plan, make_goal
from tests.planned import plan_everything
from timglas.models import GoalLevel, GoalLink, Perspective
from timglas.queries.goal_rows import GoalChange, GoalFacts, GoalKind
from timglas.rules.goal_sheet import GOAL_COLUMNS, PERSPECTIVES
from timglas.rules.imports import Difference, Verdict, as_cell, guess, picked

KIND = GoalKind()
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
).filter(lambda text: as_cell(text) == text)


def test_the_sheet_calls_the_perspectives_as_the_pages_do() -> None:
    with translation.override("sv"):
        labels = {one.value: str(one.label) for one in Perspective}
    assert {one: words[0] for one, words in PERSPECTIVES.items()} == labels


def test_a_change_tells_what_would_be_other_than_it_is() -> None:
    before = GoalFacts("Alla läser", "service")
    change = GoalChange(1, 3, 5, before, GoalFacts("Alla läser", "staff", 7, "Så."))
    assert change.label == "Alla läser"
    assert change.differences == (
        Difference("Perspektiv", "Verksamhet", "Personal"),
        Difference("Bidrar till mål (nummer)", "", "7"),
        Difference("Så bidrar det", "", "Så."),
    )
    new = GoalChange(1, 3, None, None, before)
    assert [one.after for one in new.differences] == ["Alla läser", "Verksamhet"]


def test_the_template_lists_drafts_and_goals_above(cast: Cast) -> None:
    planned = plan_everything(cast)
    draft = draft_operational_plan(cast, cast.bjork, first_year=2026)
    found, goals = KIND.lists(cast.viewer(cast.manager))
    assert found.rows == [(draft.pk, "Björkskolan", 2026)]
    assert (planned.eligible.pk, "Alla når gymnasiet", cast.bun.name) in goals.rows
    assert (KIND.name, bool(KIND.lead)) == ("Mål i utkast", True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(wordings=st.lists(TEXT, min_size=1, max_size=3), contribution=TEXT)
def test_goals_that_are_exported_and_read_in_are_the_same(
    cast: Cast, wordings: list[str], contribution: str
) -> None:
    level = GoalLevel.objects.filter(order=3).first()
    parent = None if level else plan_everything(cast).eligible
    level = level or GoalLevel.objects.get(order=3)
    draft = draft_operational_plan(cast, cast.ek, first_year=2026 + draft_count(cast))
    parent = parent or GoalLink.objects.earliest("pk").parent
    for wording in wordings:
        make_goal(cast, draft, level, wording, parent=parent)
    GoalLink.objects.filter(edition__version=draft).update(contribution=contribution)
    client = Client()
    client.force_login(cast.controller)
    answer = client.get(f"/planer/version/{draft.pk}/", {"format": "csv"})
    text = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
    heads, *rows = csv.reader(text, delimiter=";")
    matching = guess(heads, GOAL_COLUMNS)
    assert set(matching) == {column.key for column in GOAL_COLUMNS}
    reader = KIND.reader(cast.viewer(cast.controller))
    found = reader.check([picked([unescaped(cell) for cell in row], matching) for row in rows])
    assert [one.verdict for one in found] == [Verdict.SAME] * len(wordings)


def draft_count(cast: Cast) -> int:
    """How many drafts the school has, so that each example gets a plan of its own."""
    return cast.ek.plans.count()


def unescaped(cell: str) -> str:
    """A cell as files are read: without what keeps a spreadsheet from reading a formula."""
    return cell.removeprefix("'")
