"""What becomes of last year's goals: kept word for word, changed, or ended with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.goals import add_ground, edit_goal, remove_goal
from timglas.actions.indicators import remove_indicator, set_target
from timglas.actions.plans import NotReady
from timglas.actions.refusal import Refusal
from timglas.actions.renewals import Wanted, choose_renewals, keep_the_rest
from timglas.actions.year_changes import run_year_change, start_year
from timglas.models import (
    AuditEvent,
    BasisChoice,
    GoalEdition,
    GoalRenewal,
    GroundKind,
    IndicatorEdition,
    IndicatorRenewal,
    Perspective,
    PlanVersion,
    Target,
)
from timglas.queries.differences import document_of
from timglas.queries.readiness import readiness
from timglas.rules.differences import difference

KEEP, CHANGE = Wanted("keep"), Wanted("change")
ENDED = Wanted("end", "Målet är nått.")


@pytest.fixture
def before(cast: Cast) -> PlanVersion:
    """The committee's decided plan 2025–2027 with a goal and an indicator."""
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, committee)
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    make_indicator(cast, goal)
    return decide(cast, version)


@pytest.fixture
def draft(cast: Cast, before: PlanVersion) -> PlanVersion:
    """The draft for 2026–2028 that was begun from it."""
    change = start_year(unit=cast.bun, year=2026, units={cast.bun.pk}, by=cast.controller, at=NOW)
    run_year_change(change=change, clock=lambda: NOW)
    assert before.number == 1
    return change.versions.get()


def choose(
    cast: Cast, draft: PlanVersion, goal: Wanted | None = None, line: Wanted | None = None
) -> None:
    """Choose for the one goal, the one indicator, or both."""
    choose_renewals(
        version=draft,
        goals={draft.goal_renewals.get().pk: goal} if goal else {},
        indicators={draft.indicator_renewals.get().pk: line} if line else {},
        by=cast.controller,
        at=NOW,
    )


def chosen(draft: PlanVersion) -> tuple[tuple[str, str], tuple[str, str]]:
    """What is stored for the goal and the indicator, each with its reason."""
    goal, line = draft.goal_renewals.get(), draft.indicator_renewals.get()
    return (goal.choice, goal.reason), (line.choice, line.reason)


def is_as_before(draft: PlanVersion) -> bool:
    """Whether the draft says what last year's plan says."""
    source = GoalRenewal.objects.get(version=draft).source.version
    return not difference(document_of(source), document_of(draft))


def reword(cast: Cast, draft: PlanVersion) -> None:
    """Word the goal anew and take another ground."""
    edition = draft.goal_editions.get()
    edit_goal(
        edition=edition,
        wording="Varje elev når målen",
        perspective=Perspective.STAFF,
        by=cast.controller,
        at=NOW,
    )


def test_what_is_kept_stays_word_for_word(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, KEEP, KEEP)
    assert chosen(draft) == (("keep", ""), ("keep", ""))
    assert is_as_before(draft)
    event = AuditEvent.objects.get(action="choose_renewals")
    assert event.after == {"keep": ["Alla elever når målen", "Behöriga till gymnasiet"]}
    renewal = draft.goal_renewals.get()
    assert (renewal.chosen_by, renewal.chosen_at) == (cast.controller, NOW)


def test_keeping_what_was_changed_makes_it_as_it_was(cast: Cast, draft: PlanVersion) -> None:
    reword(cast, draft)
    IndicatorEdition.objects.filter(goal_edition__version=draft).update(name="Fel namn")
    choose(cast, draft, KEEP, KEEP)
    assert is_as_before(draft)
    assert draft.goal_editions.get().grounds.get().reference == "Skollagen"


def test_a_target_for_the_new_year_stays_when_an_indicator_is_kept(
    cast: Cast, draft: PlanVersion
) -> None:
    edition = IndicatorEdition.objects.get(goal_edition__version=draft)
    for year in (2026, 2028):
        set_target(
            edition=edition,
            unit=cast.bun,
            year=year,
            low=Decimal(95),
            high=None,
            basis=BasisChoice.YEAR_END,
            by=cast.controller,
            at=NOW,
        )
    choose(cast, draft, line=KEEP)
    years = Target.objects.filter(edition=edition).values_list("year", flat=True)
    assert list(years) == [2028]
    assert is_as_before(draft)


def test_choosing_to_change_changes_nothing_by_itself(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, CHANGE, CHANGE)
    assert chosen(draft) == (("change", ""), ("change", ""))
    assert is_as_before(draft)


def test_what_is_ended_leaves_the_draft_with_its_reason(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, KEEP, Wanted("end", " Mäts inte längre. "))
    assert chosen(draft) == (("keep", ""), ("end", "Mäts inte längre."))
    assert not IndicatorEdition.objects.filter(goal_edition__version=draft).exists()
    choose(cast, draft, ENDED)
    assert not draft.goal_editions.exists()


def test_an_ended_goal_takes_its_indicators_along_whatever_is_chosen_for_them(
    cast: Cast, draft: PlanVersion
) -> None:
    choose(cast, draft, ENDED, KEEP)
    assert chosen(draft) == (("end", "Målet är nått."), ("", ""))


def test_what_was_ended_comes_back(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, ENDED)
    choose(cast, draft, KEEP, KEEP)
    assert (chosen(draft), is_as_before(draft)) == ((("keep", ""), ("keep", "")), True)
    choose(cast, draft, line=ENDED)
    choose(cast, draft, line=CHANGE)
    assert (chosen(draft)[1], is_as_before(draft)) == (("change", ""), True)


def test_ending_takes_a_reason(cast: Cast, draft: PlanVersion) -> None:
    with pytest.raises(Refusal, match="Skriv varför") as refused:
        choose(cast, draft, Wanted("end", " "))
    assert refused.value.field == f"goal_{draft.goal_renewals.get().pk}_reason"
    assert is_as_before(draft)


def test_choosing_nothing_or_the_same_again_is_no_event(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, Wanted(""), Wanted(""))
    choose(cast, draft, KEEP)
    choose(cast, draft, KEEP, Wanted(""))
    assert AuditEvent.objects.filter(action="choose_renewals").count() == 1


def test_a_new_reason_for_what_is_ended_is_stored(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, ENDED)
    choose(cast, draft, Wanted("end", "Målet ingår i ett annat."))
    assert chosen(draft)[0] == ("end", "Målet ingår i ett annat.")


def test_the_rest_is_kept_and_what_was_changed_is_called_changed(
    cast: Cast, draft: PlanVersion
) -> None:
    reword(cast, draft)
    assert keep_the_rest(version=draft, by=cast.controller, at=NOW) == 2
    assert chosen(draft) == (("change", ""), ("keep", ""))
    assert keep_the_rest(version=draft, by=cast.controller, at=NOW) == 0
    assert AuditEvent.objects.filter(action="keep_the_rest").count() == 1


def test_what_was_removed_without_a_word_is_not_among_the_rest(
    cast: Cast, draft: PlanVersion
) -> None:
    line = IndicatorEdition.objects.get(goal_edition__version=draft)
    remove_indicator(edition=line, by=cast.controller, at=NOW)
    remove_goal(edition=draft.goal_editions.get(), by=cast.controller, at=NOW)
    assert keep_the_rest(version=draft, by=cast.controller, at=NOW) == 0
    assert chosen(draft) == (("", ""), ("", ""))


def test_a_plan_is_not_decided_before_all_is_chosen(cast: Cast, draft: PlanVersion) -> None:
    with pytest.raises(NotReady, match="Välj om det ska behållas, ändras eller avslutas"):
        decide(cast, draft)
    choose(cast, draft, KEEP, KEEP)
    decide(cast, draft)


def test_what_leaves_without_a_reason_stops_the_decision(cast: Cast, draft: PlanVersion) -> None:
    choose(cast, draft, KEEP, KEEP)
    remove_indicator(
        edition=IndicatorEdition.objects.get(goal_edition__version=draft),
        by=cast.controller,
        at=NOW,
    )
    (lack,) = readiness(draft).lacks
    assert (lack.where, lack.is_renewal) == ("Behöriga till gymnasiet", True)
    assert lack.text == "Finns i förra årets plan men inte i den här. Skriv varför."
    choose(cast, draft, line=ENDED)
    decide(cast, draft)


def test_what_was_chosen_cannot_be_changed_once_it_is_decided(
    cast: Cast, draft: PlanVersion
) -> None:
    choose(cast, draft, KEEP, KEEP)
    decide(cast, draft)
    with pytest.raises(Refusal, match="kan inte ändras"):
        choose(cast, draft, ENDED)
    with pytest.raises(Refusal, match="kan inte ändras"):
        keep_the_rest(version=draft, by=cast.controller, at=NOW)
    assert (draft.valid_from, GoalEdition.objects.count()) == (date(2026, 1, 1), 2)
    assert IndicatorRenewal.objects.get().choice == "keep"
