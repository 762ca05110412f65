"""Rows of a sheet as goals of drafts: which are new, and what others would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from timglas.access import Viewer
from timglas.models import Goal, GoalEdition, GoalLevel, PlanVersion, VersionState
from timglas.queries.import_kinds import Cells, SheetList
from timglas.queries.placed import units_above
from timglas.rules.goal_sheet import GOAL_COLUMNS, PERSPECTIVES, WORDING_LENGTH
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
from timglas.rules.language import _
from timglas.rules.permissions import Permission
from timglas.rules.search import searchable
from timglas.rules.thread import link_allowed


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What a row can say of a goal; `parent` is the goal that it mainly contributes to."""

    wording: str
    perspective: str
    parent: int | None = None
    contribution: str = ""


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What a row makes of a goal in a draft; one without an `edition` is new."""

    version: int
    level: int
    edition: int | None
    before: GoalFacts | None
    facts: GoalFacts

    @property
    def label(self) -> str:
        """What the row is about."""
        return self.facts.wording

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be other than it is; all that is said of a new goal."""
        return differences(_told(self.before), _told(self.facts))


def _told(facts: GoalFacts | None) -> dict[str, str]:
    if facts is None:
        return {}
    return {
        _("Målets lydelse"): facts.wording,
        _("Perspektiv"): _(PERSPECTIVES[facts.perspective][0]),
        _("Bidrar till mål (nummer)"): str(facts.parent or ""),
        _("Så bidrar det"): facts.contribution,
    }


def drafts(viewer: Viewer) -> Mapping[int, PlanVersion]:
    """The drafts that the viewer may write in, by number. One query."""
    rows = viewer.reach(Permission.EDIT_PLAN, PlanVersion).filter(state=VersionState.DRAFT)
    return {version.pk: version for version in rows.select_related("plan__unit").order_by("pk")}


def goal_facts(edition: GoalEdition) -> GoalFacts:
    """What an edition says now; its links are prefetched or asked for."""
    primary = next((link for link in edition.links.all() if link.is_primary), None)
    said = (primary.parent_id, primary.contribution) if primary else (None, "")
    return GoalFacts(edition.wording, edition.perspective, *said)


class GoalReader:
    """Reads rows as goals of the drafts that the viewer may write in."""

    def __init__(self, viewer: Viewer) -> None:
        self._drafts = drafts(viewer)
        self._levels = {level.pk: level for level in GoalLevel.objects.order_by("order")}
        editions = GoalEdition.objects.filter(version__in=self._drafts).select_related("goal")
        self._editions = {
            (edition.version_id, edition.goal_id): edition
            for edition in editions.prefetch_related("links").order_by("pk")
        }
        reachable = viewer.reach(Permission.READ, Goal) | viewer.reach(Permission.EDIT_PLAN, Goal)
        self._goals = {goal.pk: goal for goal in reachable.distinct()}
        self._above: dict[int, tuple[int, ...]] = {}

    def check(self, rows: Sequence[Cells]) -> list[Checked[GoalChange]]:
        """What each row would do. One query for each draft."""
        return [self._checked(cells) for cells in rows]

    def _checked(self, cells: Cells) -> Checked[GoalChange]:
        try:
            version = self._version(cells.get("version", ""))
            edition = self._edition(version, cells)
            level = self._level(version, edition, cells.get("level", ""))
            before = goal_facts(edition) if edition else None
            facts = self._facts(cells, before)
            if facts.parent and (before is None or facts.parent != before.parent):
                self._check_parent(version, level, facts.parent)
        except RowProblem as caught:
            return rejected(caught.problem)
        change = GoalChange(version.pk, level.pk, edition.pk if edition else None, before, facts)
        key = (version.pk, edition.goal_id if edition else searchable(facts.wording))
        if facts == before:
            return Checked(Verdict.SAME, key=key, change=change)
        return Checked(Verdict.CHANGE if edition else Verdict.ADD, key=key, change=change)

    def _version(self, number: str) -> PlanVersion:
        version = self._drafts.get(int(number)) if number.isdecimal() else None
        if version is None:
            message = _("Du får inte skriva i något utkast med nummer {number}.")
            raise RowProblem(message.format(number=number or "–"), "version")
        return version

    def _edition(self, version: PlanVersion, cells: Cells) -> GoalEdition | None:
        """The goal that the row is about, by its number or its wording; None for a new one."""
        number, wording = cells.get("goal", ""), searchable(cells.get("wording", ""))
        if number:
            goal = int(number) if number.isdecimal() else 0
            edition = self._editions.get((version.pk, goal))
            if edition is None:
                message = _("Utkastet har inget mål med nummer {number}.")
                raise RowProblem(message.format(number=number), "goal")
            return edition
        own = (e for (pk, _goal), e in self._editions.items() if pk == version.pk)
        return next((e for e in own if searchable(e.wording) == wording), None)

    def _level(self, version: PlanVersion, edition: GoalEdition | None, name: str) -> GoalLevel:
        kind = version.plan.unit.kind
        suits = [level for level in self._levels.values() if kind in level.unit_kinds]
        named = [level for level in self._levels.values() if _is_named(level, name)]
        if edition:
            level = self._levels[edition.goal.level_id]
            if name and level not in named:
                raise RowProblem(_("Målets nivå kan inte ändras."), "level")
            return level
        found = [level for level in suits if level in named] if name else suits
        if len(found) != 1:
            allowed = ", ".join(level.name for level in suits)
            message = _("Skriv målets nivå. {unit} har mål på: {allowed}.")
            said = message.format(unit=version.plan.unit.name, allowed=allowed or "–")
            raise RowProblem(said, "level")
        return found[0]

    def _facts(self, cells: Cells, before: GoalFacts | None) -> GoalFacts:
        old = before or GoalFacts("", "service")
        parent = self._parent(cells.get("parent", "")) or old.parent
        facts = replace(
            old,
            wording=cells.get("wording", "") or old.wording,
            perspective=_perspective(cells.get("perspective", "")) or old.perspective,
            parent=parent,
            contribution=cells.get("contribution", "") or old.contribution,
        )
        if not facts.wording:
            raise RowProblem(_("Skriv målet."), "wording")
        if len(facts.wording) > WORDING_LENGTH:
            raise RowProblem(_("Målet är för långt. Skriv högst 300 tecken."), "wording")
        if facts.parent and not facts.contribution:
            raise RowProblem(_("Skriv hur målet bidrar till målet ovanför."), "contribution")
        if facts.contribution and not facts.parent:
            raise RowProblem(_("Skriv numret på målet ovanför."), "parent")
        return facts

    def _parent(self, number: str) -> int | None:
        if not number:
            return None
        goal = self._goals.get(int(number)) if number.isdecimal() else None
        if goal is None:
            message = _("Det finns inget mål med nummer {number}.")
            raise RowProblem(message.format(number=number), "parent")
        return goal.pk

    def _check_parent(self, version: PlanVersion, level: GoalLevel, parent: int) -> None:
        if version.pk not in self._above:
            self._above[version.pk] = units_above(version.plan.unit, version.valid_from)
        goal = self._goals[parent]
        problem = link_allowed(
            level.order,
            self._levels[goal.level_id].order,
            same_level_of_unit_above=goal.unit_id in self._above[version.pk],
        )
        if problem:
            raise RowProblem(problem, "parent")


def _is_named(level: GoalLevel, name: str) -> bool:
    return searchable(name) in {searchable(level.name), searchable(level.plural)}


def _perspective(text: str) -> str | None:
    found = choice_of(text, PERSPECTIVES) if text else None
    if text and found is None:
        allowed = ", ".join(_(words[0]) for words in PERSPECTIVES.values())
        message = _("”{text}” går inte att välja. Skriv något av: {allowed}.")
        raise RowProblem(message.format(text=text, allowed=allowed), "perspective")
    return found


def goal_cells(version: PlanVersion) -> list[tuple[int | str | None, ...]]:
    """The goals of a version as the sheet has them, in the columns of `GOAL_COLUMNS`."""
    editions = version.goal_editions.select_related("goal__level").prefetch_related("links")
    return [_cells(edition) for edition in editions.order_by("goal__level__order", "order", "pk")]


def _cells(edition: GoalEdition) -> tuple[int | str | None, ...]:
    facts = goal_facts(edition)
    return (
        edition.version_id,
        edition.goal_id,
        facts.wording,
        edition.goal.level.name,
        _(PERSPECTIVES[facts.perspective][0]),
        facts.parent,
        facts.contribution or None,
    )


@dataclass(frozen=True, slots=True)
class GoalKind:
    """Goals of drafts, as a kind of import."""

    key: str = "goals"
    permission: Permission = Permission.EDIT_PLAN
    columns: tuple[SheetColumn, ...] = GOAL_COLUMNS

    @property
    def name(self) -> str:
        """What is read in."""
        return _("Mål i utkast")

    @property
    def lead(self) -> str:
        """What it is for."""
        return _("Mål i utkast till planer, med nivå, perspektiv och vad de bidrar till.")

    def reader(self, viewer: Viewer) -> GoalReader:
        """A reader of rows as goals of the drafts that the viewer may write in."""
        return GoalReader(viewer)

    def lists(self, viewer: Viewer) -> tuple[SheetList, ...]:
        """The drafts, and the goals that others can contribute to."""
        return draft_list(viewer), _goal_list(viewer)


def draft_list(viewer: Viewer) -> SheetList:
    """The drafts that the viewer may write in, as a sheet."""
    rows = [(pk, v.plan.unit.name, v.plan.first_year) for pk, v in drafts(viewer).items()]
    return SheetList(_("Utkast"), (_("Nummer"), _("Enhet"), _("Första året")), rows)


def _goal_list(viewer: Viewer) -> SheetList:
    editions = GoalEdition.objects.filter(goal__in=viewer.reach(Permission.READ, Goal))
    rows = editions.order_by("version__valid_from", "pk").values_list(
        "goal_id", "wording", "goal__unit__name"
    )
    newest = {pk: (pk, wording, unit) for pk, wording, unit in rows}
    return SheetList(
        _("Mål"), (_("Nummer"), _("Målets lydelse"), _("Enhet")), list(newest.values())
    )
