"""The document that a decision freezes: the same plan, the same text, for decades."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.plan_document import (
    SCHEMA,
    AmountLine,
    Body,
    BudgetLine,
    DecisionLine,
    DocumentProblem,
    FrameLine,
    GoalLine,
    GroundLine,
    IndicatorLine,
    ParentLine,
    PlanDocument,
    SectionLine,
    TargetLine,
    UnitLine,
    canonical,
    decimal_text,
    read,
    sha256,
    upcast,
)

WORDS = st.text(max_size=12)


def several[T](strategy: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """A few of something."""
    return st.lists(strategy, max_size=2).map(tuple)


TARGETS = st.builds(TargetLine, year=st.integers(1990, 2100), low=st.none() | WORDS)
INDICATORS = st.builds(IndicatorLine, targets=several(TARGETS))
GOALS = st.builds(
    GoalLine,
    agenda_2030=several(st.integers(1, 17)),
    parents=several(st.builds(ParentLine)),
    grounds=several(st.builds(GroundLine)),
    indicators=several(INDICATORS),
)
AMOUNTS = several(st.builds(AmountLine, year=st.integers(1990, 2100)))
DOCUMENTS = st.builds(
    PlanDocument,
    goals=several(GOALS),
    frames=several(st.builds(FrameLine, amounts=AMOUNTS)),
    budget=several(st.builds(BudgetLine, amounts=AMOUNTS)),
    schema=st.just(SCHEMA),
)

SMALL = PlanDocument(
    unit=UnitLine("100", "Kommunfullmäktige", "council"),
    kind="term",
    first_year=2023,
    last_year=2026,
    number=1,
    valid_from="2023-01-01",
    vision="En kommun att växa i.",
    core_values="",
    introduction="",
    decision=DecisionLine("Kommunfullmäktige", "2022-11-28", "142", "KS 2022/310", ""),
    goals=(),
)
TEXT = (
    '{"budget":[],"core_values":"","decision":{"body":"Kommunfullmäktige","decided_on":"2022-11-28",'
    '"official":"","paragraph":"142","registry_number":"KS 2022/310"},"first_year":2023,'
    '"frames":[],"goals":[],"introduction":"","kind":"term","last_year":2026,"many_goals_why":"",'
    '"number":1,"schema":6,"sections":[],"unit":{"code":"100","kind":"council","name":"Kommunfullmäktige"},'
    '"valid_from":"2023-01-01","vision":"En kommun att växa i."}'
)


def test_the_text_of_a_document_never_changes() -> None:
    assert canonical(SMALL) == TEXT
    assert sha256(TEXT) == "464816d86e8dd6025edf0a3480f126c65d1f91524c2ca4c30d8bc4a2caf77bed"


@given(DOCUMENTS)
def test_what_is_read_back_is_what_was_written(document: PlanDocument) -> None:
    assert read(canonical(document)) == document


@given(DOCUMENTS, DOCUMENTS)
def test_two_documents_share_a_text_only_if_they_are_the_same(
    one: PlanDocument, other: PlanDocument
) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (Decimal("88.00000000"), "88"),
        (Decimal("87.50"), "87.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (Decimal("-2.10"), "-2.1"),
        (Decimal(100), "100"),
    ],
)
def test_a_number_has_one_text_however_it_is_stored(
    value: Decimal | None, text: str | None
) -> None:
    assert decimal_text(value) == text


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema":99}', TEXT.replace('"kind":"term",', ""), '{"schema":6}']
)
def test_what_is_no_document_we_know_is_a_problem(text: str) -> None:
    with pytest.raises(DocumentProblem):
        read(text)


def test_schema_1_had_indicators_of_one_unit_that_were_never_added_up() -> None:
    line = IndicatorLine(
        indicator=7,
        unit="Björkskolan",
        name="Elever",
        definition="",
        measure_unit="st",
        decimals=0,
        direction="up",
        kind="volume",
        frequency="year",
        accumulation="level",
        collected_from="own",
        aggregation="none",
        aggregation_over_time="latest",
        source="Skolan",
        by_sex=False,
        tolerance_percent="90",
        tolerance_absolute=None,
        baseline=None,
        baseline_year=None,
        targets=(),
    )
    goal = GoalLine(3, "Mål", 1, "Fler", "", "", "service", False, (), "", (), (), (line,))
    now = replace(SMALL, goals=(goal,))
    body = json.loads(canonical(now)) | {"schema": 1}
    for name in ("collected_from", "aggregation", "aggregation_over_time"):
        del body["goals"][0]["indicators"][0][name]
    del body["frames"], body["budget"]
    assert read(json.dumps(body)) == now


def test_schema_5_did_not_hold_why_the_goals_are_many() -> None:
    body = json.loads(TEXT) | {"schema": 5}
    del body["many_goals_why"]
    assert read(json.dumps(body)) == SMALL


def test_schema_3_held_no_sections() -> None:
    body = json.loads(TEXT) | {"schema": 3}
    del body["sections"]
    assert read(json.dumps(body)) == SMALL


def test_schema_4_held_the_texts_of_sections_as_they_were_typed() -> None:
    body = json.loads(TEXT) | {"schema": 4}
    body["sections"] = [{"title": "Uppdraget", "part": "", "body": "A & B\n\nen\nrad"}]
    html = "<p>A &amp; B</p><p>en<br>rad</p>"
    assert read(json.dumps(body)).sections == (SectionLine("Uppdraget", "", html),)


def test_schema_2_held_no_budget() -> None:
    body = json.loads(TEXT) | {"schema": 2}
    del body["frames"], body["budget"]
    assert read(json.dumps(body)) == SMALL


def test_an_older_document_is_brought_forward_step_by_step() -> None:
    def second(body: Body) -> Body:
        return body | {"schema": 2, "order": [*body["order"], "second"]}

    def third(body: Body) -> Body:
        return body | {"schema": 3, "order": [*body["order"], "third"]}

    body = {"schema": 1, "order": []}
    expected = {"schema": 3, "order": ["second", "third"]}
    assert upcast(body, {1: second, 2: third}, to=3) == expected
