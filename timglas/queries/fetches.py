"""Fetches as pages show them: how far, what came and what failed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.models import Area, Fetch, FetchKind, FetchState, IndicatorEdition, Kpi
from timglas.rules.external import Change

# A worker that is there begins within seconds.
SOON = timedelta(seconds=30)
# More areas than this are told as one row.
MOST_AREAS = 25
# As long as one answer may be waited for.
SILENCE = timedelta(minutes=20)
PARTS = {
    "kpis": _("Nyckeltal"),
    "areas": _("Kommuner och regioner"),
    "groups": _("Grupper av kommuner"),
}


@dataclass(frozen=True, slots=True)
class CountsView:
    """How many rows of a part, or of a KPI in an area, were new, changed and so on."""

    name: str
    detail: str
    new: int
    changed: int
    unchanged: int
    withdrawn: int
    missing: int
    conflict: int


@dataclass(frozen=True, slots=True)
class ProblemView:
    """What failed, where."""

    message: str
    address: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Kolada says otherwise than a person has reported; the person's value stands."""

    indicator_id: int
    indicator_name: str
    year: int
    sex: str
    own: Decimal | None
    kolada: Decimal | None


@dataclass(frozen=True, slots=True)
class FetchView:
    """A fetch in a list, and the head of its page."""

    id: int
    kind: FetchKind
    state: FetchState
    requested_by: str
    requested_at: datetime
    finished_at: datetime | None
    steps_done: int
    steps_total: int
    is_late: bool
    is_stalled: bool
    problem_count: int
    sums: Mapping[str, int]

    @property
    def is_open(self) -> bool:
        """Whether more may come by itself."""
        return self.state in {FetchState.WAITING, FetchState.RUNNING} and not self.is_stalled

    @property
    def can_resume(self) -> bool:
        """Whether a person can let it go on."""
        return self.state == FetchState.FAILED or self.is_stalled


@dataclass(frozen=True, slots=True)
class FetchPage:
    """A fetch with its whole report."""

    fetch: FetchView
    counts: tuple[CountsView, ...]
    problems: tuple[ProblemView, ...]
    notes: tuple[ProblemView, ...]
    conflicts: tuple[ConflictView, ...]


def latest_fetches(now: datetime, most: int = 5) -> tuple[FetchView, ...]:
    """The latest fetches, newest first. One query."""
    rows = Fetch.objects.select_related("requested_by").order_by("-pk")[:most]
    return tuple(fetch_view(fetch, now) for fetch in rows)


def fetch_view(fetch: Fetch, now: datetime) -> FetchView:
    """A fetch as it stands at a moment."""
    report = fetch.report
    idle = now - (fetch.worked_at or fetch.requested_at)
    return FetchView(
        id=fetch.pk,
        kind=FetchKind(fetch.kind),
        state=FetchState(fetch.state),
        requested_by=fetch.requested_by.name if fetch.requested_by else "",
        requested_at=fetch.requested_at,
        finished_at=fetch.finished_at,
        steps_done=fetch.steps_done,
        steps_total=fetch.steps_total,
        is_late=fetch.state == FetchState.WAITING and idle > SOON,
        is_stalled=fetch.state == FetchState.RUNNING and idle > SILENCE,
        problem_count=len(report.get("problems", ())) + len(report.get("conflicts", ())),
        sums=_sums(report),
    )


def fetch_page(fetch: Fetch, now: datetime) -> FetchPage:
    """A fetch and its report. At most three queries."""
    report = fetch.report
    return FetchPage(
        fetch=fetch_view(fetch, now),
        counts=_counts(report.get("counts", {})),
        problems=_problems(report.get("problems", ())),
        notes=_problems(report.get("notes", ())),
        conflicts=_conflicts(report.get("conflicts", ())),
    )


def _sums(report: Mapping[str, Any]) -> Mapping[str, int]:
    counts = report.get("counts", {}).values()
    return {c.value: sum(told.get(c.value, 0) for told in counts) for c in Change}


def _counts(counts: Mapping[str, Mapping[str, int]]) -> tuple[CountsView, ...]:
    pairs = [name.split(" ") for name in counts if " " in name]
    kpis = dict(Kpi.objects.filter(pk__in={k for k, _a in pairs}).values_list("pk", "title"))
    areas = dict(Area.objects.filter(pk__in={a for _k, a in pairs}).values_list("pk", "title"))
    views = []
    for name, told in _joined(counts).items():
        kpi, _space, area = name.partition(" ")
        title = str(PARTS[kpi]) if kpi in PARTS else f"{kpi} {kpis.get(kpi, '')}"
        numbers = {change.value: told.get(change.value, 0) for change in Change}
        views.append(CountsView(name=title, detail=areas.get(area, area), **numbers))
    return tuple(views)


def _joined(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Counter[str]]:
    """A KPI's counts as one where it came for more areas than can be read one by one."""
    areas_of: Counter[str] = Counter(name.partition(" ")[0] for name in counts)
    joined: dict[str, Counter[str]] = defaultdict(Counter)
    for name, told in counts.items():
        kpi = name.partition(" ")[0]
        many = areas_of[kpi] > MOST_AREAS
        title = gettext("{n} områden").format(n=areas_of[kpi])
        joined[f"{kpi} {title}" if many else name] += Counter(told)
    return joined


def _problems(rows: list[dict[str, str]]) -> tuple[ProblemView, ...]:
    return tuple(ProblemView(row["message"], row["address"]) for row in rows)


def _conflicts(rows: list[dict[str, Any]]) -> tuple[ConflictView, ...]:
    ids = {row["indicator"] for row in rows}
    editions = IndicatorEdition.objects.filter(indicator__in=ids).order_by("pk")
    names = dict(editions.values_list("indicator_id", "name"))
    return tuple(
        ConflictView(
            indicator_id=row["indicator"],
            indicator_name=names.get(row["indicator"], row["kpi"]),
            year=row["year"],
            sex=row["sex"],
            own=_decimal(row["own"]),
            kolada=_decimal(row["kolada"]),
        )
        for row in rows
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
