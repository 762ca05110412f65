"""Forms about assignments: what the register shows, what is asked, what is answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.actions.assignments import GIVERS
from timglas.models import Assignment, Goal, Unit
from timglas.queries.assignments import AssignmentRow, WantedAssignments, goals_to_serve
from timglas.queries.placed import BODIES, parents_on
from timglas.rules.assignments import Side, State, may_become
from timglas.rules.language import Written
from timglas.rules.ordering import alphabetical
from timglas.rules.permissions import Permission
from timglas.rules.tree import descendants
from timglas.web.forms import NumberField
from timglas.web.plan_forms import MinutesFields, date_field

SHORT = {"class": "short"}


class AssignmentListForm(forms.Form):
    """What the register of assignments shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    mottagare = forms.ChoiceField(label=_("Mottagare"), required=False)
    gett = forms.ChoiceField(label=_("Gett av"), required=False)
    lage = forms.ChoiceField(label=_("Läge"), required=False)
    aret = forms.ChoiceField(label=_("Ska vara klart"), required=False)

    def __init__(self, data: Any, *, rows: Iterable[AssignmentRow]) -> None:
        super().__init__(data, auto_id="sok_%s")
        rows = tuple(rows)
        self._offer("mottagare", _("Alla"), {(r.receiver_id, Written(r.receiver)) for r in rows})
        self._offer("gett", _("Alla"), {(r.giver_id, Written(r.giver)) for r in rows})
        self._offer("aret", _("Alla år"), {(r.due_on.year, str(r.due_on.year)) for r in rows})
        states = [(state.value, state.name_in_words) for state in State]
        self.fields["lage"].choices = [("", _("Alla lägen")), *states]  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self, sort: str) -> WantedAssignments:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedAssignments(
            q=chosen.get("q", ""),
            receiver=chosen.get("mottagare", ""),
            giver=chosen.get("gett", ""),
            state=chosen.get("lage", ""),
            year=chosen.get("aret", ""),
            sort=sort,
        )

    def _offer(self, name: str, every: Any, found: Iterable[tuple[int, str]]) -> None:
        choices = sorted(found, key=lambda choice: alphabetical(choice[1]))
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]


class GiveForm(MinutesFields):
    """What was asked of whom, and by which decision."""

    body = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Vem gav uppdraget?"), empty_label=_("Välj")
    )
    decided_on = date_field(label=_("Beslutsdatum"))
    receiver = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Vem fick uppdraget?"), empty_label=_("Välj")
    )
    name = forms.CharField(
        label=_("Rubrik"),
        max_length=200,
        help_text=_("Kort, så att uppdraget känns igen: Plan för skolornas lokaler."),
    )
    text = forms.CharField(
        label=_("Uppdraget"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ordagrant som i beslutet. Texten kan inte ändras efteråt."),
    )
    due_on = date_field(label=_("Ska återrapporteras senast"))
    amount = NumberField(
        label=_("Pengar, i kronor"),
        required=False,
        help_text=_("Bara om beslutet ger pengar. 400 tkr skrivs 400 000."),
        widget=forms.TextInput(attrs=SHORT),
    )
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label=_("Fullmäktiges mål som uppdraget tjänar"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("body", "decided_on", "paragraph", "registry_number", "receiver")

    def __init__(self, data: Any, *, viewer: Viewer, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.today = viewer.today
        self.fields["paragraph"].required = True
        givers = viewer.reach(Permission.GIVE_ASSIGNMENT, Unit).filter(kind__in=GIVERS)
        self._offer("body", givers.order_by("code"))
        self._offer("receiver", _open_bodies(viewer.today))
        wordings = {goal.id: goal.wording for goal in goals_to_serve(viewer)}
        served = self._offer("goals", Goal.objects.filter(pk__in=wordings).order_by("pk"))
        served.label_from_instance = lambda goal: wordings[goal.pk]
        if not wordings:
            del self.fields["goals"]

    def clean_decided_on(self) -> date:
        """A decision is recorded when it has been made."""
        return not_ahead(self.cleaned_data["decided_on"], self.today)

    def _offer(self, name: str, choices: Any) -> Any:
        field: Any = self.fields[name]
        field.queryset = choices
        return field


class SayForm(MinutesFields):
    """What is said of an assignment on a day, and by which decision, if any."""

    state = forms.TypedChoiceField(label=_("Vad har hänt?"), coerce=State, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Behövs när uppdraget tas emot, återrapporteras, lämnas tillbaka eller avslutas i "
            "förtid. Sparas i historiken."
        ),
    )
    on = date_field(label=_("Datum"))
    field_order = ("state", "note", "unit", "on")

    def __init__(
        self, data: Any, *, assignment: Assignment, side: Side, today: date, **more: Any
    ) -> None:
        states = may_become(State(assignment.state), side)
        super().__init__(data, initial={"state": states[0].value, "on": today, **more})
        self.today = today
        choices = [(state.value, state.name_in_words) for state in states]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]

    def without_minutes(self) -> None:
        """Ask for no decision, of whoever may not record those of the body."""
        del self.fields["paragraph"], self.fields["registry_number"]


class AnswerForm(SayForm):
    """What the body that got it says, and which unit does it."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Enhet som gör det"), empty_label=None
    )

    def __init__(self, data: Any, *, assignment: Assignment, today: date) -> None:
        more = {"unit": assignment.unit_id}
        super().__init__(data, assignment=assignment, side=Side.RECEIVER, today=today, **more)
        below = descendants(parents_on(today), [assignment.receiver_id])
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.filter(pk__in=below).order_by("code")


def not_ahead(day: date, today: date) -> date:
    """A day of a decision, which has been made. Raises ValidationError."""
    if day > today:
        raise forms.ValidationError(gettext("Beslutsdatumet har inte varit än."))
    return day


def _open_bodies(today: date) -> Any:
    return Unit.objects.open_on(today).filter(kind__in=BODIES).order_by("code")
