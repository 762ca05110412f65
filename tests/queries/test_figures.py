"""An indicator drawn: which values, targets and sentences the figure has."""

from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.indicators import add_indicator, set_target
from timglas.actions.outcomes import report_outcome
from timglas.charts.figure import Figure
from timglas.models import GroundKind, Indicator
from timglas.queries.figures import indicator_figure
from timglas.queries.indicators import indicator_page
from timglas.queries.signals import place
from timglas.rules.periods import Frequency, Period

PLAIN = {
    "name": "Besök",
    "measure_unit": "st",
    "decimals": 0,
    "direction": "up",
    "kind": "volume",
    "frequency": "month",
    "source": "Biblioteket",
}


def figure_of(
    cast: Cast, values: dict[Period, str], *, targets: dict[int, tuple[str, str]], **changes: Any
) -> Figure:
    """The figure of an indicator of 2025 with some values and targets."""
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    signature = {"by": cast.controller, "at": NOW}
    goal = make_goal(cast, plan, committee)
    add_ground(edition=goal, kind=GroundKind.MANDATE, reference="Reglemente 3 §", **signature)
    edition = add_indicator(goal_edition=goal, **PLAIN | changes, **signature)
    for year, (low, high) in targets.items():
        ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
        set_target(edition=edition, year=year, **ends, **signature)
    decide(cast, plan)
    indicator: Indicator = edition.indicator
    for period, value in values.items():
        report_outcome(indicator=indicator, period=period, value=Decimal(value), **signature)
    page = indicator_page(cast.viewer(cast.head), indicator, 2025)
    assert page is not None
    figure = indicator_figure(page)
    assert figure is not None
    return figure


def months(year: int, *values: str) -> dict[Period, str]:
    return {Period(Frequency.MONTH, year, n): v for n, v in enumerate(values, start=1)}


def test_a_target_for_the_year_s_end_is_drawn_there_for_what_adds_up(cast: Cast) -> None:
    figure = figure_of(
        cast,
        months(2025, "90", "210"),
        targets={2025: ("1200", "")},
        accumulation="year_to_date",
    )
    assert figure.rows == (("jan 2025", "90", "–"), ("feb 2025", "210", "–"))
    assert "Mål 1\u00a0200\u00a0st" in str(figure.wide)
    # That it has grown since January is nothing to tell.
    assert figure.message.replace("\u00a0", " ") == "Senaste värdet är 210 st (februari 2025)."


def test_seasons_are_compared_with_last_year(cast: Cast) -> None:
    figure = figure_of(
        cast,
        months(2024, "5", "9") | months(2025, "6", "8"),
        targets={},
        accumulation="flow",
    )
    assert figure.message.replace("\u00a0", " ") == (
        "Värdet har minskat från 9 st (februari 2024) till 8 st (februari 2025)."
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (("10", "10"), "Värdet är detsamma 2024 som 2023: 10 st."),
        (("10", "12"), "Värdet har ökat från 10 st (2023) till 12 st (2024)."),
    ],
)
def test_years_are_compared_from_the_first_to_the_last(
    cast: Cast, values: tuple[str, str], message: str
) -> None:
    yearly = {Period(Frequency.YEAR, 2023 + n): value for n, value in enumerate(values)}
    figure = figure_of(cast, yearly, targets={}, frequency="year")
    assert figure.message.replace("\u00a0", " ") == message


def test_a_span_of_one_year_has_both_its_ends_drawn(cast: Cast) -> None:
    figure = figure_of(
        cast,
        {Period(Frequency.YEAR, 2024): "12"},
        targets={2025: ("11", "13")},
        frequency="year",
        direction="span",
    )
    assert str(figure.wide).count("c-target") == 2
    assert "c-band" not in str(figure.wide)


def test_at_most_is_drawn_as_one_line(cast: Cast) -> None:
    figure = figure_of(
        cast,
        {Period(Frequency.YEAR, 2024): "12"},
        targets={2025: ("", "13")},
        frequency="year",
        direction="down",
    )
    assert str(figure.wide).count("c-target") == 1


@pytest.mark.parametrize("frequency", Frequency)
def test_periods_lie_side_by_side(frequency: Frequency) -> None:
    period = Period(frequency, 2023)
    places = [place(period), place(period.next()), place(period.next().next())]
    assert places == list(range(places[0], places[0] + 3))
