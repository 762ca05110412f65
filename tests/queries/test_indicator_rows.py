"""What rows of indicators would do is told in words, and an export read in changes nothing."""

import csv
import io
from decimal import Decimal

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator
from tests.planned import plan_everything
from timglas.actions.indicators import set_target
from timglas.models import GoalLevel, IndicatorEdition
from timglas.queries.indicator_rows import (
    IndicatorChange,
    IndicatorFacts,
    IndicatorKindOfImport,
)
from timglas.rules.imports import Difference, Verdict, as_cell, guess, picked
from timglas.rules.indicator_sheet import INDICATOR_COLUMNS

KIND = IndicatorKindOfImport()
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30
).filter(lambda text: as_cell(text) == text)
BOUND = st.decimals(-999_999, 999_999, places=8)


def test_a_change_tells_what_would_be_other_than_it_is() -> None:
    before = IndicatorFacts("Trivsel", "", "%", source="Enkäten", targets=("88", "", ""))
    after = IndicatorFacts("Trivsel", "", "%", "down", source="Enkäten", targets=("88", "90", ""))
    change = IndicatorChange(1, 5, before, after)
    assert change.label == "Trivsel"
    assert change.differences == (
        Difference("Riktning", "Högre är bättre", "Lägre är bättre"),
        Difference("Målvärde år 2", "", "90"),
    )
    new = IndicatorChange(1, None, None, IndicatorFacts("Trivsel", measure_unit="%"))
    assert [one.after for one in new.differences] == [
        "Trivsel",
        "%",
        "Högre är bättre",
        "Omfattning/resultat",
        "Varje år",
    ]


def test_the_template_lists_drafts_and_their_goals(cast: Cast) -> None:
    plan_everything(cast)
    draft = draft_operational_plan(cast, cast.bjork, first_year=2026)
    goal = make_goal(cast, draft, GoalLevel.objects.get(order=3), "Lugn")
    found, goals = KIND.lists(cast.viewer(cast.manager))
    assert found.rows == [(draft.pk, "Björkskolan", 2026)]
    assert goals.rows == [(draft.pk, goal.goal_id, "Lugn")]
    assert (KIND.name, bool(KIND.lead)) == ("Indikatorer i utkast", True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(name=TEXT, definition=TEXT, targets=st.lists(BOUND, min_size=3, max_size=3))
def test_indicators_that_are_exported_and_read_in_are_the_same(
    cast: Cast, name: str, definition: str, targets: list[Decimal]
) -> None:
    edition = IndicatorEdition.objects.filter(goal_edition__wording="Lugn").first()
    if edition is None:
        plan_everything(cast)
        draft = draft_operational_plan(cast, cast.ek, first_year=2026)
        goal = make_goal(cast, draft, GoalLevel.objects.get(order=3), "Lugn")
        edition = make_indicator(cast, goal, "Lugna lektioner")
    IndicatorEdition.objects.filter(pk=edition.pk).update(name=name, definition=definition)
    for year, low in enumerate(targets, start=2026):
        set_target(edition=edition, year=year, low=low, high=None, by=cast.controller, at=NOW)
    client = Client()
    client.force_login(cast.controller)
    wanted = {"tabell": "indikatorer", "format": "csv"}
    answer = client.get(f"/planer/version/{edition.goal_edition.version_id}/", wanted)
    text = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
    heads, *rows = csv.reader(text, delimiter=";")
    matching = guess(heads, INDICATOR_COLUMNS)
    assert set(matching) == {column.key for column in INDICATOR_COLUMNS}
    reader = KIND.reader(cast.viewer(cast.controller))
    found = reader.check([picked([unescaped(cell) for cell in row], matching) for row in rows])
    assert [one.verdict for one in found] == [Verdict.SAME]


def unescaped(cell: str) -> str:
    """A cell as files are read: without what keeps a spreadsheet from reading a formula."""
    return cell.removeprefix("'")
