"""The forms of a draft's goals: the goal itself, its links upwards and its other grounds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import (
    Goal,
    GoalEdition,
    GoalLevel,
    GoverningDocument,
    GroundKind,
    Person,
    Perspective,
    PlanVersion,
)
from timglas.queries.parents import ParentChoice
from timglas.rules.language import Written
from timglas.rules.permissions import Permission

AGENDA_2030 = (
    _("Ingen fattigdom"),
    _("Ingen hunger"),
    _("God hälsa och välbefinnande"),
    _("God utbildning för alla"),
    _("Jämställdhet"),
    _("Rent vatten och sanitet för alla"),
    _("Hållbar energi för alla"),
    _("Anständiga arbetsvillkor och ekonomisk tillväxt"),
    _("Hållbar industri, innovationer och infrastruktur"),
    _("Minskad ojämlikhet"),
    _("Hållbara städer och samhällen"),
    _("Hållbar konsumtion och produktion"),
    _("Bekämpa klimatförändringarna"),
    _("Hav och marina resurser"),
    _("Ekosystem och biologisk mångfald"),
    _("Fredliga och inkluderande samhällen"),
    _("Genomförande och globalt partnerskap"),
)
MOST_SHOWN = 40
ASSIGN = Permission.ASSIGN_RESPONSIBILITY


def people() -> Any:
    """Those who can be given responsibility."""
    return Person.objects.filter(is_active=True).order_by("name")


class GoalForm(forms.Form):
    """A goal as a plan words it."""

    level = forms.ModelChoiceField(
        GoalLevel.objects.none(), label=_("Nivå"), widget=forms.RadioSelect, empty_label=None
    )
    goal = forms.ModelChoiceField(
        Goal.objects.none(),
        label=_("Fortsätter ett mål som enheten redan har"),
        required=False,
        empty_label=_("Nej, målet är nytt"),
        help_text=_("Då följer historik, bedömningar och kopplingar med till den nya planen."),
    )
    wording = forms.CharField(
        label=pgettext_lazy("one", "Mål"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ett läge som ska nås, i en mening som alla förstår."),
    )
    need = forms.CharField(
        label=_("Behov"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vilket behov hos invånare eller verksamhet målet utgår från."),
    )
    wanted_result = forms.CharField(
        label=_("Önskat resultat"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad som är bättre, och för vem, när målet är nått."),
    )
    perspective = forms.ChoiceField(
        label=_("Perspektiv"),
        choices=Perspective.choices,
        widget=forms.RadioSelect,
        initial=Perspective.SERVICE,
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Ansvarig person"),
        required=False,
        empty_label=_("Ingen utsedd än"),
        help_text=_("Kan bytas när som helst, även efter beslutet."),
    )
    sound_finance = forms.BooleanField(
        label=_("Av betydelse för god ekonomisk hushållning"), required=False
    )
    measured_why_not = forms.CharField(
        label=_("Varför ett slags indikator saknas"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Ett mål ska ha en indikator för resultat och en för upplevd kvalitet. "
            "Skriv här varför någon av dem inte behövs."
        ),
    )
    agenda_2030 = forms.TypedMultipleChoiceField(
        label=_("Agenda 2030"),
        required=False,
        coerce=int,
        choices=[(n, f"{n}. {name}") for n, name in enumerate(AGENDA_2030, start=1)],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, version: PlanVersion, edition: GoalEdition | None, **more: Any):
        super().__init__(*args, **more)
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]
        if edition is None:
            self._offer(version)
        else:
            del self.fields["level"], self.fields["goal"]

    def _offer(self, version: PlanVersion) -> None:
        """Offer the levels that suit the unit, and its goals that the plan does not have yet."""
        unit = version.plan.unit
        suits = [v.pk for v in GoalLevel.objects.all() if unit.kind in v.unit_kinds]
        levels = GoalLevel.objects.filter(pk__in=suits).order_by("order")
        self.fields["level"].queryset = levels  # type: ignore[attr-defined]
        if len(suits) == 1:
            self.fields["level"].initial = suits[0]
        words: dict[int, str] = dict(
            GoalEdition.objects.filter(goal__unit=unit)
            .exclude(goal__editions__version=version)
            .order_by("version__valid_from", "pk")
            .values_list("goal_id", "wording")
        )
        field: Any = self.fields["goal"]
        field.queryset = Goal.objects.filter(pk__in=words).order_by("pk")
        field.label_from_instance = lambda goal: words[goal.pk]
        if not words:
            field.widget = forms.HiddenInput()


class GroundForm(forms.Form):
    """What a goal rests on beside the goals above: a document in the register, or something else.

    `titles` are the documents to choose among, by id.
    """

    document = forms.ModelChoiceField(
        GoverningDocument.objects.none(),
        label=_("Styrdokument i registret"),
        required=False,
        empty_label=_("Finns inte i registret"),
    )
    kind = forms.ChoiceField(
        label=_("Slag, om det inte finns i registret"),
        required=False,
        choices=GroundKind.choices,
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("Hänvisning"),
        max_length=300,
        required=False,
        help_text=_(
            "Var i dokumentet: 4 §. Finns det inte i registret skriver du också vad det heter: "
            "Skollagen 3 kap. 2 §."
        ),
    )

    def __init__(self, *args: Any, titles: Mapping[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["document"]
        field.queryset = GoverningDocument.objects.filter(pk__in=titles)
        field.label_from_instance = lambda document: titles[document.pk]

    def clean(self) -> dict[str, Any]:
        """Ask for the kind of what is not in the register."""
        data = self.cleaned_data
        if not (data.get("document") or data.get("kind") or self.errors):
            self.add_error("kind", gettext("Välj ett styrdokument, eller vilket slag det är."))
        return data


class ContributionForm(forms.Form):
    """How a goal contributes to the one above."""

    contribution = forms.CharField(
        label=_("Så bidrar det"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Förklara med en mening eller två hur målet hjälper målet ovanför."),
    )
    is_primary = forms.BooleanField(
        label=_("Huvudsaklig koppling"),
        required=False,
        help_text=_("Ett mål har en huvudsaklig koppling. De andra visas som stöd."),
    )


class LinkForm(ContributionForm):
    """A new link: to which goal, and how."""

    sok = forms.CharField(
        label=_("Sök bland målen ovanför"), required=False, widget=forms.TextInput
    )
    parent = forms.TypedChoiceField(
        label=pgettext_lazy("one", "Mål"), coerce=int, widget=forms.RadioSelect
    )
    field_order = ("sok", "parent", "contribution", "is_primary")

    def __init__(self, *args: Any, choices: list[ParentChoice], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            (c.goal_id, Written(f"{c.wording} ({c.unit_name}{_draft(c)})"))
            for c in choices[:MOST_SHOWN]
        ]
        self.hidden_count = max(len(choices) - MOST_SHOWN, 0)


def may_assign(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer may name who answers for a unit's goals and indicators."""
    return unit_id in viewer.units(ASSIGN)


def _draft(choice: ParentChoice) -> str:
    return ", utkast" if choice.is_draft else ""
