"""An indicator beside other municipalities, as known at a moment.

Own values are those that are judged; the others are those of a key figure it is tied to. Nothing
missing is made up: a place without a value has none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.models import (
    Area,
    AreaKind,
    DirectionChoice,
    ExternalValue,
    Indicator,
    IndicatorEdition,
    KpiTie,
    Outcome,
    PlanVersion,
    Provider,
    Sex,
)
from timglas.queries.collected import collected_for
from timglas.queries.municipality import municipality
from timglas.rules.aggregation import Method
from timglas.rules.comparison import Quarters, quarters
from timglas.rules.permissions import Permission
from timglas.rules.search import searchable, words
from timglas.rules.status import Accumulation, Direction

MOST_CHOSEN = 10
CHOSEN_AT_FIRST = 3
MOST_FOUND = 20
YEARLY = {"year", "two_years"}

type Years = Mapping[int, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a key figure, a year, areas and a text to find more; "" and () is none."""

    kpi: str = ""
    year: int | None = None
    areas: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may be compared with."""

    id: str
    title: str
    kind: AreaKind
    is_invented: bool


@dataclass(frozen=True, slots=True)
class PlaceValues:
    """A place's values: by year, and there by sex (T all, K women, M men). Missing is not there."""

    place: Place
    years: Years
    fetched_on: date

    def value(self, year: int, sex: str = Sex.ALL) -> Decimal | None:
        """The value of a year; None when it is missing."""
        return self.years.get(year, {}).get(sex)

    @property
    def source(self) -> str:
        """How the values must be attributed: "Källa: Kolada, hämtat 2026-11-24"."""
        if self.place.is_invented:
            return _("Påhittade exempelvärden")
        return _("Källa: Kolada, hämtat %s") % self.fetched_on.isoformat()


@dataclass(frozen=True, slots=True)
class Choice:
    """A place in the form."""

    place: Place
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator beside others. `among` are all municipalities the year that is compared.

    `years` are those with values of municipalities, newest first, `year` None when there are none.
    `own` are the judged values of whole years.
    """

    indicator_id: int
    name: str
    unit_name: str
    measure_unit: str
    decimals: int
    direction: Direction
    town: str
    kpi_id: str
    kpi_title: str
    kpis: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    year: int | None
    own: Years
    chosen: tuple[PlaceValues, ...]
    among: tuple[PlaceValues, ...]
    choices: tuple[Choice, ...]
    found: tuple[Place, ...]
    as_of: datetime

    @property
    def quarters(self) -> Quarters | None:
        """Where the middle half of the municipalities lie; None for too few."""
        year = self.year
        known = [v for row in self.among if year and (v := row.value(year)) is not None]
        return quarters(known)

    def own_value(self, sex: str = Sex.ALL) -> Decimal | None:
        """The own value of the year that is compared."""
        return self.own.get(self.year or 0, {}).get(sex)

    @property
    def known_count(self) -> int:
        """How many municipalities have a value the year that is compared."""
        return sum(row.value(self.year or 0) is not None for row in self.among)

    @property
    def is_behind(self) -> bool:
        """Whether others' newest values are older than the own ones."""
        newest = max((year for year, known in self.own.items() if Sex.ALL in known), default=0)
        return self.year is not None and self.year == self.years[0] < newest

    @property
    def direction_words(self) -> str:
        """Which way is good, in words."""
        return str(DirectionChoice(self.direction.value).label)

    @property
    def has_own_value(self) -> bool:
        """Whether there is an own value to compare."""
        return self.own_value() is not None

    @property
    def shown(self) -> tuple[PlaceValues, ...]:
        """All whose values are shown: the chosen, then the other municipalities."""
        ids = {row.place.id for row in self.chosen}
        return (*self.chosen, *(row for row in self.among if row.place.id not in ids))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the values shown come from, each source once."""
        return tuple(dict.fromkeys(row.source for row in self.shown))


def compared(
    viewer: Viewer, indicator: Indicator, wanted: Wanted, *, as_of: datetime | None = None
) -> Compared | None:
    """An indicator beside others, with what was known at a moment; now unless one is given.

    None when no plan with it is in force or it is tied to no key figure. At most nine queries,
    three more when units report the indicator.
    """
    moment = as_of or timezone.now()
    edition = _edition(viewer, indicator)
    kpis = _kpis(indicator)
    if edition is None or not kpis:
        return None
    kpi = wanted.kpi if wanted.kpi in dict(kpis) else kpis[0][0]
    values = ExternalValue.objects.known_at(moment).filter(kpi=kpi)
    own = _own(edition, moment)
    years = _years(values)
    year = _year(years, own, wanted.year)
    among = _places(values.filter(year=year, area__kind=AreaKind.MUNICIPALITY)) if year else ()
    wide = _wide(values)
    ids = _chosen(wanted.areas, wide, among)
    chosen = _places(values.filter(area__in=ids)) if ids else ()
    picked = (row.place for row in chosen if row.place.kind == AreaKind.MUNICIPALITY)
    ours = municipality()
    return Compared(
        indicator_id=indicator.pk,
        name=edition.name,
        unit_name=edition.goal_edition.goal.unit.name,
        measure_unit=edition.measure_unit,
        decimals=edition.decimals,
        direction=Direction(edition.direction),
        town=ours.name if ours else "",
        kpi_id=kpi,
        kpi_title=dict(kpis)[kpi],
        kpis=kpis,
        years=tuple(years),
        year=year,
        own=own,
        chosen=chosen,
        among=among,
        choices=tuple(Choice(place, place.id in ids) for place in (*wide, *picked)),
        found=tuple(place for place in _found(among, wanted.text) if place.id not in ids),
        as_of=moment,
    )


def _edition(viewer: Viewer, indicator: Indicator) -> IndicatorEdition | None:
    """The indicator as the newest plan in force that the viewer may read defines it."""
    versions = viewer.reach(Permission.READ, PlanVersion).filter(valid_from__lte=viewer.today)
    rows = IndicatorEdition.objects.filter(
        indicator=indicator, goal_edition__version__in=versions
    ).select_related("goal_edition__goal__unit", "indicator")
    return rows.order_by("-goal_edition__version__valid_from", "-pk").first()


def _kpis(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    rows = KpiTie.objects.filter(indicator=indicator).values_list("kpi_id", "kpi__title")
    return tuple(rows.distinct().order_by("kpi_id"))


def _own(edition: IndicatorEdition, moment: datetime) -> dict[int, dict[str, Decimal]]:
    """The indicator's own values of whole years: where one period's value is that of its year.

    For all people it is the value that is judged: the unit's own, else the whole of those below.
    """
    if not _stands_for_years(edition):
        return {}
    found = _wholes(edition, moment)
    rows = Outcome.objects.current_at(moment).filter(
        indicator=edition.indicator,
        unit=edition.indicator.unit_id,
        provider=Provider.ALL,
        period_end__month=12,
        period_end__day=31,
    )
    for end, sex, value in rows.order_by("pk").values_list("period_end", "sex", "value"):
        if value is not None:
            found.setdefault(end.year, {})[sex] = value
    return found


def _wholes(edition: IndicatorEdition, moment: datetime) -> dict[int, dict[str, Decimal]]:
    """What the units below make together in whole years, where no part is missing."""
    collection = collected_for(edition, until=timezone.localdate(moment), as_of=moment)
    return {
        period.year: {Sex.ALL.value: value}
        for period, value in (collection.complete() if collection else {}).items()
        if (period.end.month, period.end.day) == (12, 31)
    }


def _stands_for_years(edition: IndicatorEdition) -> bool:
    is_latest = edition.aggregation_over_time == Method.LATEST
    is_level = edition.accumulation == Accumulation.LEVEL
    is_flow = edition.accumulation == Accumulation.FLOW
    return edition.frequency in YEARLY or not (is_flow or (is_level and not is_latest))


def _years(values: QuerySet[ExternalValue]) -> dict[int, int]:
    """How many municipalities have a value, by year, newest first."""
    rows = (
        values.filter(area__kind=AreaKind.MUNICIPALITY, sex=Sex.ALL, value__isnull=False)
        .values("year")
        .annotate(n=Count("pk"))
        .order_by("-year")
    )
    return {row["year"]: row["n"] for row in rows}


def _year(years: Mapping[int, int], own: Years, wanted: int | None) -> int | None:
    """The year asked for, else the newest one that the own indicator has too, else the newest."""
    if wanted in years:
        return wanted
    both = (year for year in years if Sex.ALL in own.get(year, {}))
    return next(both, next(iter(years), None))


def _places(values: QuerySet[ExternalValue]) -> tuple[PlaceValues, ...]:
    """The places of some values by name, wide areas before municipalities. One query."""
    fields = ("area_id", "area__title", "area__kind", "area__is_invented")
    rows = values.order_by("area__title", "area_id").values_list(
        *fields, "year", "sex", "value", "fetched_at"
    )
    years: dict[Place, dict[int, dict[str, Decimal]]] = {}
    fetched: dict[Place, datetime] = {}
    for area, title, kind, is_invented, year, sex, value, at in rows:
        place = Place(area, title, AreaKind(kind), is_invented)
        by_year = years.setdefault(place, {})
        fetched[place] = max(at, fetched.get(place, at))
        if value is not None:
            by_year.setdefault(year, {})[sex] = value
    ordered = sorted(years, key=lambda place: place.kind == AreaKind.MUNICIPALITY)
    return tuple(PlaceValues(p, years[p], timezone.localdate(fetched[p])) for p in ordered)


def _wide(values: QuerySet[ExternalValue]) -> tuple[Place, ...]:
    """Riket, regions and groups with values of the key figure, by name. One query."""
    rows = Area.objects.exclude(kind=AreaKind.MUNICIPALITY).filter(pk__in=values.values("area"))
    return tuple(
        Place(area.pk, area.title, AreaKind(area.kind), area.is_invented)
        for area in rows.order_by("title", "pk")
    )


def _chosen(
    wanted: Sequence[str], wide: Sequence[Place], among: Sequence[PlaceValues]
) -> frozenset[str]:
    """The areas asked for; when nobody has chosen, some wide ones, else some municipalities."""
    if wanted:
        return frozenset(wanted[:MOST_CHOSEN])
    first = [place.id for place in wide] or [row.place.id for row in among]
    return frozenset(first[:CHOSEN_AT_FIRST])


def _found(among: Sequence[PlaceValues], text: str) -> tuple[Place, ...]:
    """Municipalities whose name has every word; those that begin so first."""
    asked = words(text)
    found = [
        row.place
        for row in among
        if asked and all(word in searchable(row.place.title) for word in asked)
    ]
    found.sort(key=lambda place: not searchable(place.title).startswith(searchable(text)))
    return tuple(found[:MOST_FOUND])
