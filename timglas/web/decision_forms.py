"""The fields of a decision in a form about something else, and the decision they become."""

from datetime import date
from typing import Any, Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.actions.decisions import record_decision
from timglas.models import Decision, Person, Unit
from timglas.web.acting import Signature
from timglas.web.plan_forms import DECISION, MinutesFields, date_field


class DecidedForm(MinutesFields):
    """Who decided, when, and where it is written down. `bodies` are the units to choose among."""

    body = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Beslutat av"), empty_label=_("Välj vem som beslutade")
    )
    decided_on = date_field(label=_("Beslutsdatum"))
    official = forms.ModelChoiceField(
        Person.objects.filter(is_active=True).order_by("name"),
        label=_("Tjänsteperson som beslutade"),
        required=False,
        empty_label=_("Ingen, beslutet togs på ett sammanträde"),
        help_text=_("Bara när en förvaltning eller enhet har beslutat själv."),
    )
    field_order = DECISION

    def __init__(self, *args: Any, bodies: QuerySet[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def clean_decided_on(self) -> date:
        """A decision is recorded when it has been made."""
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("Beslutsdatumet har inte varit än."))
        return day


def decided(fields: dict[str, Any], **signature: Unpack[Signature]) -> Decision:
    """Record the decision that a form tells of; its fields are taken out of `fields`."""
    return record_decision(**{name: fields.pop(name) for name in DECISION}, **signature)
