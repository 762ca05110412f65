"""Which indicators and units somebody is asked to report for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from timglas.access import Viewer
from timglas.models import (
    AggregationChoice,
    CollectedFrom,
    Indicator,
    IndicatorEdition,
    PlanKind,
    PlanVersion,
)
from timglas.queries.placed import Placements, places_between
from timglas.rules.periods import Frequency, latest_ended
from timglas.rules.permissions import ROLES, Permission


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator's edition, and a unit that is asked for its value.

    `is_optional` says that the units below make a whole, so that a value of the unit's own is not
    needed: it counts before the whole if it is reported.
    """

    edition: IndicatorEdition
    unit_id: int
    unit_name: str
    is_optional: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """The ids of the indicator and the unit."""
        return self.edition.indicator_id, self.unit_id

    @property
    def is_own(self) -> bool:
        """Whether the unit is the indicator's own: the one that has targets."""
        return self.unit_id == self.edition.indicator.unit_id


def asked_of(viewer: Viewer, own: frozenset[int] | None, *, on: date) -> list[Asked]:
    """What the viewer reports on a day, by indicator; if `own`, those and what their units are
    asked for.
    """
    editions = _governing(viewer, own, on)
    collected = [e for e in editions if e.collected_from == CollectedFrom.UNITS]
    days = {e.pk: latest_ended(on, Frequency(e.frequency)).end for e in collected}
    places = places_between(min(days.values()), max(days.values())) if days else []
    placed = Placements(places)
    units = viewer.units(Permission.REPORT_OUTCOME) if own is None else granted_units(viewer)
    asked: list[Asked] = []
    for edition in editions:
        answers = edition.reached and (own is None or edition.indicator_id in own)  # type: ignore[attr-defined]
        unit = edition.indicator.unit
        day = days.get(edition.pk)
        below = placed.reporting(unit.pk, day) if day else frozenset()
        if answers:
            is_made = bool(below) and edition.aggregation != AggregationChoice.NONE
            asked.append(Asked(edition, unit.pk, unit.name, is_optional=is_made))
        asked += _below(edition, placed.names, below if answers else below & units)
    return asked


def granted_units(viewer: Viewer) -> frozenset[int]:
    """The units where the viewer reports by a role in the unit itself."""
    reports = {
        role for role in viewer.roles if Permission.REPORT_OUTCOME in ROLES[role].permissions
    }
    return frozenset(unit for role, unit in viewer.grants if role in reports)


def _below(
    edition: IndicatorEdition, names: Mapping[int, str], units: Iterable[int]
) -> list[Asked]:
    """Some units that an indicator is collected from, by name."""
    return [Asked(edition, unit, names[unit]) for unit in sorted(units, key=names.__getitem__)]


def _governing(viewer: Viewer, own: frozenset[int] | None, on: date) -> list[IndicatorEdition]:
    """The edition in the plans of this year, else of last year, of what may be reported.

    Those are the indicators that the viewer reaches (`reached`), if `own` among those, and all
    collected from units.
    """
    reached = Q(indicator__in=viewer.reach(Permission.REPORT_OUTCOME, Indicator))
    if own is not None:
        reached &= Q(indicator__in=own)
    collected = IndicatorEdition.objects.filter(collected_from=CollectedFrom.UNITS)
    editions = (
        IndicatorEdition.objects.filter(
            reached | Q(indicator__in=collected.values("indicator")),
            goal_edition__version__in=_versions(on),
        )
        .annotate(
            reached=reached,
            plan_kind=F("goal_edition__version__plan__kind"),
            plan_year=F("goal_edition__version__plan__first_year"),
        )
        .select_related("indicator__unit")
        .order_by("plan_year", "pk")
    )
    newest = {edition.indicator_id: edition for edition in editions}
    found = [e for e in newest.values() if _asks(e, on)]
    return sorted(found, key=lambda e: (e.indicator.unit.name, e.name))


def _versions(today: date) -> QuerySet[PlanVersion]:
    last_year = today.year - 1
    now = PlanVersion.objects.in_force(year=today.year, on=today)
    then = PlanVersion.objects.in_force(year=last_year, on=date(last_year, 12, 31))
    return now | then


def _asks(edition: IndicatorEdition, today: date) -> bool:
    """Whether the plan still asks for the period that ended last."""
    period = latest_ended(today, Frequency(edition.frequency))
    is_term = edition.plan_kind == PlanKind.TERM  # type: ignore[attr-defined]
    return is_term or edition.plan_year in {period.year, today.year}  # type: ignore[attr-defined]
