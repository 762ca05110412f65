"""Proposals: the register, a proposal's page, and a body's proposals in its own order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from timglas.access import Viewer
from timglas.models import PlanVersion, Proposal, ProposalAnswer, Unit
from timglas.queries.granted_money import versions_with
from timglas.queries.views import PersonView, StateView, person_view
from timglas.rules.impact import CRITERIA, MOST_POINTS, QUESTIONS, Level, Theme, points
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission
from timglas.rules.proposals import (
    ASKED,
    Content,
    Kind,
    Lack,
    Money,
    State,
    invested,
    lacks,
    yearly_cost,
)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in a list. Money in kronor, None where it is unknown.

    `cost` is what it changes the cost of its first year by, `invested` the expense of all its
    years, and `granted` the same two of the first year as the council has answered.
    """

    id: int
    name: str
    kind: Kind
    year: int
    unit_id: int
    unit: str
    body_id: int
    body: str
    order: int | None
    state: StateView[State]
    cost: Decimal | None
    invested: Decimal | None
    points: int | None
    granted_cost: Decimal | None
    granted_investment: Decimal | None

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state.state is State.DRAFT

    @property
    def is_submitted(self) -> bool:
        """Whether it waits for the council's answer."""
        return self.state.state is State.SUBMITTED


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row of the table of money: a name, and an amount for each year, None if unknown."""

    name: str
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the impact statement; `text` is "" when the question is not answered."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Themed:
    """The answers about a theme."""

    name: str
    answers: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion, and the step that was chosen, None if none."""

    label: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the council has answered."""

    decision: str
    decided_on: date
    reason: str
    operating: Decimal | None
    investment: Decimal | None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Everything the page of a proposal shows. `total` is of the yearly cost.

    `frames_in` are the versions of the council's plan whose frames hold what was granted.
    """

    row: ProposalRow
    description: str
    years: tuple[int, ...]
    money: tuple[MoneyRow, ...]
    total: MoneyRow
    impact: tuple[Themed, ...]
    weighed: tuple[Weighed, ...]
    most_points: int
    lacks: tuple[Lack, ...]
    answer: AnswerView | None
    frames_in: tuple[PlanVersion, ...]
    written_by: PersonView
    earlier: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class WantedProposals:
    """What the register is narrowed to; "" is all. `sort` names one of `PROPOSAL_ORDERS`."""

    q: str = ""
    body: str = ""
    year: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class InOrder:
    """A body's proposals for a year as it has ordered them, and what they come to together.

    A sum is None when a part of it is unknown.
    """

    rows: tuple[ProposalRow, ...] = ()
    cost: Decimal | None = field(default=None)
    invested: Decimal | None = field(default=None)


PROPOSAL_ORDERS: Orders[ProposalRow] = {
    "namn": lambda row: alphabetical(row.name),
    "slag": lambda row: alphabetical(row.kind.name_in_words),
    "lage": lambda row: list(State).index(row.state.state),
    "organ": lambda row: alphabetical(row.body),
    "ar": lambda row: row.year,
    "prioritet": lambda row: row.order,
    "kostnad": lambda row: row.cost,
    "investering": lambda row: row.invested,
    "poang": lambda row: row.points,
}


def content_of(proposal: Proposal) -> Content:
    """What a proposal says, as the rules know it."""
    return Content(
        kind=Kind(proposal.kind),
        year=proposal.year,
        description=proposal.description,
        amounts={(Money(a.kind), a.year): a.amount for a in proposal.amounts.all()},
        impact=proposal.impact,
        weighed=proposal.weighed,
    )


def proposals(viewer: Viewer) -> tuple[ProposalRow, ...]:
    """All proposals that the viewer may read: the latest year first, then by body and order."""
    rows = _rows(viewer.reach(Permission.READ_PROPOSAL, Proposal))
    by_place = sorted(rows, key=lambda row: (-row.year, alphabetical(row.body), *_place(row)))
    return tuple(by_place)


def listed_proposals(
    rows: Iterable[ProposalRow], wanted: WantedProposals
) -> tuple[ProposalRow, ...]:
    """Those proposals that are wanted, in the wanted order."""
    found = (row for row in rows if _is_wanted(row, wanted))
    return tuple(ordered(found, wanted.sort, PROPOSAL_ORDERS))


def proposals_in_order(viewer: Viewer, body: Unit, year: int) -> InOrder:
    """What a body has submitted for a year, in its own order of priority."""
    readable = viewer.reach(Permission.READ_PROPOSAL, Proposal)
    submitted = readable.filter(body=body, year=year).exclude(state=State.DRAFT.value)
    rows = tuple(sorted(_rows(submitted), key=_place))
    costs = [row.cost for row in rows]
    expenses = [row.invested for row in rows if row.kind is Kind.INVESTMENT]
    return InOrder(rows, _total(costs), _total(expenses))


def years_of(viewer: Viewer, body: Unit) -> tuple[int, ...]:
    """The years that a body has proposals for, the latest first."""
    readable = viewer.reach(Permission.READ_PROPOSAL, Proposal).filter(body=body)
    return tuple(readable.order_by("-year").values_list("year", flat=True).distinct())


def proposal_page(viewer: Viewer, proposal: Proposal) -> ProposalPage:
    """The page of a proposal that the viewer has reached."""
    found = _related(Proposal.objects.filter(pk=proposal.pk)).get()
    content, by = content_of(found), found.created_by
    answer: ProposalAnswer | None = getattr(found, "answer", None)
    return ProposalPage(
        row=_row(found),
        description=found.description,
        years=content.years,
        money=tuple(_money(content, money) for money in ASKED[content.kind]),
        total=MoneyRow("", tuple(yearly_cost(content, year) for year in content.years)),
        impact=tuple(_themed(content, theme) for theme in Theme),
        weighed=_weighed(content),
        most_points=MOST_POINTS,
        lacks=lacks(content),
        answer=_answer(answer) if answer else None,
        frames_in=versions_with(viewer, found) if answer else (),
        written_by=person_view(viewer, id=by.pk, name=by.name, title=by.title),
        earlier=(found.earlier.pk, str(found.earlier)) if found.earlier else None,
    )


def _related(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    related = ("unit", "body", "created_by", "earlier", "answer__decision__body")
    return found.select_related(*related).prefetch_related("amounts")


def _rows(found: QuerySet[Proposal]) -> tuple[ProposalRow, ...]:
    return tuple(_row(one) for one in _related(found))


def _row(found: Proposal) -> ProposalRow:
    content = content_of(found)
    answer: ProposalAnswer | None = getattr(found, "answer", None)
    is_investment = content.kind is Kind.INVESTMENT
    return ProposalRow(
        id=found.pk,
        name=found.name,
        kind=content.kind,
        year=found.year,
        unit_id=found.unit_id,
        unit=found.unit.name,
        body_id=found.body_id,
        body=found.body.name,
        order=found.order,
        state=StateView(State(found.state)),
        cost=yearly_cost(content, found.year),
        invested=invested(content),
        points=points(content.weighed) if is_investment else None,
        granted_cost=answer.operating if answer else None,
        granted_investment=answer.investment if answer else None,
    )


def _place(row: ProposalRow) -> tuple[bool, int, int]:
    """Submitted ones by the body's order, and then drafts as they were begun."""
    return row.order is None, row.order or 0, row.id


def _total(parts: Iterable[Decimal | None]) -> Decimal | None:
    parts = tuple(parts)
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if parts and len(known) == len(parts) else None


def _money(content: Content, money: Money) -> MoneyRow:
    amounts = tuple(content.amounts.get((money, year)) for year in content.years)
    return MoneyRow(money.name_in_words, amounts)


def _themed(content: Content, theme: Theme) -> Themed:
    asked = (question for question in QUESTIONS if question.theme is theme)
    answers = (Said(one.label, content.impact.get(one.key, "")) for one in asked)
    return Themed(theme.name_in_words, tuple(answers))


def _weighed(content: Content) -> tuple[Weighed, ...]:
    if content.kind is not Kind.INVESTMENT:
        return ()
    return tuple(Weighed(c.label, c.level(content.weighed.get(c.key))) for c in CRITERIA)


def _answer(answer: ProposalAnswer) -> AnswerView:
    decision = answer.decision
    return AnswerView(
        decision=str(decision),
        decided_on=decision.decided_on,
        reason=answer.reason,
        operating=answer.operating,
        investment=answer.investment,
    )


def _is_wanted(row: ProposalRow, wanted: WantedProposals) -> bool:
    return (
        wanted.q.casefold() in f"{row.name} {row.unit} {row.body}".casefold()
        and wanted.body in {"", str(row.body_id)}
        and wanted.year in {"", str(row.year)}
        and wanted.kind in {"", row.kind.value}
        and wanted.state in {"", row.state.state.value}
    )
