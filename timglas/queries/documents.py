"""Governing documents: the register, and a document's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import Decision, DocumentRepeal, DocumentVersion, GoverningDocument, Unit
from timglas.queries.placed import units_above
from timglas.queries.views import PersonView, person_view
from timglas.rules.documents import Kind, Standing, standing, urgency
from timglas.rules.events import GRANTING, OF_DOCUMENTS, QUIET, REPORTING
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class StandingView:
    """A standing as it is drawn: shape and word."""

    standing: Standing

    @property
    def name(self) -> str:
        """The word, in the reader's language."""
        return self.standing.name_in_words

    @property
    def symbol(self) -> str:
        """The id of the shape."""
        return self.standing.symbol


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list, as it holds on the viewer's day, or will hold first."""

    id: int
    title: str
    kind: Kind
    unit_id: int
    unit_name: str
    person: PersonView | None
    decided_by: str
    decision: str
    valid_from: date
    ends_on: date | None
    revise_on: date | None
    follow_up_on: date | None
    standing: StandingView


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a document; `change` is "" for the first."""

    title: str
    kind: Kind
    decision: str
    valid_from: date
    change: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another document that this one replaced, or that came in its place."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class RepealView:
    """The decision that a document no longer holds, from a day, and what came instead."""

    decision: str
    ends_on: date
    reason: str
    replaced_by: Other | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything the page of a document shows; `versions` lie newest first.

    `is_held` is whether it is a company's own, which its board has not let go of.
    """

    row: DocumentRow
    link: str
    place: str
    revised_when: str
    followed_up_when: str
    is_revision_late: bool
    is_follow_up_late: bool
    is_held: bool
    versions: tuple[VersionView, ...]
    repeal: RepealView | None
    replaces: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class WantedDocuments:
    """What the register is narrowed to; "" is all. `sort` names one of `DOCUMENT_ORDERS`.

    `responsible` is "mina" for those that the viewer answers for, "ingen" for nobody's.
    """

    q: str = ""
    kind: str = ""
    unit: str = ""
    standing: str = ""
    responsible: str = ""
    sort: str = ""


MINE, NOBODYS = "mina", "ingen"
TO_LOOK_OVER = frozenset({Standing.OVERDUE, Standing.DUE_SOON})
DOCUMENT_ORDERS: Orders[DocumentRow] = {
    "titel": lambda row: alphabetical(row.title),
    "slag": lambda row: alphabetical(row.kind.name_in_words),
    "lage": lambda row: urgency(row.standing.standing),
    "beslutat": lambda row: alphabetical(row.decided_by),
    "galler": lambda row: row.valid_from,
    "revideras": lambda row: row.revise_on,
    "foljs": lambda row: row.follow_up_on,
    "ansvarig": lambda row: alphabetical(row.person.in_words) if row.person else None,
    "enhet": lambda row: alphabetical(row.unit_name),
}


def documents(viewer: Viewer) -> tuple[DocumentRow, ...]:
    """All documents that the viewer may read, by title; what no longer holds comes last.

    One query.
    """
    return _rows(viewer, viewer.reach(Permission.READ, GoverningDocument))


def document_titles(viewer: Viewer) -> dict[int, str]:
    """The documents that hold or will hold, by id, in the order of the alphabet."""
    rows = documents(viewer)
    return {row.id: row.title for row in rows if row.standing.standing is not Standing.ENDED}


def listed_documents(
    viewer: Viewer, rows: Iterable[DocumentRow], wanted: WantedDocuments
) -> tuple[DocumentRow, ...]:
    """Those documents that are wanted, in the wanted order."""
    found = (row for row in rows if _is_wanted(viewer, row, wanted))
    return tuple(ordered(found, wanted.sort, DOCUMENT_ORDERS))


def to_look_over(viewer: Viewer) -> tuple[DocumentRow, ...]:
    """What the viewer answers for and must soon or should already have looked over.

    One query, kept.
    """
    if viewer.person is None:
        return ()
    return _urgent.get((viewer.person.pk, viewer.today), lambda: _to_look_over(viewer))


def document_page(viewer: Viewer, document: GoverningDocument) -> DocumentPage:
    """The page of a document that the viewer has reached."""
    (row,) = _rows(viewer, GoverningDocument.objects.filter(pk=document.pk))
    repeal = _repeal(viewer, document)
    holds = repeal is None or repeal.ends_on > viewer.today
    return DocumentPage(
        row=row,
        link=document.link,
        place=document.place,
        revised_when=document.revised_when,
        followed_up_when=document.followed_up_when,
        is_revision_late=holds and _is_past(document.revise_on, viewer.today),
        is_follow_up_late=holds and _is_past(document.follow_up_on, viewer.today),
        is_held=is_held(document, viewer.today),
        versions=tuple(map(_version, reversed(_versions(document)))),
        repeal=repeal,
        replaces=_others(viewer, GoverningDocument.objects.filter(repeal__replaced_by=document)),
    )


def deciding_bodies(viewer: Viewer, document: GoverningDocument | None = None) -> QuerySet[Unit]:
    """The units whose decisions the viewer may make or record, and that may decide a document.

    None is a new document. A document is decided anew by whoever decided it, or a body above.
    """
    held = viewer.units(Permission.DECIDE_PLAN) | viewer.units(Permission.RECORD_DECISION)
    return _competent(viewer, held, document)


def releasing_bodies(viewer: Viewer, document: GoverningDocument) -> QuerySet[Unit]:
    """The units by whose decisions the viewer may let go of a company's document."""
    return _competent(viewer, viewer.units(Permission.RELEASE_PLAN), document)


def _competent(
    viewer: Viewer, held: frozenset[int], document: GoverningDocument | None
) -> QuerySet[Unit]:
    units = Unit.objects.filter(pk__in=held).open_on(viewer.today).order_by("code")
    if document is None:
        return units
    body = _versions(document)[-1].decision.body
    if body.closed_on and body.closed_on <= viewer.today:
        return units
    return units.filter(pk__in={body.pk, *units_above(body, viewer.today)})


def is_held(document: GoverningDocument, day: date) -> bool:
    """Whether a document stays with a company, whose board has decided it and not let go of it."""
    return not Viewer(None, day).may(Permission.READ, document)


def title_of(viewer: Viewer, document: GoverningDocument) -> str:
    """What a document is called on the viewer's day."""
    return _current(viewer, _versions(document)).title


_urgent: Kept[tuple[int, date], tuple[DocumentRow, ...]] = Kept(
    quiet=(QUIET | REPORTING) - OF_DOCUMENTS - GRANTING, most=1_000
)


def _to_look_over(viewer: Viewer) -> tuple[DocumentRow, ...]:
    rows = _rows(viewer, GoverningDocument.objects.filter(person=viewer.person))
    urgent = (row for row in rows if row.standing.standing in TO_LOOK_OVER)
    return tuple(sorted(urgent, key=lambda row: urgency(row.standing.standing)))


def _rows(viewer: Viewer, found: QuerySet[GoverningDocument]) -> tuple[DocumentRow, ...]:
    read = (
        DocumentVersion.objects.filter(document__in=found)
        .select_related("document__unit", "document__person", "document__repeal")
        .select_related("decision__body", "decision__official")
        .order_by("document_id", "valid_from", "pk")
    )
    grouped = groupby(read, key=lambda version: version.document_id)
    rows = [_row(viewer, _current(viewer, list(versions))) for _document, versions in grouped]
    return tuple(sorted(rows, key=_as_listed))


def _as_listed(row: DocumentRow) -> tuple[bool, str, int]:
    return row.standing.standing is Standing.ENDED, alphabetical(row.title), row.id


def _current(viewer: Viewer, versions: list[DocumentVersion]) -> DocumentVersion:
    """The version that holds on the viewer's day, else the first that will; they lie in order."""
    begun = [version for version in versions if version.valid_from <= viewer.today]
    return begun[-1] if begun else versions[0]


def _row(viewer: Viewer, version: DocumentVersion) -> DocumentRow:
    document = version.document
    repeal: DocumentRepeal | None = getattr(document, "repeal", None)
    who = document.person
    person = person_view(viewer, id=who.pk, name=who.name, title=who.title) if who else None
    ends_on = repeal.ends_on if repeal else None
    found = standing(
        valid_from=version.valid_from,
        ends_on=ends_on,
        revise_on=document.revise_on,
        follow_up_on=document.follow_up_on,
        today=viewer.today,
    )
    return DocumentRow(
        id=document.pk,
        title=version.title,
        kind=Kind(version.kind),
        unit_id=document.unit_id,
        unit_name=document.unit.name,
        person=person,
        decided_by=_decided_by(version.decision),
        decision=str(version.decision),
        valid_from=version.valid_from,
        ends_on=ends_on,
        revise_on=document.revise_on,
        follow_up_on=document.follow_up_on,
        standing=StandingView(found),
    )


def _decided_by(decision: Decision) -> str:
    """The body, or the office of the official who decided; open pages never name the person."""
    office = decision.official.title if decision.official else ""
    return office or decision.body.name


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _versions(document: GoverningDocument) -> list[DocumentVersion]:
    """A document's versions, the oldest first."""
    rows = document.versions.select_related("decision__body", "decision__official")
    return list(rows.order_by("valid_from", "pk"))


def _version(version: DocumentVersion) -> VersionView:
    return VersionView(
        title=version.title,
        kind=Kind(version.kind),
        decision=str(version.decision),
        valid_from=version.valid_from,
        change=version.change,
    )


def _repeal(viewer: Viewer, document: GoverningDocument) -> RepealView | None:
    rows = DocumentRepeal.objects.select_related("decision__body", "decision__official")
    repeal = rows.filter(document=document).first()
    if repeal is None:
        return None
    heirs = _others(viewer, GoverningDocument.objects.filter(replaces=repeal))
    return RepealView(
        decision=str(repeal.decision),
        ends_on=repeal.ends_on,
        reason=repeal.reason,
        replaced_by=next(iter(heirs), None),
    )


def _others(viewer: Viewer, found: QuerySet[GoverningDocument]) -> tuple[Other, ...]:
    """Documents that the viewer may read, by title."""
    readable = found & viewer.reach(Permission.READ, GoverningDocument)
    return tuple(Other(row.id, row.title) for row in _rows(viewer, readable))


def _is_wanted(viewer: Viewer, row: DocumentRow, wanted: WantedDocuments) -> bool:
    return (
        wanted.q.casefold() in f"{row.title} {row.unit_name} {row.decision}".casefold()
        and wanted.kind in {"", row.kind.value}
        and wanted.unit in {"", str(row.unit_id)}
        and wanted.standing in {"", row.standing.standing.value}
        and _answers(viewer, row, wanted.responsible)
    )


def _answers(viewer: Viewer, row: DocumentRow, wanted: str) -> bool:
    if wanted == MINE:
        return bool(viewer.person and row.person and row.person.id == viewer.person.pk)
    return wanted != NOBODYS or row.person is None
