"""Absence of two schools that breaks a rule, and deviations of it."""

from decimal import Decimal
from typing import Any

from tests.cast import NOW, TODAY, Cast
from tests.collected import collected
from timglas.actions.deviations import add_deviation_rule, raise_deviations
from timglas.actions.outcomes import report_outcome
from timglas.models import Deviation, DeviationRule, Indicator, Unit
from timglas.rules.deviations import Subject
from timglas.rules.periods import Frequency, Period


def report(cast: Cast, indicator: Indicator, unit: Unit, value: str, month: int = 9) -> None:
    """A school's value of a month."""
    report_outcome(
        indicator=indicator,
        unit=unit,
        period=Period(Frequency.MONTH, 2025, month),
        value=Decimal(value),
        by=cast.manager,
        at=NOW,
    )


def absence_rule(cast: Cast, **more: Any) -> DeviationRule:
    """Absence above eight is a deviation."""
    told: dict[str, Any] = {"subject": Subject.ABOVE, "limit": Decimal(8)} | more
    if "indicator" not in told:
        told["indicator"] = collected(cast)
    return add_deviation_rule(**told, by=cast.controller, at=NOW)


def raised(cast: Cast, **more: Any) -> Deviation:
    """The deviation of a school whose absence is nine."""
    rule = absence_rule(cast, **more)
    report(cast, rule.indicator, cast.bjork, "9")  # type: ignore[arg-type]
    raise_deviations(today=TODAY, at=NOW)
    return Deviation.objects.get()
