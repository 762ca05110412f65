"""Whether a plan can be decided: what it lacks, and what deserves a second thought.

A lack stops the decision; a reminder does not. Sources: `mission.md` M3–M5, issue 2.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from timglas.rules.budget import FrameKind, in_thousands
from timglas.rules.language import N_, _
from timglas.rules.numbers import format_number

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

# What is said when what is granted and asked for comes to more than the frame.
OVER_OPERATING = N_(
    "Förslag som är beviljade eller väntar på svar kostar {asked} tkr {year}. "
    "Det är mer än driftramen, {frame} tkr."
)
OVER_INVESTMENT = N_(
    "Investeringar som är beviljade eller väntar på svar kostar {asked} tkr {year}. "
    "Det är mer än investeringsramen, {frame} tkr."
)


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
    goal: int | None = None


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
class ProposalToCheck:
    """A draft of a proposal for the plan's first year."""

    id: int
    name: str
    has_impact_statement: bool


@dataclass(frozen=True, slots=True)
class FrameToCheck:
    """What a unit is given for a year and what its proposals come to, in kronor.

    `frame` is None when no frame of the kind is decided.
    """

    unit: str
    kind: FrameKind
    year: int
    frame: Decimal | None
    asked: Decimal


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
    proposals: tuple[ProposalToCheck, ...] = ()
    frames: tuple[FrameToCheck, ...] = ()
    says_why_many: bool = False

    @property
    def crowded(self) -> tuple[tuple[LevelToCheck, int], ...]:
        """The levels with more goals than is healthy, with how many there are."""
        count = Counter(goal.level for goal in self.goals)
        return tuple((v, count[v.id]) for v in self.levels if count[v.id] > v.healthy_count)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: where (in words, and the edition if it is a goal's) and what.

    `field` is the id of what to fill in, or of what is around it, on the page of that part. `goal`
    is the goal that needs an activity, `proposal` one that is not written to its end.
    `is_renewal` where it is mended by choosing what becomes of something in last year's plan.
    """

    where: str
    text: str
    goal_edition: int | None = None
    indicator_edition: int | None = None
    is_renewal: bool = False
    section: int | None = None
    field: str = ""
    goal: int | None = None
    proposal: int | None = None
    is_frame: bool = False


def lacks(plan: PlanToCheck) -> tuple[Finding, ...]:
    """All that must be mended before the plan can be decided."""
    found = []
    if plan.needs_vision and not plan.has_vision:
        found.append(
            Finding(
                _("Planens text"),
                _("Visionen saknas. En mandatplan börjar med den."),
                field="id_vision",
            )
        )
    if plan.needs_goals and not plan.goals:
        found.append(Finding(_("Mål"), _("Planen har inga mål. Lägg till minst ett.")))
    for goal in plan.goals:
        found += _lacks_of(goal)
    text = _("Avsnittet är obligatoriskt och inte skrivet.")
    found += [
        Finding(s.title, text, section=s.id, field="id_body")
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
    for frame in plan.frames:
        found += _over_frame(frame)
    text = _("Konsekvensbeskrivningen är inte klar. Förslaget kan inte lämnas in utan den.")
    found += [
        Finding(proposal.name, text, proposal=proposal.id)
        for proposal in plan.proposals
        if not proposal.has_impact_statement
    ]
    return tuple(found)


def _lacks_of(goal: GoalToCheck) -> Iterator[Finding]:
    if goal.level_order > 1 and not (goal.has_parent or goal.has_ground):
        yield _at(
            goal,
            _(
                "Målet bidrar inte till något mål ovanför och har ingen annan grund. "
                "Koppla det till ett mål, eller ange uppdraget eller lagen det vilar på."
            ),
            "koppling",
        )
    for wording in goal.undecided_parents:
        yield _at(
            goal,
            _(
                "Målet bidrar till ”{wording}”, som inte är beslutat. "
                "Besluta den planen först, eller ta bort kopplingen."
            ).format(wording=wording),
            "koppling",
        )


def _unsettled(renewal: RenewalToCheck) -> Finding:
    if renewal.is_chosen:
        text = _("Finns i förra årets plan men inte i den här. Skriv varför.")
    else:
        text = _("Välj om det ska behållas, ändras eller avslutas.")
    return Finding(renewal.name, text, is_renewal=True)


def _too_many(plan: PlanToCheck) -> Iterator[Finding]:
    """A goal too many is a second thought until there is a reason for it."""
    for level, count in () if plan.says_why_many else plan.crowded:
        text = _(
            "Planen har {count} {level}. Lagom är högst {healthy}: färre mål får mer "
            "uppmärksamhet. Ta bort mål, eller skriv varför de behövs."
        ).format(count=count, level=level.plural.lower(), healthy=level.healthy_count)
        yield Finding(level.plural, text, field="id_many_goals_why")


def _reminders_of(goal: GoalToCheck, years: Iterable[int]) -> Iterator[Finding]:
    kinds = {indicator.kind for indicator in goal.indicators}
    missing = tuple(kind for kind in ("result", "quality") if kind not in kinds)
    if missing and not goal.says_why_not_measured:
        yield _at(goal, _(MISSING_KINDS[missing]), "indikatorer")
    said = (
        (goal.has_need, N_("Skriv behovet som målet utgår från."), "id_need"),
        (goal.has_wanted_result, N_("Skriv vilket resultat som ska nås."), "id_wanted_result"),
        (goal.has_accountable, N_("Målet saknar ansvarig person."), "id_person"),
    )
    yield from (_at(goal, _(text), field) for is_there, text, field in said if not is_there)
    if goal.lacks_activity:
        text = _("Målet har ingen aktivitet. Vad ska göras för att nå det?")
        yield Finding(goal.wording, text, goal.edition, goal=goal.goal)
    for indicator in goal.indicators:
        yield from _reminders_of_indicator(goal, indicator)
        without = [str(year) for year in years if year not in indicator.years_with_target]
        if without:
            text = _("Målvärde saknas för {years}.").format(years=", ".join(without))
            yield Finding(indicator.name, text, goal.edition, indicator.edition, field="malvarden")


def _reminders_of_indicator(goal: GoalToCheck, line: IndicatorToCheck) -> Iterator[Finding]:
    said = (
        (line.has_baseline, N_("Utgångsvärde saknas."), "id_baseline"),
        (line.has_source, N_("Källa saknas."), "id_source"),
        (line.has_accountable, N_("Ingen svarar för att rapportera indikatorn."), "id_person"),
    )
    for is_there, text, field in said:
        if not is_there:
            yield Finding(line.name, _(text), goal.edition, line.edition, field=field)


def _over_frame(frame: FrameToCheck) -> Iterator[Finding]:
    if frame.frame is not None and frame.asked > frame.frame:
        words = OVER_OPERATING if frame.kind is FrameKind.OPERATING else OVER_INVESTMENT
        text = _(words).format(
            year=frame.year, asked=_thousands(frame.asked), frame=_thousands(frame.frame)
        )
        yield Finding(frame.unit, text, is_frame=True)


def _thousands(amount: Decimal) -> str:
    return format_number(in_thousands(amount), 0)


def _at(goal: GoalToCheck, text: str, field: str) -> Finding:
    return Finding(goal.wording, text, goal.edition, field=field)
