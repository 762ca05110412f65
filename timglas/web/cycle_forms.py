"""Forms about the year: a new year, moving all of it, a step, and that a step is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import Cycle, CycleStep, UnitKind
from timglas.rules.cycle import FIRST_YEAR, LAST_YEAR, Part
from timglas.rules.legal_days import Law
from timglas.rules.permissions import ROLES
from timglas.web.activities_forms import DayField


class CreateCycleForm(forms.Form):
    """Which year to make steps for, and what to begin with."""

    year = forms.IntegerField(
        label=_("År"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    like = forms.ModelChoiceField(
        Cycle.objects.order_by("-year"),
        label=_("Börja med"),
        required=False,
        empty_label=_("Mallen: ett vanligt svenskt år"),
        help_text=_("Lagens dagar räknas ut för det nya året. Sedan kan du ändra allt."),
    )


class ShiftForm(forms.Form):
    """How far to move a year's steps."""

    days = forms.IntegerField(
        label=_("Antal dagar"),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
        help_text=_("7 flyttar en vecka framåt, -7 en vecka bakåt."),
    )


class StepForm(forms.Form):
    """A step: what, who, when and after what."""

    name = forms.CharField(label=_("Vad ska göras?"), max_length=200)
    description = forms.CharField(
        label=_("Beskrivning"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    part = forms.ChoiceField(label=_("Del av processen"))
    role = forms.ChoiceField(
        label=_("Roll som gör det"),
        required=False,
        help_text=_("Välj en roll, ett slag av enhet eller båda."),
    )
    unit_kind = forms.ChoiceField(label=_("Slag av enhet som gör det"), required=False)
    begins_on = DayField(label=_("Börjar"))
    ends_on = DayField(label=_("Ska vara klart"))
    after = forms.ModelMultipleChoiceField(
        CycleStep.objects.none(),
        label=_("Väntar på"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Steg som ska vara klara innan det här börjar."),
    )
    law = forms.ChoiceField(label=_("Sista dag enligt lag"), required=False)
    is_public = forms.BooleanField(
        label=_("Visas också för den som inte har loggat in"), required=False
    )

    def __init__(self, data: Any, *, cycle: Cycle, step: CycleStep | None, **more: Any) -> None:
        super().__init__(data, **more)
        others = cycle.steps.filter(withdrawn_at=None).order_by("begins_on", "pk")
        fields: dict[str, Any] = self.fields
        fields["after"].queryset = others.exclude(pk=step.pk) if step else others
        fields["part"].choices = [(part.value, part.name_in_words) for part in Part]
        roles = ((role.value, spec.title) for role, spec in ROLES.items())
        fields["role"].choices = [("", _("Ingen särskild roll")), *roles]
        fields["unit_kind"].choices = [("", _("Inget särskilt slag")), *UnitKind.choices]
        laws = ((law.value, f"{law.source}. {law.sentence}") for law in Law)
        fields["law"].choices = [("", _("Ingen")), *laws]


class FinishForm(forms.Form):
    """When a step was done."""

    on = DayField(label=_("Blev klart"))
