"""The register of outcomes, whose files can be changed and imported again."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from timglas.models import OutcomeQuality
from timglas.queries.outcome_list import (
    WantedOutcomes,
    listed_outcomes,
    outcome_units,
    outcome_years,
)
from timglas.web.needs import public
from timglas.web.outcome_columns import outcomes_register
from timglas.web.registers import FORMAT, register_response, wanted_order
from timglas.web.viewing import ViewedRequest

# A larger file would take more memory than a worker has.
MOST_IN_FILE = 50_000
SURE = [choice for choice in OutcomeQuality.choices if choice[0] != OutcomeQuality.WITHDRAWN]


class OutcomeListForm(forms.Form):
    """Which outcomes the register shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    ar = forms.ChoiceField(label=_("År"), required=False)
    enhet = forms.ChoiceField(label=_("Enhet"), required=False)
    indikator = forms.CharField(label=_("Indikator"), required=False)
    kvalitet = forms.ChoiceField(
        label=_("Kvalitet"), required=False, choices=[("", _("Alla")), *SURE]
    )
    inlasning = forms.IntegerField(label=_("Import"), required=False, widget=forms.TextInput)

    def __init__(
        self, data: Any, *, years: Iterable[int], units: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data, auto_id="sok_%s")
        for field, choices in (("ar", [(str(y), str(y)) for y in years]), ("enhet", units)):
            self.fields[field].choices = [("", _("Alla")), *choices]  # type: ignore[attr-defined]
        if not data.get("inlasning"):
            del self.fields["inlasning"]
        self.is_valid()

    def wanted(self, sort: str) -> WantedOutcomes:
        """What is looked for, in an order."""
        given = self.cleaned_data
        return WantedOutcomes(
            q=given.get("q", ""),
            year=int(given["ar"]) if given.get("ar") else None,
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
    form = OutcomeListForm(request.GET, years=outcome_years(viewer), units=outcome_units(viewer))
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
