"""An indicator drawn: which values, targets and sentences the figure has."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.goals import add_ground
from timglas.actions.indicators import add_indicator, mark_break, set_target
from timglas.actions.outcomes import report_outcome
from timglas.charts.figure import Figure
from timglas.models import GroundKind, Indicator
from timglas.queries.figures import indicator_figure, indicator_sparkline
from timglas.queries.indicators import IndicatorPage, indicator_page
from timglas.queries.recent import with_series
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


def page_of(
    cast: Cast, values: dict[Period, str], *, targets: dict[int, tuple[str, str]], **changes: Any
) -> IndicatorPage:
    """The page of an indicator of 2025 with some values and targets."""
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
    return page


def figure_of(
    cast: Cast, values: dict[Period, str], *, targets: dict[int, tuple[str, str]], **changes: Any
) -> Figure:
    """The figure of such an indicator."""
    figure = indicator_figure(page_of(cast, values, targets=targets, **changes))
    assert figure is not None
    return figure


def spark_of(
    cast: Cast, values: dict[Period, str], *, targets: dict[int, tuple[str, str]], **changes: Any
) -> tuple[str, int, int]:
    """What the small line of such an indicator says, and its number of points and of targets."""
    page = page_of(cast, values, targets=targets, **changes)
    (drawn,) = with_series([page.result], year=2025, as_of=NOW.date())
    drawing = indicator_sparkline(drawn)
    assert drawing is not None
    svg = etree.fromstring(drawing)
    line = svg.find("path[@class='c-line']").get("d")
    said = svg.get("aria-label").replace("\u00a0", " ")
    return said, len(re.findall("[ML]", line)), len(svg.findall("path[@class='c-target']"))


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


def test_a_row_s_line_tells_the_first_and_last_of_the_last_years(cast: Cast) -> None:
    yearly = {Period(Frequency.YEAR, year): str(year - 2011) for year in range(2021, 2025)}
    shown = spark_of(cast, yearly, targets={2025: ("15", "")}, frequency="year")
    # What ended more than three years before the plan's year is not read.
    assert shown == ("Värdet har ökat från 11 st (2022) till 13 st (2024).", 3, 1)


def test_a_row_s_line_has_two_years_of_months_and_compares_seasons(cast: Cast) -> None:
    monthly = {
        Period(Frequency.MONTH, year, month): str(month)
        for year in (2022, 2023, 2024)
        for month in range(1, 13)
    }
    shown = spark_of(cast, monthly, targets={2025: ("8", "")}, accumulation="level")
    assert shown == ("Värdet är detsamma december 2024 som december 2023: 12 st.", 24, 1)


def test_a_row_s_line_of_what_adds_up_has_neither_way_nor_target_within_its_first_year(
    cast: Cast,
) -> None:
    shown = spark_of(
        cast,
        months(2025, "90", "210"),
        targets={2025: ("1200", "")},
        accumulation="year_to_date",
    )
    assert shown == ("Senaste värdet är 210 st (februari 2025).", 2, 0)


def test_a_row_s_line_starts_anew_where_the_series_is_broken(cast: Cast) -> None:
    yearly = {Period(Frequency.YEAR, year): str(year - 2011) for year in range(2022, 2025)}
    page = page_of(cast, yearly, targets={}, frequency="year")
    indicator = Indicator.objects.get(pk=page.result.id)
    for start in (date(2022, 1, 1), date(2023, 1, 1), date(2026, 1, 1)):
        mark_break(
            indicator=indicator, period_start=start, explanation="Ny.", by=cast.controller, at=NOW
        )
    (again,) = with_series([page.result], year=2025, as_of=NOW.date())
    assert again.series == (
        (Period(Frequency.YEAR, 2023), Decimal(12)),
        (Period(Frequency.YEAR, 2024), Decimal(13)),
    )


def test_one_value_has_not_developed(cast: Cast) -> None:
    page = page_of(cast, {Period(Frequency.YEAR, 2024): "12"}, targets={}, frequency="year")
    assert indicator_sparkline(page.result) is None
