"""An indicator of a decided plan is renamed, removed and added by every way there is.

By the form's page, by a post without it, by a file, and by SQL in the database's own shell: each is
refused. A new version may do all three, and its difference page tells that and nothing else.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.imported import checked, verdicts
from tests.plan_drafts import decide, make_indicator
from tests.planned import plan_everything
from timglas.actions.plans import revise_plan
from timglas.models import (
    GoalEdition,
    IndicatorEdition,
    PlanDocument,
    PlanVersion,
    Sex,
    Target,
)
from timglas.rules.indicator_sheet import INDICATOR_COLUMNS

LOCKED = "Planen beslutades 2024-11-25 § 142 och kan inte ändras."
HEADS = tuple(column.heading for column in INDICATOR_COLUMNS)
KEYS = tuple(column.key for column in INDICATOR_COLUMNS)
INDICATOR = {
    "name": "Nöjda elever",
    "kind": "result",
    "direction": "up",
    "measure_unit": "%",
    "decimals": "1",
    "frequency": "year",
    "accumulation": "level",
    "collected_from": "own",
    "aggregation": "none",
    "aggregation_over_time": "latest",
    "source": "Skolverket",
    "tolerance_percent": "90",
    "basis": "year_end",
    f"low_2025_{Sex.ALL}": "88",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A decided goal with one indicator, and the controller's browser."""

    cast: Cast
    goal: GoalEdition
    edition: IndicatorEdition
    browser: Client


@pytest.fixture
def scene(cast: Cast, client: Client) -> Scene:
    planned = plan_everything(cast)
    client.force_login(cast.controller)
    goal = planned.eligible.editions.get()
    return Scene(cast, goal, goal.indicators.get(), client)


def stored() -> list[list[dict[str, Any]]]:
    """All that decided plans say, as the database has it."""
    models = (PlanVersion, PlanDocument, GoalEdition, IndicatorEdition, Target)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


ADDRESSES = pytest.mark.parametrize("way", ["indicator_edit", "indicator_remove", "indicator_add"])


def address(scene: Scene, way: str) -> str:
    """Where an indicator is renamed, removed or added."""
    about = scene.goal if way == "indicator_add" else scene.edition
    return reverse(f"plans:{way}", args=[about.pk])


@ADDRESSES
def test_the_page_of_the_form_says_why_and_leads_to_a_new_version(scene: Scene, way: str) -> None:
    answer = scene.browser.get(address(scene, way))
    assert (answer.status_code, LOCKED in answer.text) == (409, True)
    assert reverse("plans:revise", args=[scene.goal.version_id]) in answer.text
    assert "<textarea" not in answer.text


@ADDRESSES
def test_a_post_without_the_page_is_refused_and_changes_nothing(scene: Scene, way: str) -> None:
    before = stored()
    answer = scene.browser.post(address(scene, way), INDICATOR)
    assert (answer.status_code, LOCKED in answer.text) == (409, True)
    assert stored() == before


def of_file(scene: Scene, **cells: object) -> Any:
    """What a file's only row would do."""
    row = tuple({"goal": scene.goal.goal_id, **cells}.get(key, "") for key in KEYS)
    return verdicts(checked(row, by=scene.cast.controller, heads=HEADS, kind="indicators"))


@pytest.mark.parametrize("way", ["renamed", "added"])
def test_a_row_of_a_file_is_refused(scene: Scene, way: str) -> None:
    before, version = stored(), scene.goal.version_id
    number = "" if way == "added" else scene.edition.indicator_id
    told = {"name": "Nöjda elever", "measure_unit": "%", "source": "Skolverket"}
    assert of_file(scene, version=version, indicator=number, **told) == [
        (2, "reject", [["version", f"Du får inte skriva i något utkast med nummer {version}."]]),
    ]
    assert stored() == before


def test_a_file_without_an_indicator_removes_none(scene: Scene) -> None:
    """A file says what its rows are about; what it does not name stays, in drafts too."""
    draft = revise(scene)
    goal = draft.goal_editions.get(goal=scene.goal.goal)
    make_indicator(scene.cast, goal, "Trygga elever", target=None)
    told = of_file(scene, version=draft.pk, name="Trygga elever")
    assert told == [(2, "same", [])]
    assert goal.indicators.count() == 2


STATEMENTS = {
    "renamed": "UPDATE {table} SET name = 'Nöjda elever' WHERE id = {old}",
    "removed": "DELETE FROM {table} WHERE id = {old}",
    "moved out": "UPDATE {table} SET goal_edition_id = {draft} WHERE id = {old}",
    "moved in": "UPDATE {table} SET goal_edition_id = {goal} WHERE id = {new}",
    "added": "INSERT INTO {table} ({names}) SELECT {others} FROM {table} WHERE id = {new}",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_a_statement_in_the_shell_is_refused(scene: Scene, statement: str) -> None:
    draft = revise(scene)
    goal = draft.goal_editions.get(goal=scene.goal.goal)
    new = make_indicator(scene.cast, goal, "Nöjda elever", target=None)
    fields = [f.column for f in IndicatorEdition._meta.fields if f.column != "id"]
    others = [str(scene.goal.pk) if f == "goal_edition_id" else f'"{f}"' for f in fields]
    sql = statement.format(
        table=IndicatorEdition._meta.db_table,
        old=scene.edition.pk,
        goal=scene.goal.pk,
        draft=goal.pk,
        new=new.pk,
        names=", ".join(f'"{f}"' for f in fields),
        others=", ".join(others),
    )
    before = stored()
    refused = pytest.raises(DatabaseError, match="belongs to a decided plan")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert stored() == before


def revise(scene: Scene, *, month: int = 9) -> PlanVersion:
    """A new version of the decided plan, as a draft."""
    plan, by = scene.goal.version.plan, scene.cast.controller
    return revise_plan(plan=plan, valid_from=date(2025, month, 1), by=by, at=NOW)


def rows_of_difference(scene: Scene, version: PlanVersion) -> list[tuple[str, ...]]:
    """What the page of a version's differences has, as a table's rows."""
    asked = f"{reverse('plans:difference', args=[version.pk])}?format=json"
    return [tuple(row.values()) for row in scene.browser.get(asked).json()["rows"]]


GOAL = ("Nämndmål", "Alla når gymnasiet")
OLD = "Behöriga till gymnasiet"


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("indicator_edit", [(*GOAL, "Nöjda elever", "Ändrat", "Namn", OLD, "Nöjda elever")]),
        ("indicator_remove", [(*GOAL, OLD, "Borttaget", "", "", "")]),
        ("indicator_add", [(*GOAL, "Nöjda elever", "Nytt", "", "", "")]),
    ],
)
def test_a_new_version_may_and_its_difference_tells_that_and_nothing_else(
    scene: Scene, way: str, told: list[tuple[str, ...]]
) -> None:
    two = revise(scene)
    make_indicator(scene.cast, two.goal_editions.get(goal=scene.goal.goal), "Trygga elever")
    frozen = decide(scene.cast, two).document.body
    draft = revise(scene, month=10)
    goal = draft.goal_editions.get(goal=scene.goal.goal)
    about = goal if way == "indicator_add" else goal.indicators.get(name=OLD)
    answer = scene.browser.post(reverse(f"plans:{way}", args=[about.pk]), INDICATOR)
    assert answer.status_code == 303
    assert rows_of_difference(scene, draft) == told
    decide(scene.cast, draft)
    assert rows_of_difference(scene, draft) == told
    assert PlanDocument.objects.get(version=two).body == frozen
