"""Rows of a sheet as units: which are new, and which are renamed or moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from timglas.access import Viewer
from timglas.models import Placement, Unit
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
from timglas.rules.language import _
from timglas.rules.permissions import Permission
from timglas.rules.tree import ancestors
from timglas.rules.unit_sheet import CODE, NAME_LENGTH, UNIT_COLUMNS, UNIT_KINDS

MANAGE = Permission.MANAGE_ORGANISATION


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a row can say of a unit; `parent` is the code of the one above, None at the top."""

    name: str
    kind: str
    parent: str | None
    opened_on: date


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a row makes of the unit with a code; `before` is None for a new one."""

    code: str
    before: UnitFacts | None
    facts: UnitFacts

    @property
    def label(self) -> str:
        """What the row is about: "Björkskolan (bjork)"."""
        return f"{self.facts.name} ({self.code})"

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be other than it is; all that is said of a new unit."""
        return differences(_told(self.before), _told(self.facts))


def _told(facts: UnitFacts | None) -> dict[str, str]:
    if facts is None:
        return {}
    return {
        _("Enhet"): facts.name,
        _("Slag"): _(UNIT_KINDS[facts.kind][0]),
        _("Under (kod)"): facts.parent or "",
        _("Inrättad"): str(facts.opened_on),
    }


class UnitReader:
    """Reads rows as units that the viewer may add, rename and move today."""

    def __init__(self, viewer: Viewer) -> None:
        self._today = viewer.today
        self._known, self._moved_on = _units(viewer.today)
        self._closed = set(Unit.objects.values_list("code", flat=True)) - set(self._known)
        self._mine = set(viewer.reach(MANAGE, Unit).values_list("code", flat=True))

    def check(self, rows: Sequence[Cells]) -> list[Checked[UnitChange]]:
        """What each row would do. No queries."""
        return [self._checked(cells) for cells in rows]

    def _checked(self, cells: Cells) -> Checked[UnitChange]:
        code = cells.get("code", "")
        try:
            before = self._before(code)
            facts = self._facts(code, cells, before)
        except RowProblem as caught:
            return rejected(caught.problem, key=code or None)
        change = UnitChange(code, before, facts)
        if facts == before:
            return Checked(Verdict.SAME, key=code, change=change)
        self._known[code] = facts
        self._mine.add(code)
        return Checked(Verdict.CHANGE if before else Verdict.ADD, key=code, change=change)

    def _before(self, code: str) -> UnitFacts | None:
        if not code:
            raise RowProblem(_("Skriv enhetens kod."), "code")
        if not CODE.fullmatch(code):
            message = _("”{code}” kan inte vara en kod. Skriv högst 20 bokstäver och siffror.")
            raise RowProblem(message.format(code=code), "code")
        if code in self._closed:
            message = _("Enheten med koden {code} finns inte i dag. Välj en annan kod.")
            raise RowProblem(message.format(code=code), "code")
        before = self._known.get(code)
        if before and code not in self._mine:
            message = _("Du får inte ändra enheten med koden {code}.")
            raise RowProblem(message.format(code=code), "code")
        return before

    def _facts(self, code: str, cells: Cells, before: UnitFacts | None) -> UnitFacts:
        given = UnitFacts(
            name=cells.get("name", ""),
            kind=_kind(cells.get("kind", "")),
            parent=cells.get("parent", "") or None,
            opened_on=_day(cells.get("opened_on", "")) or self._today,
        )
        if len(given.name) > NAME_LENGTH:
            raise RowProblem(_("Namnet är för långt. Skriv högst 120 tecken."), "name")
        if before is None:
            return self._new(given)
        if cells.get("kind") and given.kind != before.kind:
            raise RowProblem(_("Enhetens slag kan inte ändras. Lägg upp en ny enhet."), "kind")
        if cells.get("opened_on") and given.opened_on != before.opened_on:
            raise RowProblem(_("Dagen som enheten inrättades kan inte ändras."), "opened_on")
        facts = replace(
            before, name=given.name or before.name, parent=given.parent or before.parent
        )
        if facts.parent != before.parent:
            self._check_move(code, given.parent)
        return facts

    def _new(self, given: UnitFacts) -> UnitFacts:
        if not given.name:
            raise RowProblem(_("Skriv vad den nya enheten heter."), "name")
        if given.parent is None:
            raise RowProblem(_("Skriv koden för enheten ovanför."), "parent")
        self._check_parent(given.parent, given.opened_on)
        return given

    def _check_parent(self, parent: str | None, on: date) -> None:
        above = self._known.get(parent or "")
        if above is None or parent not in self._mine:
            message = _("Du får inte ändra något under en enhet med koden {code}.")
            raise RowProblem(message.format(code=parent), "parent")
        if above.opened_on > on:
            message = _("Enheten ovanför finns först från {day}.")
            raise RowProblem(message.format(day=above.opened_on), "parent")

    def _check_move(self, code: str, parent: str | None) -> None:
        self._check_parent(parent, self._today)
        tree = {one: facts.parent for one, facts in self._known.items()}
        if parent == code or code in ancestors(tree, parent or ""):
            raise RowProblem(_("En enhet kan inte ligga under sig själv."), "parent")
        if self._moved_on[code] > self._today:
            message = _("Enheten flyttas redan {day}. Ändra flytten på enhetens sida.")
            raise RowProblem(message.format(day=self._moved_on[code]), "parent")


def _units(today: date) -> tuple[dict[str, UnitFacts], dict[str, date]]:
    """The units that have a place today by code, and the day of each one's latest move."""
    rows = Placement.objects.on(today).select_related("unit", "parent").order_by("pk")
    known = {
        row.unit.code: UnitFacts(
            row.unit.name,
            row.unit.kind,
            row.parent.code if row.parent else None,
            row.unit.opened_on,
        )
        for row in rows
    }
    moved = Placement.objects.order_by("valid_from").values_list("unit__code", "valid_from")
    return known, dict(moved)


def _kind(text: str) -> str:
    kind = choice_of(text, UNIT_KINDS) if text else "unit"
    if kind is None:
        allowed = ", ".join(_(words[0]) for words in UNIT_KINDS.values())
        message = _("”{text}” går inte att välja. Skriv något av: {allowed}.")
        raise RowProblem(message.format(text=text, allowed=allowed), "kind")
    return kind


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = _("”{text}” är ingen dag. Skriv till exempel 2026-01-01.")
        raise RowProblem(message.format(text=text), "opened_on") from None


@dataclass(frozen=True, slots=True)
class UnitKindOfImport:
    """Units, as a kind of import."""

    key: str = "units"
    permission: Permission = MANAGE
    columns: tuple[SheetColumn, ...] = UNIT_COLUMNS

    @property
    def name(self) -> str:
        """What is read in."""
        return _("Enheter")

    @property
    def lead(self) -> str:
        """What it is for."""
        return _("Organisationen: nya enheter, nya namn och flyttar som gäller från i dag.")

    def reader(self, viewer: Viewer) -> UnitReader:
        """A reader of rows as units that the viewer may manage."""
        return UnitReader(viewer)

    def lists(self, viewer: Viewer) -> tuple[SheetList, ...]:
        """The units that new ones can lie under."""
        units = viewer.reach(MANAGE, Unit).filter(closed_on=None).order_by("code")
        rows = list(units.values_list("code", "name"))
        return (SheetList(_("Enheter"), (_("Kod"), _("Enhet")), rows),)
