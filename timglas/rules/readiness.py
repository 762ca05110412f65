"""Whether a plan can be decided: what it lacks, and what deserves a second thought.

A lack stops the decision; a reminder does not. Sources: `mission.md` M3–M5, issue 2.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timglas.rules.language import N_, _

# What is said of a goal that lacks an indicator of the kinds.
MISSING_KINDS = {
    ("result",): N_(
        "Indikator för omfattning/resultat saknas. "
        "Lägg till en, eller skriv varför den inte behövs."
    ),
    ("quality",): N_(
        "Indikator för upplevd kvalitet saknas. Lägg till en, eller skriv varför den inte behövs."
    ),
    ("result", "quality"): N_(
        "Indikator för omfattning/resultat och upplevd kvalitet saknas. "
        "Lägg till en, eller skriv varför den inte behövs."
    ),
}


@dataclass(frozen=True, slots=True)
class IndicatorToCheck:
    """An indicator of a draft."""

    edition: int
    name: str
    kind: str
    years_with_target: frozenset[int]
    has_baseline: bool = True
    has_source: bool = True
    has_accountable: bool = True


@dataclass(frozen=True, slots=True)
class GoalToCheck:
    """A goal of a draft. `undecided_parents` are wordings that no decided plan holds.

    A goal that is decided for the first time cannot have activities yet, and lacks none.
    """

    edition: int
    wording: str
    level: int
    level_order: int
    has_parent: bool
    has_ground: bool
    undecided_parents: tuple[str, ...]
    says_why_not_measured: bool
    has_accountable: bool
    indicators: tuple[IndicatorToCheck, ...]
    has_need: bool = True
    has_wanted_result: bool = True
    lacks_activity: bool = False


@dataclass(frozen=True, slots=True)
class LevelToCheck:
    """A level's name in plural and how many goals are healthy."""

    id: int
    plural: str
    healthy_count: int


@dataclass(frozen=True, slots=True)
class RenewalToCheck:
    """Something of last year's plan: nobody has chosen for it, or it has left without a reason."""

    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SectionToCheck:
    """A section. `shows_goals` is the one that the goals stand under."""

    id: int
    title: str
    is_required: bool = False
    is_written: bool = False
    shows_goals: bool = False


@dataclass(frozen=True, slots=True)
class PlanToCheck:
    """A draft of a plan. `needs_vision` is true for a term plan.

    The council's goals stand in its term plan, so its plan for three years `needs_goals` of no own.
    """

    needs_vision: bool
    has_vision: bool
    years: tuple[int, ...]
    levels: tuple[LevelToCheck, ...]
    goals: tuple[GoalToCheck, ...]
    needs_goals: bool = True
    renewals: tuple[RenewalToCheck, ...] = ()
    sections: tuple[SectionToCheck, ...] = ()
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: where (in words, and the edition if it is a goal's) and what.

    `field` is the id, without its prefix, of what to fill in on the page of that part.
    `is_renewal` where it is mended by choosing what becomes of something in last year's plan.
    """

    where: str
    text: str
    goal_edition: int | None = None
    indicator_edition: int | None = None
    is_renewal: bool = False
    section: int | None = None
    field: str = ""


def lacks(plan: PlanToCheck) -> tuple[Finding, ...]:
    """All that must be mended before the plan can be decided."""
    found = []
    if plan.needs_vision and not plan.has_vision:
        found.append(
            Finding(
                _("Planens text"),
                _("Visionen saknas. En mandatplan börjar med den."),
                field="vision",
            )
        )
    if plan.needs_goals and not plan.goals:
        found.append(Finding(_("Mål"), _("Planen har inga mål. Lägg till minst ett.")))
    for goal in plan.goals:
        found += _lacks_of(goal)
    text = _("Avsnittet är obligatoriskt och inte skrivet.")
    found += [
        Finding(s.title, text, section=s.id)
        for s in plan.sections
        if s.is_required and not s.is_written
    ]
    found += [_unsettled(renewal) for renewal in plan.renewals]
    return tuple(found)


def reminders(plan: PlanToCheck) -> tuple[Finding, ...]:
    """What the plan can be decided without, but should not lack without a thought."""
    found = list(_too_many(plan))
    for goal in plan.goals:
        found += _reminders_of(goal, plan.years)
    return tuple(found)


def _lacks_of(goal: GoalToCheck) -> Iterator[Finding]:
    if goal.level_order > 1 and not (goal.has_parent or goal.has_ground):
        yield _at(
            goal,
            _(
                "Målet bidrar inte till något mål ovanför och har ingen annan grund. "
                "Koppla det till ett mål, eller ange uppdraget eller lagen det vilar på."
            ),
        )
    for wording in goal.undecided_parents:
        yield _at(
            goal,
            _(
                "Målet bidrar till ”{wording}”, som inte är beslutat. "
                "Besluta den planen först, eller ta bort kopplingen."
            ).format(wording=wording),
        )


def _unsettled(renewal: RenewalToCheck) -> Finding:
    if renewal.is_chosen:
        text = _("Finns i förra årets plan men inte i den här. Skriv varför.")
    else:
        text = _("Välj om det ska behållas, ändras eller avslutas.")
    return Finding(renewal.name, text, is_renewal=True)


def _too_many(plan: PlanToCheck) -> Iterator[Finding]:
    count = Counter(goal.level for goal in plan.goals)
    for level in plan.levels:
        if count[level.id] > level.healthy_count:
            text = _(
                "Planen har {count} {level}. Lagom är högst {healthy}: "
                "färre mål får mer uppmärksamhet."
            ).format(count=count[level.id], level=level.plural.lower(), healthy=level.healthy_count)
            yield Finding(level.plural, text)


def _reminders_of(goal: GoalToCheck, years: Iterable[int]) -> Iterator[Finding]:
    kinds = {indicator.kind for indicator in goal.indicators}
    missing = tuple(kind for kind in ("result", "quality") if kind not in kinds)
    if missing and not goal.says_why_not_measured:
        yield _at(goal, _(MISSING_KINDS[missing]))
    said = (
        (goal.has_need, _("Skriv behovet som målet utgår från.")),
        (goal.has_wanted_result, _("Skriv vilket resultat som ska nås.")),
        (goal.has_accountable, _("Målet saknar ansvarig person.")),
        (not goal.lacks_activity, _("Målet har ingen aktivitet. Vad ska göras för att nå det?")),
    )
    yield from (_at(goal, text) for is_there, text in said if not is_there)
    for indicator in goal.indicators:
        yield from _reminders_of_indicator(goal, indicator)
        without = [str(year) for year in years if year not in indicator.years_with_target]
        if without:
            text = _("Målvärde saknas för {years}.").format(years=", ".join(without))
            yield Finding(indicator.name, text, goal.edition, indicator.edition)


def _reminders_of_indicator(goal: GoalToCheck, line: IndicatorToCheck) -> Iterator[Finding]:
    said = (
        (line.has_baseline, _("Utgångsvärde saknas.")),
        (line.has_source, _("Källa saknas.")),
        (line.has_accountable, _("Ingen svarar för att rapportera indikatorn.")),
    )
    for is_there, text in said:
        if not is_there:
            yield Finding(line.name, text, goal.edition, line.edition)


def _at(goal: GoalToCheck, text: str) -> Finding:
    return Finding(goal.wording, text, goal.edition)
