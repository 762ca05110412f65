"""What differs between two documents of a plan: goal by goal, field by field, word by word.

Goals and indicators are known by their identity, so a goal that is worded anew is changed and not
one removed and another added. Source: `mission.md` section 2, point 12.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum

from timglas.rules.language import _, ngettext
from timglas.rules.numbers import format_number
from timglas.rules.plan_document import GoalLine, IndicatorLine, PlanDocument, TargetLine
from timglas.rules.section_text import plain_text
from timglas.rules.word_difference import Piece, word_difference

TEXTS = ("vision", "core_values", "introduction", "many_goals_why")
GOAL_FIELDS = (
    "wording",
    "need",
    "wanted_result",
    "perspective",
    "sound_finance",
    "agenda_2030",
    "measured_why_not",
)
# What stands in a line for others to find it by, or is compared on its own.
_APART = {"indicator", "unit", "targets"}
INDICATOR_FIELDS = tuple(f.name for f in fields(IndicatorLine) if f.name not in _APART)
type InWords = Callable[[str, str], str]


class Kind(StrEnum):
    """What has happened to a goal or an indicator from one document to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else; `about` is whose and which year's target it is."""

    field: str
    before: str
    after: str
    about: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The two texts as one, with what was taken away and what was added."""
        return word_difference(self.before, self.after)


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that is new, gone or changed, by the name it has or had."""

    kind: Kind
    indicator: int
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A goal that is new, gone or changed, by its later wording, with its indicators."""

    kind: Kind
    goal: int
    level: str
    wording: str
    fields: tuple[FieldChange, ...] = ()
    indicators: tuple[IndicatorChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two documents."""

    texts: tuple[FieldChange, ...]
    goals: tuple[GoalChange, ...]
    money: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.goals or self.money)


def difference(
    before: PlanDocument, after: PlanDocument, in_words: InWords = lambda _field, code: code
) -> Difference:
    """Compare two documents; `in_words(field, code)` tells what a code means to the reader.

    Goals come in the order of the later document, those that are gone last. Targets are compared
    for the years that both plans are for: that a plan for three years has moved on is no change.
    """
    before, after = _same_years(before, after), _same_years(after, before)
    goals = {goal.goal: goal for goal in before.goals}
    kept = {goal.goal for goal in after.goals}
    changes = [_goal(goals.get(goal.goal), goal, in_words) for goal in after.goals]
    gone = [_gone(goal) for goal in before.goals if goal.goal not in kept]
    texts = _changed(before, after, TEXTS, in_words=in_words)
    texts += _pairs("section", _sections(before), _sections(after))
    money = _money(before, after, in_words)
    return Difference(tuple(texts), (*filter(None, changes), *gone), tuple(money))


def shared_years(before: PlanDocument, after: PlanDocument) -> range:
    """The years that both plans are for, often two of three; empty when there are none."""
    first = max(before.first_year, after.first_year)
    return range(first, min(before.last_year, after.last_year) + 1)


def goal_change(
    before: GoalLine, after: GoalLine, *, years: range, in_words: InWords
) -> GoalChange | None:
    """What differs between a goal in two plans, where targets are compared for some years."""
    return _goal(_of_years(before, years), _of_years(after, years), in_words)


def target_words(line: IndicatorLine, in_words: InWords) -> Mapping[int, str]:
    """What an indicator is to reach, by year: "minst 88 (vid årets slut)".

    Another unit's target, and that of women or men, says whose it is.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for target in line.targets:
        whose = [target.unit] if target.unit != line.unit else []
        whose += [in_words("sex", target.sex).lower()] if target.sex != "T" else []
        found[target.year].append(": ".join((*whose, _bounds(target, in_words))))
    return {year: "; ".join(words) for year, words in found.items()}


def summary(found: Difference) -> tuple[str, ...]:
    """How many goals and indicators are new, changed and gone, each in a sentence."""
    if not found:
        return (_("De två versionerna säger samma sak."),)
    goals = [goal.kind for goal in found.goals]
    reworded = sum(_says_else(goal) for goal in found.goals)
    new, gone = goals.count(Kind.ADDED), goals.count(Kind.REMOVED)
    texts, money = len(found.texts), len(found.money)
    counted = (
        (new, ngettext("{n} mål är nytt.", "{n} mål är nya.", new)),
        (reworded, ngettext("{n} mål är ändrat.", "{n} mål är ändrade.", reworded)),
        (gone, ngettext("{n} mål är borttaget.", "{n} mål är borttagna.", gone)),
        *_indicators_counted([line.kind for goal in found.goals for line in goal.indicators]),
        (
            texts,
            ngettext(
                "{n} av planens texter är ändrad.", "{n} av planens texter är ändrade.", texts
            ),
        ),
        (money, ngettext("{n} belopp är ändrat.", "{n} belopp är ändrade.", money)),
    )
    return tuple(said.format(n=n) for n, said in counted if n)


def _indicators_counted(kinds: list[Kind]) -> Iterator[tuple[int, str]]:
    new, changed, gone = map(kinds.count, (Kind.ADDED, Kind.CHANGED, Kind.REMOVED))
    yield new, ngettext("{n} indikator är ny.", "{n} indikatorer är nya.", new)
    yield (
        changed,
        ngettext("{n} indikator är ändrad.", "{n} indikatorer är ändrade.", changed),
    )
    yield gone, ngettext("{n} indikator är borttagen.", "{n} indikatorer är borttagna.", gone)


def _same_years(document: PlanDocument, other: PlanDocument) -> PlanDocument:
    """A document with the targets of the years that the other one is for too."""
    years = shared_years(document, other)
    if document.first_year in years and document.last_year in years:
        return document

    return replace(document, goals=tuple(_of_years(goal, years) for goal in document.goals))


def _of_years(goal: GoalLine, years: range) -> GoalLine:
    """A goal with the targets of some years alone."""
    lines = (
        replace(line, targets=tuple(t for t in line.targets if t.year in years))
        for line in goal.indicators
    )
    return replace(goal, indicators=tuple(lines))


def _says_else(goal: GoalChange) -> bool:
    """Whether the goal itself is changed, and not only its indicators."""
    return goal.kind is Kind.CHANGED and bool(goal.fields)


def _goal(before: GoalLine | None, after: GoalLine, in_words: InWords) -> GoalChange | None:
    if before == after:
        return None
    if before is None:
        indicators = tuple(_whole(Kind.ADDED, line) for line in after.indicators)
        return GoalChange(Kind.ADDED, after.goal, after.level, after.wording, (), indicators)
    said = _changed(before, after, GOAL_FIELDS, in_words=in_words)
    if _tied(before) != _tied(after):
        said += _compared("parents", _parents(before), _parents(after))
    said += _compared("grounds", _grounds(before, in_words), _grounds(after, in_words))
    indicators = tuple(_indicators(before, after, in_words))
    if not said and not indicators:  # only the wording of a goal above is another
        return None
    return GoalChange(Kind.CHANGED, after.goal, after.level, after.wording, tuple(said), indicators)


def _gone(goal: GoalLine) -> GoalChange:
    indicators = tuple(_whole(Kind.REMOVED, line) for line in goal.indicators)
    return GoalChange(Kind.REMOVED, goal.goal, goal.level, goal.wording, (), indicators)


def _whole(kind: Kind, line: IndicatorLine) -> IndicatorChange:
    return IndicatorChange(kind, line.indicator, line.name)


def _indicators(before: GoalLine, after: GoalLine, in_words: InWords) -> Iterator[IndicatorChange]:
    old = {line.indicator: line for line in before.indicators}
    for line in after.indicators:
        earlier = old.pop(line.indicator, None)
        if earlier is None:
            yield _whole(Kind.ADDED, line)
        elif said := tuple(_of_indicator(earlier, line, in_words)):
            yield IndicatorChange(Kind.CHANGED, line.indicator, line.name, said)
    for line in old.values():
        yield _whole(Kind.REMOVED, line)


def _of_indicator(
    before: IndicatorLine, after: IndicatorLine, in_words: InWords
) -> Iterator[FieldChange]:
    if before == after:
        return
    yield from _changed(before, after, INDICATOR_FIELDS, in_words=in_words)
    yield from _pairs("target", _targets(before, in_words), _targets(after, in_words))


def _pairs(field: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[FieldChange]:
    """What differs among texts that are known by what they are about; "" where there is none."""
    found: list[FieldChange] = []
    for about in dict.fromkeys((*before, *after)):
        found += _compared(field, before.get(about, ""), after.get(about, ""), about=about)
    return found


def _sections(document: PlanDocument) -> Mapping[str, str]:
    return {line.title: plain_text(line.body) for line in document.sections if line.body}


def _money(before: PlanDocument, after: PlanDocument, in_words: InWords) -> list[FieldChange]:
    if (before.frames, before.budget) == (after.frames, after.budget):
        return []
    years = shared_years(before, after)
    old, new = (_amounts(document, years, in_words) for document in (before, after))
    return _pairs("amount", old, new)


def _amounts(document: PlanDocument, years: range, in_words: InWords) -> Mapping[str, str]:
    """Each frame and budget line of the shared years, by what it is for and the year."""
    kept = {
        f"{frame.unit.name}, {in_words('frame', frame.kind)}": frame.amounts
        for frame in document.frames
    }
    kept |= {line.name: line.amounts for line in document.budget}
    return {
        f"{name} {amount.year}": format_number(Decimal(amount.amount))
        for name, amounts in kept.items()
        for amount in amounts
        if amount.year in years
    }


def _changed(
    before: object, after: object, names: Iterable[str], *, in_words: InWords
) -> list[FieldChange]:
    found: list[FieldChange] = []
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found += _compared(name, _text(name, old, in_words), _text(name, new, in_words))
    return found


def _compared(field: str, before: str, after: str, *, about: str = "") -> list[FieldChange]:
    return [] if before == after else [FieldChange(field, before, after, about)]


def _text(field: str, value: object, in_words: InWords) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nej")
        case tuple():
            return ", ".join(map(str, value))
    return in_words(field, str(value))


def _tied(goal: GoalLine) -> list[tuple[int, str]]:
    """What this plan itself says of the goals above; their wording is another plan's."""
    return [(parent.goal, parent.contribution) for parent in goal.parents]


def _parents(goal: GoalLine) -> str:
    """The goals above, a line for each: which, and how this one contributes."""
    return "\n".join(f"”{p.wording}” ({p.unit}). {p.contribution}" for p in goal.parents)


def _grounds(goal: GoalLine, in_words: InWords) -> str:
    return "\n".join(f"{in_words('ground', g.kind)}: {g.reference}" for g in goal.grounds)


def _targets(line: IndicatorLine, in_words: InWords) -> Mapping[str, str]:
    """Each target in words, by the year it is for, and whom it is about unless it is all."""
    return {_about(target, in_words): _bounds(target, in_words) for target in line.targets}


def _about(target: TargetLine, in_words: InWords) -> str:
    about = in_words("sex", target.sex).lower() if target.sex != "T" else ""
    return ", ".join(filter(None, (str(target.year), about)))


def _bounds(target: TargetLine, in_words: InWords) -> str:
    low, high = (None if end is None else Decimal(end) for end in (target.low, target.high))
    return f"{bounds_in_words(low, high)} ({in_words('basis', target.basis).lower()})"


def bounds_in_words(low: Decimal | None, high: Decimal | None) -> str:
    """A target in words, without unit: "minst 88", "högst 5,5", "40–60"."""
    low_end, high_end = ("" if end is None else format_number(end) for end in (low, high))
    if low_end and high_end:
        return f"{low_end}–{high_end}"
    if low_end:
        return _("minst\u00a0{low}").format(low=low_end)
    return _("högst\u00a0{high}").format(high=high_end)
