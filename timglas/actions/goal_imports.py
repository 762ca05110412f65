"""Goals of drafts from a sheet: written by the rules of all goals, and taken back again."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.goals import (
    add_goal,
    edit_goal,
    edit_link,
    link_goal,
    remove_goal,
    unlink_goal,
)
from timglas.actions.refusal import Refusal
from timglas.models import Goal, GoalEdition, GoalLevel, Import, Person, Perspective, PlanVersion
from timglas.queries.goal_rows import GoalChange, GoalFacts, goal_facts
from timglas.rules.imports import Checked
from timglas.rules.permissions import Permission


class GoalMaker:
    """Adds and changes goals of drafts, each by its own actions."""

    def apply(
        self, rows: Sequence[Checked[GoalChange]], *, batch: Import, by: Person, at: datetime
    ) -> list[dict[str, Any]]:
        """Let each goal say what its row says."""
        del batch  # goals keep nothing of the import
        return [_made(row.change, by=by, at=at) for row in rows if row.change]

    def undo(
        self,
        batch: Import,  # noqa: ARG002 (what is needed is in `made`)
        made: Iterable[dict[str, Any]],
        *,
        viewer: Viewer,
        by: Person,
        at: datetime,
    ) -> int:
        """Let goals say what they said, and remove new ones. Refused if changed since."""
        done = list(made)
        mine = viewer.reach(Permission.EDIT_PLAN, GoalEdition)
        for told in done:
            edition = mine.filter(pk=told["edition"]).first()
            if edition is None:
                raise Refusal(_("Importen rör mål som du inte får ändra, eller som är borttagna."))
            _undo(edition, told, by=by, at=at)
        return len(done)


def _made(change: GoalChange, *, by: Person, at: datetime) -> dict[str, Any]:
    edition = (
        _add(change, by=by, at=at)
        if change.edition is None
        else GoalEdition.objects.get(pk=change.edition)
    )
    say_of_goal(edition, change.facts, by=by, at=at)
    before = asdict(change.before) if change.before else None
    return {"edition": edition.pk, "before": before, "after": asdict(change.facts)}


def _add(change: GoalChange, *, by: Person, at: datetime) -> GoalEdition:
    return add_goal(
        version=PlanVersion.objects.get(pk=change.version),
        level=GoalLevel.objects.get(pk=change.level),
        wording=change.facts.wording,
        perspective=Perspective(change.facts.perspective),
        by=by,
        at=at,
    )


def say_of_goal(edition: GoalEdition, facts: GoalFacts, *, by: Person, at: datetime) -> None:
    """Let a goal of a draft say something, and contribute mainly to what it should."""
    perspective = Perspective(facts.perspective)
    if (edition.wording, edition.perspective) != (facts.wording, perspective):
        edit_goal(edition=edition, wording=facts.wording, perspective=perspective, by=by, at=at)
    primary = edition.links.filter(is_primary=True).first()
    if primary and primary.parent_id != facts.parent:
        unlink_goal(link=primary, by=by, at=at)
    if facts.parent is None:
        return
    said = {"contribution": facts.contribution, "is_primary": True}
    link = edition.links.filter(parent=facts.parent).first()
    if link is None:
        parent = Goal.objects.get(pk=facts.parent)
        link_goal(edition=edition, parent=parent, **said, by=by, at=at)  # type: ignore[arg-type]
    elif (link.contribution, link.is_primary) != (facts.contribution, True):
        edit_link(link=link, **said, by=by, at=at)  # type: ignore[arg-type]


def _undo(edition: GoalEdition, told: dict[str, Any], *, by: Person, at: datetime) -> None:
    before = told["before"]
    is_used = before is None and edition.indicators.exists()
    if is_used or asdict(goal_facts(edition)) != told["after"]:
        message = _("Målet ”%(goal)s” har ändrats sedan filen lästes in.")
        raise Refusal(message % {"goal": edition.wording})
    if before is None:
        remove_goal(edition=edition, by=by, at=at)
    else:
        say_of_goal(edition, GoalFacts(**before), by=by, at=at)
