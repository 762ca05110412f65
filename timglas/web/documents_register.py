"""The columns of the register of governing documents."""

from django.utils.translation import gettext as _

from timglas.queries.documents import DOCUMENT_ORDERS, DocumentRow
from timglas.web.registers import Field, Register, RegisterColumn


def documents_register() -> Register[DocumentRow]:
    """Documents, with who decided them, who answers for them and when they are looked over."""
    column, field = RegisterColumn[DocumentRow], Field[DocumentRow]
    names = (
        field("id", _("Nummer"), lambda row: row.id),
        field("title", _("Titel"), lambda row: row.title),
    )
    kind = field("kind", _("Slag"), lambda row: row.kind.name_in_words)
    state = field("standing", _("Läge"), lambda row: row.standing.name)
    decided = (
        field("decided_by", _("Beslutat av"), lambda row: row.decided_by),
        field("decision", _("Beslut"), lambda row: row.decision),
    )
    valid = (
        field("valid_from", _("Gäller från"), lambda row: row.valid_from),
        field("ends_on", _("Gäller inte från"), lambda row: row.ends_on),
    )
    revise = field("revise_on", _("Ska revideras senast"), lambda row: row.revise_on)
    follow = field("follow_up_on", _("Ska följas upp senast"), lambda row: row.follow_up_on)
    columns = (
        column("titel", _("Titel"), names),
        column("lage", _("Läge"), (state,)),
        column("slag", _("Slag"), (kind,)),
        column("beslutat", _("Beslut"), decided),
        column("galler", _("Gäller från"), valid, shown=False),
        column("revideras", _("Ska revideras senast"), (revise,)),
        column("foljs", _("Ska följas upp senast"), (follow,), shown=False),
        column("ansvarig", _("Ansvarig"), (field("responsible", _("Ansvarig"), _responsible),)),
        column("enhet", _("Ansvarig enhet"), (field("unit", _("Enhet"), _unit),), shown=False),
    )
    return Register("documents", columns, DOCUMENT_ORDERS)


def _responsible(row: DocumentRow) -> str | None:
    return row.person.in_words if row.person else None


def _unit(row: DocumentRow) -> str:
    return row.unit_name
