"""Rows of a sheet as indicators under goals of drafts: which are new, and what changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from timglas.access import Viewer
from timglas.models import GoalEdition, IndicatorEdition, PlanVersion, Sex
from timglas.queries.goal_rows import draft_list, drafts
from timglas.queries.import_kinds import Cells, SheetList
from timglas.rules.imports import (
    Checked,
    Difference,
    RowProblem,
    SheetColumn,
    Verdict,
    choice_of,
    differences,
    rejected,
)
from timglas.rules.indicator_sheet import (
    DIRECTIONS,
    FREQUENCIES,
    INDICATOR_COLUMNS,
    KINDS,
    LENGTHS,
    TARGETS,
    read_target,
    written_target,
)
from timglas.rules.language import _
from timglas.rules.permissions import Permission
from timglas.rules.search import searchable

CHOICES = {"direction": DIRECTIONS, "kind": KINDS, "frequency": FREQUENCIES}
TEXTS = ("name", "definition", "measure_unit", "source")
NEEDED = ("name", "measure_unit", "source")


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What a row can say of an indicator; targets as written, one for each year of the plan."""

    name: str = ""
    definition: str = ""
    measure_unit: str = ""
    direction: str = "up"
    kind: str = "result"
    frequency: str = "year"
    source: str = ""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """What a row makes of an indicator under a goal; one without an `edition` is new."""

    goal_edition: int
    edition: int | None
    before: IndicatorFacts | None
    facts: IndicatorFacts

    @property
    def label(self) -> str:
        """What the row is about."""
        return self.facts.name

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be other than it is; all that is said of a new indicator."""
        return differences(_told(self.before), _told(self.facts))


def _told(facts: IndicatorFacts | None) -> dict[str, str]:
    if facts is None:
        return {}
    said = dict(zip(_headings(), _as_cells(facts), strict=False))
    return {heading: text or "" for heading, text in said.items()}


def _headings() -> list[str]:
    return [_(column.heading) for column in INDICATOR_COLUMNS[3:]]


def _as_cells(facts: IndicatorFacts) -> list[str | None]:
    """What an indicator says, in the columns after the numbers."""
    said = asdict(facts)
    cells = [
        _(CHOICES[key][said[key]][0]) if key in CHOICES else said[key] or None
        for key in (column.key for column in INDICATOR_COLUMNS[3:])
        if key not in TARGETS
    ]
    targets = [*facts.targets, *[""] * len(TARGETS)][: len(TARGETS)]
    return [*cells, *(text or None for text in targets)]


def indicator_facts(edition: IndicatorEdition) -> IndicatorFacts:
    """What an edition says now; its targets are prefetched or asked for."""
    plan = edition.goal_edition.version.plan
    own = {
        target.year: written_target(target.low, target.high)
        for target in edition.targets.all()
        if target.unit_id == edition.indicator.unit_id and target.sex == Sex.ALL
    }
    return IndicatorFacts(
        **{name: getattr(edition, name) for name in (*TEXTS, *CHOICES)},
        targets=tuple(own.get(year, "") for year in range(plan.first_year, plan.last_year + 1)),
    )


def _editions(goal_editions: Iterable[GoalEdition]) -> list[IndicatorEdition]:
    rows = IndicatorEdition.objects.filter(goal_edition__in=goal_editions)
    return list(
        rows.select_related("indicator", "goal_edition__version__plan")
        .prefetch_related("targets")
        .order_by("goal_edition__goal__level__order", "goal_edition__order", "order", "pk")
    )


class IndicatorReader:
    """Reads rows as indicators of the drafts that the viewer may write in."""

    def __init__(self, viewer: Viewer) -> None:
        known = drafts(viewer)
        goals = GoalEdition.objects.filter(version__in=known).select_related("version__plan")
        self._goals = {(edition.version_id, edition.goal_id): edition for edition in goals}
        self._drafts: Mapping[int, PlanVersion] = known
        self._editions: dict[int, list[IndicatorEdition]] = {}
        for edition in _editions(goals):
            self._editions.setdefault(edition.goal_edition_id, []).append(edition)

    def check(self, rows: Sequence[Cells]) -> list[Checked[IndicatorChange]]:
        """What each row would do. No queries."""
        return [self._checked(cells) for cells in rows]

    def _checked(self, cells: Cells) -> Checked[IndicatorChange]:
        try:
            goal = self._goal(cells)
            edition = self._edition(goal, cells)
            before = indicator_facts(edition) if edition else None
            facts = _facts(cells, before, years=_years(goal))
        except RowProblem as caught:
            return rejected(caught.problem)
        change = IndicatorChange(goal.pk, edition.pk if edition else None, before, facts)
        key = (goal.pk, edition.indicator_id if edition else searchable(facts.name))
        if facts == before:
            return Checked(Verdict.SAME, key=key, change=change)
        return Checked(Verdict.CHANGE if edition else Verdict.ADD, key=key, change=change)

    def _goal(self, cells: Cells) -> GoalEdition:
        number, goal = cells.get("version", ""), cells.get("goal", "")
        if _whole(number) not in self._drafts:
            message = _("Du får inte skriva i något utkast med nummer {number}.")
            raise RowProblem(message.format(number=number or "–"), "version")
        found = self._goals.get((_whole(number), _whole(goal)))
        if found is None:
            message = _("Utkastet har inget mål med nummer {number}.")
            raise RowProblem(message.format(number=goal or "–"), "goal")
        return found

    def _edition(self, goal: GoalEdition, cells: Cells) -> IndicatorEdition | None:
        """The indicator that the row is about, by number or name; None for a new one."""
        under, number = self._editions.get(goal.pk, []), cells.get("indicator", "")
        if not number:
            name = searchable(cells.get("name", ""))
            return next((one for one in under if searchable(one.name) == name), None)
        found = next((one for one in under if one.indicator_id == _whole(number)), None)
        if found is None:
            message = _("Målet har ingen indikator med nummer {number}.")
            raise RowProblem(message.format(number=number), "indicator")
        return found


def _years(goal: GoalEdition) -> int:
    plan = goal.version.plan
    return plan.last_year - plan.first_year + 1


def _whole(number: str) -> int:
    return int(number) if number.isdecimal() else 0


def _facts(cells: Cells, before: IndicatorFacts | None, *, years: int) -> IndicatorFacts:
    old = before or IndicatorFacts(targets=("",) * years)
    said = {key: cells.get(key, "") or getattr(old, key) for key in TEXTS}
    said |= {key: _choice(key, cells.get(key, "")) or getattr(old, key) for key in CHOICES}
    for key in NEEDED:
        if not said[key]:
            raise RowProblem(_("Fyll i cellen. Den behövs för en ny indikator."), key)
    for key, most in LENGTHS.items():
        if len(said[key]) > most:
            message = _("Texten är för lång. Skriv högst {most} tecken.")
            raise RowProblem(message.format(most=most), key)
    if said["direction"] != old.direction and any(old.targets):
        message = _("Ta bort målvärdena på indikatorns sida innan riktningen ändras.")
        raise RowProblem(message, "direction")
    return IndicatorFacts(**said, targets=_targets(cells, old, direction=said["direction"]))


def _targets(cells: Cells, old: IndicatorFacts, *, direction: str) -> tuple[str, ...]:
    years = len(old.targets)
    for key in TARGETS[years:]:
        if cells.get(key):
            message = _("Planen har {years} år. Lämna cellen tom.")
            raise RowProblem(message.format(years=years), key)
    return tuple(
        written_target(*read_target(cells[key], direction, key)) if cells.get(key) else earlier
        for key, earlier in zip(TARGETS, old.targets, strict=False)
    )


def _choice(key: str, text: str) -> str | None:
    found = choice_of(text, CHOICES[key]) if text else None
    if text and found is None:
        allowed = ", ".join(_(words[0]) for words in CHOICES[key].values())
        message = _("”{text}” går inte att välja. Skriv något av: {allowed}.")
        raise RowProblem(message.format(text=text, allowed=allowed), key)
    return found


def indicator_cells(version: PlanVersion) -> list[tuple[int | str | None, ...]]:
    """The indicators of a version as the sheet has them, in the columns of INDICATOR_COLUMNS."""
    return [
        (
            version.pk,
            edition.goal_edition.goal_id,
            edition.indicator_id,
            *_as_cells(indicator_facts(edition)),
        )
        for edition in _editions(version.goal_editions.all())
    ]


@dataclass(frozen=True, slots=True)
class IndicatorKindOfImport:
    """Indicators of drafts, as a kind of import."""

    key: str = "indicators"
    permission: Permission = Permission.EDIT_PLAN
    columns: tuple[SheetColumn, ...] = INDICATOR_COLUMNS

    @property
    def name(self) -> str:
        """What is read in."""
        return _("Indikatorer i utkast")

    @property
    def lead(self) -> str:
        """What it is for."""
        return _("Indikatorer under mål i utkast till planer, med definition och målvärden.")

    def reader(self, viewer: Viewer) -> IndicatorReader:
        """A reader of rows as indicators of the drafts that the viewer may write in."""
        return IndicatorReader(viewer)

    def lists(self, viewer: Viewer) -> tuple[SheetList, ...]:
        """The drafts, and the goals in them."""
        goals = GoalEdition.objects.filter(version__in=drafts(viewer)).order_by("version", "order")
        rows = list(goals.values_list("version_id", "goal_id", "wording"))
        heads = (_("Plan (nummer)"), _("Mål (nummer)"), _("Målets lydelse"))
        return draft_list(viewer), SheetList(_("Mål"), heads, rows)
