"""The register of outcomes, whose files can be changed and imported again."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from timglas.models import OutcomeQuality
from timglas.queries.outcome_list import (
    OutcomeUnit,
    WantedOutcomes,
    listed_outcomes,
    outcome_units,
    outcome_years,
)
from timglas.web.needs import public
from timglas.web.outcome_columns import outcomes_register
from timglas.web.registers import FORMAT, register_response, wanted_order
from timglas.web.viewing import ViewedRequest
from timglas.web.within import OneUnitField, WithinField

# A larger file would take more memory than a worker has.
MOST_IN_FILE = 50_000
SURE = [choice for choice in OutcomeQuality.choices if choice[0] != OutcomeQuality.WITHDRAWN]


class OutcomeListForm(forms.Form):
    """Which outcomes the register shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    ar = forms.ChoiceField(label=_("År"), required=False)
    inom = WithinField()
    enhet = OneUnitField()
    indikator = forms.CharField(label=_("Indikator"), required=False)
    kvalitet = forms.ChoiceField(
        label=_("Kvalitet"), required=False, choices=[("", _("Alla")), *SURE]
    )
    inlasning = forms.IntegerField(label=_("Import"), required=False, widget=forms.TextInput)

    def __init__(
        self, data: Any, *, years: Iterable[int], units: Iterable[OutcomeUnit], on: date
    ) -> None:
        super().__init__(data, auto_id="sok_%s")
        told = [(str(year), str(year)) for year in years]
        self.fields["ar"].choices = [("", _("Alla")), *told]  # type: ignore[attr-defined]
        self._offer_units(list(units), on)
        if not data.get("inlasning"):
            del self.fields["inlasning"]
        self.is_valid()

    def _offer_units(self, units: list[OutcomeUnit], on: date) -> None:
        """All with those below them; one alone by its code, which links and files name it by."""
        within, one = self.fields["inom"], self.fields["enhet"]
        within.offer({u.id: u.name for u in units}, on, self.data.get("inom", ""))  # type: ignore[attr-defined]
        if not one.offer({u.code: u.name for u in units}, self.data.get("enhet", "")):  # type: ignore[attr-defined]
            del self.fields["enhet"]

    def wanted(self, sort: str) -> WantedOutcomes:
        """What is looked for, in an order."""
        given = self.cleaned_data
        return WantedOutcomes(
            q=given.get("q", ""),
            year=int(given["ar"]) if given.get("ar") else None,
            within=given.get("inom"),
            unit=given.get("enhet", ""),
            indicator=given.get("indikator", ""),
            quality=given.get("kvalitet", ""),
            batch=given.get("inlasning"),
            sort=sort,
        )


@public
def index(request: HttpRequest) -> HttpResponse:
    """The outcomes, to search, narrow, sort, and take home in the form of an import."""
    viewer = cast("ViewedRequest", request).viewer
    years, units = outcome_years(viewer), outcome_units(viewer)
    form = OutcomeListForm(request.GET, years=years, units=units, on=viewer.today)
    rows = listed_outcomes(viewer, form.wanted(wanted_order(request)))
    is_too_long = FORMAT in request.GET and len(rows) > MOST_IN_FILE
    if is_too_long:
        asked = request.GET.copy()
        del asked[FORMAT]
        request.GET = asked  # type: ignore[assignment]
    return register_response(
        request,
        outcomes_register(),
        rows,
        form=form,
        file="utfall",
        context={"too_long": len(rows) if is_too_long else 0, "most": MOST_IN_FILE},
    )


urls = ([path("", index, name="index")], "outcome_list")
