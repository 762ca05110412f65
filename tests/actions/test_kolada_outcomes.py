"""Kolada's values where an import was undone, or a file brought the same value."""

from decimal import Decimal

import pytest

from tests.cast import NOW, Cast
from tests.imported import HEADS, applied, undone
from tests.reported import report_some
from timglas.actions.external import tie_indicator
from timglas.actions.kolada_outcomes import store_outcomes
from timglas.exchange.kolada import ValueRow
from timglas.models import Area, AreaKind, Indicator, Kpi, Municipality, Outcome, TieRole
from timglas.rules.external import Change


def row(value: str) -> ValueRow:
    return ValueRow("N15436", "1465", 2024, "T", Decimal(value), "", None, deleted=False)


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    """The committee's yearly share, tied to a KPI for its own values."""
    indicator = report_some(cast).planned.indicator
    Municipality.objects.update(kolada_id="1465")
    area = Area.objects.create(id="1465", title="Exempelby", kind=AreaKind.MUNICIPALITY)
    kpi = Kpi.objects.create(id="N15436", title="Behöriga", search_text="n15436")
    role = TieRole.OWN
    tie_indicator(indicator=indicator, kpi=kpi, area=area, role=role, by=cast.controller, at=NOW)
    return indicator


def changes(value: str) -> dict[Change, int]:
    stored = store_outcomes([row(value)], by=None, at=NOW)
    return dict(stored.counts["N15436", "1465"])


def test_a_fetch_brings_a_value_where_an_import_was_undone(
    cast: Cast, indicator: Indicator
) -> None:
    undone(applied((indicator.pk, "", 2024, "84,5", ""), by=cast.head), by=cast.head)
    assert changes("84.5") == {Change.NEW: 1}
    fetched = Outcome.objects.current().get(period_end__year=2024)
    assert (fetched.value, fetched.reason) == (Decimal("84.5"), "Rapporterat på nytt")
    assert changes("84.7") == {Change.CHANGED: 1}


def test_a_file_that_names_kolada_as_its_source_is_a_persons_word(
    cast: Cast, indicator: Indicator
) -> None:
    heads = (*HEADS, "Källa")
    applied((indicator.pk, "", 2024, "84,5", "", "Kolada N15436"), heads=heads, by=cast.head)
    assert changes("84.7") == {Change.CONFLICT: 1}
