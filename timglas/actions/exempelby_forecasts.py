"""Exempelby's forecasts of the year's end, made after each interim report and on the last day."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial

from timglas.actions.exempelby_content import day
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.forecasts import give_forecast, renew_forecasts


def forecast_diary(town: Town) -> Iterator[Entry]:
    """Every time that the rule forecasts, and what people believe beside it."""
    told = town.content.plans["forecasts"]
    for made_on in told["made_on"]:
        yield Entry(moment(made_on, minutes=480), _renew)
    for given in told["given"]:
        give = partial(_give, town, key=given["indicator"], text=given)
        yield Entry(moment(day(given, "made_on")), give)


def _renew(at: datetime) -> None:
    renew_forecasts(at=at)


def _give(town: Town, at: datetime, *, key: str, text: dict[str, str]) -> None:
    give_forecast(
        indicator=town.indicators[key],
        year=at.year,
        value=Decimal(text["value"]),
        reason=text["reason"],
        by=town.people[town.content.reporter_of(key)],
        at=at,
    )
