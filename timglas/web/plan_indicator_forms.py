"""The forms of a draft's indicators: the definition, and the targets of the plan's years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.models import (
    AccumulationChoice,
    AggregationChoice,
    BasisChoice,
    CollectedFrom,
    DirectionChoice,
    FrequencyChoice,
    GoalEdition,
    Indicator,
    IndicatorEdition,
    IndicatorKind,
    OverTimeChoice,
    Person,
    Plan,
    Sex,
)
from timglas.queries.followed import FollowedKpi
from timglas.web.forms import NumberField
from timglas.web.plan_forms import year_field
from timglas.web.plan_goal_forms import people

SHORT = {"class": "short"}


class IndicatorForm(forms.Form):
    """An indicator as a plan defines it, with the small table of its targets in `targets`."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Fortsätter en indikator som redan mäts"),
        required=False,
        empty_label=_("Nej, indikatorn är ny"),
        help_text=_("Då följer alla utfall med, även från tidigare år och från Kolada."),
    )
    name = forms.CharField(label=_("Namn"), max_length=200)
    definition = forms.CharField(
        label=_("Definition"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad som räknas, och hur, så att två personer får samma svar."),
    )
    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=IndicatorKind.choices,
        help_text=_("Ett mål ska ha minst en för resultat och en för upplevd kvalitet."),
    )
    direction = forms.ChoiceField(
        label=_("Önskad riktning"), choices=DirectionChoice.choices, widget=forms.RadioSelect
    )
    measure_unit = forms.CharField(
        label=_("Mätenhet"),
        max_length=30,
        widget=forms.TextInput(attrs=SHORT),
        help_text=_("Till exempel %, dagar eller kr per invånare."),
    )
    decimals = forms.IntegerField(
        label=_("Decimaler"),
        min_value=0,
        max_value=6,
        initial=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **SHORT}),
    )
    frequency = forms.ChoiceField(
        label=_("Hur ofta den mäts"),
        choices=FrequencyChoice.choices,
        initial=FrequencyChoice.YEAR,
    )
    accumulation = forms.ChoiceField(
        label=_("Vad ett värde avser"),
        choices=AccumulationChoice.choices,
        initial=AccumulationChoice.LEVEL,
        help_text=_("Avgör om ett värde under året jämförs med takten eller med hela målet."),
    )
    collected_from = forms.ChoiceField(
        label=_("Vem som rapporterar"),
        choices=CollectedFrom.choices,
        initial=CollectedFrom.OWN,
        help_text=_("Varje enhet kan alltid rapportera ett eget värde vid sidan av."),
    )
    aggregation = forms.ChoiceField(
        label=_("Så läggs enheternas värden ihop"),
        choices=AggregationChoice.choices,
        initial=AggregationChoice.NONE,
        help_text=_("Procenttal läggs bara ihop med täljare och nämnare. Medelvärden blir fel."),
    )
    aggregation_over_time = forms.ChoiceField(
        label=_("Så blir perioderna ett år"),
        choices=OverTimeChoice.choices,
        initial=OverTimeChoice.LATEST,
        help_text=_("Gäller lägen. Det som hänt under perioderna summeras alltid."),
    )
    source = forms.CharField(
        label=_("Källa"), max_length=200, help_text=_("Varifrån värdena kommer.")
    )
    by_sex = forms.BooleanField(label=_("Delas upp på kvinnor och män"), required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Ansvarig person"),
        required=False,
        empty_label=_("Ingen utsedd än"),
        help_text=_("Den som rapporterar utfall. Kan bytas även efter beslutet."),
    )
    baseline = NumberField(
        label=_("Utgångsvärde"), required=False, widget=forms.TextInput(attrs=SHORT)
    )
    baseline_year = year_field(label=_("Utgångsår"), required=False)
    tolerance_percent = NumberField(
        label=_("Gult från, procent av målet"),
        initial=Decimal(90),
        widget=forms.TextInput(attrs=SHORT),
        help_text=_("90 betyder att nio tiondelar av målet räcker för gult."),
    )
    tolerance_absolute = NumberField(
        label=_("Gult inom, i mätenheten"),
        required=False,
        widget=forms.TextInput(attrs=SHORT),
        help_text=_("Används i stället för procenten om du fyller i det."),
    )

    def __init__(
        self,
        *args: Any,
        goal_edition: GoalEdition,
        edition: IndicatorEdition | None,
        followed: Sequence[FollowedKpi] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = people()  # type: ignore[attr-defined]
        if edition is None:
            self._offer(goal_edition, followed)
        else:
            del self.fields["indicator"]
        data = self.data if self.is_bound else None
        stored = edition.direction if edition else ""
        self.targets = TargetsForm(
            data,
            plan=goal_edition.version.plan,
            edition=edition,
            direction=self.data.get("direction", stored),
        )

    def is_valid(self) -> bool:
        """Whether definition and targets are right; both are asked, so that both show errors."""
        definition, targets = super().is_valid(), self.targets.is_valid()
        return definition and targets

    def _offer(self, goal_edition: GoalEdition, followed: Sequence[FollowedKpi]) -> None:
        """Offer the unit's indicators that the goal does not have yet, and what is followed."""
        rows = IndicatorEdition.objects.filter(indicator__unit=goal_edition.goal.unit)
        taken = goal_edition.indicators.values("indicator")
        names: dict[int, str] = {kpi.indicator_id: f"{kpi.name} ({kpi.source})" for kpi in followed}
        names |= dict(
            rows.exclude(indicator__in=taken)
            .order_by("goal_edition__version__valid_from", "pk")
            .values_list("indicator_id", "name")
        )
        field: Any = self.fields["indicator"]
        field.queryset = Indicator.objects.filter(pk__in=names).order_by("pk")
        field.label_from_instance = lambda indicator: names[indicator.pk]
        if not names:
            field.widget = forms.HiddenInput()


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A row of the small table: a year, for all or for women or men, and its two fields."""

    label: str
    ends: tuple[forms.BoundField, forms.BoundField]


class TargetsForm(forms.Form):
    """The targets of the plan's years: at least, at most or both, as the direction asks."""

    basis = forms.ChoiceField(
        label=_("Målvärdet gäller"),
        choices=BasisChoice.choices,
        initial=BasisChoice.YEAR_END,
    )

    def __init__(
        self, *args: Any, plan: Plan, edition: IndicatorEdition | None, direction: str, **more: Any
    ) -> None:
        by_sex = edition is not None and edition.by_sex
        self.direction = direction
        self.cells = [
            (year, sex)
            for year in range(plan.first_year, plan.last_year + 1)
            for sex in ((Sex.ALL, Sex.WOMEN, Sex.MEN) if by_sex else (Sex.ALL,))
        ]
        more["initial"] = _stored(edition)
        super().__init__(*args, **more)
        for year, sex in self.cells:
            for end, words in (("low", _("minst")), ("high", _("högst"))):
                label = f"{year} {_who(sex)}{words}"
                self.fields[f"{end}_{year}_{sex}"] = NumberField(label=label, required=False)

    @property
    def lines(self) -> Iterator[TargetLine]:
        """The rows of the table."""
        for year, sex in self.cells:
            label = str(year) if sex == Sex.ALL else str(sex.label)
            yield TargetLine(label, (self[f"low_{year}_{sex}"], self[f"high_{year}_{sex}"]))

    @property
    def bounds(self) -> dict[tuple[int, Sex], tuple[Decimal | None, Decimal | None]]:
        """What a valid form asks for, by year and sex."""
        data = self.cleaned_data
        return {(y, s): (data[f"low_{y}_{s}"], data[f"high_{y}_{s}"]) for y, s in self.cells}

    def clean(self) -> dict[str, Any]:
        """Ask for the ends that the direction uses, and for nothing else."""
        for year, sex in self.cells:
            low, high = f"low_{year}_{sex}", f"high_{year}_{sex}"
            if low not in self.errors and high not in self.errors:
                self._check(low, high)
        return self.cleaned_data

    def _check(self, low: str, high: str) -> None:
        lowest, highest = self.cleaned_data[low], self.cleaned_data[high]
        if lowest is None and highest is None:
            return
        if self.direction == DirectionChoice.UP and (lowest is None or highest is not None):
            wrong = high if highest is not None else low
            self.add_error(wrong, gettext("Högre är bättre: skriv målvärdet under ”Minst”."))
        elif self.direction == DirectionChoice.DOWN and (highest is None or lowest is not None):
            wrong = low if lowest is not None else high
            self.add_error(wrong, gettext("Lägre är bättre: skriv målvärdet under ”Högst”."))
        elif self.direction == DirectionChoice.SPAN:
            self._check_span(low, high)

    def _check_span(self, low: str, high: str) -> None:
        lowest, highest = self.cleaned_data[low], self.cleaned_data[high]
        for name, end in ((low, lowest), (high, highest)):
            if end is None:
                self.add_error(name, gettext("Ett spann har både ”Minst” och ”Högst”."))
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error(low, gettext("”Minst” är större än ”Högst”."))


def _stored(edition: IndicatorEdition | None) -> dict[str, Any]:
    """The stored targets as the form's initial values."""
    initial: dict[str, Any] = {}
    if edition is None:
        return initial
    for target in edition.targets.filter(unit=edition.indicator.unit_id):
        key = f"{target.year}_{target.sex}"
        initial["basis"] = target.basis
        initial |= {f"low_{key}": target.low, f"high_{key}": target.high}
    return initial


def _who(sex: Sex) -> str:
    return "" if sex == Sex.ALL else f"{sex.label.lower()} "
