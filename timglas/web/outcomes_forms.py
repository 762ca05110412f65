"""Forms for reporting and correcting outcomes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from timglas.actions.outcomes import report_outcome
from timglas.actions.refusal import Refusal
from timglas.models import Indicator, Outcome, OutcomeQuality, Sex, Unit
from timglas.queries.outcomes import DueRow
from timglas.rules.aggregation import WIDE, ratio
from timglas.rules.reporting import COMMENT_LENGTH, REASON_LENGTH
from timglas.web.acting import Signature
from timglas.web.forms import NumberField, show_refusal

FIELDS = {"value": Sex.ALL, "women": Sex.WOMEN, "men": Sex.MEN}
COUNTS = ("numerator", "denominator")
REPORTED_AS = [choice for choice in OutcomeQuality.choices if choice[0] != OutcomeQuality.WITHDRAWN]
# What is stored has eight decimals, and twelve digits before them.
STORED = Decimal("1E-8")
TOO_LARGE = Decimal(10) ** 12


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


class CountedForm(forms.Form):
    """A form whose value is typed, or comes of a numerator and a denominator if `by_counts`."""

    number_class = "fig"
    numerator = NumberField(label=_("Täljare"), required=False)
    denominator = NumberField(label=_("Nämnare"), required=False)

    def choose(self, *, by_counts: bool, measure_unit: str) -> None:
        """Ask for the counts or for the value, not for both."""
        self.by_counts, self.measure_unit = by_counts, measure_unit
        for name in ("value",) if by_counts else COUNTS:
            del self.fields[name]
        for name in COUNTS if by_counts else ("value",):
            self.fields[name].widget.attrs["class"] = self.number_class

    @property
    def counts(self) -> dict[str, Any]:
        """The numerator and denominator of a valid form; none if it cannot be measured."""
        if self.cleaned_data.get("unmeasurable"):
            return dict.fromkeys(COUNTS)
        return {name: self.cleaned_data.get(name) for name in COUNTS}

    def count(self) -> None:
        """Make the value of the counts, or say on a field why it cannot be made."""
        if not self.by_counts or self.errors.keys() & set(COUNTS):
            return
        above, below = (self.cleaned_data[name] for name in COUNTS)
        if above is None and below is None:
            self.cleaned_data["value"] = None
        elif above is None:
            self.add_error("numerator", _("Skriv täljaren också."))
        elif below is None:
            self.add_error("denominator", _("Skriv nämnaren också."))
        elif below <= 0:
            self.add_error("denominator", _("Nämnaren ska vara större än noll."))
        else:
            self._divide(above, below)

    def _divide(self, above: Decimal, below: Decimal) -> None:
        value = ratio(above, below, self.measure_unit)
        if abs(value) >= TOO_LARGE:
            self.add_error("denominator", _("Värdet blir för stort. Kontrollera båda talen."))
        else:
            self.cleaned_data["value"] = value.quantize(STORED, context=WIDE)


class OutcomeForm(CountedForm):
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
        if before := row.earlier.get(Sex.ALL):
            initial |= {"numerator": before.numerator, "denominator": before.denominator}
        super().__init__(data, prefix=row.key, initial=initial, label_suffix="")
        self.row = row
        self.asks_all = Sex.ALL in row.missing
        self.choose(by_counts=row.by_counts, measure_unit=row.measure_unit)
        done = {name for name, sex in FIELDS.items() if sex not in row.missing}
        if not self.asks_all:
            done |= {*COUNTS, "unmeasurable"}
            self.by_counts = False
        for name in done & self.fields.keys():
            del self.fields[name]

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
            return self.cleaned_data
        self.count()
        if not self.errors.keys() & {*COUNTS, *FIELDS} and not self._has_enough():
            message = _("Skriv ett värde, eller kryssa i att det inte går att mäta.")
            self.add_error(self._first, message)
        return self.cleaned_data

    def _has_enough(self) -> bool:
        """Whether there is a value for all, or for women or men where all is known before."""
        return Sex.ALL in self.values if self.asks_all else bool(self.values)

    @property
    def _first(self) -> str:
        """The first field for a number: errors about all of them are shown there."""
        return next(name for name in (*COUNTS, *FIELDS) if name in self.fields)

    def _check_unmeasurable(self) -> None:
        numbers = (*COUNTS, *FIELDS)
        if any(name in self.changed_data for name in numbers if self.cleaned_data.get(name)):
            message = _("Ta bort värdet, eller avmarkera att det inte går att mäta.")
            self.add_error(self._first, message)
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
            counts = self.counts if sex == Sex.ALL else {}
            report_outcome(**place, sex=sex, value=value, **counts, **signature)


class CorrectForm(CountedForm):
    """A correction of a value, and why it is made."""

    number_class = "fig short"
    value = NumberField(label=_("Rätt värde"), required=False)
    unmeasurable = forms.BooleanField(label=_("Går inte att mäta för perioden"), required=False)
    quality = forms.ChoiceField(label=_("Hur säkert är värdet?"), choices=REPORTED_AS)
    reason = forms.CharField(
        label=_("Varför rättas värdet?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Det tidigare värdet finns kvar och kan läsas av alla."),
    )
    comment = comment_field()

    def __init__(self, data: Any, *, outcome: Outcome, by_counts: bool, measure_unit: str) -> None:
        initial = {
            "numerator": outcome.numerator,
            "denominator": outcome.denominator,
            "value": outcome.value,
            "unmeasurable": outcome.value is None,
            "quality": outcome.quality,
            "comment": outcome.comment,
        }
        super().__init__(data, initial=initial)
        self.choose(by_counts=by_counts, measure_unit=measure_unit)

    def clean(self) -> dict[str, Any]:
        """Want either a value or that it cannot be measured."""
        self.count()
        cleaned = self.cleaned_data
        if not self.errors and (cleaned["value"] is None) is not cleaned["unmeasurable"]:
            self.add_error(
                COUNTS[0] if self.by_counts else "value",
                _("Skriv ett värde, eller kryssa i att det inte går att mäta. Inte båda."),
            )
        return cleaned
