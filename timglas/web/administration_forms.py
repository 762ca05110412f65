"""Forms about the municipality and its model."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import Municipality, UnitKind
from timglas.queries.views import StatusView
from timglas.rules.contrast import READABLE, contrast
from timglas.rules.rollup import RollUp
from timglas.rules.status import Status

ROLLUPS = {
    RollUp.SHARE: _("Andelen som är nådda"),
    RollUp.WORST: _("Det sämsta avgör"),
    RollUp.WEIGHTED: _("Viktat medel"),
}


class MunicipalityForm(forms.ModelForm[Municipality]):
    """The municipality's details."""

    class Meta:
        model = Municipality
        fields = ("name", "kolada_id", "email", "brand_colour", "smallest_group", "board_oversees")
        help_texts = {  # noqa: RUF012 (Django's Meta)
            "kolada_id": _("Fyra siffror, till exempel 1465. Används för att hämta värden."),
            "email": _("Visas på de öppna sidorna."),
            "brand_colour": _("Ersätter den blågröna färgen. Den måste gå att läsa mot vitt."),
            "smallest_group": _(
                "Värden för färre personer än så döljs i tabeller över enheter, och även de som "
                "skulle avslöja dem. 1 döljer inget."
            ),
            "board_oversees": _(
                "Styrelsens uppsiktsplikt (kommunallagen 6 kap. 1 §). Gäller den som har en roll "
                "i just kommunstyrelsen: beslutade planer, resultat, egna styrdokument och "
                "omvärldsbevakning. Utkast syns inte."
            ),
        }

    def clean_brand_colour(self) -> str:
        """Refuse a colour that cannot be read as text on our paper."""
        colour = str(self.cleaned_data["brand_colour"]).lower()
        if colour and (ratio := contrast(colour, "#ffffff")) < READABLE:
            shown = f"{ratio:.1f}".replace(".", ",")
            raise forms.ValidationError(
                _("Kontrasten mot vitt är %(ratio)s men behöver vara minst 4,5. Välj en mörkare."),
                params={"ratio": shown},
            )
        return colour


class StatusNamesForm(forms.Form):
    """A name for each status."""

    def __init__(self, *args: Any, names: Mapping[Status, StatusView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for status, view in names.items():
            self.fields[status.value] = forms.CharField(
                label=view.name, max_length=40, initial=view.name
            )


class LevelForm(forms.Form):
    """A level of the goal chain."""

    name = forms.CharField(label=_("Namn"), max_length=60, help_text=_("Till exempel Nämndmål."))
    plural = forms.CharField(label=_("Namn i plural"), max_length=60)
    order = forms.IntegerField(
        label=_("Plats i ordningen"),
        min_value=1,
        max_value=20,
        help_text=_("1 är högst upp."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    unit_kinds = forms.MultipleChoiceField(
        label=_("Vilka som kan ha mål på nivån"),
        choices=UnitKind,
        widget=forms.CheckboxSelectMultiple,
    )
    healthy_count = forms.IntegerField(
        label=_("Lagom antal mål per enhet"),
        min_value=1,
        max_value=50,
        help_text=_("Fler mål ger en påminnelse. Få mål är lättare att nå."),
    )
    rollup = forms.TypedChoiceField(
        label=_("Så vägs indikatorerna ihop till ett förslag"),
        coerce=RollUp,
        choices=[(rule.value, words) for rule, words in ROLLUPS.items()],
        widget=forms.RadioSelect,
    )
