"""Rows are stored as they are given, many at once."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import NOW, Cast
from timglas.actions.bulk import insert
from timglas.models import Indicator, Outcome, OutcomeQuality, Provider, Sex

COLUMNS = (
    *("indicator_id", "unit_id", "period_start", "period_end", "sex", "provider", "value"),
    *("quality", "comment", "source", "reason", "known_at"),
)


def row(cast: Cast, indicator: Indicator, year: int, value: Decimal | None) -> tuple[object, ...]:
    period = (date(year, 1, 1), date(year, 12, 31))
    place = (indicator.pk, cast.bun.pk, *period, Sex.ALL, Provider.ALL)
    return (*place, value, OutcomeQuality.FINAL, "Ej mätt" if value is None else "", "S", "", NOW)


def test_rows_are_stored_with_what_is_missing_as_missing(cast: Cast) -> None:
    indicator = Indicator.objects.create(unit=cast.bun, created_at=NOW)
    rows = [row(cast, indicator, 2023, Decimal("83.6")), row(cast, indicator, 2024, None)]
    assert insert(Outcome, COLUMNS, rows) == 2
    stored = Outcome.objects.order_by("period_start")
    assert [(o.period_end, o.value, o.known_at) for o in stored] == [
        (date(2023, 12, 31), Decimal("83.6"), NOW),
        (date(2024, 12, 31), None, NOW),
    ]


@pytest.mark.django_db
def test_nothing_is_stored_of_no_rows() -> None:
    assert insert(Outcome, COLUMNS, []) == 0
