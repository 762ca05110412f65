"""Forms about results: what lists show, how a goal is judged, and who answers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import IndicatorKind, Person, Perspective
from timglas.queries.goals import WantedGoals, units_of
from timglas.queries.indicators import Wanted
from timglas.queries.views import StatusView, YearResults
from timglas.rules.language import Written
from timglas.web.within import OneUnitField, WithinField


class ListForm(forms.Form):
    """What a list of a year's results shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    inom = WithinField()
    enhet = OneUnitField()
    niva = forms.ChoiceField(label=_("Nivå"), required=False)
    lage = forms.ChoiceField(label=_("Läge"), required=False)
    ar = forms.ChoiceField(label=_("År"), required=False)

    def __init__(self, data: Any, *, results: YearResults, years: Iterable[int]) -> None:
        super().__init__(data.dict() | {"ar": str(results.year)}, auto_id="sok_%s")
        years = sorted({*years, results.year}, reverse=True)
        self._offer_units(units_of(results.goals.values()), results.as_of)
        self._choose("niva", _("Alla"), [(v.id, Written(v.plural)) for v in results.levels])
        self._choose("lage", _("Alla lägen"), _statuses(results))
        self._choose("ar", None, [(year, str(year)) for year in years])
        self.is_valid()

    def _offer_units(self, units: Mapping[int, str], on: date) -> None:
        within, one = self.fields["inom"], self.fields["enhet"]
        within.offer(units, on, self.data.get("inom", ""))  # type: ignore[attr-defined]
        if not one.offer(units, self.data.get("enhet", "")):  # type: ignore[attr-defined]
            del self.fields["enhet"]

    def _choose(self, field: str, everything: Any, choices: Iterable[tuple[Any, Any]]) -> None:
        first = [] if everything is None else [("", everything)]
        self.fields[field].choices = [*first, *choices]  # type: ignore[attr-defined]

    def chosen(self, field: str) -> str:
        """What is chosen in a field, "" for everything."""
        return str(self.cleaned_data.get(field) or "")


def _statuses(results: YearResults) -> list[tuple[str, str]]:
    found: dict[str, StatusView] = {}  # by name: two statuses never share one
    for goal in results.goals.values():
        found[goal.status.name] = goal.status
        found |= {shown.status.name: shown.status for shown in goal.indicators}
    return [(shown.status.value, name) for name, shown in sorted(found.items())]


class GoalListForm(ListForm):
    """What the list of goals shows."""

    perspektiv = forms.ChoiceField(
        label=_("Perspektiv"), required=False, choices=[("", _("Alla")), *Perspective.choices]
    )
    field_order = ("q", "inom", "enhet", "niva", "lage", "perspektiv", "ar")

    def wanted(self, sort: str) -> WantedGoals:
        """The list's narrowing, in an order."""
        return WantedGoals(
            q=self.chosen("q"),
            within=self.cleaned_data.get("inom"),
            unit=self.chosen("enhet"),
            level=self.chosen("niva"),
            status=self.chosen("lage"),
            perspective=self.chosen("perspektiv"),
            sort=sort,
        )


class IndicatorListForm(ListForm):
    """What the list of indicators shows."""

    slag = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alla")), *IndicatorKind.choices]
    )
    field_order = ("q", "inom", "enhet", "niva", "lage", "slag", "ar")

    def wanted(self, sort: str) -> Wanted:
        """The list's narrowing, in an order."""
        return Wanted(
            q=self.chosen("q"),
            within=self.cleaned_data.get("inom"),
            unit=self.chosen("enhet"),
            level=self.chosen("niva"),
            status=self.chosen("lage"),
            kind=self.chosen("slag"),
            sort=sort,
        )


class AssignForm(forms.Form):
    """Who answers for something, and from when."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Ansvarig"),
        required=False,
        empty_label=_("Ingen just nu"),
    )
    on = forms.DateField(
        label=_("Från och med"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(is_active=True).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
