"""Whether a plan can be decided, and what is worth a second thought."""

from dataclasses import replace
from decimal import Decimal

from timglas.rules.budget import FrameKind
from timglas.rules.readiness import (
    Finding,
    FrameToCheck,
    GoalToCheck,
    IndicatorToCheck,
    LevelToCheck,
    PlanToCheck,
    ProposalToCheck,
    lacks,
    reminders,
)

RESULT = IndicatorToCheck(11, "Behöriga", "result", frozenset({2025, 2026}))
QUALITY = IndicatorToCheck(12, "Trygga", "quality", frozenset({2025, 2026}))
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
    indicators=(RESULT, QUALITY),
)
PLAN = PlanToCheck(
    needs_vision=False,
    has_vision=False,
    years=(2025, 2026),
    levels=(LevelToCheck(1, "Fullmäktigemål", 5), LevelToCheck(2, "Nämndmål", 2)),
    goals=(GOAL,),
)


def with_goal(**changed: object) -> PlanToCheck:
    """The plan with its goal changed."""
    return replace(PLAN, goals=(replace(GOAL, **changed),))  # type: ignore[arg-type]


def test_a_plan_in_order_lacks_nothing() -> None:
    assert lacks(PLAN) == ()
    assert reminders(PLAN) == ()


def test_the_councils_plan_for_three_years_needs_no_goals_of_its_own() -> None:
    assert lacks(replace(PLAN, goals=(), needs_goals=False)) == ()


def test_an_empty_plan_cannot_be_decided() -> None:
    found = lacks(replace(PLAN, goals=()))
    assert found == (Finding("Mål", "Planen har inga mål. Lägg till minst ett."),)


def test_a_term_plan_needs_a_vision() -> None:
    told = "Visionen saknas. En mandatplan börjar med den."
    vision = Finding("Planens text", told, field="id_vision")
    assert lacks(replace(PLAN, needs_vision=True)) == (vision,)
    assert lacks(replace(PLAN, needs_vision=True, has_vision=True)) == ()


def test_a_goal_below_the_top_needs_a_parent_or_another_ground() -> None:
    missing = Finding(
        "Alla elever når målen",
        "Målet bidrar inte till något mål ovanför och har ingen annan grund. "
        "Koppla det till ett mål, eller ange uppdraget eller lagen det vilar på.",
        1,
        field="koppling",
    )
    assert lacks(with_goal(has_parent=False)) == (missing,)
    assert lacks(with_goal(has_parent=False, has_ground=True)) == ()
    assert lacks(with_goal(has_parent=False, level_order=1)) == ()


def test_a_goal_cannot_rest_on_one_that_is_not_decided() -> None:
    missing = Finding(
        "Alla elever når målen",
        "Målet bidrar till ”Kunskap”, som inte är beslutat. "
        "Besluta den planen först, eller ta bort kopplingen.",
        1,
        field="koppling",
    )
    assert lacks(with_goal(undecided_parents=("Kunskap",))) == (missing,)


def test_everything_that_is_missing_is_told_at_once() -> None:
    plan = replace(PLAN, needs_vision=True, goals=(replace(GOAL, has_parent=False),) * 2)
    assert len(lacks(plan)) == 3


def test_too_many_goals_on_a_level_is_a_reminder_until_there_is_a_reason() -> None:
    crowded = replace(PLAN, goals=(GOAL,) * 3)
    text = (
        "Planen har 3 nämndmål. Lagom är högst 2: färre mål får mer uppmärksamhet. "
        "Ta bort mål, eller skriv varför de behövs."
    )
    assert reminders(crowded) == (Finding("Nämndmål", text, field="id_many_goals_why"),)
    assert reminders(replace(crowded, says_why_many=True)) == ()
    assert reminders(replace(PLAN, goals=(GOAL,) * 2)) == ()


def test_money_above_the_frame_is_a_reminder() -> None:
    asked = FrameToCheck(
        "Socialnämnden", FrameKind.OPERATING, 2026, Decimal(2_000_000), Decimal(2_500_400)
    )
    invested = replace(asked, kind=FrameKind.INVESTMENT)
    within = replace(asked, asked=Decimal(2_000_000))
    unknown = replace(asked, frame=None)
    assert reminders(replace(PLAN, frames=(asked, within, unknown, invested))) == (
        Finding(
            "Socialnämnden",
            "Förslag som är beviljade eller väntar på svar kostar 2\xa0500 tkr 2026. "
            "Det är mer än driftramen, 2\xa0000 tkr.",
            is_frame=True,
        ),
        Finding(
            "Socialnämnden",
            "Investeringar som är beviljade eller väntar på svar kostar 2\xa0500 tkr 2026. "
            "Det är mer än investeringsramen, 2\xa0000 tkr.",
            is_frame=True,
        ),
    )


def test_a_proposal_without_impact_statement_is_a_reminder() -> None:
    bare = ProposalToCheck(7, "Ny skola", has_impact_statement=False)
    whole = ProposalToCheck(8, "Ny matsal", has_impact_statement=True)
    text = "Konsekvensbeskrivningen är inte klar. Förslaget kan inte lämnas in utan den."
    assert reminders(replace(PLAN, proposals=(bare, whole))) == (
        Finding("Ny skola", text, proposal=7),
    )


def test_a_goal_has_both_kinds_of_indicator_or_says_why_not() -> None:
    text = "saknas. Lägg till en, eller skriv varför den inte behövs."
    one = Finding(GOAL.wording, f"Indikator för upplevd kvalitet {text}", 1, field="indikatorer")
    told = f"Indikator för omfattning/resultat och upplevd kvalitet {text}"
    both = Finding(GOAL.wording, told, 1, field="indikatorer")
    assert reminders(with_goal(indicators=(RESULT,))) == (one,)
    assert reminders(with_goal(indicators=())) == (both,)
    assert reminders(with_goal(indicators=(), says_why_not_measured=True)) == ()


def test_a_goal_without_somebody_accountable_is_a_reminder() -> None:
    found = reminders(with_goal(has_accountable=False))
    assert found == (Finding(GOAL.wording, "Målet saknar ansvarig person.", 1, field="id_person"),)


def test_a_year_without_target_is_a_reminder() -> None:
    late = replace(RESULT, years_with_target=frozenset({2026}))
    found = reminders(with_goal(indicators=(late, QUALITY)))
    assert found == (Finding("Behöriga", "Målvärde saknas för 2025.", 1, 11, field="malvarden"),)


def test_what_a_goal_and_an_indicator_should_say_is_reminded_of_one_by_one() -> None:
    bare = replace(RESULT, has_baseline=False, has_source=False, has_accountable=False)
    found = reminders(
        with_goal(
            has_need=False,
            has_wanted_result=False,
            lacks_activity=True,
            goal=5,
            indicators=(bare, QUALITY),
        )
    )
    goal, said = "Alla elever når målen", "Målet har ingen aktivitet. Vad ska göras för att nå det?"
    assert found == (
        Finding(goal, "Skriv behovet som målet utgår från.", 1, field="id_need"),
        Finding(goal, "Skriv vilket resultat som ska nås.", 1, field="id_wanted_result"),
        Finding(goal, said, 1, goal=5),
        Finding("Behöriga", "Utgångsvärde saknas.", 1, 11, field="id_baseline"),
        Finding("Behöriga", "Källa saknas.", 1, 11, field="id_source"),
        Finding(
            "Behöriga", "Ingen svarar för att rapportera indikatorn.", 1, 11, field="id_person"
        ),
    )
