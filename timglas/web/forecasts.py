"""Forecasts of indicators: somebody's own beside the rule's."""

from decimal import Decimal
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.forecasts import give_forecast
from timglas.models import Indicator, PlanVersion
from timglas.queries.forecast_accuracy import forecast_accuracy
from timglas.queries.forecasts import year_forecast
from timglas.queries.indicators import indicator_page
from timglas.queries.years import plan_years
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.data import data_response
from timglas.web.forecast_tables import accuracy_table
from timglas.web.forecasts_forms import ForecastForm
from timglas.web.indicators import crumbs
from timglas.web.needs import needs, public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


@public
def index(request: HttpRequest) -> HttpResponse:
    """How well a year's forecasts did."""
    viewer = cast("ViewedRequest", request).viewer
    accuracy = forecast_accuracy(viewer, chosen_year(request))
    if data := data_response(request, accuracy_table(accuracy)):
        return data
    years = plan_years(viewer.reach(Permission.READ, PlanVersion), viewer.today)
    context = {"accuracy": accuracy, "years": years, "crumbs": crumbs(_("Så träffade prognoserna"))}
    return page(request, "forecasts/index.html", context)


@needs(Permission.REPORT_OUTCOME, Indicator)
def give(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Say where somebody who knows believes that the indicator ends the year, and why."""
    viewer = cast("ViewedRequest", request).viewer
    shown = indicator_page(viewer, indicator, chosen_year(request))
    if shown is None:
        return page(request, "indicators/later.html", {"crumbs": crumbs(_("Indikator"))})
    forecast = year_forecast(viewer, shown)
    form = ForecastForm(sent(request), shown=shown, own=forecast.own)
    here = f"{reverse('indicators:detail', args=[indicator.pk])}?ar={shown.year}"

    def act(*, value: Decimal | None, reason: str) -> Done:
        give_forecast(
            indicator=indicator, year=shown.year, value=value, reason=reason, **signed(request)
        )
        return Done(_("Din prognos är sparad."), here)

    way = Crumb(shown.result.name, here)
    context = {"page": shown, "forecast": forecast, "crumbs": crumbs(_("Egen prognos"), way)}
    return answer(request, "forecasts/give.html", form=form, act=act, context=context)


urls = (
    [path("prognoser/", index, name="index"), path("<int:pk>/prognos/", give, name="give")],
    "forecasts",
)
