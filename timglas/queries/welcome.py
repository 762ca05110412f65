"""How far the welcome guide has come, seen from what there is."""

from dataclasses import dataclass

from timglas.models import (
    Fetch,
    FetchState,
    GoalLevel,
    KpiTie,
    Municipality,
    Person,
    Placement,
    Unit,
    UnitKind,
)


@dataclass(frozen=True, slots=True)
class WelcomeState:
    """What has been done. Nothing but what the steps leave behind is remembered."""

    has_person: bool
    has_municipality: bool
    has_bodies: bool
    has_levels: bool
    has_indicators: bool
    has_fetched: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list of what there is already."""

    name: str
    kind: str
    parent: str


def welcome_state() -> WelcomeState:
    """Six small queries."""
    return WelcomeState(
        has_person=Person.objects.exists(),
        has_municipality=Municipality.objects.exists(),
        has_bodies=Unit.objects.exclude(kind=UnitKind.COUNCIL).exists(),
        has_levels=GoalLevel.objects.exists(),
        has_indicators=KpiTie.objects.exists(),
        has_fetched=Fetch.objects.filter(state=FetchState.DONE).exists(),
    )


def unit_lines() -> tuple[UnitLine, ...]:
    """The units that there are, in the order they were added. One query."""
    rows = Placement.objects.filter(valid_to=None).select_related("unit", "parent").order_by("pk")
    return tuple(
        UnitLine(
            row.unit.name, str(UnitKind(row.unit.kind).label), row.parent.name if row.parent else ""
        )
        for row in rows
    )


def council() -> Unit | None:
    """The council, which stands at the top."""
    row = Placement.objects.filter(parent=None, valid_to=None).select_related("unit").first()
    return row.unit if row else None


def followed_kpis() -> frozenset[str]:
    """Ids of the KPIs that some indicator follows."""
    return frozenset(KpiTie.objects.values_list("kpi_id", flat=True))
