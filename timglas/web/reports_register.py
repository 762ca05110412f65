"""The columns of the register of reports."""

from django.utils.translation import gettext as _

from timglas.queries.reports import REPORT_ORDERS, ReportRow
from timglas.web.registers import Field, Register, RegisterColumn


def reports_register() -> Register[ReportRow]:
    """A round's reports, with how far each has come."""
    column, field = RegisterColumn[ReportRow], Field[ReportRow]
    unit = field("unit", _("Enhet"), lambda row: row.unit)
    columns = (
        column("enhet", _("Enhet"), (field("id", _("Nummer"), lambda row: row.id), unit)),
        column("lage", _("Läge"), (field("state", _("Läge"), lambda row: row.state.name),)),
        column(
            "skrivet",
            _("Skrivna avsnitt"),
            (
                field("written", _("Skrivna avsnitt"), lambda row: row.written),
                field("sections", _("Avsnitt"), lambda row: row.sections),
            ),
            css="num",
        ),
        column(
            "klar",
            _("Ska vara klar"),
            (field("due_on", _("Ska vara klar"), lambda row: row.due_on),),
        ),
        column("slag", _("Slag av enhet"), (field("kind", _("Slag av enhet"), lambda r: r.kind),)),
    )
    return Register("reports", columns, REPORT_ORDERS)
