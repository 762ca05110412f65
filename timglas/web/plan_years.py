"""A unit's plans for some years beside each other, each as it was decided."""

from collections.abc import Iterable, Iterator
from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.models import Unit
from timglas.queries.plan_years import MOST, YearsPage, years_page
from timglas.rules.plan_years import Cell as YearCell
from timglas.rules.plan_years import Mark
from timglas.web.acting import Crumb
from timglas.web.data import Cell, Column, Table, data_response
from timglas.web.needs import public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


class YearsForm(forms.Form):
    """Which years to show."""

    ar = forms.MultipleChoiceField(
        label=gettext_lazy("Välj upp till fyra år"), widget=forms.CheckboxSelectMultiple
    )


@public
def years(request: HttpRequest, pk: int) -> HttpResponse:
    """Some years beside each other (`?ar=2025,2026`), for all, of what each may read."""
    viewer = cast("ViewedRequest", request).viewer
    unit = get_object_or_404(Unit, pk=pk)
    typed = ",".join(request.GET.getlist("ar")).split(",")
    asked = {int(year) for year in typed if year.isascii() and year.isdigit() and len(year) < 5}
    shown = years_page(viewer, unit, asked)
    if data := data_response(request, _table(unit, shown)):
        return data
    form = YearsForm(initial={"ar": [str(head.year) for head in shown.years]})
    form.fields["ar"].choices = [(str(year), str(year)) for year in shown.choices]  # type: ignore[attr-defined]
    context = {
        "unit": unit,
        "shown": shown,
        "form": form,
        "is_cut": len(asked & set(shown.choices)) > MOST,
        "most": MOST,
        "asked": ",".join(str(head.year) for head in shown.years),
        "crumbs": [Crumb(_("Planer"), reverse("plans:index")), Crumb(_("År för år"))],
    }
    return page(request, "plans/years.html", context)


def _table(unit: Unit, shown: YearsPage) -> Table:
    columns = (
        Column("level", _("Nivå")),
        Column("goal", _("Mål")),
        Column("indicator", _("Indikator")),
        Column("year", _("År")),
        Column("unit", _("Enhet")),
        Column("change", _("Ändring")),
        Column("decided", _("Som det beslutades")),
        Column("target", _("Målvärde")),
    )
    return Table(f"planer-ar-for-ar-{unit.code}", columns, tuple(_rows(shown)))


def _rows(shown: YearsPage) -> Iterator[tuple[Cell, ...]]:
    for goal in shown.goals:
        yield from _cells((goal.level, goal.wording, ""), goal.cells)
        for line in goal.indicators:
            yield from _cells((goal.level, goal.wording, line.name), line.cells)


def _cells(head: tuple[str, ...], cells: Iterable[YearCell]) -> Iterator[tuple[Cell, ...]]:
    for cell in cells:
        targets = {target.year: target.words for target in cell.targets}
        if cell.mark is not Mark.ABSENT:
            told = (cell.unit, cell.mark.in_words, cell.text, targets.get(cell.year, ""))
            yield (*head, cell.year, *told)


paths = [path("enhet/<int:pk>/ar/", years, name="years")]
