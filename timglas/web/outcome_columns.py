"""The columns of the register of outcomes: those that can be imported, under the same headings."""

from collections.abc import Callable, Mapping

from timglas.queries.outcome_list import OUTCOME_ORDERS, OutcomeRow
from timglas.rules.language import N_, _
from timglas.rules.outcome_sheet import OUTCOME_COLUMNS, PROVIDERS, QUALITIES, SEXES
from timglas.web.data import Cell
from timglas.web.registers import Field, Register, RegisterColumn

# Told for whoever reads the file; an import does not need it.
MEASURE_UNIT = N_("Mätenhet")
CELLS: Mapping[str, Callable[[OutcomeRow], Cell]] = {
    "indicator": lambda row: row.indicator_id,
    "name": lambda row: row.name,
    "unit": lambda row: row.unit_code,
    "unit_name": lambda row: row.unit_name,
    "period": lambda row: row.period.code,
    "sex": lambda row: _(SEXES[row.sex][0]),
    "provider": lambda row: _(PROVIDERS[row.provider][0]),
    "value": lambda row: row.value,
    "measure_unit": lambda row: row.measure_unit,
    "numerator": lambda row: row.facts.numerator,
    "denominator": lambda row: row.facts.denominator,
    "unmeasurable": lambda row: row.facts.comment if row.value is None else "",
    "comment": lambda row: "" if row.value is None else row.facts.comment,
    "source": lambda row: row.facts.source,
    "quality": lambda row: _(QUALITIES[row.facts.quality][0]),
}


def outcomes_register() -> Register[OutcomeRow]:
    """Outcomes: what they are of, what they say, and how sure they are."""
    headings = {column.key: _(column.heading) for column in OUTCOME_COLUMNS}
    headings["measure_unit"] = _(MEASURE_UNIT)

    def fields(*keys: str) -> tuple[Field[OutcomeRow], ...]:
        return tuple(Field(key, headings[key], CELLS[key]) for key in keys)

    column = RegisterColumn[OutcomeRow]
    columns = (
        column("namn", _("Indikator"), fields("indicator", "name")),
        column("enhet", _("Enhet"), fields("unit", "unit_name")),
        column("period", _("Period"), fields("period")),
        column("kon", _("Kön"), fields("sex")),
        column("regi", _("Regi"), fields("provider"), shown=False),
        column("varde", _("Värde"), fields("value", "measure_unit"), css="num"),
        column("taljare", _("Täljare"), fields("numerator"), shown=False, css="num"),
        column("namnare", _("Nämnare"), fields("denominator"), shown=False, css="num"),
        column("kommentar", _("Kommentar"), fields("unmeasurable", "comment"), shown=False),
        column("kalla", _("Källa"), fields("source"), shown=False),
        column("kvalitet", _("Kvalitet"), fields("quality")),
    )
    return Register("outcome_list", columns, OUTCOME_ORDERS)
