"""Units' reports: the register of a round, and a report with its way and what is left to write."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from timglas.access import Viewer
from timglas.models import Report, ReportSnapshot, Round, UnitKind
from timglas.queries.report_parts import latest_texts, report_document
from timglas.queries.views import PersonView, StateView, person_view
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission
from timglas.rules.report_document import ReportDocument, read
from timglas.rules.reports import ReportState, Step, can_return, next_step, word_count


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A unit's report in a round; `written` of its `sections` have a text."""

    id: int
    unit: str
    kind: str
    depth: int
    due_on: date
    state: StateView[ReportState]
    written: int
    sections: int


@dataclass(frozen=True, slots=True)
class WantedReports:
    """What the register is narrowed to; "" is all. `sort` names one of `REPORT_ORDERS`."""

    q: str = ""
    state: str = ""
    sort: str = ""


REPORT_ORDERS: Orders[ReportRow] = {
    "enhet": lambda row: alphabetical(row.unit),
    "slag": lambda row: alphabetical(row.kind),
    "lage": lambda row: list(ReportState).index(row.state.state),
    "skrivet": lambda row: row.written,
    "klar": lambda row: row.due_on,
}


def rounds_with_reports(viewer: Viewer) -> tuple[Round, ...]:
    """The rounds that have reports the viewer may read, the latest first. One query."""
    readable = viewer.reach(Permission.READ_REPORT, Report).values("round_unit__round")
    found = Round.objects.filter(pk__in=readable).select_related("kind")
    return tuple(found.order_by("-as_of", "-pk"))


def reports(viewer: Viewer, opened: Round | None) -> tuple[ReportRow, ...]:
    """A round's reports that the viewer may read, the highest units first. One query."""
    found = viewer.reach(Permission.READ_REPORT, Report).filter(round_unit__round=opened)
    return tuple(map(_row, _counted(found).order_by("round_unit__depth", "round_unit__unit__code")))


def listed_reports(rows: Iterable[ReportRow], wanted: WantedReports) -> tuple[ReportRow, ...]:
    """Those reports that are wanted, in the wanted order."""
    found = (
        row
        for row in rows
        if wanted.q.casefold() in row.unit.casefold()
        and wanted.state in {"", row.state.state.value}
    )
    return tuple(ordered(found, wanted.sort, REPORT_ORDERS))


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a report, with who last wrote it; `count` is its words, `most` 0 for any."""

    id: int
    title: str
    is_required: bool
    count: int
    most: int
    by: PersonView | None
    on: date | None

    @property
    def is_long(self) -> bool:
        """Whether it is longer than it should be."""
        return 0 < self.most < self.count


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that a report has taken."""

    to: StateView[ReportState]
    comment: str
    by: PersonView
    on: date


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report as it reads, its sections and its way. `sha256` is "" while it is not frozen."""

    row: ReportRow
    round: str
    round_id: int
    document: ReportDocument
    sections: tuple[SectionRow, ...]
    steps: tuple[StepRow, ...]
    next: Step | None
    can_return: bool
    sha256: str

    @property
    def returned(self) -> StepRow | None:
        """The step by which it last was sent back, if it is being written since then."""
        is_draft = self.row.state.state is ReportState.DRAFT
        return self.steps[-1] if is_draft and self.steps else None


def document_of(report: Report) -> tuple[ReportDocument, str]:
    """A report as it reads, and its checksum: from its snapshot once frozen, else as it stands."""
    if not ReportState(report.state).is_frozen:
        return report_document(report), ""
    kept: ReportSnapshot = report.snapshots.latest("pk")
    return read(kept.body), kept.sha256


def report_page(viewer: Viewer, report: Report) -> ReportPage:
    """Everything that the page of a report shows."""
    found = _counted(Report.objects.filter(pk=report.pk)).get()
    row, opened = _row(found), found.round_unit.round
    is_political = UnitKind(found.round_unit.unit.kind).is_political
    state = row.state.state
    document, checksum = document_of(found)
    return ReportPage(
        row=row,
        round=str(opened),
        round_id=opened.pk,
        document=document,
        sections=_sections(viewer, found),
        steps=_steps(viewer, found),
        next=next_step(state, is_political=is_political),
        can_return=can_return(state, is_political=is_political),
        sha256=checksum,
    )


def _counted(found: QuerySet[Report]) -> QuerySet[Report]:
    has_text = Q(sections__texts__isnull=False)
    return found.select_related(
        "decision__body", "round_unit__unit", "round_unit__round__kind"
    ).annotate(
        all_sections=Count("sections", distinct=True),
        written=Count("sections", filter=has_text, distinct=True),
    )


def _row(report: Report) -> ReportRow:
    row = report.round_unit
    return ReportRow(
        id=report.pk,
        unit=row.unit.name,
        kind=str(UnitKind(row.unit.kind).label),
        depth=row.depth,
        due_on=row.due_on,
        state=StateView(ReportState(report.state)),
        written=report.written,  # type: ignore[attr-defined]
        sections=report.all_sections,  # type: ignore[attr-defined]
    )


def _sections(viewer: Viewer, report: Report) -> tuple[SectionRow, ...]:
    sections = list(report.sections.order_by("order", "pk"))
    texts = latest_texts(sections)

    def row(pk: int, title: str, most: int, *, is_required: bool) -> SectionRow:
        text = texts.get(pk)
        by = text.by if text else None
        return SectionRow(
            id=pk,
            title=title,
            is_required=is_required,
            count=word_count(text.html) if text else 0,
            most=most,
            by=person_view(viewer, id=by.pk, name=by.name, title=by.title) if by else None,
            on=timezone.localdate(text.at) if text else None,
        )

    return tuple(row(s.pk, s.title, s.words, is_required=s.is_required) for s in sections)


def _steps(viewer: Viewer, report: Report) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(
            to=StateView(ReportState(step.to_state)),
            comment=step.comment,
            by=person_view(viewer, id=step.by.pk, name=step.by.name, title=step.by.title),
            on=timezone.localdate(step.at),
        )
        for step in report.steps.select_related("by").order_by("pk")
    )
