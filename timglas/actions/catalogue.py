"""Storing Kolada's catalogue page by page. Part of a fetch, which records the audit event.

Each function may be run again on the same rows without changing anything, and tells how many
rows were new, changed and unchanged. What leaves the catalogue is marked, never removed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched

from django.db import models

from timglas.exchange.kolada import AreaRow, GroupRow, KpiRow
from timglas.models import Area, AreaKind, Kpi
from timglas.rules.external import Change
from timglas.rules.search import searchable

BATCH = 500
KPI_FIELDS = (
    "title",
    "description",
    "by_sex",
    "municipality_type",
    "auspice",
    "operating_area",
    "perspective",
    "prel_publication_date",
    "publication_date",
    "publ_period",
    "has_unit_data",
    "search_text",
    "withdrawn_at",
)
AREA_FIELDS = ("title", "kind", "withdrawn_at")

type Counts = Counter[Change]


def store_kpis(rows: Sequence[KpiRow]) -> Counts:
    """Store a page of KPIs. A withdrawn one that comes back is no longer withdrawn."""
    return _counts(*_stored(Kpi, [_kpi(row) for row in rows], KPI_FIELDS), len(rows))


def store_areas(rows: Sequence[AreaRow]) -> Counts:
    """Store a page of municipalities, regions and riket."""
    areas = [Area(id=row.id, title=_fit(Area, "title", row.title), kind=row.kind) for row in rows]
    return _counts(*_stored(Area, areas, AREA_FIELDS), len(rows))


def store_groups(rows: Sequence[GroupRow]) -> Counts:
    """Store a page of groups with those of their members that are known."""
    areas = [
        Area(id=row.id, title=_fit(Area, "title", row.title), kind=AreaKind.GROUP) for row in rows
    ]
    new, changed = _stored(Area, areas, AREA_FIELDS)
    regrouped = _store_members(rows)
    return _counts(new, (changed | regrouped) - new, len(rows))


def withdraw_areas(ids: Iterable[str], at: datetime) -> int:
    """Mark areas as no longer in Kolada; returns how many were not so marked."""
    return _withdraw(Area.objects.all(), ids, at)


def withdraw_kpis(ids: Iterable[str], at: datetime) -> int:
    """Mark KPIs as no longer in Kolada; returns how many were not so marked."""
    return _withdraw(Kpi.objects.all(), ids, at)


def _kpi(row: KpiRow) -> Kpi:
    title = _fit(Kpi, "title", row.title)
    # A line each, so that a search can tell a word of the title from one of the description.
    parts = (title, row.id, row.operating_area, row.description)
    return Kpi(
        id=row.id,
        title=title,
        description=row.description,
        by_sex=row.is_divided_by_gender,
        municipality_type=row.municipality_type,
        auspice=_fit(Kpi, "auspice", row.auspice),
        operating_area=_fit(Kpi, "operating_area", row.operating_area),
        perspective=_fit(Kpi, "perspective", row.perspective),
        prel_publication_date=row.prel_publication_date,
        publication_date=row.publication_date,
        publ_period=_fit(Kpi, "publ_period", row.publ_period),
        has_unit_data=row.has_ou_data,
        search_text="\n".join(map(searchable, parts)),
    )


def _fit(model: type[models.Model], field: str, text: str) -> str:
    """As much of a text as its field takes: a long title must not stop a whole fetch."""
    return text[: getattr(model._meta.get_field(field), "max_length", None)]


def _stored[M: models.Model](
    model: type[M], rows: list[M], fields: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Insert what is new and update what differs; returns the ids of both."""
    known = model._default_manager.in_bulk([row.pk for row in rows])
    wanted = {row.pk: row for row in rows}  # the last one counts, should an id be repeated
    new = wanted.keys() - known.keys()
    changed = {
        id_
        for id_ in wanted.keys() & known.keys()
        if any(getattr(wanted[id_], name) != getattr(known[id_], name) for name in fields)
    }
    model._default_manager.bulk_create(
        [row for id_, row in wanted.items() if id_ in new | changed],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
    )
    return new, changed


def _counts(new: set[str], changed: set[str], total: int) -> Counts:
    unchanged = total - len(new) - len(changed)
    counts = {Change.NEW: len(new), Change.CHANGED: len(changed), Change.UNCHANGED: unchanged}
    return Counter({change: count for change, count in counts.items() if count})


def _store_members(rows: Sequence[GroupRow]) -> set[str]:
    """Make the members of each group those of the rows; returns the groups that differed."""
    through = Area.members.through
    known = set(Area.objects.exclude(kind=AreaKind.GROUP).values_list("id", flat=True))
    wanted = {(row.id, member) for row in rows for member in row.members if member in known}
    found = through.objects.filter(from_area__in=[row.id for row in rows])
    stored = {(group, member): pk for pk, group, member in found.values_list()}
    added, removed = wanted - stored.keys(), stored.keys() - wanted
    through.objects.bulk_create(
        [through(from_area_id=group, to_area_id=member) for group, member in sorted(added)],
        batch_size=BATCH,
    )
    for some in batched(removed, BATCH, strict=False):
        through.objects.filter(pk__in=[stored[pair] for pair in some]).delete()
    return {group for group, _member in added | removed}


def _withdraw(
    rows: models.QuerySet[Kpi] | models.QuerySet[Area], ids: Iterable[str], at: datetime
) -> int:
    marked = 0
    for some in batched(ids, BATCH, strict=False):
        marked += rows.filter(pk__in=some, withdrawn_at=None).update(withdrawn_at=at)
    return marked
