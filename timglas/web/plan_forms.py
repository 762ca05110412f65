"""The forms of plans and decisions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import Person, PlanKind, PlanVersion, Term, Unit, UnitKind
from timglas.queries.placed import units_above
from timglas.queries.readiness import has_many_goals
from timglas.rules.permissions import Permission

FIRST, LAST = 1990, 2100
# What a form asks of a decision, in this order.
DECISION: tuple[str, ...] = ("body", "decided_on", "paragraph", "registry_number", "official")


def date_field(**more: Any) -> forms.DateField:
    """A field for a date, with the browser's own calendar."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


def year_field(**more: Any) -> forms.IntegerField:
    """A field for a year."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
    return forms.IntegerField(min_value=FIRST, max_value=LAST, widget=widget, **more)


class PlanFilter(forms.Form):
    """Which plans to list."""

    enhet = forms.ModelChoiceField(
        Unit.objects.order_by("name"), label=_("Enhet"), required=False, empty_label=_("Alla")
    )
    ar = year_field(label=_("År"), required=False)
    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[("", _("Alla")), ("decided", _("Beslutade")), ("draft", _("Utkast"))],
    )


class PlanForm(forms.Form):
    """A new plan: whose, of which kind and for which years."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Enhet"), empty_label=_("Välj enhet")
    )
    kind = forms.ChoiceField(
        label=_("Slag av plan"),
        choices=[
            (PlanKind.OPERATIONAL, _("Verksamhetsplan, för tre år")),
            (PlanKind.TERM, _("Mandatplan, för fullmäktiges mandatperiod")),
        ],
        widget=forms.RadioSelect,
        initial=PlanKind.OPERATIONAL,
        help_text=_(
            "Mandatplanen har vision, värdegrund och fullmäktiges mål. Den gamla gäller tills den "
            "nya är beslutad."
        ),
    )
    first_year = year_field(
        label=_("Första år"),
        help_text=_("Ett år styrs av den verksamhetsplan som börjar det året."),
    )
    term = forms.ModelChoiceField(
        Term.objects.order_by("-first_year"),
        label=_("Mandatperiod"),
        required=False,
        empty_label=_("Ny mandatperiod"),
        help_text=_("Bara för mandatplaner. Är perioden ny skriver du åren nedan."),
    )
    term_first_year = year_field(label=_("Mandatperiodens första år"), required=False)
    term_last_year = year_field(label=_("Mandatperiodens sista år"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = viewer.reach(Permission.EDIT_PLAN, Unit)
        units = Unit.objects.filter(pk__in=reach.values("pk")).open_on(viewer.today)
        self.fields["unit"].queryset = units.order_by("code")  # type: ignore[attr-defined]
        self.fields["first_year"].required = self.data.get("kind") != PlanKind.TERM

    def clean(self) -> dict[str, Any]:
        """Ask for the years of a new term of office."""
        data = self.cleaned_data
        if data.get("kind") == PlanKind.TERM and not data.get("term"):
            for name in ("term_first_year", "term_last_year"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, gettext("Skriv ett år, till exempel 2026."))
        return data


class TextForm(forms.Form):
    """The texts of a version."""

    vision = forms.CharField(label=_("Vision"), required=False, widget=forms.Textarea)
    core_values = forms.CharField(label=_("Värdegrund"), required=False, widget=forms.Textarea)
    introduction = forms.CharField(
        label=_("Inledning"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Uppdrag och förutsättningar på kort och lång sikt."),
    )
    many_goals_why = forms.CharField(
        label=_("Varför målen är fler än lagom"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Färre mål får mer uppmärksamhet. Skälet visas i planen."),
    )
    valid_from = date_field(label=_("Gäller från"))

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        names = ("vision", "core_values", "introduction", "many_goals_why", "valid_from")
        kwargs["initial"] = {name: getattr(version, name) for name in names}
        super().__init__(*args, **kwargs)
        if version.plan.kind == PlanKind.OPERATIONAL:
            for name in ("vision", "core_values"):
                self.fields[name].widget = forms.HiddenInput()
        if not (version.many_goals_why or has_many_goals(version)):
            self.fields["many_goals_why"].widget = forms.HiddenInput()


class ValidFromForm(forms.Form):
    """When a new version is to hold from."""

    valid_from = date_field(
        label=_("Gäller från"),
        help_text=_("Fram till den dagen gäller den tidigare versionen."),
    )


class MinutesFields(forms.Form):
    """Where a body's decision is written down, if there is one."""

    paragraph = forms.CharField(
        label=_("Paragraf"),
        max_length=20,
        required=False,
        help_text=_("Protokollets paragraf, till exempel 142."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    registry_number = forms.CharField(
        label=_("Diarienummer"),
        max_length=40,
        required=False,
        help_text=_("Till exempel KS 2024/310."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )


class DecisionForm(MinutesFields):
    """Who decided, when, and where it is written down.

    `held` are ids of the units whose decisions the viewer may record.
    """

    body = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Beslutat av"), widget=forms.RadioSelect, empty_label=None
    )
    decided_on = date_field(label=_("Beslutsdatum"))
    official = forms.ModelChoiceField(
        Person.objects.filter(is_active=True).order_by("name"),
        label=_("Tjänsteperson som beslutade"),
        required=False,
        help_text=_("Bara när en förvaltning eller enhet beslutar sin egen plan."),
    )
    field_order = DECISION

    def __init__(
        self, *args: Any, version: PlanVersion, held: frozenset[int], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        unit = version.plan.unit
        competent = {unit.pk}
        if UnitKind(unit.kind).is_political:
            del self.fields["official"]
            self.fields["paragraph"].required = True
        else:
            competent.update(units_above(unit, today))
        choices = Unit.objects.filter(pk__in=competent & held).order_by("-code")
        self.fields["body"].queryset = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["body"].initial = unit
        if not any(UnitKind(body.kind).is_political for body in choices):
            del self.fields["paragraph"]
            self.fields["official"].required = True

    def clean_decided_on(self) -> date:
        """A decision is recorded when it has been made."""
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("Beslutsdatumet har inte varit än."))
        return day


class SendBackForm(forms.Form):
    """What needs to change before a plan can be decided."""

    reason = forms.CharField(
        label=_("Vad behöver ändras?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Visas för den som skriver planen."),
    )
