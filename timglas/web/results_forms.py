"""Forms about results: what lists show, how a goal is judged, and who answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import IndicatorKind, Person, Perspective
from timglas.queries.goals import WantedGoals, units_of
from timglas.queries.indicators import Wanted
from timglas.queries.views import StatusView, YearResults


class ListForm(forms.Form):
    """What a list of a year's results shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    enhet = forms.ChoiceField(label=_("Enhet"), required=False)
    niva = forms.ChoiceField(label=_("Nivå"), required=False)
    lage = forms.ChoiceField(label=_("Läge"), required=False)
    ar = forms.ChoiceField(label=_("År"), required=False)

    def __init__(self, data: Any, *, results: YearResults, years: Iterable[int]) -> None:
        super().__init__(data.dict() | {"ar": str(results.year)}, auto_id="sok_%s")
        years = sorted({*years, results.year}, reverse=True)
        self._choose("enhet", _("Alla"), units_of(results.goals.values()))
        self._choose("niva", _("Alla"), [(level.id, level.plural) for level in results.levels])
        self._choose("lage", _("Alla lägen"), _statuses(results))
        self._choose("ar", None, [(year, str(year)) for year in years])
        self.is_valid()

    def _choose(self, field: str, everything: Any, choices: Iterable[tuple[Any, Any]]) -> None:
        first = [] if everything is None else [("", everything)]
        self.fields[field].choices = [*first, *choices]  # type: ignore[attr-defined]

    def chosen(self, field: str) -> str:
        """What is chosen in a field, "" for everything."""
        return str(self.cleaned_data.get(field) or "")


def _statuses(results: YearResults) -> list[tuple[str, str]]:
    found: dict[str, StatusView] = {}
    for goal in results.goals.values():
        for shown in (goal.status, *(i.status for i in goal.indicators)):
            found[shown.status.value] = shown
    return [(key, shown.name) for key, shown in sorted(found.items(), key=lambda f: f[1].name)]


class GoalListForm(ListForm):
    """What the list of goals shows."""

    perspektiv = forms.ChoiceField(
        label=_("Perspektiv"), required=False, choices=[("", _("Alla")), *Perspective.choices]
    )
    field_order = ("q", "enhet", "niva", "lage", "perspektiv", "ar")

    def wanted(self, sort: str) -> WantedGoals:
        """The list's narrowing, in an order."""
        return WantedGoals(
            q=self.chosen("q"),
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
    field_order = ("q", "enhet", "niva", "lage", "slag", "ar")

    def wanted(self, sort: str) -> Wanted:
        """The list's narrowing, in an order."""
        return Wanted(
            q=self.chosen("q"),
            unit=self.chosen("enhet"),
            level=self.chosen("niva"),
            status=self.chosen("lage"),
            kind=self.chosen("slag"),
            sort=sort,
        )


class AssessForm(forms.Form):
    """A judgement of a goal."""

    judged = forms.ChoiceField(label=_("Din bedömning"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motivering"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Behövs när bedömningen skiljer sig från förslaget. Alla kan läsa den."),
    )
    summary = forms.CharField(
        label=_("Så går det, i en mening"),
        required=False,
        max_length=300,
        help_text=_("Visas överst på målets sida, för alla."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, statuses: Iterable[StatusView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(shown.status.value, shown.name) for shown in statuses]
        self.fields["judged"].choices = choices  # type: ignore[attr-defined]


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
