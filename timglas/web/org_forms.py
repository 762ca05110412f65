"""Forms about units."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import Unit, UnitKind
from timglas.rules.permissions import Permission


class DayField(forms.DateField):
    """A day, picked or typed as 2025-05-01."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d",)


def managed_units(viewer: Viewer) -> Any:
    """The units that the viewer may change and that have not closed."""
    return (
        viewer.reach(Permission.MANAGE_ORGANISATION, Unit).filter(closed_on=None).order_by("name")
    )


class UnitsFilter(forms.Form):
    """Which units to show, of which day's tree. What cannot be read is not asked for."""

    q = forms.CharField(
        label=_("Sök namn, kod eller chef"), required=False, widget=forms.SearchInput
    )
    slag = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alla slag")), *UnitKind.choices]
    )
    datum = DayField(label=_("Så var det den"), required=False)

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__({**data.dict(), "datum": data.get("datum") or str(today)})
        self.is_valid()
        self.day: date = self.cleaned_data.get("datum") or today

    def wanted(self) -> dict[str, str]:
        """What is searched for, and the kind."""
        return {
            "q": self.cleaned_data.get("q", ""),
            "kind": self.cleaned_data.get("slag", ""),
        }


class UnitForm(forms.Form):
    """What a unit is called."""

    name = forms.CharField(label=_("Namn"), max_length=120)
    code = forms.SlugField(
        label=_("Kod"),
        max_length=20,
        allow_unicode=True,
        help_text=_(
            "Kort och unik, till exempel bun eller 4120. Bokstäver, siffror och bindestreck."
        ),
        widget=forms.TextInput(attrs={"class": "short"}),
    )


class AddUnitForm(UnitForm):
    """A new unit in its place."""

    kind = forms.ChoiceField(label=_("Slag"), choices=UnitKind)
    parent = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Ligger under"), empty_label=_("Välj enhet")
    )
    opened_on = DayField(label=_("Finns från och med"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = managed_units(viewer)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """A new place from a day."""

    parent = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Flytta till"), empty_label=_("Välj enhet")
    )
    on = DayField(
        label=_("Från och med"),
        help_text=_(
            "Dagen kan ligga bakåt eller framåt i tiden. Före den dagen är allt som det var."
        ),
    )

    def __init__(self, *args: Any, viewer: Viewer, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = managed_units(viewer).exclude(pk=unit.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The day from which a unit no longer is."""

    on = DayField(
        label=_("Från och med"), help_text=_("Första dagen som enheten inte längre finns.")
    )


class MergeForm(forms.Form):
    """Which units take part in a merger, and from which day."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Enheter som upphör"),
        widget=forms.CheckboxSelectMultiple,
    )
    on = DayField(label=_("Från och med"))

    def __init__(self, *args: Any, viewer: Viewer, into: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = managed_units(viewer).filter(kind=into.kind).exclude(pk=into.pk)
        self.fields["units"].queryset = others  # type: ignore[attr-defined]
