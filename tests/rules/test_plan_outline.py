"""The outline of a draft: every part in order, with how far it has come."""

from dataclasses import replace

from timglas.rules.plan_outline import (
    LevelOfParts,
    Outline,
    OutlinePart,
    Progress,
    goal_key,
    outline,
)
from timglas.rules.readiness import (
    Finding,
    GoalToCheck,
    IndicatorToCheck,
    LevelToCheck,
    PlanToCheck,
    SectionToCheck,
)

TARGETS = frozenset({2025})
GOAL = GoalToCheck(
    edition=1,
    wording="Alla elever når målen",
    level=2,
    level_order=2,
    has_parent=True,
    has_ground=False,
    undecided_parents=(),
    says_why_not_measured=False,
    has_accountable=True,
    indicators=(
        IndicatorToCheck(11, "Behöriga", "result", TARGETS),
        IndicatorToCheck(12, "Trygga", "quality", TARGETS),
    ),
)
PLAN = PlanToCheck(
    needs_vision=False,
    has_vision=False,
    years=(2025,),
    levels=(LevelToCheck(1, "Fullmäktigemål", 5), LevelToCheck(2, "Nämndmål", 5)),
    goals=(GOAL,),
    sections=(
        SectionToCheck(5, "Uppdraget", is_required=True, is_written=True),
        SectionToCheck(6, "Mål", shows_goals=True),
        SectionToCheck(7, "Ramar", is_required=True),
    ),
)


def test_every_part_stands_in_order_with_what_it_lacks() -> None:
    unwritten = Finding(
        "Ramar", "Avsnittet är obligatoriskt och inte skrivet.", section=7, field="id_body"
    )
    assert outline(PLAN) == Outline(
        before=(
            OutlinePart("inledning", 0, "Inledning", is_optional=True),
            OutlinePart("avsnitt-5", 5, "Uppdraget"),
            OutlinePart("avsnitt-6", 6, "Mål", is_optional=True),
        ),
        levels=(
            LevelOfParts(
                2, "Nämndmål", (OutlinePart("mal-1", 1, GOAL.wording, place=1, siblings=1),)
            ),
        ),
        after=(OutlinePart("avsnitt-7", 7, "Ramar", lacks=(unwritten,), is_optional=True),),
        whole=OutlinePart("kontroll", 0, "Kontroll före beslut", lacks=(unwritten,)),
    )
    assert outline(PLAN).done_count == 2


def test_a_plan_whose_sections_show_no_goals_has_them_last() -> None:
    found = outline(replace(PLAN, sections=PLAN.sections[:1]))
    assert [part.key for part in found.parts] == ["inledning", "avsnitt-5", "mal-1"]
    assert found.after == ()


def test_a_part_says_how_far_it_has_come_in_words() -> None:
    lack, thought = Finding("Mål", "Koppla det."), Finding("Mål", "Skriv behovet.")
    part = OutlinePart("mal-1", 1, "Mål")
    said = {
        "klart": part,
        "frivilligt": replace(part, is_optional=True),
        "1 sak att tänka på": replace(part, reminders=(thought,)),
        "2 saker att tänka på": replace(part, reminders=(thought, thought)),
        "1 sak saknas": replace(part, lacks=(lack,), reminders=(thought,)),
        "2 saker saknas": replace(part, lacks=(lack, lack)),
    }
    assert {one.said: one.said for one in said.values()} == {words: words for words in said}
    assert [one.progress for one in said.values()] == [
        *(Progress.DONE, Progress.OPTIONAL, Progress.THINK, Progress.THINK),
        *(Progress.LACKS, Progress.LACKS),
    ]
    assert [step.symbol for step in Progress] == ["dev", "risk", "ok", "unj"]


def test_a_goal_is_found_by_its_key_with_what_is_said_of_it_and_its_indicators() -> None:
    bare = replace(GOAL.indicators[0], has_source=False)
    goal = replace(GOAL, has_parent=False, indicators=(bare, GOAL.indicators[1]))
    found = outline(replace(PLAN, goals=(goal,)))
    part = found.part(goal_key(1))
    assert part
    assert len(part.lacks) == 1
    assert [finding.text for finding in part.reminders] == ["Källa saknas."]
    assert found.part("nytt-mal") is None


def test_too_many_goals_are_thought_of_where_the_reason_is_written() -> None:
    few = tuple(replace(level, healthy_count=0) for level in PLAN.levels)
    assert outline(replace(PLAN, levels=few)).before[0].said == "1 sak att tänka på"


def test_a_term_plan_begins_with_its_vision() -> None:
    plan = replace(PLAN, needs_vision=True)
    assert outline(plan).before[0].said == "1 sak saknas"
    written = outline(replace(plan, has_vision=True)).before[0]
    assert (written.title, written.said) == ("Vision och inledning", "klart")
    assert outline(replace(PLAN, has_text=True)).before[0].said == "klart"


def test_goals_know_their_place_among_those_of_their_level() -> None:
    council = replace(GOAL, edition=2, level=1)
    parts = outline(replace(PLAN, goals=(council, GOAL, replace(GOAL, edition=3)))).parts
    placed = [(part.id, part.is_first, part.is_last) for part in parts if part.siblings]
    assert placed == [(2, True, True), (1, True, False), (3, False, True)]
