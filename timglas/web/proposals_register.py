"""The columns of the register of proposals."""

from django.utils.translation import gettext as _

from timglas.queries.proposals import PROPOSAL_ORDERS, ProposalRow
from timglas.web.registers import Field, Register, RegisterColumn


def proposals_register() -> Register[ProposalRow]:
    """Proposals, with what they cost and what the council has answered; files are in kronor."""
    column, field = RegisterColumn[ProposalRow], Field[ProposalRow]
    names = (
        field("id", _("Nummer"), lambda row: row.id),
        field("proposal", _("Förslag"), lambda row: row.name),
        field("unit", _("Enhet"), lambda row: row.unit),
    )
    kind = field("kind", _("Slag"), lambda row: row.kind.name_in_words)
    body = field("body", _("Nämnd eller bolag"), lambda row: row.body)
    cost = (
        field("cost", _("Kostnad första året, kronor"), lambda row: row.cost),
        field("granted_cost", _("Beviljad kostnad, kronor"), lambda row: row.granted_cost),
    )
    expense = (
        field("invested", _("Investering i allt, kronor"), lambda row: row.invested),
        field(
            "granted_investment",
            _("Beviljad investering första året, kronor"),
            lambda row: row.granted_investment,
        ),
    )
    columns = (
        column("namn", _("Förslag"), names),
        column("lage", _("Läge"), (field("state", _("Läge"), lambda row: row.state.name),)),
        column("organ", _("Nämnd eller bolag"), (body,)),
        column("ar", _("Planår"), (field("year", _("Planår"), lambda row: row.year),)),
        column("slag", _("Slag"), (kind,), shown=False),
        column(
            "prioritet",
            _("Prioritet"),
            (field("priority", _("Prioritet"), lambda row: row.order),),
            css="num",
        ),
        column("kostnad", _("Kostnad, tkr"), cost, css="num"),
        column("investering", _("Investering, tkr"), expense, css="num"),
        column(
            "poang",
            _("Poäng"),
            (field("points", _("Poäng"), lambda row: row.points),),
            shown=False,
            css="num",
        ),
    )
    return Register("proposals", columns, PROPOSAL_ORDERS)
