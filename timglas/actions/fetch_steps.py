"""What a fetch of each kind asks for, and how it stores a page and settles a question."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import product
from typing import Any, Protocol

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.catalogue import (
    store_areas,
    store_groups,
    store_kpis,
    withdraw_areas,
    withdraw_kpis,
)
from timglas.actions.external import store_comparisons
from timglas.actions.kolada_outcomes import Conflict, store_outcomes
from timglas.exchange.kolada import IDS_PER_SEGMENT, Kolada, Page, ValueRow
from timglas.models import Area, AreaKind, Fetch, FetchKind, Kpi, KpiTie
from timglas.rules.external import OVERLAP, Change, fits, questions

STORES: Mapping[str, Callable[[Sequence[Any]], Counter[Change]]] = {
    "kpis": store_kpis,
    "areas": store_areas,
    "groups": store_groups,
}

type Question = dict[str, Any]
type Cursor = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a fetch, in Swedish, and the page that it is about."""

    message: str
    address: str = ""


@dataclass(slots=True)
class StoredPage:
    """What came of a page: counts by part or by "N00092 1465", and what a person must know."""

    counts: Mapping[str, Counter[Change]]
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class Steps(Protocol):
    """The steps of a kind of fetch. Questions and cursor are JSON, so that they can be kept."""

    can_wait: bool  # whether one question may be left for later without harm to the next

    def plan(self) -> tuple[Cursor, list[Note]]:
        """The questions to ask, and what will not be asked."""

    def pages(self, client: Kolada, question: Question, start: str | None) -> Iterator[Page[Any]]:
        """Ask a question, from the beginning or from an address."""

    def store(
        self, question: Question, rows: Sequence[Any], *, fetch: Fetch, at: datetime
    ) -> StoredPage:
        """Store a page."""

    def close(
        self, question: Question, cursor: Cursor, *, missing: Sequence[str], at: datetime
    ) -> dict[str, int]:
        """Settle a question whose pages have all come; returns by part how many have left."""


class CatalogueSteps:
    """KPIs, then areas, then groups, whose members are areas."""

    can_wait = False

    def plan(self) -> tuple[Cursor, list[Note]]:
        """Three lists, each of some pages."""
        return {"questions": [{"part": part} for part in ("kpis", "areas", "groups")]}, []

    def pages(self, client: Kolada, question: Question, start: str | None) -> Iterator[Page[Any]]:
        """The pages of a list."""
        asks = {"kpis": client.kpis, "areas": client.municipalities, "groups": client.groups}
        return asks[question["part"]](start)

    def store(
        self,
        question: Question,
        rows: Sequence[Any],
        *,
        fetch: Fetch,
        at: datetime,  # noqa: ARG002 (only values have a moment)
    ) -> StoredPage:
        """Store rows of the catalogue, and remember which there were."""
        part = question["part"]
        seen = set(fetch.cursor.get("seen", ())) | {row.id for row in rows}
        fetch.cursor["seen"] = sorted(seen)
        return StoredPage({part: STORES[part](rows)})

    def close(
        self,
        question: Question,
        cursor: Cursor,
        *,
        missing: Sequence[str],  # noqa: ARG002 (only values are asked for by id)
        at: datetime,
    ) -> dict[str, int]:
        """Mark what is no longer listed, unless the list was empty or partly unreadable."""
        part, seen = question["part"], set(cursor.get("seen", ()))
        if not seen or not cursor.get("is_whole", True):
            return {}
        gone = sorted(_known_ids(part) - seen)
        count = withdraw_kpis(gone, at) if part == "kpis" else withdraw_areas(gone, at)
        return {part: count} if count else {}


class ValueSteps:
    """Values of every tie, in as few questions as Kolada's limits allow."""

    can_wait = True

    def plan(self) -> tuple[Cursor, list[Note]]:
        """New ties ask for everything, the others for what has changed since they were fetched."""
        ties = KpiTie.objects.filter(
            kpi__withdrawn_at=None, area__withdrawn_at=None, area__is_invented=False
        )
        asked = [
            {"kpis": q.kpis, "areas": q.areas, "since": q.since and q.since.isoformat()}
            for q in questions(_days(ties), most=IDS_PER_SEGMENT)
        ]
        last = KpiTie.objects.aggregate(last=Max("pk"))["last"] or 0
        gone = KpiTie.objects.filter(area__is_invented=False).exclude(pk__in=ties.values("pk"))
        text = _("%(kpi)s för %(area)s finns inte längre i Kolada.")
        notes = [
            Note(text % {"kpi": tie.kpi, "area": tie.area})
            for tie in gone.select_related("kpi", "area")
        ]
        return {"questions": asked, "last_tie": last}, notes

    def pages(self, client: Kolada, question: Question, start: str | None) -> Iterator[Page[Any]]:
        """The pages with a question's values."""
        since = question["since"] and date.fromisoformat(question["since"])
        return client.values(question["kpis"], question["areas"], changed_since=since, start=start)

    def store(
        self, question: Question, rows: Sequence[Any], *, fetch: Fetch, at: datetime
    ) -> StoredPage:
        """Store values as own outcomes and as values to compare with, after what is tied."""
        del question  # the rows say what they are about
        fitting = [row for row in rows if fits(row.value)]
        own = store_outcomes(fitting, by=fetch.requested_by, at=at)
        counts: dict[str, Counter[Change]] = {}
        for part in (own.counts, store_comparisons(fitting, at=at)):
            for (kpi, area), told in part.items():
                counts[f"{kpi} {area}"] = counts.get(f"{kpi} {area}", Counter()) + told
        notes = [Note(_too_large(row)) for row in rows if not fits(row.value)]
        return StoredPage(counts, [_plain(conflict) for conflict in own.conflicts], notes)

    def close(
        self, question: Question, cursor: Cursor, *, missing: Sequence[str], at: datetime
    ) -> dict[str, int]:
        """Note that the question's ties are fetched, and which ids Kolada no longer knows."""
        withdraw_kpis(missing, at)
        withdraw_areas(missing, at)
        asked = [set(question[name]) - set(missing) for name in ("kpis", "areas")]
        if cursor.get("is_whole", True):
            kpis, areas = asked
            ties = KpiTie.objects.filter(kpi__in=kpis, area__in=areas)
            ties.filter(pk__lte=cursor["last_tie"]).update(fetched_at=at)
        # Named in the report even where nothing came, unless only changes were asked for.
        return {} if question["since"] else {f"{k} {a}": 0 for k, a in product(*map(sorted, asked))}


STEPS: Mapping[str, Steps] = {
    FetchKind.CATALOGUE: CatalogueSteps(),
    FetchKind.VALUES: ValueSteps(),
}


def _known_ids(part: str) -> set[str]:
    if part == "kpis":
        return set(Kpi.objects.values_list("id", flat=True))
    known = Area.objects.filter(is_invented=False)
    areas = known.filter(kind=AreaKind.GROUP)
    if part == "areas":
        areas = known.exclude(kind=AreaKind.GROUP)
    return set(areas.values_list("id", flat=True))


def _days(ties: Iterable[KpiTie]) -> dict[tuple[str, str], date | None]:
    """From which day to ask for each KPI and area; None where everything is to come.

    A group's values are Kolada's own means, and it is not said whether they count as changed
    when a member's value is: they are asked for anew each time.
    """
    days: dict[tuple[str, str], date | None] = {}
    for tie in ties:
        pair = (tie.kpi_id, tie.area_id)
        is_new = tie.fetched_at is None or tie.area_id.startswith("G")
        day = None if is_new else timezone.localdate(tie.fetched_at) - OVERLAP
        known = days.get(pair, day)
        days[pair] = min(known, day) if known and day else None
    return days


def _plain(conflict: Conflict) -> dict[str, Any]:
    shown = asdict(conflict)
    return shown | {name: shown[name] and str(shown[name]) for name in ("own", "kolada")}


def _too_large(row: ValueRow) -> str:
    return _("%(kpi)s %(area)s %(year)s: värdet %(value)s är för stort för att lagras.") % {
        "kpi": row.kpi,
        "area": row.area,
        "year": row.year,
        "value": row.value,
    }
