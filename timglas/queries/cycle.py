"""The municipality's year: what is done when and by whom, what goes on now and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from timglas.access import Viewer
from timglas.charts.theme import Svg
from timglas.charts.year_wheel import Wheel, WheelStep, year_wheel
from timglas.models import Cycle, CycleStep, UnitKind
from timglas.queries.views import PersonView, person_view
from timglas.queries.whose_steps import reaches_of
from timglas.rules.cycle import (
    Part,
    State,
    Timing,
    day_off_note,
    days_in_words,
    warnings,
    who_in_words,
)
from timglas.rules.language import _
from timglas.rules.legal_days import Law
from timglas.rules.permissions import Permission, Role

MOST_NEXT = 5
_PARTS = tuple(Part)


@dataclass(frozen=True, slots=True)
class StateView:
    """A state as it is drawn: shape and word."""

    state: State

    @property
    def name(self) -> str:
        """The word, in the reader's language."""
        return self.state.name_in_words

    @property
    def symbol(self) -> str:
        """The id of the shape."""
        return self.state.symbol


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as seen on the viewer's day. `number` is its place in the year's list, from 1.

    `warnings` say what is wrong with its days, and `notes` which of them are days off.
    """

    id: int
    number: int
    name: str
    part: Part
    who: str
    timing: Timing
    state: StateView
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    is_mine: bool
    is_public: bool

    @property
    def days(self) -> str:
        """The planned days, in words."""
        return days_in_words(self.begins_on, self.ends_on)

    @property
    def begins_on(self) -> date:
        """The first day."""
        return self.timing.begins_on

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.timing.ends_on

    @property
    def law(self) -> Law | None:
        """The law that sets a last day."""
        return self.timing.law

    @property
    def deadline(self) -> date | None:
        """The law's last day."""
        return self.timing.deadline


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the process with its steps of a year, in order of time."""

    part: Part
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """A year. `now` and `next` are of all years; `cycle` is None when the year has no steps yet."""

    year: int
    years: tuple[int, ...]
    cycle: Cycle | None
    now: tuple[StepRow, ...]
    next: tuple[StepRow, ...]
    parts: tuple[PartView, ...]
    wheel: tuple[Svg, Svg] | None

    @property
    def steps(self) -> tuple[StepRow, ...]:
        """The year's steps, part by part."""
        return tuple(step for part in self.parts for step in part.steps)

    @property
    def warned(self) -> int:
        """How many of the year's steps have something wrong with their days."""
        return sum(bool(step.warnings) for step in self.steps)


@dataclass(frozen=True, slots=True)
class StepPage:
    """Everything the page of a step shows; `after` and `before` are what it waits for and holds up.

    `done_by` is None for a step that is not done.
    """

    row: StepRow
    description: str
    after: tuple[StepRow, ...]
    before: tuple[StepRow, ...]
    done_by: PersonView | None


def cycle_page(viewer: Viewer, year: int) -> CyclePage:
    """A year as the viewer may see it, and what is now and next. At most five queries."""
    rows, _after = _rows(viewer)
    cycles = {cycle.year: cycle for cycle in viewer.reach(Permission.READ_CYCLE, Cycle)}
    of_year = [row for row in rows.values() if row.timing.year == year]
    going = [row for row in rows.values() if row.state.state in {State.NOW, State.LATE}]
    coming = [row for row in rows.values() if row.state.state == State.COMING]
    return CyclePage(
        year=year,
        years=tuple(sorted(cycles)),
        cycle=cycles.get(year),
        now=tuple(sorted(going, key=lambda row: (row.ends_on, row.id))),
        next=tuple(sorted(coming, key=lambda row: (row.begins_on, row.id)))[:MOST_NEXT],
        parts=_parts(of_year),
        wheel=_wheel(year, of_year, viewer.today) if of_year else None,
    )


def my_steps(viewer: Viewer) -> tuple[StepRow, ...]:
    """The viewer's own steps that are not done, in order of time. At most three queries."""
    rows, _after = _rows(viewer)
    return _in_time(
        row for row in rows.values() if row.is_mine and row.state.state is not State.DONE
    )


def step_page(viewer: Viewer, step: CycleStep) -> StepPage:
    """The page of a step that the viewer has reached."""
    rows, after = _rows(viewer)
    holds_up = (later for later, earlier in after.items() if step.pk in earlier)
    done_by = None
    if step.done_by and viewer.person:
        by = step.done_by
        done_by = person_view(viewer, id=by.pk, name=by.name, title=by.title)
    return StepPage(
        row=rows[step.pk],
        description=step.description,
        after=_in_time(rows[earlier] for earlier in after.get(step.pk, ()) if earlier in rows),
        before=_in_time(rows[later] for later in holds_up if later in rows),
        done_by=done_by,
    )


def _rows(viewer: Viewer) -> tuple[dict[int, StepRow], dict[int, list[int]]]:
    """The steps by id, and what each waits for."""
    found = viewer.reach(Permission.READ_CYCLE, CycleStep).select_related("cycle")
    steps = {step.pk: step for step in found.order_by("begins_on", "ends_on", "pk")}
    after = _waits(steps) if steps else {}
    reaches = reaches_of(viewer) if steps else ()
    rows: dict[int, StepRow] = {}
    for step in steps.values():
        earlier = [steps[pk] for pk in after.get(step.pk, ()) if pk in steps]
        is_mine = any(reach.covers(step) for reach in reaches)
        rows[step.pk] = _row(viewer, step, earlier, is_mine=is_mine)
    return _numbered(rows), after


def _waits(steps: Mapping[int, CycleStep]) -> dict[int, list[int]]:
    waits = CycleStep.after.through.objects.filter(from_cyclestep__in=list(steps))
    found: dict[int, list[int]] = {}
    for later, earlier in waits.values_list("from_cyclestep_id", "to_cyclestep_id"):
        found.setdefault(later, []).append(earlier)
    return found


def _row(
    viewer: Viewer, step: CycleStep, earlier: Iterable[CycleStep], *, is_mine: bool
) -> StepRow:
    timing = timing_of(step)
    after = [(before.name, before.done_on or before.ends_on) for before in earlier]
    notes = () if timing.done_on else (day_off_note(timing.ends_on), _deadline_note(timing))
    return StepRow(
        id=step.pk,
        number=0,
        name=step.name,
        part=Part(step.part),
        who=who_of(step),
        timing=timing,
        state=StateView(timing.state(viewer.today)),
        warnings=warnings(timing, after, today=viewer.today),
        notes=tuple(note for note in notes if note),
        is_mine=is_mine,
        is_public=step.is_public,
    )


def timing_of(step: CycleStep) -> Timing:
    """The days of a step."""
    law = Law(step.law) if step.law else None
    return Timing(step.cycle.year, step.begins_on, step.ends_on, step.done_on, law)


def who_of(step: CycleStep) -> str:
    """Who does a step, in words."""
    role = Role(step.role) if step.role else None
    kind = str(UnitKind(step.unit_kind).label) if step.unit_kind else ""
    return who_in_words(role, kind)


def _deadline_note(timing: Timing) -> str:
    deadline = timing.deadline
    return day_off_note(deadline) if deadline and deadline != timing.ends_on else ""


def _numbered(rows: dict[int, StepRow]) -> dict[int, StepRow]:
    """The rows with their numbers: each year's from 1, part by part and by time."""
    numbers: dict[int, int] = {}
    for row in sorted(rows.values(), key=lambda row: _PARTS.index(row.part)):
        numbers[row.timing.year] = number = numbers.get(row.timing.year, 0) + 1
        rows[row.id] = replace(row, number=number)
    return rows


def _parts(rows: Iterable[StepRow]) -> tuple[PartView, ...]:
    rows = list(rows)
    found = (PartView(part, tuple(r for r in rows if r.part == part)) for part in _PARTS)
    return tuple(part for part in found if part.steps)


def _in_time(rows: Iterable[StepRow]) -> tuple[StepRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.begins_on, row.ends_on, row.id)))


def _wheel(year: int, rows: Iterable[StepRow], today: date) -> tuple[Svg, Svg]:
    """The wheel, wide and narrow."""
    steps = tuple(
        WheelStep(
            number=row.number,
            ring=_PARTS.index(row.part),
            begins_on=row.begins_on,
            ends_on=row.ends_on,
            look=row.state.state.value,
            deadline=row.deadline,
        )
        for row in rows
    )
    title = _("Årshjul {year}").format(year=year)
    description = _("Ett varv är ett år. Siffrorna är stegens nummer i listan.")
    wheel = Wheel(f"arshjul-{year}", title, description, year, steps, today)
    return year_wheel(wheel), year_wheel(wheel, narrow=True)
