"""The form of a draft's budget: tables with a field for each row and year, in thousands."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from timglas.models import PlanVersion, Unit, UnitKind
from timglas.queries.budget import budget_of, plan_years, units_with_frames
from timglas.rules.budget import (
    BALANCE,
    RESULT,
    SEVERAL,
    Amounts,
    Budget,
    Frame,
    FrameKind,
    Line,
    LineKind,
    can_be_kept,
    in_thousands,
    kronor,
)
from timglas.web.forms import NumberField

type Kind = FrameKind | LineKind

MOST_LINES = 60
TABLES = (
    ("skattesats", (LineKind.TAX_RATE,)),
    ("resultat", RESULT),
    ("balans", BALANCE),
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: its name, or the field where the name is written, and a field for each year."""

    name: str
    name_field: forms.BoundField | None
    kind_field: forms.BoundField | None
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of the form."""

    key: str
    title: str
    measure: str
    rows: tuple[FormRow, ...]


class BudgetForm(forms.Form):
    """The whole budget of a version, or one beside it; an empty field is an unknown amount.

    Frames have a field for each unit, kind and year. Lines are numbered as they stand; beyond the
    stored ones there is an empty one of each kind that is missing or can be several.
    """

    def __init__(self, data: Any, *, version: PlanVersion, budget: Budget | None = None) -> None:
        super().__init__(data)
        self.stored = budget or budget_of(version)
        self.years = plan_years(version)
        self.units = units_with_frames(version)
        self._kinds = self._line_kinds()
        for kind in FrameKind:
            for unit in self.units_of(kind):
                self._add_frame(unit, kind)
        lines = _with_empty(self.stored)
        for number, line_kind in enumerate(self._kinds):
            self._add_line(number, line_kind, lines[number] if number < len(lines) else None)

    def units_of(self, kind: FrameKind) -> tuple[Unit, ...]:
        """The units that can have a frame of a kind."""
        return tuple(u for u in self.units if (u.kind == UnitKind.COMPANY) == kind.is_of_company)

    def tables(self) -> Iterator[FormTable]:
        """The tables as they stand on the page."""
        of_lines = {key: self._lines_table(key, kinds) for key, kinds in TABLES}
        yield of_lines["skattesats"]
        yield of_lines["resultat"]
        for kind in FrameKind:
            rows = tuple(self._frame_row(unit, kind) for unit in self.units_of(kind))
            if rows:
                yield FormTable(kind.value, kind.name_in_words, kind.measure, rows)
        yield of_lines["balans"]

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a row that has amounts."""
        for number, kind in enumerate(self._kinds):
            name = f"{_line(number)}-namn"
            if self._typed(_line(number), kind) and not self.cleaned_data.get(name):
                self.add_error(name, _("Skriv vad raden gäller."))
        return self.cleaned_data

    def budget(self) -> Budget:
        """What was typed, as a budget; rows without any amount are left out."""
        frames = (
            Frame(unit.pk, kind, self._typed(_frame(unit, kind), kind))
            for kind in FrameKind
            for unit in self.units_of(kind)
        )
        lines = (
            Line(kind, self.cleaned_data[f"{_line(n)}-namn"], self._typed(_line(n), kind))
            for n, kind in enumerate(self._kinds)
        )
        return Budget(
            tuple(frame for frame in frames if frame.amounts),
            tuple(line for line in lines if line.amounts),
        )

    def _typed(self, prefix: str, kind: Kind) -> Amounts:
        found = ((year, self.cleaned_data.get(f"{prefix}-{year}")) for year in self.years)
        return {y: kronor(a) if kind.is_money else a for y, a in found if a is not None}

    def _line_kinds(self) -> tuple[LineKind, ...]:
        """The kind of each line: as it was sent, else as stored with empty ones after."""
        if not self.is_bound:
            return tuple(line.kind for line in _with_empty(self.stored))
        sent = (self.data.get(f"{_line(n)}-slag") for n in range(MOST_LINES))
        return tuple(LineKind(kind) for kind in sent if kind in set(LineKind))

    def _add_frame(self, unit: Unit, kind: FrameKind) -> None:
        amounts = {f.kind: f.amounts for f in self.stored.frames if f.unit == unit.pk}
        for year in self.years:
            label = f"{unit.name}, {kind.name_in_words.lower()} {year}"
            field = _amount(label, kind, amounts.get(kind, {}).get(year))
            self.fields[f"{_frame(unit, kind)}-{year}"] = field

    def _add_line(self, number: int, kind: LineKind, stored: Line | None) -> None:
        name = stored.name if stored else ""
        prefix = _line(number)
        self.fields[f"{prefix}-slag"] = forms.CharField(initial=kind, widget=forms.HiddenInput)
        self.fields[f"{prefix}-namn"] = forms.CharField(
            label=_("Vad raden gäller: {kind}").format(kind=kind.name_in_words.lower()),
            initial=name,
            max_length=100,
            required=False,
        )
        for year in self.years:
            label = f"{name or kind.name_in_words} {year}"
            known = stored.amounts.get(year) if stored else None
            self.fields[f"{prefix}-{year}"] = _amount(label, kind, known)

    def _frame_row(self, unit: Unit, kind: FrameKind) -> FormRow:
        fields = tuple(self[f"{_frame(unit, kind)}-{year}"] for year in self.years)
        return FormRow(unit.name, None, None, fields)

    def _lines_table(self, key: str, kinds: tuple[LineKind, ...]) -> FormTable:
        titles = {
            "skattesats": _("Skattesats"),
            "resultat": _("Resultatbudget"),
            "balans": _("Balansbudget"),
        }
        rows = tuple(self._line_row(n, kind) for n, kind in enumerate(self._kinds) if kind in kinds)
        return FormTable(key, titles[key], kinds[0].measure, rows)

    def _line_row(self, number: int, kind: LineKind) -> FormRow:
        prefix = _line(number)
        fields = tuple(self[f"{prefix}-{year}"] for year in self.years)
        name, sent = self[f"{prefix}-namn"], self[f"{prefix}-slag"]
        return FormRow(kind.name_in_words, name, sent, fields)


def _with_empty(budget: Budget) -> tuple[Line, ...]:
    """The lines in the kinds' order, and an empty one of each kind that has room for one more."""
    lines: list[Line] = []
    for kind in LineKind:
        own = budget.lines_of(kind)
        lines += own
        if kind in SEVERAL or not own:
            named = kind.name_in_words if not own else ""
            lines.append(Line(kind, named, {}))
    return tuple(lines)


def _amount(label: str, kind: Kind, known: Decimal | None) -> NumberField:
    initial = in_thousands(known) if known is not None and kind.is_money else known
    return NumberField(
        label=label,
        required=False,
        initial=initial,
        widget=forms.TextInput(attrs={"class": "amount"}),
        validators=[_in_thousands if kind.is_money else _as_it_is],
    )


def _in_thousands(typed: Decimal) -> None:
    if not can_be_kept(kronor(typed)):
        raise forms.ValidationError(_("Skriv högst fem decimaler, och mindre än en miljard tkr."))


def _as_it_is(typed: Decimal) -> None:
    if not can_be_kept(typed):
        raise forms.ValidationError(_("Skriv högst två decimaler."))


def _frame(unit: Unit, kind: FrameKind) -> str:
    return f"ram-{unit.pk}-{kind}"


def _line(number: int) -> str:
    return f"rad-{number}"
