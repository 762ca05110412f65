"""Status of goals, from their indicators and the goals below, and what their thread lacks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from timglas.models import UnitKind
from timglas.queries.views import GoalResult, LevelView, StatusView
from timglas.rules.language import _
from timglas.rules.rollup import Part, Proposal, propose
from timglas.rules.status import Status
from timglas.rules.thread import GoalFacts, find_breaks


def nothing_to_weigh() -> Proposal:
    """What is proposed for a goal that nothing can be said of."""
    reason = _("Målet har varken egna indikatorer eller mål under sig att väga in.")
    return Proposal(Status.NOT_JUDGED, reason)


def judged_goals(
    goals: Mapping[int, GoalResult],
    levels: Iterable[LevelView],
    names: Mapping[Status, StatusView],
    *,
    only: Collection[int] | None = None,
) -> dict[int, GoalResult]:
    """Propose each goal's status: from its own indicators, or from the goals below if it has none.

    A person's judgement stands before the proposal, also in what is carried upwards. With `only`
    some goals changed, those and the ones above them are judged; the others are already.
    """
    levels = tuple(levels)
    rules = {level.id: level.rollup for level in levels}
    bottom = max((level.order for level in levels), default=0)
    words = {status: view.name for status, view in names.items()}
    stale = goals.keys() if only is None else _with_above(goals, only)
    done = {pk: goal for pk, goal in goals.items() if pk not in stale}

    def judge_goal(pk: int) -> GoalResult:
        if pk not in done:
            goal = goals[pk]
            parts = parts_of(goal)
            proposal = (
                propose(rules[goal.level_id], parts, names=words) if parts else nothing_to_weigh()
            )
            done[pk] = replace(
                goal,
                proposal=proposal,
                status=goal.judgement.status if goal.judgement else names[proposal.status],
                breaks=find_breaks(_facts(goal, bottom)),
            )
        return done[pk]

    def parts_of(goal: GoalResult) -> tuple[Part, ...]:
        if goal.indicators:
            return tuple(Part(i.status.status, name=i.name) for i in goal.indicators)
        below = [goals[pk] for pk in goal.children if pk in goals]
        mainly = [child for child in below if child.primary_parent == goal.id]
        return tuple(
            Part(judge_goal(child.id).status.status, name=child.wording)
            for child in mainly or below
        )

    return {pk: judge_goal(pk) for pk in goals}


def _with_above(goals: Mapping[int, GoalResult], changed: Collection[int]) -> set[int]:
    """Some goals and all that they contribute to, at any distance."""
    found = {pk for pk in changed if pk in goals}
    waiting = list(found)
    while waiting:
        above = {link.parent_id for link in goals[waiting.pop()].parents} & goals.keys()
        waiting += above - found
        found |= above
    return found


def _facts(goal: GoalResult, bottom: int) -> GoalFacts:
    return GoalFacts(
        has_parent=bool(goal.parents),
        has_ground=goal.has_ground,
        is_top=goal.level_order == 1,
        is_bottom=goal.level_order == bottom,
        has_child=bool(goal.children),
        has_indicator=bool(goal.indicators),
        indicators_without_target=sum(i.target is None for i in goal.indicators),
        indicators_without_outcome=sum(i.latest_value is None for i in goal.indicators),
        has_accountable=goal.person is not None,
        is_carried_out=goal.unit_kind in {UnitKind.DEPARTMENT, UnitKind.UNIT},
        has_activity=goal.has_activity,
    )
