"""Goals of drafts are read in from a sheet by the rules of all goals, and can be undone."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.imported import applied, checked, undone, verdicts
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator
from tests.planned import Planned, plan_everything
from timglas.actions.goals import edit_goal, link_goal
from timglas.models import GoalEdition, GoalLevel, Import, ImportState, PlanVersion
from timglas.queries.goal_rows import goal_facts
from timglas.rules.goal_sheet import GOAL_COLUMNS

HEADS = tuple(column.heading for column in GOAL_COLUMNS)
WHY = "Den som läser bra klarar gymnasiet."


@dataclass
class Scene:
    cast: Cast
    planned: Planned
    draft: PlanVersion
    calm: GoalEdition


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A school's draft for 2026 with one goal that contributes to a committee's."""
    planned = plan_everything(cast)
    draft = draft_operational_plan(cast, cast.bjork, first_year=2026)
    level = GoalLevel.objects.get(order=3)
    calm = make_goal(cast, draft, level, "Lugn i klassrummet", parent=planned.eligible)
    return Scene(cast, planned, draft, calm)


def row(scene: Scene, *cells: object) -> tuple[object, ...]:
    """A row about the draft: goal, wording, level, perspective, parent and contribution."""
    return (scene.draft.pk, *cells, *[""] * (6 - len(cells)))


def read_in(scene: Scene, *rows: tuple[object, ...]) -> Import:
    return applied(*rows, by=scene.cast.manager, heads=HEADS, kind="goals")


def said(scene: Scene) -> dict[str, tuple[str, int | None, str]]:
    """What the draft's goals say, by wording."""
    facts = [goal_facts(e) for e in GoalEdition.objects.filter(version=scene.draft)]
    return {fact.wording: (fact.perspective, fact.parent, fact.contribution) for fact in facts}


def test_goals_are_added_and_changed_as_one_and_undone_as_one(scene: Scene) -> None:
    before = said(scene)
    loose, eligible = scene.planned.loose.pk, scene.planned.eligible.pk
    batch = read_in(
        scene,
        row(scene, "", "Alla läser", "Verksamhetsmål", "", eligible, WHY),
        row(scene, "", "Pengarna räcker", "", "ekonomi"),
        row(scene, scene.calm.goal_id, "Lugn och ro", "", "Personal", loose, "Lugn."),
    )
    assert batch.state == ImportState.APPLIED
    assert said(scene) == {
        "Alla läser": ("service", eligible, WHY),
        "Pengarna räcker": ("economy", None, ""),
        "Lugn och ro": ("staff", loose, "Lugn."),
    }
    assert undone(batch, by=scene.cast.manager).state == ImportState.UNDONE
    assert said(scene) == before


def test_a_goal_is_known_by_its_wording(scene: Scene) -> None:
    same = row(scene, "", "lugn i klassrummet", "", "", "", "")
    batch = checked(
        row(scene, "", scene.calm.wording), by=scene.cast.manager, heads=HEADS, kind="goals"
    )
    assert [verdict for _number, verdict, _problems in verdicts(batch)] == ["same"]
    read_in(scene, same)
    assert list(said(scene)) == ["lugn i klassrummet"]


def test_another_link_becomes_the_main_one(scene: Scene) -> None:
    loose = scene.planned.loose
    by = {"by": scene.cast.manager, "at": NOW}
    link_goal(edition=scene.calm, parent=loose, contribution="Också.", **by)  # type: ignore[arg-type]
    read_in(scene, row(scene, scene.calm.goal_id, "", "", "", loose.pk, "Mest."))
    assert said(scene) == {"Lugn i klassrummet": ("service", loose.pk, "Mest.")}
    assert scene.calm.links.count() == 1


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        (("9999", "Ett mål"), "goal", "inget mål med nummer 9999"),
        (("ett", "Ett mål"), "goal", "inget mål med nummer ett"),
        (("", ""), "wording", "Skriv målet."),
        (("", "M" * 301), "wording", "för långt"),
        (("", "Ett mål", "Nämndmål"), "level", "Björkskolan har mål på: Verksamhetsmål."),
        (("{calm}", "", "Nämndmål"), "level", "nivå kan inte ändras"),
        (("", "Ett mål", "", "Glädje"), "perspective", "”Glädje” går inte att välja."),
        (("", "Ett mål", "", "", "9999", "Så."), "parent", "inget mål med nummer 9999"),
        (("", "Ett mål", "", "", "ett", "Så."), "parent", "inget mål med nummer ett"),
        (("", "Ett mål", "", "", "{eligible}", ""), "contribution", "hur målet bidrar"),
        (("", "Ett mål", "", "", "", "Så."), "parent", "Skriv numret på målet ovanför."),
        (("", "Ett mål", "", "", "{calm}", "Så."), "parent", "på samma nivå"),
    ],
)
def test_a_row_that_cannot_be_says_which_cell_and_why(
    scene: Scene, cells: tuple[str, ...], column: str, said: str
) -> None:
    known = {"calm": scene.calm.goal_id, "eligible": scene.planned.eligible.pk}
    ((found,),) = problems(scene, row(scene, *(cell.format(**known) for cell in cells)))
    assert found[0] == column
    assert said in found[1]


def problems(scene: Scene, *rows: tuple[object, ...]) -> list[Any]:
    batch = checked(*rows, by=scene.cast.manager, heads=HEADS, kind="goals")
    return [found for _number, _verdict, found in verdicts(batch)]


def test_only_drafts_that_one_may_write_in_are_known(scene: Scene) -> None:
    other = draft_operational_plan(scene.cast, scene.cast.ek, first_year=2026)
    decided = scene.planned.reading.editions.get().version
    rows = [(pk, "", "Ett mål", "", "", "", "") for pk in (other.pk, decided.pk, "ett", "")]
    assert [found[0][0] for found in problems(scene, *rows)] == ["version"] * 4


def test_goals_that_are_changed_or_measured_since_stay(scene: Scene) -> None:
    batch = read_in(scene, row(scene, "", "Alla läser"))
    edition = GoalEdition.objects.get(wording="Alla läser", version=scene.draft)
    make_indicator(scene.cast, edition, "Läsförståelse")
    told = "Målet ”{}” har ändrats sedan filen lästes in."
    assert undone(batch, by=scene.cast.manager).problem == told.format("Alla läser")
    changed = read_in(scene, row(scene, scene.calm.goal_id, "Lugn och ro"))
    scene.calm.refresh_from_db()
    words = {"wording": "Lugnt", "perspective": scene.calm.perspective}
    edit_goal(edition=scene.calm, **words, by=scene.cast.manager, at=NOW)  # type: ignore[arg-type]
    assert undone(changed, by=scene.cast.manager).problem == told.format("Lugnt")
    assert "som du inte får ändra" in undone(changed, by=scene.cast.reporter).problem
