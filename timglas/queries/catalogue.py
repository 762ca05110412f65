"""Kolada's catalogue on our side: searching it, and one KPI with what follows it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import StrIndex
from django.db.models.lookups import LessThan

from timglas.access import Viewer
from timglas.models import Area, AreaKind, ExternalValue, Fetch, FetchKind, FetchState, Kpi, KpiTie
from timglas.queries.external import TieView, ties
from timglas.rules.external import last_year
from timglas.rules.permissions import Permission
from timglas.rules.search import searchable, words

COUNTRY = "0000"
ORDER = {AreaKind.MUNICIPALITY: 0, AreaKind.REGION: 1, AreaKind.GROUP: 2}
ENDED = r"\(-\d{4}\)"


@dataclass(frozen=True, slots=True)
class KpiFilter:
    """What to look for. Empty means all; `kind` K or L also finds what both have."""

    text: str = ""
    operating_area: str = ""
    kind: str = ""
    by_sex: bool = False


@dataclass(frozen=True, slots=True)
class KpiView:
    """A KPI in a list."""

    id: str
    title: str
    operating_area: str
    by_sex: bool
    kind: str
    last_year: int | None
    is_withdrawn: bool

    @property
    def is_ended(self) -> bool:
        """Whether there are no new values to come."""
        return self.is_withdrawn or self.last_year is not None


@dataclass(frozen=True, slots=True)
class KpiPage:
    """A KPI with its description, who follows it, and which values there are here."""

    kpi: KpiView
    description: str
    perspective: str
    publication_date: date | None
    withdrawn_on: datetime | None
    ties: tuple[TieView, ...]
    value_count: int


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area to choose."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """How much of the catalogue is here, and when it was fetched."""

    kpis: int
    municipalities: int
    groups: int
    fetched_at: datetime | None


def kpi_rows(wanted: KpiFilter) -> QuerySet[Kpi]:
    """KPIs with every word, best first: in the id, first in the title, in the title, elsewhere.

    A municipality's own before a region's, and those that have ended last. For a paginator;
    give its page to `kpi_views`.
    """
    rows = Kpi.objects.filter(*(Q(search_text__contains=word) for word in words(wanted.text)))
    if wanted.operating_area:
        rows = rows.filter(operating_area=wanted.operating_area)
    if wanted.kind:
        rows = rows.filter(municipality_type__in=[wanted.kind, "A"])
    if wanted.by_sex:
        rows = rows.filter(by_sex=True)
    is_regional = Case(When(municipality_type="L", then=True), default=False)
    return rows.annotate(
        is_ended=_is_ended(), rank=_rank(wanted.text), is_regional=is_regional
    ).order_by("is_ended", "rank", "is_regional", "title", "id")


def kpi_views(rows: QuerySet[Kpi] | list[Kpi]) -> tuple[KpiView, ...]:
    """KPIs as lists show them."""
    return tuple(_view(kpi) for kpi in rows)


def found_areas(text: str, most: int = 20) -> tuple[AreaView, ...]:
    """Areas whose name or id has every word: municipalities first, then regions, then groups.

    Groups carry a year in their names, and the newest come first. One query.
    """
    wanted = words(text)
    rows = Area.objects.filter(withdrawn_at=None).values_list("id", "title", "kind")
    found = [
        (ORDER[AreaKind(kind)], not searchable(title).startswith(searchable(text)), id_, title)
        for id_, title, kind in rows
        if wanted and all(word in f"{searchable(title)} {id_.lower()}" for word in wanted)
    ]
    found.sort(key=lambda row: (row[0], row[1], _newest_first(row[3])))
    return tuple(AreaView(id_, title) for _order, _later, id_, title in found[:most])


def suggested_areas(municipality: str, name: str) -> tuple[AreaView, ...]:
    """What is most worth comparing a municipality with. One query.

    Riket; the groups of similar municipalities that Kolada has made for it, which carry its
    name; and the wide groups that it is a member of, which Kolada marks "(ovägt medel)".
    """
    wide = Q(members=municipality, title__contains="(ovägt medel)")
    similar = Q(title__contains=f", {name}, ")
    rows = Area.objects.filter(withdrawn_at=None).filter(Q(id=COUNTRY) | similar | wide)
    found = rows.distinct().values_list("id", "title")
    order = sorted(found, key=lambda row: (row[0] != COUNTRY, "(" in row[1], row[1]))
    return tuple(AreaView(id_, title) for id_, title in order)


def operating_areas() -> tuple[str, ...]:
    """The operating areas of the catalogue, by name."""
    rows = Kpi.objects.exclude(operating_area="").values_list("operating_area", flat=True)
    return tuple(rows.distinct().order_by("operating_area"))


def catalogue_state() -> CatalogueState:
    """Count what is here. Three queries."""
    counts = Area.objects.filter(withdrawn_at=None).aggregate(
        groups=Count("pk", filter=Q(kind=AreaKind.GROUP)),
        others=Count("pk", filter=~Q(kind=AreaKind.GROUP)),
    )
    fetched = Fetch.objects.filter(kind=FetchKind.CATALOGUE, state=FetchState.DONE)
    return CatalogueState(
        kpis=Kpi.objects.filter(withdrawn_at=None).count(),
        municipalities=counts["others"],
        groups=counts["groups"],
        fetched_at=fetched.aggregate(last=Max("finished_at"))["last"],
    )


def kpi_page(viewer: Viewer, kpi_id: str) -> KpiPage | None:
    """One KPI with the ties that the viewer may see; None if there is no such KPI."""
    kpi = Kpi.objects.filter(pk=kpi_id).first()
    if kpi is None:
        return None
    return KpiPage(
        kpi=_view(kpi),
        description=kpi.description,
        perspective=kpi.perspective,
        publication_date=kpi.publication_date,
        withdrawn_on=kpi.withdrawn_at,
        ties=ties(viewer.reach(Permission.COMPARE, KpiTie).filter(kpi=kpi)),
        value_count=ExternalValue.objects.current().filter(kpi=kpi).count(),
    )


def _newest_first(title: str) -> tuple[int, str]:
    year = title[-4:]
    return (-int(year) if year.isdecimal() else 0, title)


def _is_ended() -> Case:
    return Case(
        When(Q(withdrawn_at__isnull=False) | Q(title__regex=ENDED), then=True),
        default=False,
        output_field=BooleanField(),
    )


def _rank(text: str) -> Case:
    """0 for the id, 1 first in the title, 2 all words in the title, 3 in the description."""
    in_title = Q()
    for word in words(text):
        in_title &= Q(LessThan(StrIndex(F("search_text"), Value(word)), _title_length()))
    return Case(
        When(id__istartswith=text.strip() or "-", then=0),
        When(search_text__startswith=searchable(text), then=1),
        When(in_title, then=2),
        default=3,
        output_field=IntegerField(),
    )


def _title_length() -> StrIndex:
    return StrIndex(F("search_text"), Value("\n"))


def _view(kpi: Kpi) -> KpiView:
    return KpiView(
        id=kpi.pk,
        title=kpi.title,
        operating_area=kpi.operating_area,
        by_sex=kpi.by_sex,
        kind=kpi.municipality_type,
        last_year=last_year(kpi.title),
        is_withdrawn=kpi.withdrawn_at is not None,
    )
