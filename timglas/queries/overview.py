"""The red thread seen from above: where the goals gather, and how they go level by level."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse

from timglas.charts.figure import Figure, icicle_figure, shares_figure
from timglas.charts.icicle import Icicle, Part
from timglas.charts.shares import Kind, ShareRow, Shares
from timglas.queries.hourglass import GROUPS, group_names, group_of
from timglas.queries.thread import ThreadPage
from timglas.queries.views import GoalResult
from timglas.rules.language import _, ngettext

# More parts than this can neither be told apart nor drawn quickly.
MOST = 600

type Below = Mapping[int | None, Sequence[GoalResult]]


def overview(thread: ThreadPage) -> Figure:
    """The shown goals as an icicle, each below the goal that it mainly realises."""
    goals = _fitting(thread.goals)
    below = _below(goals)
    places = {level: n for n, level in enumerate(sorted({g.level_order for g in goals}))}
    parts = tuple(_part(goal, below, places, year=thread.choice.year) for goal in below[None])
    message = gathering(below)
    names = {goal.level_order: goal.level_name for goal in goals}
    chart = Icicle(
        name="oversikt",
        title=_("Röda tråden {year} sedd uppifrån").format(year=thread.choice.year),
        description=message,
        heads=tuple(names[level] for level in places),
        parts=parts,
    )
    subtitle = _("Varje mål är så högt som det som hänger under det.")
    if len(goals) < len(thread.goals):
        subtitle = _(
            "Alla nivåer ryms inte. Välj en nämnd eller ett bolag i filtret så syns de lägre målen."
        )
    return icicle_figure(chart, message=message, subtitle=subtitle)


def _fitting(goals: Sequence[GoalResult]) -> Sequence[GoalResult]:
    """The goals of as many levels as there is room for, the topmost first."""
    levels = sorted({goal.level_order for goal in goals})
    fitting = [
        level for level in levels if sum(goal.level_order <= level for goal in goals) <= MOST
    ]
    lowest = max(fitting, default=levels[0] if levels else 0)
    return [goal for goal in goals if goal.level_order <= lowest]


def gathering(below: Below) -> str:
    """Say how many goals there are, and under which of the topmost most of them gather."""
    tops = {goal: _count(goal, below) for goal in below[None]}
    total = sum(tops.values()) + len(tops)
    opening = ngettext("Ett mål.", "{n} mål.", total).format(n=total)
    most = max(tops, key=lambda goal: tops[goal], default=None)
    if most is None or len(tops) == 1 or not tops[most]:
        return opening
    gathers = ngettext(
        "Flest hänger under ”{goal}”: ett mål.", "Flest hänger under ”{goal}”: {n} mål.", tops[most]
    )
    return f"{opening} {gathers.format(goal=most.wording, n=tops[most])}"


def status_shares(goals: Iterable[GoalResult]) -> Figure:
    """How the goals of each level go, as shares."""
    levels: dict[str, Counter[str]] = {}
    found = sorted(goals, key=lambda goal: goal.level_order)
    for goal in found:
        levels.setdefault(goal.level_name, Counter())[group_of(goal)] += 1
    kinds = tuple(Kind(group, name) for group, name in legend(found).items())
    rows = tuple(ShareRow(n, tuple(c[k.group] for k in kinds)) for n, c in levels.items())
    message = _measured(rows, kinds)
    title = _("Så går målen, nivå för nivå")
    chart = Shares("andelar", title, message, kinds, rows)
    return shares_figure(chart, message=message, subtitle=title)


def legend(goals: Iterable[GoalResult]) -> dict[str, str]:
    """The name of each shape that the goals have, in the order of the scale."""
    found = tuple(goals)
    names, present = group_names(found), {group_of(goal) for goal in found}
    return {group: names[group] for group in GROUPS if group in present}


def _measured(rows: Iterable[ShareRow], kinds: Sequence[Kind]) -> str:
    """Say how many of the goals go as they should."""
    good = {n for n, kind in enumerate(kinds) if kind.group in {"ok", "way"}}
    reached = sum(count for row in rows for n, count in enumerate(row.counts) if n in good)
    total = sum(row.total for row in rows)
    return ngettext(
        "{good} av {n} mål är uppnått eller på väg.",
        "{good} av {n} mål är uppnådda eller på väg.",
        total,
    ).format(good=reached, n=total)


def _below(goals: Iterable[GoalResult]) -> Below:
    """The goals under each goal; under None those that no shown goal is above."""
    shown = {goal.id: goal for goal in goals}
    found: dict[int | None, list[GoalResult]] = {None: []}
    for goal in shown.values():
        parent = goal.primary_parent if goal.primary_parent in shown else None
        found.setdefault(parent, []).append(goal)
    return found


def _count(goal: GoalResult, below: Below) -> int:
    return sum(1 + _count(child, below) for child in below.get(goal.id, ()))


def _part(goal: GoalResult, below: Below, places: Mapping[int, int], *, year: int) -> Part:
    return Part(
        column=places[goal.level_order],
        label=goal.wording,
        unit=goal.unit_name,
        level=goal.level_name,
        status=goal.status.name,
        group=group_of(goal),
        href=f"{reverse('thread:page')}?ar={year}&mal={goal.id}",
        parts=tuple(_part(child, below, places, year=year) for child in below.get(goal.id, ())),
    )
