"""Forms about reports: the register's, a section's text, why one goes back, and a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.models import Round
from timglas.queries.reports import WantedReports
from timglas.rules.reports import ReportState
from timglas.web.plan_forms import MinutesFields, date_field
from timglas.web.rich_text import RichTextField


class ReportListForm(forms.Form):
    """What the register of reports shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=gettext_lazy("Sök"), required=False, widget=forms.SearchInput)
    omgang = forms.ChoiceField(label=gettext_lazy("Omgång"), required=False)
    lage = forms.ChoiceField(label=gettext_lazy("Läge"), required=False)

    def __init__(self, data: Any, *, rounds: Iterable[Round]) -> None:
        super().__init__(data, auto_id="sok_%s")
        self.rounds = {str(one.pk): one for one in rounds}
        fields: dict[str, Any] = self.fields
        fields["omgang"].choices = [
            ("", _("Den senaste")),
            *((pk, str(one)) for pk, one in self.rounds.items()),
        ]
        states = ((state.value, state.name_in_words) for state in ReportState)
        fields["lage"].choices = [("", _("Alla lägen")), *states]
        self.is_valid()

    @property
    def round(self) -> Round | None:
        """The round whose reports are shown: the one chosen, else the latest."""
        latest = next(iter(self.rounds.values()), None)
        return self.rounds.get(self.cleaned_data.get("omgang", ""), latest)

    def wanted(self, sort: str) -> WantedReports:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedReports(q=chosen.get("q", ""), state=chosen.get("lage", ""), sort=sort)


class TextForm(forms.Form):
    """A section's text, and the version that the writer began from."""

    html = RichTextField(label=gettext_lazy("Text"), required=False)
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of(cls, words: int, data: Any, **initial: Any) -> "TextForm":
        """What was sent, else a text to go on with, best no longer than so many words."""
        form = cls(data, initial=initial)
        field: Any = form.fields["html"]
        # A text can wait until the report is laid before its reviewer: it is not optional.
        field.may_wait, field.widget.words = True, words or None
        if words:
            field.help_text = _("Helst högst %s ord.") % words
        return form


class ReturnForm(forms.Form):
    """What is to be changed in a report that goes back."""

    comment = forms.CharField(
        label=gettext_lazy("Vad behöver ändras?"),
        help_text=gettext_lazy("Den som skriver ser det överst på rapportens sida."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecisionForm(MinutesFields):
    """At which meeting a body decided its report."""

    decided_on = date_field(label=gettext_lazy("Sammanträdets datum"))
    field_order = ("decided_on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].required = True
