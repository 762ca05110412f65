"""The change of term: goals in drafts are linked to the new council's goals, and can go back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.goals import link_goal, unlink_goal
from timglas.actions.immutability import require_draft
from timglas.actions.refusal import Refusal
from timglas.models import Goal, GoalLink, Person, Relinking


@dataclass(frozen=True, slots=True)
class Instead:
    """What a link becomes: the goal it goes to and how, or None for one that ends and why.

    A link that goes to its own goal is kept, and the text is why.
    """

    goal: Goal | None
    text: str


@transaction.atomic
def relink_goals(
    *, links: Iterable[GoalLink], instead: Mapping[int, Instead], by: Person, at: datetime
) -> None:
    """Move links of drafts to other goals, or end them; all or none. `instead` is by link id.

    A refusal is about `how_<id>` or `why_<id>`. What is decided does not change.
    """
    for link in links:
        _relink(link, instead[link.pk], by=by, at=at)


@transaction.atomic
def undo_relinking(*, relinking: Relinking, by: Person, at: datetime) -> None:
    """Give a goal its link to the old goal again, and take away the one that came instead."""
    edition = relinking.edition
    require_draft(edition.version)
    made = edition.links.filter(parent=relinking.new) if relinking.is_made else ()
    for link in made:
        unlink_goal(link=link, by=by, at=at)
    if not edition.links.filter(parent=relinking.old).exists():
        link_goal(
            edition=edition,
            parent=relinking.old,
            contribution=relinking.contribution,
            is_primary=relinking.was_primary,
            by=by,
            at=at,
        )
    record(
        "undo_relinking", relinking, by=by, at=at, unit=edition.goal.unit, before=_told(relinking)
    )
    relinking.delete()


def _relink(link: GoalLink, instead: Instead, *, by: Person, at: datetime) -> None:
    edition, key, text = link.edition, link.pk, instead.text.strip()
    require_draft(edition.version)
    is_moved = instead.goal not in {None, link.parent}
    if not is_moved and not text:
        raise Refusal(_("Skriv varför kopplingen behålls eller upphör."), f"why_{key}")
    if instead.goal != link.parent:
        unlink_goal(link=link, by=by, at=at)
    try:
        is_made = _link(link, instead.goal, text, by=by, at=at)
    except Refusal as refusal:
        raise Refusal(refusal.message, f"how_{key}") from refusal
    relinking, _new = Relinking.objects.update_or_create(
        edition=edition,
        old=link.parent,
        defaults={
            "new": instead.goal,
            "is_made": is_made,
            "contribution": link.contribution,
            "was_primary": link.is_primary,
            "reason": "" if is_moved else text,
            "made_by": by,
            "made_at": at,
        },
    )
    record("relink_goal", relinking, by=by, at=at, unit=edition.goal.unit, after=_told(relinking))


def _link(old: GoalLink, goal: Goal | None, contribution: str, *, by: Person, at: datetime) -> bool:
    """Link to the new goal unless it is there already; whether the link was made now."""
    edition = old.edition
    if goal is None or edition.links.filter(parent=goal).exists():
        return False
    link_goal(
        edition=edition,
        parent=goal,
        contribution=contribution,
        is_primary=old.is_primary,
        by=by,
        at=at,
    )
    return True


def _told(relinking: Relinking) -> dict[str, object]:
    return {
        "edition": relinking.edition,
        "from": relinking.old,
        "parent": relinking.new,
        "reason": relinking.reason,
    }
