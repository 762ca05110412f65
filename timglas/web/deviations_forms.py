"""Forms about deviations: what the register shows, what is said of one, and rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import Indicator, Person
from timglas.queries.deviations import WantedDeviations, bodies_of, indicator_names
from timglas.rules.deviations import State, Subject
from timglas.rules.permissions import Permission
from timglas.web.forms import NumberField
from timglas.web.plan_forms import date_field


class DeviationListForm(forms.Form):
    """What the register of deviations shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    organ = forms.TypedChoiceField(
        label=_("Nämnd eller styrelse"), required=False, coerce=int, empty_value=None
    )
    lage = forms.ChoiceField(label=_("Läge"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, auto_id="sok_%s")
        bodies = [(str(body.pk), body.name) for body in bodies_of(viewer)]
        states = [(state.value, state.name_in_words) for state in State]
        everywhere, open_ = ("", gettext("Alla")), ("", gettext("Alla som är öppna"))
        also_closed = ("alla", gettext("Även avslutade"))
        self.fields["organ"].choices = [everywhere, *bodies]  # type: ignore[attr-defined]
        self.fields["lage"].choices = [open_, also_closed, *states]  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self, sort: str) -> WantedDeviations:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedDeviations(
            q=chosen.get("q", ""),
            body=chosen.get("organ"),
            state=chosen.get("lage", ""),
            sort=sort,
        )


class ExplainForm(forms.Form):
    """Why it is so, and what is done about it until when by whom."""

    cause = forms.CharField(label=_("Orsak"), widget=forms.Textarea(attrs={"rows": 3}))
    action = forms.CharField(label=_("Åtgärd"), widget=forms.Textarea(attrs={"rows": 3}))
    action_on = date_field(label=_("Åtgärden klar"))
    action_by = forms.ModelChoiceField(
        Person.objects.none(), label=_("Ansvarig"), empty_label=_("Välj")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(is_active=True).order_by("name")
        self.fields["action_by"].queryset = people  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """How the action goes."""

    note = forms.CharField(
        label=_("Hur går det?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sparas i historiken."),
    )


class CloseForm(forms.Form):
    """What came of it."""

    reason = forms.CharField(
        label=_("Vad blev resultatet?"), widget=forms.Textarea(attrs={"rows": 4})
    )


class RuleForm(forms.Form):
    """When something is a deviation, and who is told."""

    subject = forms.TypedChoiceField(
        label=_("När är det en avvikelse?"), coerce=Subject, widget=forms.RadioSelect
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Indikator"),
        required=False,
        empty_label=_("Ingen"),
        help_text=_("Bara för gränser. Samma gräns gäller varje enhet som rapporterar."),
    )
    limit = NumberField(
        label=_("Gräns"), required=False, widget=forms.TextInput(attrs={"class": "short"})
    )
    tells_chief = forms.BooleanField(label=_("Närmaste chef"), required=False)
    tells_controller = forms.BooleanField(label=_("Controller"), required=False)
    tells_body = forms.BooleanField(label=_("Nämnden eller bolagsstyrelsen"), required=False)
    tells_board = forms.BooleanField(label=_("Kommunstyrelsen"), required=False)
    is_urgent = forms.BooleanField(
        label=_("Skicka mejl genast"),
        required=False,
        help_text=_("Annars kommer det i det samlade mejlet."),
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, initial={"tells_chief": True, "tells_controller": True})
        found = viewer.reach(Permission.READ, Indicator)
        names = indicator_names(found.values_list("pk", flat=True))
        indicators: Any = self.fields["indicator"]
        indicators.queryset = found
        indicators.label_from_instance = lambda one: names.get(one.pk, "")
        subjects = [(subject.value, subject.name_in_words) for subject in Subject]
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]
