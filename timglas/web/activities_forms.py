"""Forms about activities: what the register shows, what is planned, who answers, how far it is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import Activity, Goal, Indicator, Person, Unit
from timglas.queries.activities import MINE, NOBODYS, ActivityRow, WantedActivities, indicators_of
from timglas.rules.activities import STORED, State
from timglas.rules.language import Written
from timglas.rules.permissions import Permission
from timglas.web.within import OneUnitField, WithinField


class ActivityListForm(forms.Form):
    """What the register of activities shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    inom = WithinField()
    enhet = OneUnitField()
    lage = forms.ChoiceField(label=_("Läge"), required=False)
    ansvarig = forms.ChoiceField(
        label=_("Ansvarig"),
        required=False,
        choices=[("", _("Alla")), (MINE, _("Mina")), (NOBODYS, _("Ingen ansvarig"))],
    )

    mal = forms.ChoiceField(label=_("Mål högst upp"), required=False)
    ar = forms.ChoiceField(label=_("År"), required=False)

    def __init__(
        self, data: Any, *, rows: Iterable[ActivityRow], heaps: Mapping[int, str], on: date
    ) -> None:
        super().__init__(data, auto_id="sok_%s")
        self._offer_units({row.unit_id: row.unit_name for row in rows}, on)
        states = [(state.value, state.name_in_words) for state in State]
        self.fields["lage"].choices = [("", _("Alla lägen")), *states]  # type: ignore[attr-defined]
        years = sorted({y for r in rows for y in (r.starts_on.year, r.ends_on.year)}, reverse=True)
        goals = [(pk, Written(name) if pk else name) for pk, name in heaps.items()]
        self.fields["mal"].choices = [("", _("Alla")), *goals]  # type: ignore[attr-defined]
        self.fields["ar"].choices = [("", _("Alla")), *((y, y) for y in years)]  # type: ignore[attr-defined]
        self.is_valid()

    def _offer_units(self, units: Mapping[int, str], on: date) -> None:
        within, one = self.fields["inom"], self.fields["enhet"]
        within.offer(units, on, self.data.get("inom", ""))  # type: ignore[attr-defined]
        if not one.offer(units, self.data.get("enhet", "")):  # type: ignore[attr-defined]
            del self.fields["enhet"]

    def wanted(self, sort: str) -> WantedActivities:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedActivities(
            q=chosen.get("q", ""),
            within=chosen.get("inom"),
            unit=chosen.get("enhet", ""),
            state=chosen.get("lage", ""),
            responsible=chosen.get("ansvarig", ""),
            year=chosen.get("ar", ""),
            heap=chosen.get("mal", ""),
            sort=sort,
        )


class DayField(forms.DateField):
    """A day, chosen or typed as 2025-12-19."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class PersonField(forms.ModelChoiceField[Person]):
    """Somebody whose account is open, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        people = Person.objects.filter(is_active=True).order_by("name")
        super().__init__(people, required=False, empty_label=_("Ingen just nu"), **kwargs)


class EditActivityForm(forms.Form):
    """What is planned, by which unit and when."""

    name = forms.CharField(
        label=_("Vad ska göras?"),
        max_length=200,
        help_text=_("Kort och konkret: Läsgrupper i årskurs 2."),
    )
    description = forms.CharField(
        label=_("Beskrivning"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    expected_effect = forms.CharField(
        label=_("Väntad effekt"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad ska bli bättre, och för vem?"),
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Indikator som ska påverkas"),
        required=False,
        empty_label=_("Ingen särskild"),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Enhet som gör det"))
    starts_on = DayField(label=_("Börjar"))
    ends_on = DayField(label=_("Ska vara klar"))

    def __init__(self, data: Any, *, viewer: Viewer, goal: Goal, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        names = {indicator.pk: name for indicator, name in indicators_of(viewer, goal)}
        measured: Any = self.fields["indicator"]
        measured.queryset = Indicator.objects.filter(pk__in=names)
        measured.label_from_instance = lambda indicator: names[indicator.pk]
        units: Any = self.fields["unit"]
        units.queryset = viewer.reach(Permission.MANAGE_ACTIVITY, Unit).order_by("name")


class AddActivityForm(EditActivityForm):
    """What is planned, and who answers for it."""

    person = PersonField(label=_("Ansvarig"))
    field_order = ("name", "unit", "person", "starts_on", "ends_on")


class HandOverForm(forms.Form):
    """Who answers for an activity from now on."""

    person = PersonField(label=_("Ansvarig"))


class FollowForm(forms.Form):
    """How far an activity has come."""

    state = forms.TypedChoiceField(
        label=_("Så långt har vi kommit"), coerce=State, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Notering"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Behövs när aktiviteten avbryts eller öppnas igen. Sparas i historiken."),
    )

    def __init__(self, data: Any, *, activity: Activity) -> None:
        super().__init__(data, initial={"state": activity.state})
        choices = [(state.value, state.name_in_words) for state in STORED]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
