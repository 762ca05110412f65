"""The executive board's yearly decisions on companies (KL 6:9), and what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from timglas.access import Viewer
from timglas.models import OversightDecision, PlanKind, PlanVersion, Unit, UnitKind
from timglas.queries.assignments import AssignmentRow, assignments
from timglas.queries.documents import DocumentRow, documents
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult, PersonView, StateView, person_view
from timglas.rules.documents import Kind, Standing
from timglas.rules.oversight import Finding, due_on
from timglas.rules.permissions import Permission

OWNERS = frozenset({Kind.ARTICLES, Kind.OWNER_DIRECTIVE})


@dataclass(frozen=True, slots=True)
class FindingView:
    """What the board found, and by which decision."""

    state: StateView[Finding]
    text: str
    decision: str
    by: PersonView


@dataclass(frozen=True, slots=True)
class OversightRow:
    """A company in the list of a year; `finding` is None until the board has decided."""

    company_id: int
    name: str
    finding: FindingView | None


@dataclass(frozen=True, slots=True)
class OversightList:
    """The companies of a year, and the day by which the board decides on each."""

    year: int
    due_on: date
    is_late: bool
    rows: tuple[OversightRow, ...]


@dataclass(frozen=True, slots=True)
class PlanCited:
    """A decided version of the company's plan for the year."""

    id: int
    name: str
    decision: str


@dataclass(frozen=True, slots=True)
class OversightPage:
    """A company and a year: what the board has to go by, and what it found, newest first.

    Goals and plans are those that the viewer may read; `is_ended` tells that the year is over.
    """

    company_id: int
    name: str
    year: int
    due_on: date
    is_late: bool
    is_ended: bool
    documents: tuple[DocumentRow, ...]
    plans: tuple[PlanCited, ...]
    goals: tuple[GoalResult, ...]
    assignments: tuple[AssignmentRow, ...]
    findings: tuple[FindingView, ...]


def oversight_list(viewer: Viewer, year: int) -> OversightList:
    """The companies that there were in a year, each with the latest finding. Two queries."""
    latest = {said.company_id: said for said in _decided(Q(year=year)).order_by("pk")}
    rows = tuple(
        OversightRow(
            company_id=company.pk,
            name=company.name,
            finding=_finding(viewer, latest[company.pk]) if company.pk in latest else None,
        )
        for company in _companies(year)
    )
    waits = any(row.finding is None for row in rows)
    return OversightList(year, due_on(year), waits and viewer.today > due_on(year), rows)


def findings(viewer: Viewer, company: Unit, year: int) -> tuple[FindingView, ...]:
    """What the board has found of a company and a year, newest first. One query."""
    found = _decided(Q(company=company, year=year)).order_by("-pk")
    return tuple(_finding(viewer, said) for said in found)


def oversight_page(viewer: Viewer, company: Unit, year: int) -> OversightPage:
    """What the board has to go by when it decides on a company and a year."""
    said = findings(viewer, company, year)
    return OversightPage(
        company_id=company.pk,
        name=company.name,
        year=year,
        due_on=due_on(year),
        is_late=not said and viewer.today > due_on(year),
        is_ended=viewer.today.year > year,
        documents=tuple(_owners(documents(viewer), company)),
        plans=_plans(viewer, company, year),
        goals=tuple(
            goal for goal in year_results(viewer, year).goals.values() if goal.unit_id == company.pk
        ),
        assignments=tuple(
            row
            for row in assignments(viewer)
            if row.receiver_id == company.pk and row.decided_on.year <= year <= row.due_on.year
        ),
        findings=said,
    )


def _companies(year: int) -> QuerySet[Unit]:
    """The companies that there were on some day of a year, by name."""
    there = Unit.objects.filter(kind=UnitKind.COMPANY, opened_on__lte=date(year, 12, 31))
    return there.exclude(closed_on__lte=date(year, 1, 1)).order_by("name")


def _decided(wanted: Q) -> QuerySet[OversightDecision]:
    related = ("by", "decision__body", "decision__official")
    return OversightDecision.objects.filter(wanted).select_related(*related)


def _finding(viewer: Viewer, said: OversightDecision) -> FindingView:
    return FindingView(
        state=StateView(Finding(said.finding)),
        text=said.text,
        decision=str(said.decision),
        by=person_view(viewer, id=said.by.pk, name=said.by.name, title=said.by.title),
    )


def _owners(rows: Iterable[DocumentRow], company: Unit) -> Iterable[DocumentRow]:
    """The articles and the owner directive of a company, as they hold."""
    for row in rows:
        holds = row.standing.standing is not Standing.ENDED
        if row.unit_id == company.pk and row.kind in OWNERS and holds:
            yield row


def _plans(viewer: Viewer, company: Unit, year: int) -> tuple[PlanCited, ...]:
    found = viewer.reach(Permission.READ, PlanVersion).filter(
        plan__unit=company, plan__kind=PlanKind.OPERATIONAL, plan__first_year=year
    )
    related = ("plan__unit", "decision__body", "decision__official")
    versions = found.select_related(*related).order_by("number")
    return tuple(PlanCited(v.pk, str(v), str(v.decision)) for v in versions)
