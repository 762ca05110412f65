"""Forms about changes of the process behind an indicator."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.actions.process_changes import REASON_LENGTH
from timglas.rules.periods import Period


class ProcessChangeForm(forms.Form):
    """From which period the work is done in another way, and what is different."""

    period = forms.TypedChoiceField(
        label=_("Första perioden med det nya arbetssättet"),
        help_text=_("Gränserna räknas om från och med den perioden."),
    )
    reason = forms.CharField(
        label=_("Vad har ni ändrat i arbetssättet?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Visas vid diagrammet. Alla kan läsa det."),
    )

    def __init__(self, data: Any, *, periods: Iterable[Period]) -> None:
        super().__init__(data)
        by_code = {period.code: period for period in periods}
        field = self.fields["period"]
        choices = [(code, period.label.capitalize()) for code, period in by_code.items()]
        field.choices = [("", _("Välj period")), *reversed(choices)]  # type: ignore[attr-defined]
        field.coerce = by_code.__getitem__  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a change of the process is taken back."""

    reason = forms.CharField(
        label=_("Varför ångras ändringen?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
