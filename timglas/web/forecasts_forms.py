"""The form of a person's own forecast; `forecasts/give_fields.html` draws it anywhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.queries.forecasts import ForecastView
from timglas.queries.indicators import IndicatorPage
from timglas.web.forms import NumberField


class ForecastForm(forms.Form):
    """What somebody believes that the year ends at, and why."""

    value = NumberField()
    reason = forms.CharField(
        label=gettext_lazy("Varför tror du det?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Alla kan läsa det, men inte vem som skrev."),
        error_messages={"required": gettext_lazy("Skriv vad din prognos bygger på.")},
    )

    def __init__(
        self, data: Any, *, shown: IndicatorPage, own: ForecastView | None, prefix: str = ""
    ) -> None:
        first = {"value": own.value, "reason": own.reason} if own else None
        super().__init__(data, initial=first, prefix=prefix or None)
        value = self.fields["value"]
        value.label = _("Vad slutar %(year)s på?") % {"year": shown.year}
        value.help_text = _("I %(unit)s.") % {"unit": shown.result.measure_unit}
        value.error_messages["required"] = _("Skriv vad du tror att året slutar på.")
