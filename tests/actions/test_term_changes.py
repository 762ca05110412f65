"""Goals are linked anew in drafts when the council has new goals, and what was holds until then."""

from dataclasses import dataclass
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal
from tests.planned import plan_everything
from timglas.actions.goals import link_goal
from timglas.actions.periods import add_term
from timglas.actions.plans import draft_plan
from timglas.actions.refusal import Refusal
from timglas.actions.term_changes import Instead, relink_goals, undo_relinking
from timglas.models import Goal, GoalEdition, GoalLevel, PlanKind, PlanVersion, Relinking
from timglas.queries.term_changes import first_day, term_change_page
from timglas.queries.thread import ThreadChoice, thread_page
from timglas.rules.term_changes import Suggestion, Why


@dataclass(frozen=True, slots=True)
class Change:
    """A change of term: the new term plan, and a committee's draft that cites the old goals."""

    cast: Cast
    term: PlanVersion
    start: Goal
    edition: GoalEdition
    old: Goal
    other: Goal

    def links(self) -> list[tuple[int, str, bool]]:
        """What the draft's goal contributes to, and how, the main one first."""
        rows = self.edition.links.order_by("-is_primary", "pk")
        return [(link.parent_id, link.contribution, link.is_primary) for link in rows]

    def relink(self, parent: Goal, goal: Goal | None, text: str) -> Relinking:
        """Move or end the link to one of the old goals."""
        link = self.edition.links.get(parent=parent)
        by = {"by": self.cast.controller, "at": NOW}
        relink_goals(links=[link], instead={link.pk: Instead(goal, text)}, **by)  # type: ignore[arg-type]
        return Relinking.objects.get(edition=self.edition, old=parent)

    def undo(self, relinking: Relinking) -> None:
        """Take it back."""
        undo_relinking(relinking=relinking, by=self.cast.controller, at=NOW)


@pytest.fixture
def change(cast: Cast) -> Change:
    """The new council has drafted a goal; the committee's draft for 2027 has two old links."""
    planned = plan_everything(cast)
    council, committee = GoalLevel.objects.order_by("order")[:2]
    term = draft_plan(
        unit=cast.kf,
        kind=PlanKind.TERM,
        first_year=2027,
        valid_from=date(2027, 1, 1),
        term=add_term(first_year=2027, last_year=2030, by=cast.admin, at=NOW),
        by=cast.controller,
        at=NOW,
    )
    term.vision = "En kommun att växa i."
    term.save(update_fields=["vision"])
    start = make_goal(cast, term, council, "Unga får en trygg start").goal
    draft = draft_operational_plan(cast, cast.bun, first_year=2027)
    edition = make_goal(cast, draft, committee, "Alla når gymnasiet", parent=planned.young)
    link_goal(
        edition=edition,
        parent=planned.attractive,
        contribution="Bra skolor lockar.",
        by=cast.controller,
        at=NOW,
    )
    return Change(cast, term, start, edition, planned.young, planned.attractive)


HOW = "Skolan ger alla en grund att stå på."


def test_a_link_is_moved_and_taken_back(change: Change) -> None:
    before = change.links()
    relinking = change.relink(change.old, change.start, " Fler klarar sig. ")
    assert change.links() == [
        (change.start.pk, "Fler klarar sig.", True),
        (change.other.pk, "Bra skolor lockar.", False),
    ]
    change.undo(relinking)
    assert sorted(change.links()) == sorted(before)
    assert not Relinking.objects.exists()


def test_a_link_ends_with_a_reason_and_comes_back(change: Change) -> None:
    before = change.links()
    relinking = change.relink(change.other, None, "Målet finns inte kvar.")
    assert change.links() == [(change.old.pk, HOW, True)]
    assert (relinking.reason, relinking.new) == ("Målet finns inte kvar.", None)
    change.undo(relinking)
    assert change.links() == before


def test_a_link_is_kept_with_a_reason_and_counts_as_chosen(change: Change) -> None:
    before = change.links()
    relinking = change.relink(change.old, change.old, "Målet arbetas färdigt.")
    assert change.links() == before
    page = term_change_page(change.cast.viewer(change.cast.controller), change.term)
    assert (page.done, page.all) == (1, 2)
    (moved,) = page.drafts[0].moved
    assert (moved.is_kept, moved.new, moved.reason) == (True, "", "Målet arbetas färdigt.")
    change.undo(relinking)
    assert change.links() == before
    assert not Relinking.objects.exists()


@pytest.mark.parametrize(
    ("to_new", "field", "said"),
    [
        (False, "why", "Skriv varför kopplingen behålls eller upphör."),
        (True, "how", "Skriv hur målet bidrar till målet ovanför."),
    ],
)
def test_a_reason_or_a_contribution_is_asked_for(
    change: Change, *, to_new: bool, field: str, said: str
) -> None:
    link = change.edition.links.get(parent=change.old)
    with pytest.raises(Refusal, match=said) as refused:
        change.relink(change.old, change.start if to_new else None, " ")
    assert refused.value.field == f"{field}_{link.pk}"


def test_two_old_goals_that_become_one_give_one_link(change: Change) -> None:
    change.relink(change.old, change.start, "Fler klarar sig.")
    second = change.relink(change.other, change.start, "Fler flyttar hit.")
    assert change.links() == [(change.start.pk, "Fler klarar sig.", True)]
    change.undo(second)
    assert change.links() == [
        (change.start.pk, "Fler klarar sig.", True),
        (change.other.pk, "Bra skolor lockar.", False),
    ]


def test_what_somebody_has_linked_by_hand_meanwhile_stays(change: Change) -> None:
    relinking = change.relink(change.other, None, "Utgår.")
    link_goal(
        edition=change.edition,
        parent=change.other,
        contribution="Ändå.",
        by=change.cast.controller,
        at=NOW,
    )
    change.undo(relinking)
    assert (change.other.pk, "Ändå.", False) in change.links()


def test_nothing_is_moved_in_a_decided_plan(change: Change) -> None:
    relinking = change.relink(change.other, None, "Utgår.")
    decide(change.cast, change.term)
    decide(change.cast, change.edition.version)
    with pytest.raises(Refusal):
        change.relink(change.old, change.start, "Fler klarar sig.")
    relinking.edition.version.refresh_from_db()
    with pytest.raises(Refusal):
        change.undo(Relinking.objects.get())


def test_the_thread_of_a_day_before_the_change_is_as_it_was(change: Change) -> None:
    viewer = change.cast.viewer(None)
    choice = ThreadChoice(year=2025, day=date(2025, 10, 1))
    before = thread_page(viewer, choice)
    change.relink(change.old, change.start, "Fler klarar sig.")
    change.relink(change.other, None, "Utgår.")
    decide(change.cast, change.term)
    decide(change.cast, change.edition.version)
    assert thread_page(viewer, choice) == before
    later = change.cast.viewer(None, date(2027, 2, 1))
    (card,) = [
        link
        for link in change.edition.links.all()
        if link.parent_id == change.start.pk and link.is_primary
    ]
    assert card.contribution == "Fler klarar sig."
    assert thread_page(later, ThreadChoice(year=2027)) != before


def test_the_guide_tells_what_is_left_what_is_done_and_what_is_likely(change: Change) -> None:
    viewer = change.cast.viewer(change.cast.controller)
    page = term_change_page(viewer, change.term)
    assert (page.done, page.all) == (0, 2)
    (draft,) = page.drafts
    likely = [(link.old, link.suggestion) for link in draft.left]
    assert likely == [
        ("Unga får en bra start", Suggestion(change.start.pk, Why.LIKE_WORDS)),
        ("En attraktiv kommun", Suggestion(change.start.pk, Why.PERSPECTIVE)),
    ]
    change.relink(change.old, change.start, "Fler klarar sig.")
    change.relink(change.other, None, "Utgår.")
    page = term_change_page(viewer, change.term)
    assert (page.done, page.all) == (2, 2)
    assert [(row.old, row.new, row.reason) for row in page.drafts[0].moved] == [
        ("Unga får en bra start", "Unga får en trygg start", ""),
        ("En attraktiv kommun", "", "Utgår."),
    ]


def test_what_others_have_chosen_is_suggested(change: Change) -> None:
    cast = change.cast
    draft = draft_operational_plan(cast, cast.ks, first_year=2027)
    level = GoalLevel.objects.get(order=2)
    make_goal(cast, draft, level, "En god arbetsgivare", parent=change.other)
    change.relink(change.other, change.start, "Fler flyttar hit.")
    drafts = term_change_page(cast.viewer(cast.controller), change.term).drafts
    (mine,) = [link for draft in drafts for link in draft.left if link.wording.startswith("En god")]
    assert mine.suggestion == Suggestion(change.start.pk, Why.CHOSEN)


def test_a_unit_without_a_draft_is_led_to_one(change: Change) -> None:
    cast, level = change.cast, GoalLevel.objects.get(order=2)
    for unit, year in ((cast.ks, 2026), (cast.ab, 2027)):
        version = draft_operational_plan(cast, unit, first_year=year)
        make_goal(cast, version, level, "Ett mål", parent=change.old)
        decide(cast, version)
    page = term_change_page(cast.viewer(cast.controller), change.term)
    assert [(unit.name, unit.governs) for unit in page.without] == [
        ("Exempelby Bostäder AB", True),
        ("Kommunstyrelsen", False),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), date(2027, 1, 1)),
        (date(2027, 2, 15), date(2027, 2, 15)),
        (date(2028, 3, 1), date(2027, 12, 31)),
    ],
)
def test_a_new_term_plan_never_holds_before_the_day_it_is_begun(
    cast: Cast, today: date, expected: date
) -> None:
    assert first_day(cast.kf, 2027, today) == date(2027, 1, 1)
    plan_everything(cast)
    assert first_day(cast.kf, 2027, today) == expected


@pytest.mark.parametrize("links", [1, 10])
def test_ten_links_are_asked_for_as_often_as_one(
    change: Change, links: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    level = GoalLevel.objects.get(order=2)
    for number in range(links):
        make_goal(change.cast, change.edition.version, level, f"Mål {number}", parent=change.old)
    viewer = change.cast.viewer(change.cast.controller)
    with django_assert_num_queries(7):
        term_change_page(viewer, change.term)
