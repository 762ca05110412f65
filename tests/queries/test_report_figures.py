"""What a page draws can stand in a report as it is."""

from dataclasses import replace

from tests.report_sample import line
from timglas.charts.figure import line_figure
from timglas.charts.theme import Svg
from timglas.queries.report_figures import chart_of
from timglas.rules.report_document import Column, Grid


def test_a_figure_becomes_a_chart_with_its_values() -> None:
    figure = line_figure(line(), message="Närvaron stiger.", subtitle="Procent")
    chart = chart_of(figure)
    assert (chart.sentence, chart.subtitle) == ("Närvaron stiger.", "Procent")
    assert chart.alternative == "Linje från 91,2 till 92,9 procent"
    assert (chart.svg, chart.narrow) == (figure.wide, figure.narrow)
    columns = (Column("Period"), *(Column(n, is_numeric=True) for n in ("Exempelby", "Mål")))
    rows = (("2022", "91,2", "95,0"), ("2023", "90,4", "95,0"), ("2024", "–", "95,0"))
    assert chart.grid == Grid(columns, (*rows, ("2025", "92,9", "95,0")))


def test_a_drawing_that_says_nothing_of_itself_has_the_sentence_as_alternative() -> None:
    figure = line_figure(line(), message="Närvaron stiger.", subtitle="")
    silent = replace(figure, wide=Svg("<svg/>"), narrow=None)
    assert (chart_of(silent).alternative, chart_of(silent).narrow) == ("Närvaron stiger.", "")
