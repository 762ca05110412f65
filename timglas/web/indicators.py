"""Indicators: the list, an indicator's page, and naming who reports it."""

from dataclasses import replace
from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.indicators import assign_indicator
from timglas.models import Indicator, Person, PlanVersion
from timglas.queries.deviations import open_deviations
from timglas.queries.external import comparison
from timglas.queries.figures import indicator_figure
from timglas.queries.forecasts import year_forecast
from timglas.queries.headlines import own_headline
from timglas.queries.indicators import indicator_page, listed_indicators, with_recent
from timglas.queries.results import year_results
from timglas.queries.signals import follows_seasons, signal_view
from timglas.queries.target_figures import target_figure
from timglas.queries.years import plan_years
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.data import data_response
from timglas.web.figures import figure_response
from timglas.web.needs import needs, public
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.results_forms import AssignForm, IndicatorListForm
from timglas.web.results_registers import indicators_register
from timglas.web.tables import series_table
from timglas.web.unit_tables import units_table
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year

# What an indicator's page offers to those who may.
ON_PAGE = (Permission.ASSIGN_RESPONSIBILITY, Permission.REPORT_OUTCOME, Permission.COMPARE)


@public
def index(request: HttpRequest) -> HttpResponse:
    """The year's indicators, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    results = year_results(viewer, chosen_year(request))
    years = plan_years(viewer.reach(Permission.READ, PlanVersion), viewer.today)
    form = IndicatorListForm(request.GET, results=results, years=years)
    rows = listed_indicators(results, form.wanted(wanted_order(request)))
    return register_response(
        request,
        indicators_register(),
        rows,
        form=form,
        file=f"indikatorer-{results.year}",
        context={"results": results},
        drawn=lambda rows: with_recent(rows, results),
    )


@needs(Permission.READ, Indicator)
def detail(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """An indicator: how it goes, why, and what is done."""
    viewer = cast("ViewedRequest", request).viewer
    shown = indicator_page(viewer, indicator, chosen_year(request))
    if shown is None:
        return page(request, "indicators/later.html", {"crumbs": crumbs(_("Indikator"))})
    compared = comparison(indicator.pk) if shown.is_tied else ()
    forecast = year_forecast(viewer, shown)
    figure = indicator_figure(shown, compared, forecast)
    against = target_figure(shown)
    if data := figure_response(request, figure, against):
        return data
    wants_units = shown.units and request.GET.get("tabell") == "enheter"
    table = units_table(shown, shown.units) if shown.units and wants_units else series_table(shown)
    if data := data_response(request, table):
        return data
    may, own = viewer.allowed(indicator, *ON_PAGE), own_headline(viewer, shown)
    said = replace(figure, message=own.sentence) if figure and own and own.holds else figure
    context = {
        "page": shown,
        "units": shown.units,
        "comparisons": compared,
        "is_compared": shown.is_tied,
        "broken": open_deviations(viewer, indicator=indicator.pk),
        "signal": signal_view(shown),
        "seasonal": follows_seasons(shown),
        "figure": said,
        "forecast": forecast,
        "own": own,
        "rule": figure.message if figure else "",
        "against": against,
        "may_assign": Permission.ASSIGN_RESPONSIBILITY in may,
        "may_report": Permission.REPORT_OUTCOME in may,
        "may_compare": Permission.COMPARE in may,
        "crumbs": crumbs(shown.result.name),
    }
    return page(request, "indicators/detail.html", context)


@needs(Permission.ASSIGN_RESPONSIBILITY, Indicator)
def assign(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Name who reports an indicator."""
    viewer = cast("ViewedRequest", request).viewer
    shown = indicator_page(viewer, indicator, chosen_year(request))
    here = reverse("indicators:detail", args=[indicator.pk])
    person = shown.result.person.id if shown and shown.result.person else None
    form = AssignForm(sent(request), initial={"person": person, "on": viewer.today})

    def act(*, person: Person | None, on: date) -> Done:
        assign_indicator(indicator=indicator, person=person, on=on, **signed(request))
        return Done(_("Ansvaret är ändrat."), here)

    way = [Crumb(shown.result.name, here)] if shown else []
    context = {"page": shown, "crumbs": crumbs(_("Byt ansvarig"), *way)}
    return answer(request, "indicators/assign.html", form=form, act=act, context=context)


def crumbs(here: str, *way: Crumb) -> list[Crumb]:
    """The way to a page about indicators."""
    return [Crumb(_("Indikatorer"), reverse("indicators:index")), *way, Crumb(here)]


urls = (
    [
        path("", index, name="index"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/ansvarig/", assign, name="assign"),
    ],
    "indicators",
)
