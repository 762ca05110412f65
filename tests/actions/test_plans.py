"""Plans are drafted, revised, decided and released; what is decided is what was drafted."""

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_decision,
    make_goal,
    make_indicator,
    make_levels,
    make_term,
)
from timglas.actions.decisions import record_decision
from timglas.actions.goals import add_ground
from timglas.actions.plans import (
    NotReady,
    decide_plan,
    discard_draft,
    draft_plan,
    edit_version,
    release_plan,
    revise_plan,
)
from timglas.actions.refusal import Refusal
from timglas.models import (
    AuditEvent,
    Goal,
    GoalEdition,
    GroundKind,
    Indicator,
    IndicatorEdition,
    Outcome,
    Plan,
    PlanKind,
    PlanVersion,
    Target,
    VersionState,
)
from timglas.queries.plan_document import plan_document
from timglas.rules.plan_document import canonical, read, sha256

LOCKED = (
    "Planen beslutades 2024-11-25 § 142 och kan inte ändras. "
    "Gör en ny version om den behöver ändras."
)


def decided_plan(cast: Cast) -> PlanVersion:
    """A committee's decided plan: a goal on another ground with an indicator."""
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, committee)
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    make_indicator(cast, goal)
    return decide(cast, version)


def test_an_operational_plan_is_for_three_years(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun, first_year=2026)
    plan = version.plan
    assert (plan.first_year, plan.last_year, plan.term) == (2026, 2028, None)
    assert (version.number, version.state) == (1, VersionState.DRAFT)
    event = AuditEvent.objects.get()
    assert (event.action, event.person, event.unit) == ("draft_plan", cast.controller, cast.bun)


def test_a_term_plan_has_the_years_of_its_term(cast: Cast) -> None:
    plan = draft_term_plan(cast).plan
    assert (plan.first_year, plan.last_year) == (2023, 2026)


@pytest.mark.parametrize(
    ("unit", "with_term", "field"), [("bun", True, "kind"), ("kf", False, "term")]
)
def test_a_term_plan_is_the_council_s_and_has_a_term(
    cast: Cast, unit: str, *, with_term: bool, field: str
) -> None:
    term = make_term(cast)
    with pytest.raises(Refusal) as refusal:
        draft_plan(
            unit=getattr(cast, unit),
            kind=PlanKind.TERM,
            first_year=2023,
            valid_from=date(2023, 1, 1),
            term=term if with_term else None,
            by=cast.controller,
            at=NOW,
        )
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("drafted", "valid_from", "is_refused"),
    [
        (date(2024, 9, 1), date(2024, 10, 1), True),
        (date(2024, 9, 1), date(2024, 11, 25), False),
        (date(2024, 10, 1), date(2024, 10, 1), False),
    ],
)
def test_a_term_plan_that_is_decided_too_late_does_not_hold_backwards(
    cast: Cast, drafted: date, valid_from: date, *, is_refused: bool
) -> None:
    version = draft_term_plan(cast)
    make_indicator(cast, make_goal(cast, version, make_levels(cast)[0]))
    moment = datetime.combine(drafted, NOW.timetz())
    PlanVersion.objects.filter(pk=version.pk).update(created_at=moment, valid_from=valid_from)
    version.refresh_from_db()
    if not is_refused:
        decide(cast, version)
        return
    with pytest.raises(Refusal, match="välj beslutsdagen eller en senare dag") as refusal:
        decide(cast, version)
    assert refusal.value.field == "decided_on"
    assert PlanVersion.objects.get().state == VersionState.DRAFT


def test_a_unit_has_one_plan_of_a_kind_from_a_year(cast: Cast) -> None:
    draft_operational_plan(cast, cast.bun)
    with pytest.raises(Refusal, match="har redan en plan") as refusal:
        draft_operational_plan(cast, cast.bun)
    assert refusal.value.field == "first_year"


def test_a_plan_cannot_begin_to_hold_after_the_year_it_governs(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun)
    with pytest.raises(Refusal, match="före årets slut") as refusal:
        edit_version(
            version=version,
            vision="",
            core_values="",
            introduction="",
            valid_from=date(2026, 1, 1),
            by=cast.controller,
            at=NOW,
        )
    assert refusal.value.field == "valid_from"


def test_why_goals_are_many_is_kept_until_another_reason_is_given(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun)
    told: dict[str, Any] = {
        **dict.fromkeys(("vision", "core_values", "introduction"), ""),
        "valid_from": version.valid_from,
    }
    edit = partial(edit_version, version=version, by=cast.controller, at=NOW, **told)
    edit(many_goals_why=" Två förvaltningar blev en. ")
    edit()
    version.refresh_from_db()
    assert version.many_goals_why == "Två förvaltningar blev en."


def test_the_document_is_the_plan_as_it_was_when_it_was_decided(cast: Cast) -> None:
    version = decided_plan(cast)
    version.refresh_from_db()
    stored = version.document
    assert version.decision is not None
    assert stored.body == canonical(plan_document(version, version.decision))
    assert stored.sha256 == sha256(stored.body)
    document = read(stored.body)
    assert document.decision.paragraph == "142"
    assert document.goals[0].grounds[0].reference == "Skollagen"
    assert document.goals[0].indicators[0].targets[0].low == "88"
    assert version.releases.get().decision == version.decision
    event = AuditEvent.objects.get(action="decide_plan")
    assert event.after["sha256"] == stored.sha256


def test_a_plan_that_lacks_something_is_not_decided(cast: Cast) -> None:
    version = draft_term_plan(cast, vision=" ")
    with pytest.raises(NotReady) as refusal:
        decide(cast, version)
    assert [lack.where for lack in refusal.value.lacks] == ["Planens text", "Mål"]
    assert "Visionen saknas" in refusal.value.message
    assert not PlanVersion.objects.decided().exists()


def test_a_goal_cannot_rest_on_a_goal_that_is_only_drafted(cast: Cast) -> None:
    council, committee, _unit = make_levels(cast)
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council, "Kunskap för livet")
    version = draft_operational_plan(cast, cast.bun)
    make_goal(cast, version, committee, parent=top.goal)
    with pytest.raises(NotReady, match="Kunskap för livet"):
        decide(cast, version)
    decide(cast, term_plan)
    decide(cast, version)
    assert PlanVersion.objects.decided().count() == 2


@pytest.mark.parametrize(("unit", "body"), [("bun", "ks"), ("bun", "kf"), ("ab", "kf")])
def test_a_political_body_decides_its_own_plan(cast: Cast, unit: str, body: str) -> None:
    version = draft_operational_plan(cast, getattr(cast, unit))
    decision = make_decision(cast, getattr(cast, body))
    with pytest.raises(Refusal, match="kan inte besluta planen") as refusal:
        decide_plan(version=version, decision=decision, by=cast.registrar, at=NOW)
    assert refusal.value.field == "body"


@pytest.mark.parametrize("body", ["bjork", "buf", "bun"])
def test_a_unit_s_plan_is_decided_by_it_or_by_those_above(cast: Cast, body: str) -> None:
    _council, _committee, unit_level = make_levels(cast)
    version = draft_operational_plan(cast, cast.bjork)
    goal = make_goal(cast, version, unit_level)
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Lag", by=cast.manager, at=NOW)
    unit = getattr(cast, body)
    by_official = {} if body == "bun" else {"official": cast.head}
    decision = record_decision(
        body=unit,
        decided_on=date(2024, 12, 1),
        paragraph="12" if body == "bun" else "",
        by=cast.manager,
        at=NOW,
        **by_official,
    )
    decide_plan(version=version, decision=decision, by=cast.manager, at=NOW)
    assert version.document.version == version
    with pytest.raises(Refusal, match="Planen beslutades 2024-12-01"):
        discard_draft(version=version, by=cast.manager, at=NOW)


def test_a_company_s_plan_waits_for_its_board_to_release_it(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.ab)
    goal = make_goal(cast, version, committee)
    add_ground(
        edition=goal, kind=GroundKind.OWNER_DIRECTIVE, reference="§ 4", by=cast.director, at=NOW
    )
    with pytest.raises(Refusal, match="inte beslutad"):
        release(cast, version)
    decide(cast, version)
    assert not version.releases.exists()
    release(cast, version)
    assert version.releases.get().released_by == cast.director
    with pytest.raises(Refusal, match="redan släppt"):
        release(cast, version)


def release(cast: Cast, version: PlanVersion) -> None:
    """Release a company's plan by its board's decision."""
    decision = make_decision(cast, cast.ab, decided_on=date(2024, 12, 5))
    release_plan(version=version, decision=decision, by=cast.director, at=NOW)


def test_a_decided_plan_cannot_be_changed_or_discarded(cast: Cast) -> None:
    version = decided_plan(cast)
    with pytest.raises(Refusal) as refusal:
        edit_version(
            version=version,
            vision="Ny",
            core_values="",
            introduction="",
            valid_from=version.valid_from,
            by=cast.controller,
            at=NOW,
        )
    assert refusal.value.message == LOCKED
    with pytest.raises(Refusal) as refusal:
        discard_draft(version=version, by=cast.controller, at=NOW)
    assert refusal.value.message == LOCKED
    with pytest.raises(Refusal):
        decide(cast, version)


def test_somebody_with_an_old_copy_of_the_draft_is_refused_too(cast: Cast) -> None:
    old = PlanVersion.objects.get(pk=decided_plan(cast).pk)
    old.state, old.decision = VersionState.DRAFT, None
    with pytest.raises(Refusal) as refusal:
        discard_draft(version=old, by=cast.controller, at=NOW)
    assert refusal.value.message == LOCKED


def test_a_new_version_holds_copies_and_the_earlier_one_stays(cast: Cast) -> None:
    version = decided_plan(cast)
    before = version.document.body
    draft = revise_plan(plan=version.plan, valid_from=date(2025, 7, 1), by=cast.controller, at=NOW)
    assert version.decision is not None
    first, second = (plan_document(v, version.decision) for v in (version, draft))
    assert second.goals == first.goals
    assert (draft.number, draft.state) == (2, VersionState.DRAFT)
    assert Goal.objects.count() == Indicator.objects.count() == 1
    assert Target.objects.count() == 2
    GoalEdition.objects.filter(version=draft).update(wording="Omformulerat")
    version.refresh_from_db()
    assert version.document.body == before
    assert version.goal_editions.get().wording == "Alla elever når målen"
    with pytest.raises(Refusal, match="redan ett utkast"):
        revise_plan(plan=version.plan, valid_from=date(2025, 7, 1), by=cast.controller, at=NOW)


def test_a_new_version_holds_the_same_links_upwards(cast: Cast) -> None:
    council, committee, _unit = make_levels(cast)
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council, "Kunskap för livet")
    decide(cast, term_plan)
    version = draft_operational_plan(cast, cast.bun)
    make_goal(cast, version, committee, parent=top.goal)
    decide(cast, version)
    draft = revise_plan(plan=version.plan, valid_from=date(2025, 7, 1), by=cast.controller, at=NOW)
    link = draft.goal_editions.get().links.get()
    assert (link.parent, link.is_primary) == (top.goal, True)


def test_a_new_version_governs_from_its_day(cast: Cast) -> None:
    version = decided_plan(cast)
    draft = revise_plan(plan=version.plan, valid_from=date(2025, 7, 1), by=cast.controller, at=NOW)
    decide(cast, draft)
    in_force = PlanVersion.objects.in_force
    assert in_force(year=2025, on=date(2025, 6, 30)).get() == version
    assert in_force(year=2025, on=date(2025, 7, 1)).get() == draft


def test_a_new_version_cannot_hold_from_before_the_earlier_one(cast: Cast) -> None:
    plan = decided_plan(cast).plan
    with pytest.raises(Refusal, match="Version 1 gäller från 2025-01-01"):
        revise_plan(plan=plan, valid_from=date(2024, 12, 31), by=cast.controller, at=NOW)


def test_a_plan_that_is_not_decided_has_no_new_version(cast: Cast) -> None:
    plan = draft_operational_plan(cast, cast.bun).plan
    with pytest.raises(Refusal, match="Ändra i utkastet"):
        revise_plan(plan=plan, valid_from=date(2025, 7, 1), by=cast.controller, at=NOW)


def test_a_discarded_draft_leaves_nothing_of_its_own(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    make_indicator(cast, make_goal(cast, version, committee))
    discard_draft(version=version, by=cast.controller, at=NOW)
    for model in (Plan, PlanVersion, Goal, Indicator, IndicatorEdition):
        assert not model._default_manager.exists()


def test_a_discarded_new_version_leaves_the_decided_one_and_its_goals(cast: Cast) -> None:
    version = decided_plan(cast)
    draft = revise_plan(plan=version.plan, valid_from=date(2025, 7, 1), by=cast.controller, at=NOW)
    discard_draft(version=draft, by=cast.controller, at=NOW)
    assert PlanVersion.objects.get() == version
    assert Goal.objects.count() == Indicator.objects.count() == 1


def test_an_indicator_with_outcomes_outlives_the_draft(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    indicator = make_indicator(cast, make_goal(cast, version, committee)).indicator
    Outcome.objects.create(
        indicator=indicator,
        unit=cast.bun,
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        value=83,
        source="Skolverket",
        known_at=NOW,
    )
    discard_draft(version=version, by=cast.controller, at=NOW)
    assert Indicator.objects.get() == indicator


def test_a_draft_that_others_point_at_cannot_be_discarded(cast: Cast) -> None:
    council, committee, _unit = make_levels(cast)
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council)
    make_goal(cast, draft_operational_plan(cast, cast.bun), committee, "Läslust", parent=top.goal)
    with pytest.raises(Refusal, match="Läslust"):
        discard_draft(version=term_plan, by=cast.controller, at=NOW)
