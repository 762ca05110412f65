"""The start page of who leads the whole: the council's goals, what worries, what waits on whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from timglas.access import Viewer
from timglas.queries.broken import BrokenThread, broken_threads
from timglas.queries.placed import parents_on
from timglas.queries.standing_signals import StandingSignal, standing_signals
from timglas.queries.told import Told, told
from timglas.queries.views import GoalResult, PersonView, YearResults
from timglas.rules.status import Colour
from timglas.rules.summary import goals_in_words

MOST = 8
# The council's level and the one below it: what the whole is led by.
LED_BY = 2


@dataclass(frozen=True, slots=True)
class WaitsOn:
    """How many goals wait for somebody's judgement, and how many breaks they can mend."""

    who: PersonView | None
    unjudged: int
    breaks: int


@dataclass(frozen=True, slots=True)
class ChiefStart:
    """What a chief executive meets. `waits` has those whom most waits on first."""

    says: str
    goals: tuple[Told, ...]
    deviating: tuple[Told, ...]
    signals: tuple[StandingSignal, ...]
    waits: tuple[WaitsOn, ...]


def chief_start(viewer: Viewer, results: YearResults) -> ChiefStart:
    """The council's goals, and the bodies' as far as they worry. Four queries."""
    led = tuple(goal for goal in results.goals.values() if goal.level_order <= LED_BY)
    council = tuple(goal for goal in led if goal.level_order == 1)
    indicators = {i.id: i for goal in led for i in goal.indicators}
    return ChiefStart(
        says=goals_in_words(goal.status.status for goal in council),
        goals=told(council),
        deviating=told((goal for goal in led if goal.level_order > 1), Colour.RED)[:MOST],
        signals=standing_signals(indicators.values(), until=results.as_of)[:MOST],
        waits=waits_on(led, broken_threads(viewer, led, parents_on(viewer.today)))[:MOST],
    )


def waits_on(goals: Iterable[GoalResult], broken: Iterable[BrokenThread]) -> tuple[WaitsOn, ...]:
    """What waits on whom, the most first; None where nobody is known who can do it."""
    unjudged = Counter(goal.person for goal in goals if goal.judgement is None)
    breaks = Counter(row.who for row in broken)
    found = (WaitsOn(who, unjudged[who], breaks[who]) for who in {*unjudged, *breaks})
    return tuple(
        sorted(found, key=lambda w: (-w.unjudged - w.breaks, w.who.in_words if w.who else ""))
    )
