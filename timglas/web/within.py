"""Filters by unit in registers: everything in a unit and below it, or in just one."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.queries.within import unit_choices
from timglas.rules.language import Written

EM_SPACE = "\u2003"


class WithinField(forms.TypedChoiceField):
    """A unit with all below it, chosen from the upper part of the tree."""

    def __init__(self) -> None:
        super().__init__(label=_("Inom enhet"), required=False, coerce=int, empty_value=None)

    def offer(self, units: Mapping[int, str], on: date, asked: str) -> None:
        """Let one of the units, or one above them on a day, be chosen."""
        chosen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
        tree = unit_choices(units, on, chosen=chosen)
        named = [(unit.id, Written(f"{EM_SPACE * unit.depth}{unit.name}")) for unit in tree]
        self.choices = [("", _("Alla")), *named]


class OneUnitField(forms.ChoiceField):
    """A single unit, which links and saved views ask for; only the asked one can be chosen."""

    def __init__(self) -> None:
        super().__init__(label=_("Bara enheten"), required=False)

    def offer(self, units: Mapping[int, str] | Mapping[str, str], asked: str) -> bool:
        """Let the unit that is asked for be chosen; answers whether there is one."""
        named = [(key, Written(name)) for key, name in units.items() if str(key) == asked]
        self.choices = [("", _("Alla")), *named]
        return len(self.choices) > 1
