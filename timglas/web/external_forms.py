"""Forms about Kolada: searching its catalogue, and tying an indicator."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.models import FetchKind
from timglas.queries.catalogue import AreaView, KpiFilter
from timglas.rules.language import Written


class KpiSearchForm(forms.Form):
    """What to look for in the catalogue."""

    q = forms.CharField(label=_("Sök nyckeltal"), required=False, max_length=100)
    omrade = forms.ChoiceField(label=_("Verksamhetsområde"), required=False)
    slag = forms.ChoiceField(
        label=_("Gäller"),
        required=False,
        choices=[("", _("Alla")), ("K", _("Kommuner")), ("L", _("Regioner"))],
    )
    kon = forms.BooleanField(label=_("Bara uppdelade på kön"), required=False)

    def __init__(self, *args: Any, operating_areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alla")), *((area, Written(area)) for area in operating_areas)]
        self.fields["omrade"].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> KpiFilter:
        """What is searched for; an odd choice in the address counts as none."""
        self.is_valid()
        given = self.cleaned_data
        return KpiFilter(
            text=given.get("q", ""),
            operating_area=given.get("omrade", ""),
            kind=given.get("slag", ""),
            by_sex=given.get("kon", False),
        )


class TieForm(forms.Form):
    """Of which areas an indicator shall have a KPI's values."""

    own = forms.BooleanField(required=False)
    areas = forms.MultipleChoiceField(
        label=_("Jämför med"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, own: AreaView | None, areas: Iterable[AreaView], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(a.id, Written(a.title)) for a in areas]  # type: ignore[attr-defined]
        if own:
            self.fields["own"].label = _("Hämta indikatorns egna utfall för %s") % own.title
        else:
            del self.fields["own"]

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        given = super().clean() or {}
        if not given.get("own") and not given.get("areas") and not self.errors:
            raise forms.ValidationError(_("Välj minst ett område."))
        return given


class FetchForm(forms.Form):
    """What to fetch."""

    kind = forms.ChoiceField(choices=FetchKind)
