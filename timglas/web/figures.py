"""The numbers of a figure as a file: those that it draws, as its table shows them.

Every figure links to `?tabell=` its name; whoever shows figures answers that address.
"""

from django.http import HttpRequest, HttpResponse

from timglas.charts.figure import Figure
from timglas.web.data import Column, Table, data_response


def figure_response(request: HttpRequest, *figures: Figure | None) -> HttpResponse | None:
    """Answer with a figure's table when the address asks for that figure's, else None."""
    wanted = request.GET.get("tabell")
    shown = next((figure for figure in figures if figure and figure.name == wanted), None)
    return data_response(request, figure_table(shown)) if shown else None


def figure_table(figure: Figure) -> Table:
    """The table of a figure, as it is written there."""
    columns = (Column(f"k{n}", head) for n, head in enumerate(figure.head))
    return Table(figure.name, tuple(columns), figure.rows)
