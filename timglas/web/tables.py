"""An indicator's series as a table, for files."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from timglas.queries.indicators import IndicatorPage
from timglas.queries.series import PeriodRow
from timglas.queries.signals import SignalRow, signal_rows
from timglas.rules.status import TargetLine
from timglas.web.data import Cell, Column, Table


def series_table(shown: IndicatorPage) -> Table:
    """Every period of an indicator, with where each value comes from."""
    columns: tuple[Column, ...] = (
        Column("period", _("Period")),
        Column("all", _("Alla")),
        Column("women", _("Kvinnor")),
        Column("men", _("Män")),
        Column("target_low", _("Mål minst")),
        Column("target_high", _("Mål högst")),
        Column("measure_unit", _("Mätenhet")),
        Column("quality", _("Kvalitet")),
        Column("source", _("Källa")),
        Column("known_on", _("Registrerat")),
        Column("comment", _("Kommentar")),
        Column("how", _("Enheterna tillsammans")),
    )
    unit, signals = shown.result.measure_unit, signal_rows(shown)
    rows = tuple(_period(row, unit) for row in shown.rows)
    if signals:
        columns += (
            Column("limit_low", _("Undre gräns")),
            Column("mean", _("Medel")),
            Column("limit_high", _("Övre gräns")),
            Column("means", _("Betyder")),
            Column("change", _("Ändring")),
        )
        rows = tuple(
            (*cells, *_signal(signals.get(row.period), shown.result.decimals))
            for cells, row in zip(rows, shown.rows, strict=True)
        )
    return Table(f"indikator-{shown.result.id}", columns, rows)


def _period(row: PeriodRow, unit: str) -> tuple[Cell, ...]:
    total = row.total
    return (
        row.period.code,
        row.value,
        row.women.value if row.women else None,
        row.men.value if row.men else None,
        *_bounds(row.target),
        unit,
        total.quality_name if total else None,
        total.source if total else None,
        total.on if total else None,
        total.comment if total else None,
        row.how or None,
    )


def _signal(row: SignalRow | None, decimals: int) -> tuple[Cell, ...]:
    """What the XmR chart shows of a period, with the same numbers."""
    if row is None:
        return (None,) * 5
    limits = row.limits
    bounds = (limits.low, limits.mean, limits.high) if limits else ()
    shown: Iterable[Cell] = [round(bound, decimals) for bound in bounds] or [None] * 3
    return (*shown, row.means, row.change or None)


def _bounds(target: TargetLine | None) -> tuple[Decimal | None, Decimal | None]:
    return (target.low, target.high) if target else (None, None)
