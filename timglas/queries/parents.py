"""The goals that a draft's goal may contribute to."""

from dataclasses import dataclass

from django.db.models import Q

from timglas.access import Viewer
from timglas.models import GoalEdition, GoalLink, PlanKind, PlanVersion, VersionState
from timglas.queries.placed import units_above
from timglas.rules.permissions import Permission
from timglas.rules.thread import Link, link_allowed, makes_loop


@dataclass(frozen=True, slots=True)
class ParentChoice:
    """A goal above to choose, as it is worded in the plan that the choice is made for."""

    goal_id: int
    wording: str
    level_name: str
    unit_name: str
    is_draft: bool


def parent_choices(viewer: Viewer, edition: GoalEdition, search: str = "") -> list[ParentChoice]:
    """Goals that govern the same year and that the thread's rules allow, nearest level first.

    Goals already linked to are left out. `search` is words to find in wording, level or unit.
    """
    links = [
        Link(*row)
        for row in GoalLink.objects.values_list("edition__goal_id", "parent_id", "is_primary")
    ]
    above = units_above(edition.goal.unit, edition.version.valid_from)
    taken = set(edition.links.values_list("parent_id", flat=True))
    found: dict[int, ParentChoice] = {}
    for row in _candidates(viewer, edition):
        same = row.goal.unit_id in above
        order = row.goal.level.order
        problem = link_allowed(edition.goal.level.order, order, same_level_of_unit_above=same)
        if problem or row.goal_id in taken or makes_loop(links, edition.goal_id, row.goal_id):
            continue
        found[row.goal_id] = _choice(row)
    return [choice for choice in found.values() if _matches(choice, search)]


def _candidates(viewer: Viewer, edition: GoalEdition) -> list[GoalEdition]:
    """Editions in readable plans of the year; a decided one comes after its draft and wins."""
    year = edition.version.plan.first_year
    decided = viewer.reach(Permission.READ, PlanVersion).values("pk")
    drafts = viewer.reach(Permission.READ_DRAFT, PlanVersion).values("pk")
    readable = Q(version__in=decided) | Q(version__in=drafts, version__state=VersionState.DRAFT)
    term = Q(
        version__plan__kind=PlanKind.TERM,
        version__plan__first_year__lte=year,
        version__plan__last_year__gte=year,
    )
    same_year = Q(version__plan__first_year=year)
    rows = GoalEdition.objects.filter(readable, term | same_year).exclude(goal=edition.goal_id)
    return list(
        rows.select_related("goal__level", "goal__unit", "version").order_by(
            "-goal__level__order", "goal__unit__code", "order", "-version__state", "version__number"
        )
    )


def _choice(row: GoalEdition) -> ParentChoice:
    is_draft = row.version.state == VersionState.DRAFT
    return ParentChoice(row.goal_id, row.wording, row.goal.level.name, row.goal.unit.name, is_draft)


def _matches(choice: ParentChoice, search: str) -> bool:
    text = f"{choice.wording} {choice.level_name} {choice.unit_name}".casefold()
    return all(word in text for word in search.casefold().split())
