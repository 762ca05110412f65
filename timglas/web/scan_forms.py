"""Forms about the surroundings: the register, what was seen and what it affects, and areas."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import Observation, Unit
from timglas.queries.scan import CURRENT, PAST, ObservationRow, WantedObservations
from timglas.rules.language import Written
from timglas.rules.ordering import alphabetical
from timglas.rules.permissions import Permission
from timglas.rules.scan import Certainty, Effect, Horizon, Weight
from timglas.web.activities_forms import DayField
from timglas.web.plan_forms import year_field

type Choices = Sequence[tuple[int, str]]


class ObservationListForm(forms.Form):
    """What the register shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    enhet = forms.ChoiceField(label=_("Enhet som påverkas"), required=False)
    vikt = forms.ChoiceField(label=_("Vikt"), required=False)
    sikt = forms.ChoiceField(label=_("Sikt"), required=False)
    aktuell = forms.ChoiceField(
        label=_("Aktuell"),
        required=False,
        choices=[("", _("Alla")), (CURRENT, _("Ja")), (PAST, _("Nej"))],
    )

    def __init__(self, data: Any, *, rows: Iterable[ObservationRow]) -> None:
        super().__init__(data, auto_id="sok_%s")
        units = {(unit.id, unit.name) for row in rows for unit in (row.unit, *row.units)}
        choices: dict[str, list[tuple[Any, str]]] = {
            "enhet": [(pk, Written(name)) for pk, name in sorted(units, key=_by_name)],
            "vikt": [(found.value, found.name_in_words) for found in Weight],
            "sikt": [(found.value, found.name_in_words) for found in Horizon],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("Alla")), *found]  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self, sort: str) -> WantedObservations:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedObservations(
            q=chosen.get("q", ""),
            unit=chosen.get("enhet", ""),
            weight=chosen.get("vikt", ""),
            horizon=chosen.get("sikt", ""),
            current=chosen.get("aktuell", ""),
            sort=sort,
        )


class ObservationForm(forms.Form):
    """What was seen, where it is said, and how it is weighed."""

    title = forms.CharField(
        label=_("Vad har ni sett?"),
        max_length=150,
        help_text=_("I en mening: Färre barn börjar förskolan de närmaste fem åren."),
    )
    text = forms.CharField(
        label=_("Vad betyder det för oss?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    source = forms.CharField(
        label=_("Källa"),
        max_length=200,
        help_text=_("Rapport, myndighet, möte eller samtal, så att andra kan kontrollera den."),
    )
    link = forms.URLField(
        label=_("Länk till källan"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    observed_on = DayField(label=_("Datum"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Enhet som har sett det"), empty_label=_("Välj enhet")
    )
    horizon = forms.TypedChoiceField(
        label=_("När märks det?"),
        coerce=Horizon,
        widget=forms.RadioSelect,
        help_text=_("Kort sikt är inom planens tre år."),
    )
    effect = forms.TypedChoiceField(
        label=_("Hur mycket påverkar det oss?"), coerce=Effect, widget=forms.RadioSelect
    )
    certainty = forms.TypedChoiceField(
        label=_("Hur säkert är det?"), coerce=Certainty, widget=forms.RadioSelect
    )
    is_current = forms.BooleanField(
        label=_("Fortfarande aktuell"),
        required=False,
        help_text=_("Det som inte längre är aktuellt finns kvar i registret, sist."),
    )

    def __init__(self, *args: Any, viewer: Viewer, kept_in: int | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        may = viewer.units(Permission.MANAGE_SCAN) | {kept_in or 0}
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=may).order_by("code")  # type: ignore[attr-defined]
        scales: Mapping[str, Iterable[Any]] = {
            "horizon": Horizon,
            "effect": Effect,
            "certainty": Certainty,
        }
        for name, scale in scales.items():
            choices = [(step.value, step.name_in_words) for step in scale]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class AffectedForm(forms.Form):
    """Which units and goals something affects; the button "Sök" only searches."""

    sok = forms.CharField(label=_("Sök enheter och mål"), required=False, widget=forms.TextInput)
    units = forms.TypedMultipleChoiceField(
        label=_("Enheter"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("Mål"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, units: Choices, goals: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, found in (("units", units), ("goals", goals)):
            choices = [(pk, Written(text)) for pk, text in found]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class AreaForm(forms.Form):
    """What is to be developed, and what was seen that it rests on."""

    name = forms.CharField(
        label=_("Vad ska utvecklas?"),
        max_length=150,
        help_text=_("Till exempel: Heltid och fasta scheman i hemtjänsten."),
    )
    text = forms.CharField(
        label=_("Varför, och vad ska bli annorlunda?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    observations = forms.ModelMultipleChoiceField(
        Observation.objects.none(),
        label=_("Iakttagelser som det vilar på"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, titles: Mapping[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["observations"]
        field.queryset = Observation.objects.filter(pk__in=titles).order_by("title")
        field.label_from_instance = lambda observation: titles[observation.pk]


class AddAreaForm(AreaForm):
    """An area, of which unit and for which year."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Enhet"), empty_label=_("Välj enhet")
    )
    year = year_field(label=_("Planeringsår"))
    field_order = ("unit", "year", "name", "text", "observations")

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        units = viewer.reach(Permission.MANAGE_SCAN, Unit).order_by("code")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class AreaListForm(forms.Form):
    """Whose areas to show, and for which year."""

    enhet = forms.ModelChoiceField(
        Unit.objects.order_by("code"), label=_("Enhet"), required=False, empty_label=_("Alla")
    )
    ar = year_field(label=_("År"), required=False)


def _by_name(unit: tuple[int, str]) -> str:
    return alphabetical(unit[1])
