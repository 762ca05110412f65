"""Forms for reporting and correcting outcomes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from timglas.actions.outcomes import COMMENT_LENGTH, REASON_LENGTH, report_outcome
from timglas.actions.refusal import Refusal
from timglas.models import Indicator, Outcome, OutcomeQuality, Sex, Unit
from timglas.queries.outcomes import DueRow
from timglas.web.acting import Signature
from timglas.web.forms import NumberField, show_refusal

FIELDS = {"value": Sex.ALL, "women": Sex.WOMEN, "men": Sex.MEN}


def comment_field() -> forms.CharField:
    """What somebody says of a value."""
    return forms.CharField(
        label=_("Kommentar"),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": _("Kommentaren har %(show_value)s tecken. Korta den till högst 600.")
        },
    )


class OutcomeForm(forms.Form):
    """A row of the page where somebody reports: the last value is suggested, not saved."""

    value = NumberField(label=_("Värde"), required=False)
    women = NumberField(label=_("Kvinnor"), required=False)
    men = NumberField(label=_("Män"), required=False)
    comment = comment_field()
    unmeasurable = forms.BooleanField(label=_("Går inte att mäta för perioden"), required=False)

    def __init__(self, row: DueRow, data: Mapping[str, str] | None = None) -> None:
        initial = {
            name: row.earlier[sex].value for name, sex in FIELDS.items() if sex in row.earlier
        }
        super().__init__(data, prefix=row.key, initial=initial, label_suffix="")
        self.row = row
        for name, sex in FIELDS.items():
            if sex not in row.missing:
                del self.fields[name]
        if "value" in self.fields:
            self.fields["value"].widget.attrs["class"] = "fig"
        else:
            del self.fields["unmeasurable"]

    @classmethod
    def kept(cls, row: DueRow, data: Mapping[str, str]) -> "OutcomeForm":
        """A row that was not saved this time: what was typed stays, and is not checked yet."""
        form = cls(row)
        typed = cls(row, data)
        form.initial.update({name: typed[name].data for name in form.fields})
        return form

    def clean(self) -> dict[str, Any]:
        """Want a value, or a comment that says why there is none."""
        if self.cleaned_data.get("unmeasurable"):
            self._check_unmeasurable()
        elif not self.errors.keys() & FIELDS.keys() and not self._has_enough():
            first = next(name for name in FIELDS if name in self.fields)
            self.add_error(first, _("Skriv ett värde, eller kryssa i att det inte går att mäta."))
        return self.cleaned_data

    def _has_enough(self) -> bool:
        """Whether there is a value for all, or for women or men where all is known before."""
        return Sex.ALL in self.values if "value" in self.fields else bool(self.values)

    def _check_unmeasurable(self) -> None:
        if any(name in self.changed_data for name in FIELDS if self.cleaned_data.get(name)):
            message = _("Ta bort värdet, eller avmarkera att det inte går att mäta.")
            self.add_error("value", message)
        if not self.cleaned_data.get("comment"):
            self.add_error("comment", _("Skriv varför värdet inte går att mäta."))

    @property
    def values(self) -> dict[str, Decimal | None]:
        """What was typed for all, women and men, where something was."""
        if self.cleaned_data.get("unmeasurable"):
            return {Sex.ALL: None}
        typed = {sex: self.cleaned_data.get(name) for name, sex in FIELDS.items()}
        return {sex: value for sex, value in typed.items() if value is not None}

    def report(self, signature: Signature) -> bool:
        """Report what was typed; whether it could be done. If not, the errors say why."""
        if not self.is_valid():
            return False
        try:
            self._report_each(signature)
        except Refusal as refusal:
            show_refusal(self, refusal)
            return False
        return True

    def focus_first_error(self) -> None:
        """Let the first wrong field have the focus when the row is drawn again by itself."""
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong:
            self.fields[wrong].widget.attrs["data-autofocus-after-swap"] = True

    @transaction.atomic
    def _report_each(self, signature: Signature) -> None:
        place = {
            "indicator": Indicator.objects.get(pk=self.row.indicator_id),
            "unit": Unit.objects.get(pk=self.row.unit_id),
            "period": self.row.period,
            "comment": self.cleaned_data["comment"],
        }
        for sex, value in self.values.items():
            report_outcome(**place, sex=sex, value=value, **signature)


class CorrectForm(forms.Form):
    """A correction of a value, and why it is made."""

    value = NumberField(label=_("Rätt värde"), required=False)
    unmeasurable = forms.BooleanField(label=_("Går inte att mäta för perioden"), required=False)
    quality = forms.ChoiceField(label=_("Hur säkert är värdet?"), choices=OutcomeQuality)
    reason = forms.CharField(
        label=_("Varför rättas värdet?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Det tidigare värdet finns kvar och kan läsas av alla."),
    )
    comment = comment_field()

    def __init__(self, data: Any, *, outcome: Outcome) -> None:
        initial = {
            "value": outcome.value,
            "unmeasurable": outcome.value is None,
            "quality": outcome.quality,
            "comment": outcome.comment,
        }
        super().__init__(data, initial=initial)
        self.fields["value"].widget.attrs["class"] = "fig short"

    def clean(self) -> dict[str, Any]:
        """Want either a value or that it cannot be measured."""
        cleaned = self.cleaned_data
        if not self.errors and (cleaned["value"] is None) is not cleaned["unmeasurable"]:
            self.add_error(
                "value", _("Skriv ett värde, eller kryssa i att det inte går att mäta. Inte båda.")
            )
        return cleaned
