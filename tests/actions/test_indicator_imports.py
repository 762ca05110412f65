"""Indicators of drafts are read in by the rules of all indicators, and can be undone."""

from dataclasses import asdict, dataclass
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.imported import applied, checked, undone, verdicts
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator
from tests.planned import plan_everything
from timglas.actions.indicators import set_target
from timglas.models import (
    BasisChoice,
    GoalEdition,
    GoalLevel,
    Import,
    ImportState,
    IndicatorEdition,
)
from timglas.queries.indicator_rows import IndicatorFacts, indicator_facts
from timglas.rules.indicator_sheet import INDICATOR_COLUMNS

HEADS = tuple(column.heading for column in INDICATOR_COLUMNS)
KEYS = tuple(column.key for column in INDICATOR_COLUMNS)
WELL = {"name": "Trivsel", "measure_unit": "%", "source": "Enkäten"}


@dataclass
class Scene:
    cast: Cast
    goal: GoalEdition
    calm: IndicatorEdition


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A school's draft for 2026 with one goal that has one indicator, at least 88 % in 2026."""
    plan_everything(cast)
    draft = draft_operational_plan(cast, cast.bjork, first_year=2026)
    goal = make_goal(cast, draft, GoalLevel.objects.get(order=3), "Lugn i klassrummet")
    return Scene(cast, goal, make_indicator(cast, goal, "Lugna lektioner"))


def row(scene: Scene, **cells: object) -> tuple[object, ...]:
    """A row about the draft's goal, by the keys of its columns."""
    known = {"version": scene.goal.version_id, "goal": scene.goal.goal_id}
    return tuple({**known, **cells}.get(key, "") for key in KEYS)


def read_in(scene: Scene, *rows: tuple[object, ...]) -> Import:
    return applied(*rows, by=scene.cast.manager, heads=HEADS, kind="indicators")


def said(scene: Scene) -> list[IndicatorFacts]:
    """What the goal's indicators say, in order."""
    return [indicator_facts(edition) for edition in scene.goal.indicators.order_by("order")]


def test_indicators_are_added_and_changed_as_one_and_undone_as_one(scene: Scene) -> None:
    before = said(scene)
    spans = {"name": "Storlek", "direction": "inom ett spann", "target_2": "20–24"}
    batch = read_in(
        scene,
        row(scene, **WELL, kind="Upplevd kvalitet", frequency="Varje halvår", target_1="80,50"),
        row(scene, **(WELL | spans)),
        row(scene, indicator=scene.calm.indicator_id, definition="Andel.", target_3="92"),
    )
    assert batch.state == ImportState.APPLIED
    calm, well, size = said(scene)
    assert asdict(calm) == asdict(before[0]) | {
        "definition": "Andel.",
        "targets": ("88", "", "92"),
    }
    assert (well.kind, well.frequency, well.direction, well.targets) == (
        "quality",
        "half_year",
        "up",
        ("80,5", "", ""),
    )
    assert (size.direction, size.targets) == ("span", ("", "20–24", ""))
    assert undone(batch, by=scene.cast.manager).state == ImportState.UNDONE
    assert said(scene) == before


def test_an_indicator_is_known_by_its_name_and_what_a_target_holds_for_stays(scene: Scene) -> None:
    by = {"by": scene.cast.manager, "at": NOW}
    year = {"year": 2027, "low": 90, "high": None, "basis": BasisChoice.EACH_PERIOD}
    scene.calm.targets.all().delete()
    set_target(edition=scene.calm, **year, **by)  # type: ignore[arg-type]
    read_in(scene, row(scene, name="lugna lektioner", target_1="88"))
    assert [facts.targets for facts in said(scene)] == [("88", "90", "")]
    assert set(scene.calm.targets.values_list("basis", flat=True)) == {BasisChoice.EACH_PERIOD}


def test_what_is_the_same_changes_nothing(scene: Scene) -> None:
    same = row(scene, name="Lugna lektioner", target_1="88,0 %")
    batch = checked(same, by=scene.cast.manager, heads=HEADS, kind="indicators")
    assert [verdict for _number, verdict, _problems in verdicts(batch)] == ["same"]


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"version": "9999"}, "version", "utkast med nummer 9999"),
        ({"version": ""}, "version", "utkast med nummer –"),
        ({"goal": "ett"}, "goal", "inget mål med nummer ett"),
        ({"indicator": "9999"}, "indicator", "ingen indikator med nummer 9999"),
        ({"name": "N"}, "measure_unit", "behövs för en ny indikator"),
        (WELL | {"name": ""}, "name", "behövs för en ny indikator"),
        (WELL | {"name": "N" * 201}, "name", "högst 200 tecken"),
        (WELL | {"direction": "Bakåt"}, "direction", "”Bakåt” går inte att välja."),
        (WELL | {"target_1": "många"}, "target_1", "många"),
        (WELL | {"target_4": "9"}, "target_4", "Planen har 3 år."),
        (
            {"name": "Lugna lektioner", "direction": "Lägre är bättre"},
            "direction",
            "innan riktningen ändras",
        ),
    ],
)
def test_a_row_that_cannot_be_says_which_cell_and_why(
    scene: Scene, cells: dict[str, str], column: str, said: str
) -> None:
    rows = [row(scene, **cells)]
    batch = checked(*rows, by=scene.cast.manager, heads=HEADS, kind="indicators")
    ((_number, _verdict, (found,)),) = verdicts(batch)
    assert found[0] == column
    assert said in found[1]


def test_indicators_that_are_changed_since_stay(scene: Scene) -> None:
    batch = read_in(scene, row(scene, **WELL))
    edition = IndicatorEdition.objects.get(name="Trivsel")
    year: dict[str, Any] = {"year": 2027, "low": 90, "high": None}
    set_target(edition=edition, **year, by=scene.cast.manager, at=NOW)
    assert undone(batch, by=scene.cast.manager).problem == (
        "Indikatorn ”Trivsel” har ändrats sedan filen lästes in."
    )
    assert "som du inte får ändra" in undone(batch, by=scene.cast.reporter).problem
