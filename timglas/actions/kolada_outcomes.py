"""Kolada's values as an indicator's own outcomes, by the rules of all outcomes: nothing is
overwritten, and a revision is a row of its own that says why.

Part of a fetch, which records the audit event. What a person has reported or corrected is never
replaced, nor what a closed year has: where Kolada says otherwise, the fetch reports a conflict for
a person to settle.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from timglas.actions.forecasts import ask_for_forecasts
from timglas.actions.outcomes import REPORTED_ANEW
from timglas.exchange.kolada import ValueRow
from timglas.models import KpiTie, Outcome, OutcomeQuality, Person, Provider, TieRole
from timglas.queries.year_closings import closed_years
from timglas.rules.external import Change, exact, is_same

BATCH = 500
SOURCE = "Kolada"
# Stored, and therefore the same whatever language somebody reads in.
REVISED = "Reviderat i Kolada"
REMOVED = "Borttaget i Kolada"
STORED = frozenset({Change.NEW, Change.CHANGED, Change.WITHDRAWN})

type Series = tuple[str, str]  # KPI and area
type Place = tuple[int, int, date, str]  # indicator, unit, the year's last day, sex


@dataclass(frozen=True, slots=True)
class Conflict:
    """A person's value, or a closed year's, stands, and Kolada has another."""

    indicator: int
    kpi: str
    year: int
    sex: str
    own: Decimal | None
    kolada: Decimal | None


@dataclass(slots=True)
class Stored:
    """What came of some rows."""

    counts: dict[Series, Counter[Change]] = field(default_factory=lambda: defaultdict(Counter))
    conflicts: list[Conflict] = field(default_factory=list)


def store_outcomes(rows: Sequence[ValueRow], *, by: Person | None, at: datetime) -> Stored:
    """Store those of the rows that are some indicator's own outcomes. `by` asked for the fetch."""
    ties = _own_ties(rows)
    known = _known_outcomes(ties.values())
    closed = _closed_years(rows, ties.values())
    stored, added = Stored(), []
    for row in {(r.kpi, r.area, r.year, r.sex): r for r in rows}.values():
        for tie in ties.get((row.kpi, row.area), ()):
            earlier = known.get(_place(tie, row))
            change = _change(earlier, row, is_closed=(tie.indicator.unit_id, row.year) in closed)
            stored.counts[row.kpi, row.area][change] += 1
            if change is Change.CONFLICT:
                stored.conflicts.append(_conflict(tie, row, earlier))
            elif change in STORED:
                added.append(_outcome(tie, row, earlier, by=by, at=at))
    Outcome.objects.bulk_create(added, batch_size=BATCH)
    ask_for_forecasts({outcome.indicator_id for outcome in added})
    return stored


def _own_ties(rows: Iterable[ValueRow]) -> Mapping[Series, list[KpiTie]]:
    ties: dict[Series, list[KpiTie]] = defaultdict(list)
    found = KpiTie.objects.filter(role=TieRole.OWN, kpi__in={row.kpi for row in rows})
    for tie in found.select_related("indicator"):
        ties[tie.kpi_id, tie.area_id].append(tie)
    return ties


def _known_outcomes(ties: Iterable[list[KpiTie]]) -> Mapping[Place, Outcome]:
    """The newest outcomes of whole years, also those withdrawn with an import."""
    indicators = {tie.indicator_id for some in ties for tie in some}
    found = Outcome.objects.newest().filter(
        indicator__in=indicators,
        provider=Provider.ALL,
        period_start__month=1,
        period_start__day=1,
        period_end__month=12,
    )
    return {(o.indicator_id, o.unit_id, o.period_end, o.sex): o for o in found}


def _place(tie: KpiTie, row: ValueRow) -> Place:
    return tie.indicator_id, tie.indicator.unit_id, date(row.year, 12, 31), row.sex


def _closed_years(
    rows: Iterable[ValueRow], ties: Iterable[list[KpiTie]]
) -> frozenset[tuple[int, int]]:
    units = {tie.indicator.unit_id for some in ties for tie in some}
    return closed_years(units, {row.year for row in rows})


def _change(earlier: Outcome | None, row: ValueRow, *, is_closed: bool) -> Change:
    change = _change_of_open(earlier, row)
    return Change.CONFLICT if is_closed and change in STORED else change


def _change_of_open(earlier: Outcome | None, row: ValueRow) -> Change:
    if earlier is None or earlier.quality == OutcomeQuality.WITHDRAWN:
        return Change.MISSING if row.value is None else Change.NEW
    if is_same(earlier.value, row.value):
        return Change.UNCHANGED
    if not _is_kolada(earlier):
        return Change.MISSING if row.value is None else Change.CONFLICT
    return Change.WITHDRAWN if row.value is None else Change.CHANGED


def _is_kolada(outcome: Outcome) -> bool:
    """Whether an outcome came by a fetch, not in a file, and nobody has corrected it since."""
    is_fetched = outcome.source.startswith(f"{SOURCE} ") and outcome.batch_id is None
    return is_fetched and (
        outcome.supersedes_id is None or outcome.reason in {REVISED, REMOVED, REPORTED_ANEW}
    )


def _conflict(tie: KpiTie, row: ValueRow, earlier: Outcome | None) -> Conflict:
    own = earlier.value if earlier else None
    return Conflict(tie.indicator_id, row.kpi, row.year, row.sex, own, row.value)


def _reason(earlier: Outcome, *, gone: bool) -> str:
    if earlier.quality == OutcomeQuality.WITHDRAWN:
        return REPORTED_ANEW
    return REMOVED if gone else REVISED


def _outcome(
    tie: KpiTie, row: ValueRow, earlier: Outcome | None, *, by: Person | None, at: datetime
) -> Outcome:
    gone = row.value is None
    return Outcome(
        indicator=tie.indicator,
        unit_id=tie.indicator.unit_id,
        period_start=date(row.year, 1, 1),
        period_end=date(row.year, 12, 31),
        sex=row.sex,
        value=exact(row.value),
        quality=OutcomeQuality.FINAL,
        source=f"{SOURCE} {row.kpi}",
        comment=REMOVED if gone else "",
        supersedes=earlier,
        reason="" if earlier is None else _reason(earlier, gone=gone),
        reported_by=by,
        known_at=at,
    )
