"""A figure of a page as a block of a report: the same drawing, sentence and values."""

import re
from html import unescape

from timglas.charts.figure import Figure
from timglas.rules.report_document import Chart
from timglas.rules.rich_html import grid_of

_DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def chart_of(figure: Figure) -> Chart:
    """The chart that a page shows. What the drawing says of itself is its text alternative."""
    told = _DESCRIPTION.search(figure.wide)
    return Chart(
        sentence=figure.message,
        subtitle=figure.subtitle,
        alternative=unescape(told[1]) if told else figure.message,
        svg=str(figure.wide),
        narrow=str(figure.narrow or ""),
        grid=grid_of(figure.head, figure.rows),
    )
