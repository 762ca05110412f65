"""Plans of several years beside each other, each as its decision froze it.

Goals and indicators are known by their identity, as in `rules/differences`, which also says what is
another from one year to the next.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from timglas.rules.differences import InWords, goal_change, shared_years, target_words
from timglas.rules.language import N_, _
from timglas.rules.plan_document import GoalLine, IndicatorLine, PlanDocument


class Mark(StrEnum):
    """What has become of a goal or an indicator since the year before among those shown."""

    FIRST = "first"
    KEPT = "kept"
    NEW = "new"
    REWORDED = "reworded"
    RETARGETED = "retargeted"
    CHANGED = "changed"
    ENDED = "ended"
    BACK = "back"
    ABSENT = "absent"

    @property
    def in_words(self) -> str:
        """The mark to the reader; nothing where there is nothing to compare with."""
        return _(_MARKS[self]) if self in _MARKS else ""


_MARKS: Mapping[Mark, str] = {
    Mark.KEPT: N_("Kvar"),
    Mark.NEW: N_("Nytt"),
    Mark.REWORDED: N_("Nya ord"),
    Mark.RETARGETED: N_("Nytt målvärde"),
    Mark.CHANGED: N_("Ändrat"),
    Mark.ENDED: N_("Avslutat"),
    Mark.BACK: N_("Åter i planen"),
}


@dataclass(frozen=True, slots=True)
class YearTarget:
    """What is to be reached in a year, in words."""

    year: int
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A goal or an indicator in one year's plan; no text where it is not.

    `unit` is whose plan it stands in, as that unit was called then. The target of the year itself
    stands first among `targets`, the plan's other years after it.
    """

    year: int
    mark: Mark
    text: str = ""
    unit: str = ""
    measure_unit: str = ""
    targets: tuple[YearTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorYears:
    """An indicator through the years, by its latest name."""

    indicator: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class GoalYears:
    """A goal through the years, by its latest wording, with its indicators."""

    goal: int
    level: str
    wording: str
    cells: tuple[Cell, ...]
    indicators: tuple[IndicatorYears, ...]


@dataclass(frozen=True, slots=True)
class YearPlans:
    """The plans that govern a year: one, or one for each unit that has become this one."""

    year: int
    documents: tuple[PlanDocument, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A goal where it stands, or one of its indicators: the plan, and the lines in it."""

    document: PlanDocument
    goal: GoalLine
    indicator: IndicatorLine | None = None


type _Standing = tuple[_Found | None, ...]


def beside(years: Sequence[YearPlans], in_words: InWords) -> tuple[GoalYears, ...]:
    """Every goal of some years, oldest year first: level by level, as the latest plan orders them.

    `in_words(field, code)` tells what a code means to the reader.
    """
    found = [
        {
            goal.goal: _Found(document, goal)
            for document in year.documents
            for goal in document.goals
        }
        for year in years
    ]
    latest = {goal: at for goals in found for goal, at in goals.items()}
    order = dict.fromkeys(goal for goals in reversed(found) for goal in goals)
    return tuple(
        _goal(years, tuple(goals.get(goal) for goals in found), in_words)
        for goal in sorted(order, key=lambda goal: latest[goal].goal.level_order)
    )


def _goal(years: Sequence[YearPlans], standing: _Standing, in_words: InWords) -> GoalYears:
    last = [at.goal for at in standing if at][-1]
    marks = _marks(years, standing, in_words)
    return GoalYears(
        goal=last.goal,
        level=last.level,
        wording=last.wording,
        cells=tuple(map(_goal_cell, years, marks, standing)),
        indicators=tuple(_indicators(years, standing, in_words)),
    )


def _indicators(
    years: Sequence[YearPlans], standing: _Standing, in_words: InWords
) -> Iterator[IndicatorYears]:
    """The indicators of a goal: as its latest plan orders them, then those of earlier ones."""
    plans = [at.goal.indicators for at in standing if at]
    names = {line.indicator: line.name for plan in plans for line in plan}
    for indicator in dict.fromkeys(line.indicator for plan in reversed(plans) for line in plan):
        lines = tuple(at and _line(at, indicator) for at in standing)
        yield IndicatorYears(indicator, names[indicator], tuple(_lines(years, lines, in_words)))


def _goal_cell(year: YearPlans, mark: Mark, at: _Found | None) -> Cell:
    texts = (at.goal.wording, at.document.unit.name) if at else ()
    return Cell(year.year, mark, *texts)


def _lines(years: Sequence[YearPlans], lines: _Standing, in_words: InWords) -> Iterator[Cell]:
    """The cells of an indicator under a goal."""
    for year, mark, at in zip(years, _marks(years, lines, in_words), lines, strict=True):
        if at is None or at.indicator is None:
            yield Cell(year.year, mark)
        else:
            line, unit = at.indicator, at.document.unit.name
            targets = _targets(target_words(line, in_words), year.year)
            yield Cell(year.year, mark, line.name, unit, line.measure_unit, targets)


def _targets(words: Mapping[int, str], year: int) -> tuple[YearTarget, ...]:
    order = dict.fromkeys((year, *sorted(words)))
    return tuple(YearTarget(other, words[other]) for other in order if other in words)


def _line(at: _Found, indicator: int) -> _Found | None:
    """An indicator of a goal where the goal stands, if it is there."""
    lines = {line.indicator: line for line in at.goal.indicators}
    return replace(at, indicator=lines[indicator]) if indicator in lines else None


def _marks(years: Sequence[YearPlans], standing: _Standing, in_words: InWords) -> Iterator[Mark]:
    """What has become of something, year by year; a year without a plan says nothing of it."""
    before: _Found | None = None
    is_first, is_seen = True, False
    for year, here in zip(years, standing, strict=True):
        if not year.documents:
            yield Mark.ABSENT
            continue
        if before and here:
            yield _change(before, here, in_words)
        elif here:
            yield Mark.FIRST if is_first else Mark.BACK if is_seen else Mark.NEW
        else:
            yield Mark.ENDED if before else Mark.ABSENT
        before, is_first, is_seen = here, False, is_seen or here is not None


def _change(before: _Found, here: _Found, in_words: InWords) -> Mark:
    """What is another from one plan to the next, for the years that both are for."""
    shared = shared_years(before.document, here.document)
    change = goal_change(before.goal, here.goal, years=shared, in_words=in_words)
    if here.indicator is None:
        return _mark({field.field for field in change.fields} if change else set(), "wording")
    lines = {line.indicator: line.fields for line in change.indicators} if change else {}
    return _mark({field.field for field in lines.get(here.indicator.indicator, ())}, "name")


def _mark(fields: Set[str], words: str) -> Mark:
    """What to call a change of some fields, where one of them is the words themselves."""
    if not fields:
        return Mark.KEPT
    if words in fields:
        return Mark.REWORDED
    return Mark.RETARGETED if fields == {"target"} else Mark.CHANGED
