"""The frames of a year as a figure: how the money is shared among the committees."""

from decimal import Decimal

from timglas.charts.bars import BarRow, Bars
from timglas.charts.figure import Figure, bars_figure
from timglas.queries.frames import FrameRow, YearFrames
from timglas.rules.budget import in_thousands
from timglas.rules.language import _
from timglas.rules.numbers import MISSING, format_number

FEWEST = 2  # a bar alone compares nothing


def operating_figure(frames: YearFrames) -> Figure | None:
    """The operating frames as they stand, most first; None where too few are known."""
    known = [row for row in frames.tables[0].rows if row.revised is not None and not row.is_total]
    if len(known) < FEWEST:
        return None
    known.sort(key=lambda row: row.revised or Decimal(0), reverse=True)
    whole = sum((row.revised or Decimal(0) for row in known), Decimal(0))
    message = _("{name} får mest: {amount} av {all} miljoner kronor.").format(
        name=known[0].name, amount=_millions(known[0].revised), all=_millions(whole)
    )
    chart = Bars(
        name="driftramar",
        title=_("Driftramarna nämnd för nämnd"),
        description=message,
        rows=tuple(_bar(row) for row in known),
    )
    return bars_figure(
        chart,
        head=(_("Nämnd"), _("Gällande ram"), _("Ursprunglig ram")),
        cells=tuple((_millions(row.revised), _millions(row.original)) for row in known),
        message=message,
        subtitle=_(
            "Miljoner kronor. Strecket visar ramen som den först beslutades, om den ändrats."
        ),
    )


def _bar(row: FrameRow) -> BarRow:
    return BarRow(
        row.name, max(Decimal(0), row.revised or Decimal(0)), _millions(row.revised), row.original
    )


def _millions(amount: Decimal | None) -> str:
    return MISSING if amount is None else format_number(in_thousands(in_thousands(amount)), 1)
