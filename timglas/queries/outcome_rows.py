"""Rows of a sheet as outcomes: what each is about, and what it would add or change."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import cast

from timglas.access import Viewer
from timglas.models import Outcome, OutcomeQuality, Provider, Sex
from timglas.queries.import_kinds import Cells, SheetList
from timglas.queries.measured_by import Measured, Reportable, Timed, reportable
from timglas.queries.placed import parents_on
from timglas.queries.year_closings import closed_years
from timglas.rules.imports import (
    Checked,
    Difference,
    Problem,
    RowProblem,
    SheetColumn,
    Verdict,
    choice_of,
    differences,
    rejected,
)
from timglas.rules.language import _
from timglas.rules.numbers import format_value
from timglas.rules.outcome_rows import Facts, Written, read_written, settle
from timglas.rules.outcome_sheet import OUTCOME_COLUMNS, PROVIDERS, SEXES
from timglas.rules.periods import Frequency, Period, PeriodProblem, parse_period
from timglas.rules.permissions import Permission
from timglas.rules.tree import ancestors
from timglas.rules.year_closings import closed_in_words

FACTS = tuple(field.name for field in fields(Facts))
PLACE = ("indicator_id", "unit_id", "period_start", "period_end", "sex", "provider")

type Place = tuple[int, int, date, date, str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest row of a place: its id, and what it says; None if it was withdrawn."""

    pk: int
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """What a row makes of a place, from `before` to `facts`; None is nothing.

    `earlier` is the id of the row that it supersedes.
    """

    place: Place
    facts: Facts | None
    earlier: int | None
    before: Facts | None
    measured: Measured
    timed: Timed
    period: Period
    unit_name: str

    @property
    def label(self) -> str:
        """What the row is about: "Andel behöriga, Björkskolan, 2025, kvinnor"."""
        sex, provider = self.place[4:]
        about = [self.measured.name, self.unit_name, self.period.label]
        about += [str(Sex(sex).label).lower()] * (sex != Sex.ALL)
        about += [str(Provider(provider).label).lower()] * (provider != Provider.ALL)
        return ", ".join(about)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would be other than it is; all that is said where nothing was."""
        return differences(_told(self.before, self.timed), _told(self.facts, self.timed))


def _told(facts: Facts | None, timed: Timed) -> dict[str, str]:
    """What is said of a place, in words, by the name of each thing."""
    if facts is None:
        return {}
    value = format_value(facts.value, timed.measure_unit, None)
    return {
        _("Värde"): value if facts.value is not None else _("Går inte att mäta"),
        _("Täljare"): "" if facts.numerator is None else format_value(facts.numerator, "", None),
        _("Nämnare"): ""
        if facts.denominator is None
        else format_value(facts.denominator, "", None),
        _("Kvalitet"): str(OutcomeQuality(facts.quality).label),
        _("Källa"): facts.source,
        _("Kommentar"): facts.comment,
    }


@dataclass(frozen=True, slots=True)
class _Read:
    """A row whose place is known."""

    measured: Measured
    timed: Timed
    period: Period
    place: Place
    written: Written


class OutcomeReader:
    """Reads rows as outcomes that the viewer may report."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: Reportable = reportable(viewer)
        self._above: dict[date, Mapping[int, int | None]] = {}

    def check(self, rows: Sequence[Cells]) -> list[Checked[OutcomeChange]]:
        """What each row would do. Two queries, and one for each new day that periods end on."""
        read = [self._read(cells) for cells in rows]
        known = [one for one in read if isinstance(one, _Read)]
        earlier = _earlier([one.place for one in known])
        closed = closed_years({one.place[1] for one in known}, {one.period.year for one in known})
        return [
            self._settled(one, earlier.get(one.place), closed)
            if isinstance(one, _Read)
            else rejected(one)
            for one in read
        ]

    def _read(self, cells: Cells) -> _Read | Problem:
        try:
            measured, unit = self._about(cells)
            period, timed = _period(measured, cells.get("period", ""))
            self._check_unit(measured, timed, unit, on=period.end)
            sex = _choice("sex", cells.get("sex", ""), Sex.ALL)
            provider = _choice("provider", cells.get("provider", ""), Provider.ALL)
            place = (measured.id, unit, *_days(period), sex, provider)
            return _Read(measured, timed, period, place, read_written(cells))
        except RowProblem as caught:
            return caught.problem

    def _about(self, cells: Cells) -> tuple[Measured, int]:
        """The indicator and the unit: its own, unless another is written."""
        unit = self._unit(cells.get("unit", ""), cells.get("unit_name", ""))
        number, name = cells.get("indicator", ""), cells.get("name", "")
        if number:
            measured = self._known.by_number(number)
            if measured is None:
                message = _("Du får inte rapportera för någon indikator med nummer {number}.")
                raise RowProblem(message.format(number=number), "indicator")
        elif name:
            measured = self._named(name, unit)
        else:
            raise RowProblem(_("Skriv indikatorns nummer eller namn."), "indicator")
        return measured, unit or measured.unit_id

    def _named(self, name: str, unit: int | None) -> Measured:
        found = self._known.by_name(name)
        if unit is not None and len(found) > 1:
            found = [one for one in found if one.unit_id == unit] or found
        if not found:
            message = _("Du får inte rapportera för någon indikator som heter ”{name}”.")
            raise RowProblem(message.format(name=name), "name")
        if len(found) > 1:
            message = _("{count} indikatorer heter ”{name}”. Skriv indikatorns nummer också.")
            raise RowProblem(message.format(count=len(found), name=name), "name")
        return found[0]

    def _unit(self, code: str, name: str) -> int | None:
        if code:
            unit = self._known.unit_of_code(code)
            if unit is None:
                message = _("Ingen enhet har koden ”{code}”.")
                raise RowProblem(message.format(code=code), "unit")
            return unit
        found = self._known.units_named(name) if name else []
        if name and not found:
            raise RowProblem(_("Ingen enhet heter ”{name}”.").format(name=name), "unit_name")
        if len(found) > 1:
            message = _("{count} enheter heter ”{name}”. Skriv enhetens kod också.")
            raise RowProblem(message.format(count=len(found), name=name), "unit_name")
        return found[0] if found else None

    def _check_unit(self, measured: Measured, timed: Timed, unit: int, *, on: date) -> None:
        """The unit is the indicator's own or lies below it, and the viewer reports for it."""
        if not self._known.may_report(measured, timed, unit):
            message = _("Du får inte rapportera {indicator} för {unit}.")
            names = {"indicator": measured.name, "unit": self._known.unit_names[unit]}
            raise RowProblem(message.format(**names), "unit")
        if unit == measured.unit_id:
            return
        if on not in self._above:
            self._above[on] = parents_on(on)
        if measured.unit_id not in ancestors(self._above[on], unit):
            message = _("{unit} hör inte till {owner}. Välj en enhet under {owner}.")
            names = {
                "unit": self._known.unit_names[unit],
                "owner": self._known.unit_names[measured.unit_id],
            }
            raise RowProblem(message.format(**names), "unit")

    def _settled(
        self, read: _Read, earlier: Earlier | None, closed: Container[tuple[int, int]]
    ) -> Checked[OutcomeChange]:
        before = earlier.facts if earlier else None
        measure = read.timed.measure(read.place[4])
        try:
            facts = settle(
                read.written, before, measure, period=read.period, today=self._viewer.today
            )
        except RowProblem as caught:
            return rejected(caught.problem, key=read.place)
        change = OutcomeChange(
            place=read.place,
            facts=facts,
            earlier=earlier.pk if earlier else None,
            before=before,
            measured=read.measured,
            timed=read.timed,
            period=read.period,
            unit_name=self._known.unit_names[read.place[1]],
        )
        if facts == before:
            return Checked(Verdict.SAME, key=read.place, change=change)
        if (read.place[1], read.period.year) in closed:
            message = closed_in_words(change.unit_name, read.period.year)
            return rejected(Problem(message, "period"), key=read.place)
        verdict = Verdict.CHANGE if before else Verdict.ADD
        return Checked(verdict, key=read.place, change=change)


def _earlier(places: Sequence[Place]) -> dict[Place, Earlier]:
    """The newest row of each place that has one. One query."""
    wanted = set(places)
    rows = Outcome.objects.newest().filter(
        indicator__in={place[0] for place in wanted},
        unit__in={place[1] for place in wanted},
        period_end__in={place[3] for place in wanted},
    )
    found = {}
    for pk, *told in rows.values_list("pk", *PLACE, *FACTS):
        place = cast("Place", tuple(told[: len(PLACE)]))
        if place in wanted:
            facts = Facts(*told[len(PLACE) :])
            found[place] = Earlier(pk, None if facts.quality == OutcomeQuality.WITHDRAWN else facts)
    return found


def _period(measured: Measured, text: str) -> tuple[Period, Timed]:
    """The period, by the first way the indicator is or was measured that the text fits."""
    if not text:
        raise RowProblem(_("Skriv vilken period värdet gäller."), "period")
    for timed in measured.timed:
        period = _parsed(text, timed.frequency)
        if isinstance(period, Period):
            return period, timed
    raise RowProblem(str(_parsed(text, measured.timed[0].frequency)), "period")


@lru_cache(maxsize=4096)
def _days(period: Period) -> tuple[date, date]:
    return period.start, period.end


@lru_cache(maxsize=4096)
def _parsed(text: str, frequency: Frequency) -> Period | str:
    """The period, or why the text is none."""
    try:
        return parse_period(text, frequency)
    except PeriodProblem as problem:
        return problem.message


@lru_cache(maxsize=256)
def _chosen(key: str, text: str) -> str | None:
    return choice_of(text, WAYS[key])


WAYS = {"sex": SEXES, "provider": PROVIDERS}


def _choice(key: str, text: str, default: str) -> str:
    if not text:
        return default
    found = _chosen(key, text)
    if found is None:
        allowed = ", ".join(_(words[0]) for words in WAYS[key].values())
        message = _("”{text}” går inte att välja. Skriv något av: {allowed}.")
        raise RowProblem(message.format(text=text, allowed=allowed), key)
    return found


@dataclass(frozen=True, slots=True)
class OutcomeKind:
    """Outcomes, as a kind of import."""

    key: str = "outcomes"
    permission: Permission = Permission.REPORT_OUTCOME
    columns: tuple[SheetColumn, ...] = OUTCOME_COLUMNS

    @property
    def name(self) -> str:
        """What is read in."""
        return _("Utfall")

    @property
    def lead(self) -> str:
        """What it is for."""
        return _("Värden av indikatorer, för en eller många enheter och perioder.")

    def reader(self, viewer: Viewer) -> OutcomeReader:
        """A reader of rows as outcomes that the viewer may report."""
        return OutcomeReader(viewer)

    def lists(self, viewer: Viewer) -> tuple[SheetList, ...]:
        """The indicators that the viewer may report for, and all units."""
        known = reportable(viewer)
        names = known.unit_names
        indicators = [
            (one.id, one.name, names[one.unit_id], one.timed[0].measure_unit)
            for one in sorted(known.indicators.values(), key=lambda one: one.name)
            if one.id in known.own or (known.units and one.timed[0].is_collected)
        ]
        units = [(code, names[pk]) for code, pk in sorted(known.unit_codes.items())]
        heads = (_("Nummer"), _("Indikator"), _("Enhet"), _("Mätenhet"))
        return (
            SheetList(_("Indikatorer"), heads, indicators),
            SheetList(_("Enheter"), (_("Kod"), _("Enhet")), units),
        )
