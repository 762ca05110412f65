"""What is exported, left as it is and imported again changes nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tests.collected import collected
from timglas.actions.outcomes import report_outcome
from timglas.exchange.sheet_rows import heading_of, rows_of
from timglas.models import AggregationChoice, Import, Indicator, Outcome
from timglas.queries.outcome_list import OutcomeRow
from timglas.rules.imports import choice_of, guess, picked
from timglas.rules.outcome_rows import Facts, Measure, read_written, settle
from timglas.rules.outcome_sheet import OUTCOME_COLUMNS, PROVIDERS, SEXES
from timglas.rules.periods import Frequency, Period, parse_period
from timglas.web.data import Table, csv_response, xlsx_response
from timglas.web.outcome_columns import outcomes_register

TODAY = date(2100, 1, 1)
# What a form lets through: no control characters but new lines, and no outer spaces.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cn", "Cc"], include_characters="\n\r"), max_size=40
).map(str.strip)
numbers = st.decimals(
    min_value=-(10**12) + 1, max_value=10**12 - 1, places=8, allow_nan=False, allow_infinity=False
)
counts = st.none() | numbers.map(abs).filter(bool)
qualities = st.sampled_from(["final", "preliminary", "estimated"])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """What an outcome says: a value, perhaps with counts, or why there is none."""
    source = draw(texts.filter(bool))
    if draw(st.booleans()):
        return Facts(None, None, None, draw(qualities), source, draw(texts.filter(bool)))
    value, above, below = draw(numbers), draw(counts), draw(counts)
    return Facts(value, above, below, draw(qualities), source, draw(texts))


@st.composite
def rows(draw: st.DrawFn) -> OutcomeRow:
    """An outcome of any kind of period."""
    frequency = draw(st.sampled_from(Frequency))
    number = draw(st.integers(1, frequency.per_year))
    return OutcomeRow(
        id=1,
        indicator_id=draw(st.integers(1, 10**9)),
        name=draw(texts),
        measure_unit=draw(texts),
        decimals=1,
        unit_id=1,
        unit_code=draw(st.from_regex(r"[a-zåäö0-9_-]{1,20}", fullmatch=True)),
        unit_name=draw(texts),
        period=Period(frequency, draw(st.integers(1900, 2099)), number),
        sex=draw(st.sampled_from(["T", "K", "M"])),
        provider=draw(st.sampled_from(["all", "own", "private"])),
        facts=draw(facts()),
    )


def as_csv(table: Table) -> HttpResponse:
    heads = [column.heading for column in table.columns]
    return csv_response([heads, *table.rows], "utfall.csv")


def cells_of(content: bytes, name: str) -> list[dict[str, str]]:
    """The cells of a file by the keys of the columns that are guessed."""
    heading = heading_of(content, name)
    matching = guess(heading.names, OUTCOME_COLUMNS)
    assert matching.keys() == {column.key for column in OUTCOME_COLUMNS}
    read = rows_of(content, name)
    return [picked(row.cells, matching) for row in read if row.number > heading.number]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("write", "name"), [(as_csv, "u.csv"), (xlsx_response, "u.xlsx")])
@settings(max_examples=50)
@given(st.lists(rows(), min_size=1, max_size=4))
def test_any_outcomes_come_back_as_they_were(
    write: Any, name: str, language: str, given: list[OutcomeRow]
) -> None:
    with override(language):
        content = write(outcomes_register().table("utfall", given)).content
        found = cells_of(content, name)
        for row, cells in zip(given, found, strict=True):
            measure = Measure(row.measure_unit, "annan", by_counts=row.sex == "T")
            place = {"period": row.period, "today": TODAY}
            assert settle(read_written(cells), row.facts, measure, **place) is row.facts
            assert (cells["indicator"], cells["unit"]) == (str(row.indicator_id), row.unit_code)
            assert parse_period(cells["period"], row.period.frequency) == row.period
            assert choice_of(cells["sex"], SEXES) == row.sex
            assert choice_of(cells["provider"], PROVIDERS) == row.provider


def report(indicator: Indicator, period: Period, cast: Cast, **told: Any) -> None:
    report_outcome(indicator=indicator, period=period, by=cast.head, at=NOW, **told)


@pytest.fixture
def reported(cast: Cast) -> Cast:
    """Outcomes of several kinds: whole and of a school, of women, measured and not."""
    share = collected(cast, aggregation=AggregationChoice.WEIGHTED, measure_unit="%")
    august, july = Period(Frequency.MONTH, 2025, 8), Period(Frequency.MONTH, 2025, 7)
    odd = {"comment": "=1+1\nandra raden", "provider": "private", "quality": "estimated"}
    third = {"value": Decimal("33.33333333"), "numerator": Decimal(1), "denominator": Decimal(3)}
    report(share, august, cast, unit=cast.bjork, **third, **odd)
    report(share, august, cast, unit=cast.bjork, sex="K", value=Decimal("-0.5"), source="Vi")
    report(share, july, cast, value=None, comment="'Ingen' enkät")
    report(share, august, cast, value=Decimal("123456789012.12345678"))
    return cast


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_the_registers_file_changes_nothing(
    reported: Cast, client: Client, settings: Any, format_: str
) -> None:
    settings.TODAY = NOW.date()
    client.force_login(reported.head)
    content = client.get(reverse("outcome_list:index"), {"format": format_}).content
    sent = {"file": SimpleUploadedFile(f"utfall.{format_}", content)}
    client.post(reverse("imports:upload", args=["outcomes"]), sent)
    batch = Import.objects.get()
    chosen = {key: str(number) for key, number in batch.matching.items()}
    client.post(reverse("imports:columns", args=[batch.pk]), chosen)
    batch.refresh_from_db()
    assert batch.counts == {"add": 0, "change": 0, "same": Outcome.objects.count(), "reject": 0}
    assert (
        "Det finns ingenting att läsa in."
        in client.get(reverse("imports:detail", args=[batch.pk])).content.decode()
    )
