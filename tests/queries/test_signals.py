"""A series told as signal or noise, before and after its process is said to have changed."""

from tests.cast import NOW, Cast
from tests.measured_monthly import LAST, SHIFT, measure_monthly
from timglas.actions.process_changes import mark_process_change, withdraw_process_change
from timglas.charts.line import Break
from timglas.models import Indicator, ProcessChange
from timglas.queries.figures import indicator_figure
from timglas.queries.indicators import IndicatorPage, indicator_page
from timglas.queries.process_changes import ProcessChangeView, process_changes
from timglas.queries.signals import place, signal_rows, signal_view, xmr_of
from timglas.queries.views import PersonView

REASON = "Ansökningar prövas i två steg"


def page_of(cast: Cast, indicator: Indicator) -> IndicatorPage:
    page = indicator_page(cast.viewer(cast.head), indicator, 2025)
    assert page is not None
    return page


def change(cast: Cast, indicator: Indicator) -> ProcessChange:
    return mark_process_change(
        indicator=indicator, period=SHIFT, reason=REASON, by=cast.head, at=NOW
    )


def said(page: IndicatorPage) -> tuple[str, str, str, str, bool]:
    view = signal_view(page)
    assert view is not None
    return view.message, view.variation, view.since, view.why, view.is_preliminary


def test_a_changed_process_has_limits_of_its_own(cast: Cast) -> None:
    indicator = measure_monthly(cast)
    message = (
        "Dagar till besked har brutit sitt mönster sedan februari 2025, åt fel håll. "
        "Senaste värdet ligger över den övre gränsen."
    )
    assert said(page_of(cast, indicator)) == (message, "Försämring uppåt", "", "", False)
    marked = change(cast, indicator)
    page = page_of(cast, indicator)
    assert said(page) == ("", "", "mars 2025", REASON, True)
    rows = signal_rows(page)
    assert {(round(row.limits.mean), row.means) for row in rows.values() if row.limits} == {
        (11, "Vanlig variation"),
        (21, "Vanlig variation"),
    }
    assert {period: row.change for period, row in rows.items() if row.change} == {SHIFT: REASON}
    withdraw_process_change(change=marked, reason="Fel", by=cast.head, at=NOW)
    assert said(page_of(cast, indicator)) == (message, "Försämring uppåt", "", "", False)


def test_the_chart_marks_the_change_and_its_table_says_why(cast: Cast) -> None:
    indicator = measure_monthly(cast)
    change(cast, indicator)
    page = page_of(cast, indicator)
    figure, view = indicator_figure(page), signal_view(page)
    assert figure is not None
    assert view is not None
    assert figure.head[-1] == "Ändring"
    assert [row[-1] for row in figure.rows if row[-1]] == [f"Ny process: {REASON}"]
    assert ">Ny process<" in str(figure.wide)
    names = {place(row.period): row.period.label for row in page.rows}
    assert xmr_of(page, view, names).changes == (Break(place(SHIFT), "Ny process", REASON),)
    assert xmr_of(page, view, {place(LAST): "September"}).changes == ()


def test_changes_are_told_with_those_taken_back(cast: Cast) -> None:
    indicator = measure_monthly(cast)
    marked = change(cast, indicator)
    withdraw_process_change(change=marked, reason="Fel månad", by=cast.head, at=NOW)
    head = PersonView(cast.head.pk, cast.head.name, cast.head.title)
    assert process_changes(cast.viewer(cast.head), indicator) == (
        ProcessChangeView(marked.pk, SHIFT.start, REASON, head, NOW.date(), "Fel månad"),
    )
    assert page_of(cast, indicator).process_changes == ()
