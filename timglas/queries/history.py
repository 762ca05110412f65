"""The history of a reported value: every value that was ever reported in its place."""

from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import AggregationChoice, IndicatorEdition, Outcome, Sex, VersionState
from timglas.queries.series import Reported, reported
from timglas.rules.periods import Frequency, Period, period_of


@dataclass(frozen=True, slots=True)
class OutcomeHistory:
    """A value with all it has superseded, newest first; the first one counts.

    `reasons` say why each was corrected, in the order of `reports`; the oldest has none.
    `by_counts` says that the value comes of a numerator and a denominator.
    """

    indicator_id: int
    name: str
    measure_unit: str
    decimals: int
    unit_name: str
    period: Period
    sex: str
    reports: tuple[Reported, ...]
    reasons: tuple[str, ...]
    by_counts: bool

    @property
    def sex_name(self) -> str:
        """Whom the value is about, in words; "" when it is about all."""
        return "" if self.sex == Sex.ALL else str(Sex(self.sex).label).lower()

    @property
    def rows(self) -> tuple[tuple[Reported, str], ...]:
        """Each report with why it superseded the one before it."""
        return tuple(zip(self.reports, self.reasons, strict=True))


def outcome_history(viewer: Viewer, outcome: Outcome) -> OutcomeHistory:
    """Every value that was ever reported in the place of an outcome. Two queries."""
    edition = _named(outcome)
    rows = list(
        Outcome.objects.filter(
            indicator=outcome.indicator_id,
            unit=outcome.unit_id,
            period_start=outcome.period_start,
            period_end=outcome.period_end,
            sex=outcome.sex,
            provider=outcome.provider,
        )
        .select_related("reported_by", "unit")
        .order_by("-pk")
    )
    return OutcomeHistory(
        indicator_id=outcome.indicator_id,
        name=edition.name,
        measure_unit=edition.measure_unit,
        decimals=edition.decimals,
        unit_name=rows[0].unit.name,
        period=period_of(outcome.period_end, Frequency(edition.frequency)),
        sex=outcome.sex,
        reports=tuple(reported(viewer, row, len(rows) - n) for n, row in enumerate(rows, start=1)),
        reasons=tuple(row.reason for row in rows),
        by_counts=rows[0].denominator is not None or _is_counted(edition, outcome),
    )


def _is_counted(edition: IndicatorEdition, outcome: Outcome) -> bool:
    return edition.aggregation == AggregationChoice.WEIGHTED and outcome.sex == Sex.ALL


def _named(outcome: Outcome) -> IndicatorEdition:
    """The newest decided edition: it names the outcome's indicator."""
    editions = IndicatorEdition.objects.filter(
        indicator=outcome.indicator_id, goal_edition__version__state=VersionState.DECIDED
    )
    newest = editions.order_by("goal_edition__version__plan__first_year", "pk").last()
    return newest or IndicatorEdition.objects.filter(indicator=outcome.indicator_id).latest("pk")
