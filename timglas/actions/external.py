"""Tying indicators to Kolada, and storing the values of others to compare with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.refusal import Refusal
from timglas.exchange.kolada import ValueRow
from timglas.models import (
    Area,
    AreaKind,
    ExternalValue,
    Indicator,
    IndicatorEdition,
    Kpi,
    KpiTie,
    Municipality,
    Person,
    TieRole,
    Unit,
)
from timglas.rules.external import Change, exact, is_same
from timglas.rules.periods import Frequency

BATCH = 500
# The roles whose values are kept as those of others.
COMPARED = (TieRole.COMPARISON, TieRole.SPREAD)

type Series = tuple[str, str]  # KPI and area
type Counts = dict[Series, Counter[Change]]


@transaction.atomic
def tie_indicator(
    *, indicator: Indicator, kpi: Kpi, area: Area, role: str, by: Person | None, at: datetime
) -> KpiTie:
    """Let an indicator follow a KPI of an area, as its own outcomes or to compare with."""
    earlier = KpiTie.objects.filter(indicator=indicator, kpi=kpi, area=area)
    if earlier.exclude(role=TieRole.SPREAD).exists():
        raise Refusal(_("Indikatorn är redan knuten till det nyckeltalet för %s.") % area)
    for gone in (kpi, area):
        if gone.withdrawn_at:
            raise Refusal(_("%s finns inte längre i Kolada.") % gone)
    if role == TieRole.OWN:
        _check_own(indicator, area)
    earlier.delete()  # what was one of all is now chosen
    tie = KpiTie.objects.create(indicator=indicator, kpi=kpi, area=area, role=TieRole(role))
    after = {"indicator": indicator, "kpi": kpi, "area": area, "role": tie.role}
    record("tie_indicator", tie, by=by, at=at, unit=indicator.unit, after=after)
    return tie


@transaction.atomic
def untie_indicator(*, tie: KpiTie, by: Person, at: datetime) -> None:
    """Let an indicator no longer follow a KPI. Values that have come are kept."""
    before = {"indicator": tie.indicator, "kpi": tie.kpi, "area": tie.area, "role": tie.role}
    record("untie_indicator", tie, by=by, at=at, unit=tie.indicator.unit, before=before)
    tie.delete()


@transaction.atomic
def spread_kpi(*, indicator: Indicator, kpi: Kpi, by: Person, at: datetime) -> int:
    """Let an indicator have a KPI's values of every municipality; returns how many were tied.

    Those it is compared with already stay as they are.
    """
    if kpi.withdrawn_at:
        raise Refusal(_("%s finns inte längre i Kolada.") % kpi)
    tied = KpiTie.objects.filter(indicator=indicator, kpi=kpi).values("area")
    municipalities = Area.objects.filter(kind=AreaKind.MUNICIPALITY, withdrawn_at=None)
    areas = municipalities.exclude(pk__in=tied)
    ties = [KpiTie(indicator=indicator, kpi=kpi, area=area, role=TieRole.SPREAD) for area in areas]
    if not ties:
        raise Refusal(_("Det finns inga fler kommuner att hämta värden för."))
    KpiTie.objects.bulk_create(ties, batch_size=BATCH)
    after = {"kpi": kpi, "role": TieRole.SPREAD, "areas": len(ties)}
    record("spread_kpi", indicator, by=by, at=at, unit=indicator.unit, after=after)
    return len(ties)


@transaction.atomic
def end_spread(*, indicator: Indicator, kpi: Kpi, by: Person, at: datetime) -> None:
    """Let an indicator no longer have every municipality's values. Those that came are kept."""
    gone, _models = KpiTie.objects.filter(
        indicator=indicator, kpi=kpi, role=TieRole.SPREAD
    ).delete()
    if not gone:
        raise Refusal(_("Indikatorn hämtar inte värden för alla kommuner."))
    before = {"kpi": kpi, "role": TieRole.SPREAD, "areas": gone}
    record("end_spread", indicator, by=by, at=at, unit=indicator.unit, before=before)


@transaction.atomic
def follow_kpi(*, unit: Unit, kpi: Kpi, area: Area, by: Person, at: datetime) -> Indicator:
    """Make an indicator of a unit that follows a KPI, before any plan has it."""
    if KpiTie.objects.filter(kpi=kpi, area=area, role=TieRole.OWN, indicator__unit=unit).exists():
        raise Refusal(_("%(unit)s följer redan %(kpi)s.") % {"unit": unit, "kpi": kpi})
    indicator = Indicator.objects.create(unit=unit, created_at=at)
    tie_indicator(indicator=indicator, kpi=kpi, area=area, role=TieRole.OWN, by=by, at=at)
    return indicator


def store_comparisons(rows: Sequence[ValueRow], *, at: datetime) -> Counts:
    """Store those of the rows that an indicator is compared with, as part of a fetch.

    A revised value is a new row that supersedes the earlier one; a withdrawn one too.
    """
    tied = set(
        KpiTie.objects.filter(
            role__in=COMPARED,
            kpi__in={row.kpi for row in rows},
            area__in={row.area for row in rows},
        ).values_list("kpi_id", "area_id")
    )
    wanted = {_key(row): row for row in rows if (row.kpi, row.area) in tied}
    known = _known_values(wanted.values())
    counts: Counts = defaultdict(Counter)
    added = []
    for key, row in wanted.items():
        change = _change(known.get(key), row)
        counts[row.kpi, row.area][change] += 1
        if change is not Change.UNCHANGED:
            added.append(_value(row, known.get(key), at))
    ExternalValue.objects.bulk_create(added, batch_size=BATCH)
    return counts


def _check_own(indicator: Indicator, area: Area) -> None:
    municipality = Municipality.objects.first()
    if municipality is None or area.pk != municipality.kolada_id:
        raise Refusal(_("Egna utfall kan bara hämtas för den egna kommunen."), "area")
    if KpiTie.objects.filter(indicator=indicator, role=TieRole.OWN).exists():
        raise Refusal(_("Indikatorn hämtar redan sina utfall från ett annat nyckeltal."), "kpi")
    newest = IndicatorEdition.objects.filter(indicator=indicator).order_by("-pk").first()
    if newest and Frequency(newest.frequency).per_year > 1:
        raise Refusal(
            _("Kolada har årsvärden, men indikatorn mäts oftare. Välj jämförelse i stället."),
            "role",
        )


def _key(row: ValueRow) -> tuple[str, str, int, str]:
    return row.kpi, row.area, row.year, row.sex


def _known_values(
    rows: Collection[ValueRow],
) -> Mapping[tuple[str, str, int, str], ExternalValue]:
    found = ExternalValue.objects.filter(
        superseded_by__isnull=True,
        kpi__in={row.kpi for row in rows},
        area__in={row.area for row in rows},
    )
    return {(v.kpi_id, v.area_id, v.year, v.sex): v for v in found}


def _change(known: ExternalValue | None, row: ValueRow) -> Change:
    if known is None:
        return Change.UNCHANGED if row.deleted else Change.NEW
    told = (row.deleted, row.status, row.count)
    if told == (known.is_deleted, known.status, known.count) and is_same(known.value, row.value):
        return Change.UNCHANGED
    return Change.WITHDRAWN if row.deleted else Change.CHANGED


def _value(row: ValueRow, known: ExternalValue | None, at: datetime) -> ExternalValue:
    return ExternalValue(
        kpi_id=row.kpi,
        area_id=row.area,
        year=row.year,
        sex=row.sex,
        value=exact(row.value),
        count=row.count,
        status=row.status,
        is_deleted=row.deleted,
        fetched_at=at,
        supersedes=known,
    )
