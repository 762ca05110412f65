"""Forms about rounds: the days of a round, its kinds, and that a body has received it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import RoundKind, Unit
from timglas.rules.legal_days import Law
from timglas.rules.periods import month_name
from timglas.rules.rounds import EVERY_MONTH, MOST_DAYS, Addressee, Days, Part
from timglas.web.plan_forms import MinutesFields, date_field

REPORTS = (Law.INTERIM_REPORT, Law.ANNUAL_REPORT)


def days_field(**more: Any) -> forms.IntegerField:
    """A number of working days."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
    return forms.IntegerField(min_value=0, max_value=MOST_DAYS, widget=widget, **more)


class DaysFields(forms.Form):
    """How the last days are counted, in working days."""

    first_days = days_field(
        label=_("Arbetsdagar till första sista dagen"),
        help_text=_(
            "Den lägsta nivån är klar först. Lördagar, söndagar och helgdagar räknas inte."
        ),
    )
    step_days = days_field(
        label=_("Arbetsdagar mellan nivåerna"),
        help_text=_("Så länge har nästa nivå på sig att läsa och sammanfatta."),
    )
    grace_days = days_field(
        label=_("Respit i arbetsdagar"),
        help_text=_("Först därefter räknas en enhet som försenad."),
    )


class OpenForm(DaysFields):
    """Which period to open a round for, and when the levels are due."""

    as_of = date_field(label=_("Läget per"), help_text=_("Periodens sista dag."))
    begins = date_field(label=_("Räkna dagarna från"))
    field_order = ("as_of", "begins")

    @classmethod
    def of(cls, kind: RoundKind, as_of: date, data: Any) -> "OpenForm":
        """What was sent; else the next period with the kind's days."""
        names = ("first_days", "step_days", "grace_days")
        initial = {name: getattr(kind, name) for name in names}
        return cls(data, initial=initial | {"as_of": as_of, "begins": as_of})

    @property
    def shown(self) -> tuple[date, date, Days]:
        """The period's last day, the first day to count from and the days, as far as they hold."""
        told = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        days = Days(told["first_days"], told["step_days"], told["grace_days"])
        return told["as_of"], told["begins"], days


class KindForm(DaysFields):
    """A kind of round."""

    name = forms.CharField(
        label=_("Namn"), max_length=80, help_text=_("Till exempel Delårsrapport.")
    )
    month = forms.TypedChoiceField(label=_("Perioden slutar"), coerce=int)
    parts = forms.MultipleChoiceField(
        label=_("Vad rapporteras?"), widget=forms.CheckboxSelectMultiple
    )
    addressees = forms.MultipleChoiceField(
        label=_("Vem lämnas rapporten till?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De registrerar att de har tagit emot den."),
    )
    law = forms.ChoiceField(label=_("Rapport enligt lag"), required=False)
    field_order = ("name", "month", "parts", "addressees", "law")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        months = [(number, month_name(number).capitalize()) for number in range(1, 13)]
        fields["month"].choices = [(EVERY_MONTH, _("Varje månad")), *months]
        fields["parts"].choices = [(part.value, part.name_in_words) for part in Part]
        fields["addressees"].choices = [(one.value, one.name_in_words) for one in Addressee]
        laws = ((law.value, f"{law.source}. {law.sentence}") for law in REPORTS)
        fields["law"].choices = [("", _("Nej")), *laws]


class ReceiptForm(MinutesFields):
    """Which body has received a report, and where it is written down."""

    body = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Vem har tagit emot den?"), empty_label=_("Välj")
    )
    decided_on = date_field(label=_("Sammanträdets datum"))
    field_order = ("body", "decided_on")

    def __init__(self, data: Any, *, bodies: Collection[int], **more: Any) -> None:
        super().__init__(data, **more)
        units = Unit.objects.filter(pk__in=bodies).order_by("code")
        self.fields["body"].queryset = units  # type: ignore[attr-defined]
        self.fields["paragraph"].required = True
