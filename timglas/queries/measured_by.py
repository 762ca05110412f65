"""Which indicators and units somebody may report for, to be looked up by number, code or name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from timglas.access import Viewer
from timglas.models import (
    AggregationChoice,
    CollectedFrom,
    Indicator,
    IndicatorEdition,
    Sex,
    Unit,
    VersionState,
)
from timglas.rules.outcome_rows import Measure
from timglas.rules.periods import Frequency
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class Timed:
    """How an indicator is measured in periods of a length; `is_collected` from units below."""

    frequency: Frequency
    measure_unit: str
    source: str
    by_counts: bool
    is_collected: bool

    def measure(self, sex: str) -> Measure:
        """How a value is measured: counts make it for all, not for women and men."""
        return Measure(self.measure_unit, self.source, self.by_counts and sex == Sex.ALL)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator by the name of its newest decided edition, and how it is or was measured.

    The newest way comes first.
    """

    id: int
    unit_id: int
    name: str
    timed: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class Reportable:
    """What a viewer may report for: whole indicators (`own`), and units of those collected."""

    own: frozenset[int]
    units: frozenset[int]
    indicators: Mapping[int, Measured]
    unit_names: Mapping[int, str]
    unit_codes: Mapping[str, int]
    _by_name: Mapping[str, list[Measured]]
    _by_unit_name: Mapping[str, list[int]]

    def by_number(self, text: str) -> Measured | None:
        """The indicator of a number, "17"."""
        is_number = text.isascii() and text.isdigit() and len(text) <= 15
        return self.indicators.get(int(text)) if is_number else None

    def by_name(self, name: str) -> list[Measured]:
        """Those with exactly a name, whatever the letters' size."""
        return self._by_name.get(name.casefold(), [])

    def unit_of_code(self, code: str) -> int | None:
        """The unit of a code, exactly."""
        return self.unit_codes.get(code)

    def units_named(self, name: str) -> list[int]:
        """Units with exactly a name, whatever the letters' size."""
        return self._by_unit_name.get(name.casefold(), [])

    def may_report(self, measured: Measured, timed: Timed, unit: int) -> bool:
        """Whether the viewer answers for the indicator, or for a unit it is collected from."""
        return measured.id in self.own or (timed.is_collected and unit in self.units)


def reportable(viewer: Viewer) -> Reportable:
    """All that a viewer may report for. Three queries."""
    own = frozenset(viewer.reach(Permission.REPORT_OUTCOME, Indicator).values_list("pk", flat=True))
    indicators = _indicators(own)
    units = list(Unit.objects.values_list("pk", "code", "name"))
    by_name: dict[str, list[Measured]] = defaultdict(list)
    for measured in indicators.values():
        by_name[measured.name.casefold()].append(measured)
    by_unit_name: dict[str, list[int]] = defaultdict(list)
    for pk, _code, name in units:
        by_unit_name[name.casefold()].append(pk)
    return Reportable(
        own=own,
        units=viewer.units(Permission.REPORT_OUTCOME),
        indicators=indicators,
        unit_names={pk: name for pk, _code, name in units},
        unit_codes={code: pk for pk, code, _name in units},
        _by_name=by_name,
        _by_unit_name=by_unit_name,
    )


def _indicators(own: frozenset[int]) -> Mapping[int, Measured]:
    """Those that are decided: the viewer's own, and all that are collected from units."""
    rows = (
        IndicatorEdition.objects.filter(
            Q(indicator__in=own) | Q(collected_from=CollectedFrom.UNITS),
            goal_edition__version__state=VersionState.DECIDED,
        )
        .order_by("-goal_edition__version__plan__first_year", "-pk")
        .values_list(
            *("indicator_id", "indicator__unit_id", "name", "measure_unit", "source"),
            *("aggregation", "frequency", "collected_from"),
        )
    )
    found: dict[int, tuple[int, str, dict[str, Timed]]] = {}
    for pk, unit, name, measure_unit, source, aggregation, frequency, collected in rows:
        timed = Timed(
            frequency=Frequency(frequency),
            measure_unit=measure_unit,
            source=source,
            by_counts=aggregation == AggregationChoice.WEIGHTED,
            is_collected=collected == CollectedFrom.UNITS,
        )
        found.setdefault(pk, (unit, name, {}))[2].setdefault(frequency, timed)
    return {
        pk: Measured(pk, unit, name, tuple(ways.values()))
        for pk, (unit, name, ways) in found.items()
    }
