"""Decisions and terms: what is political, what is an official's, and which years."""

from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_term_plan, make_goal, make_levels
from timglas.actions.decisions import decision_at_meeting, record_decision
from timglas.actions.levels import add_level, edit_level, remove_level
from timglas.actions.periods import add_term
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, GoalLevel, Term
from timglas.rules.rollup import RollUp


def recorded(cast: Cast, unit: str, **more: Any) -> str:
    """A decision in words."""
    decision = record_decision(
        body=getattr(cast, unit),
        decided_on=date(2024, 11, 25),
        by=cast.registrar,
        at=NOW,
        **more,
    )
    return str(decision)


def test_a_body_decides_by_a_paragraph_of_its_minutes(cast: Cast) -> None:
    words = recorded(cast, "kf", paragraph="§ 142", registry_number=" KS 2024/310 ")
    assert words == "Kommunfullmäktige 2024-11-25 § 142 Dnr KS 2024/310"
    event = AuditEvent.objects.get()
    assert (event.action, event.unit) == ("record_decision", cast.kf)


def test_an_official_decides_in_person(cast: Cast) -> None:
    assert recorded(cast, "buf", official=cast.head) == "Skolchef 2024-11-25"


@pytest.mark.parametrize(
    ("unit", "paragraph", "has_official", "field"),
    [
        ("kf", " ", False, "paragraph"),
        ("ab", "", True, "paragraph"),
        ("bun", "4", True, "official"),
        ("buf", "", False, "official"),
        ("buf", "4", True, "official"),
    ],
)
def test_politicians_and_officials_do_not_decide_in_each_other_s_way(
    cast: Cast, unit: str, paragraph: str, *, has_official: bool, field: str
) -> None:
    official = cast.head if has_official else None
    with pytest.raises(Refusal) as refusal:
        recorded(cast, unit, paragraph=paragraph, official=official)
    assert refusal.value.field == field


def test_terms_follow_on_each_other(cast: Cast) -> None:
    add_term(first_year=2023, last_year=2026, by=cast.admin, at=NOW)
    add_term(first_year=2027, last_year=2030, by=cast.admin, at=NOW)
    assert [str(term) for term in Term.objects.order_by("pk")] == ["2023–2026", "2027–2030"]


@pytest.mark.parametrize(
    ("first", "last", "field"), [(2026, 2029, "first_year"), (2032, 2031, "last_year")]
)
def test_terms_neither_overlap_nor_run_backwards(
    cast: Cast, first: int, last: int, field: str
) -> None:
    add_term(first_year=2023, last_year=2026, by=cast.admin, at=NOW)
    with pytest.raises(Refusal) as refusal:
        add_term(first_year=first, last_year=last, by=cast.admin, at=NOW)
    assert refusal.value.field == field


def test_a_level_is_renamed_and_moved(cast: Cast) -> None:
    level = make_levels(cast)[2]
    edit_level(
        level=level,
        name="Enhetsmål",
        plural="Enhetsmål",
        order=4,
        unit_kinds=["unit"],
        healthy_count=3,
        rollup=RollUp.WORST,
        by=cast.admin,
        at=NOW,
    )
    level.refresh_from_db()
    assert (str(level), level.order, level.unit_kinds) == ("Enhetsmål", 4, ["unit"])
    event = AuditEvent.objects.latest("pk")
    assert (event.before["order"], event.after["order"]) == (3, 4)


@pytest.mark.parametrize(
    ("order", "kinds", "field"),
    [(1, ["unit"], "order"), (9, [], "unit_kinds"), (9, ["by"], "unit_kinds")],
)
def test_a_level_has_its_own_place_and_kinds_of_unit(
    cast: Cast, order: int, kinds: list[str], field: str
) -> None:
    make_levels(cast)
    with pytest.raises(Refusal) as refusal:
        add_level(
            name="Nytt",
            plural="Nya",
            order=order,
            unit_kinds=kinds,
            healthy_count=3,
            by=cast.admin,
            at=NOW,
        )
    assert refusal.value.field == field


def test_a_level_with_goals_is_kept(cast: Cast) -> None:
    council, committee, _unit = make_levels(cast)
    make_goal(cast, draft_term_plan(cast), council)
    with pytest.raises(Refusal, match="Det finns mål på nivån"):
        remove_level(level=council, by=cast.admin, at=NOW)
    remove_level(level=committee, by=cast.admin, at=NOW)
    assert GoalLevel.objects.count() == 2


def test_a_paragraph_is_recorded_once_however_much_it_decides(cast: Cast) -> None:
    minutes: dict[str, Any] = {"body": cast.kf, "decided_on": date(2024, 11, 25)}
    by: dict[str, Any] = {"by": cast.registrar, "at": NOW}
    first = decision_at_meeting(**minutes, paragraph="§ 142", registry_number="KS 2024/118", **by)
    again = decision_at_meeting(**minutes, paragraph="142", registry_number="", **by)
    other = decision_at_meeting(**minutes, paragraph="143", **by)
    assert first == again
    assert first != other
    with pytest.raises(Refusal) as refusal:
        decision_at_meeting(**minutes, paragraph="142", registry_number="KS 2024/9", **by)
    assert refusal.value.field == "registry_number"
    assert first.registry_number == "KS 2024/118"
