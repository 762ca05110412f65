"""The form of a supplementary appropriation: what is added, how it is paid, and who decided."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import PlanVersion, Unit
from timglas.rules.appropriations import PAYS, Appropriated, Financing
from timglas.rules.budget import FrameKind, kronor
from timglas.web.forms import NumberField
from timglas.web.plan_forms import DecisionForm

DECISION = ("body", "decided_on", "paragraph", "registry_number")


class AppropriationForm(DecisionForm):
    """What the council has added to a frame, in thousands of kronor."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Vem får anslaget?"), empty_label=_("Välj nämnd")
    )
    kind = forms.ChoiceField(
        label=_("Vad ökar?"), widget=forms.RadioSelect, initial=FrameKind.OPERATING
    )
    carries_forward = forms.BooleanField(
        label=_("Det är en ombudgetering: förra årets medel som inte användes"), required=False
    )
    amount = NumberField(
        label=_("Belopp, tkr"),
        widget=forms.TextInput(attrs={"class": "short"}),
        help_text=_("Tusental kronor: 1 751 är 1,751 miljoner."),
    )
    purpose = forms.CharField(
        label=_("Vad ska pengarna användas till?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    financing = forms.ChoiceField(
        label=_("Hur betalas det?"),
        widget=forms.RadioSelect,
        help_text=_("Beslutet ska säga det (kommunallagen 11 kap. 15 §)."),
    )
    payer = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Vilken nämnds ram betalar?"),
        required=False,
        empty_label=_("Ingen annan nämnds ram"),
        help_text=_("Bara när en annan nämnds ram betalar. Den ramen minskar lika mycket."),
    )
    field_order = (
        *("unit", "kind", "amount", "carries_forward", "purpose", "financing", "payer"),
        *DECISION,
    )

    def __init__(
        self, data: Any, *, version: PlanVersion, held: frozenset[int], today: date
    ) -> None:
        super().__init__(data, version=version, held=held, today=today)
        kinds = [(kind.value, kind.in_short) for kind in PAYS]
        ways = [(way.value, way.name_in_words) for way in Financing]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["financing"].choices = ways  # type: ignore[attr-defined]
        of_kinds = {"frames__version": version, "frames__kind__in": list(PAYS)}
        units = Unit.objects.filter(**of_kinds).distinct().order_by("code")
        for name in ("unit", "payer"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]

    def decided(self) -> dict[str, Any]:
        """What was typed of the decision."""
        return {name: self.cleaned_data[name] for name in DECISION}

    def made(self) -> Appropriated:
        """What was typed of the appropriation, in kronor."""
        typed = self.cleaned_data
        amount: Decimal = typed["amount"]
        payer: Unit | None = typed["payer"]
        return Appropriated(
            unit=typed["unit"].pk,
            kind=FrameKind(typed["kind"]),
            amount=kronor(amount),
            financing=Financing(typed["financing"]),
            payer=payer.pk if payer else None,
            carries_forward=typed["carries_forward"],
        )
