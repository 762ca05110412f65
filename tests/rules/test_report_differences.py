"""Differences in a report: what it was, what it is now, and by which decision."""

from dataclasses import replace

from tests.rules.test_annual_report import JANUARY, MAY
from timglas.rules.annual_report import Change, Changed
from timglas.rules.differences import FieldChange
from timglas.rules.plan_document import DecisionLine
from timglas.rules.report_differences import (
    decided_by,
    difference_blocks,
    unexplained_in_words,
)
from timglas.rules.report_document import Column, Grid, Note, Table
from timglas.rules.rich_text import Item, Listing, Paragraph, words

BUN_MAY = "BUN 20 maj 2026 §\u00a061"
LOWER = Changed(
    *(Change.CHANGED, 3, 7, "Trygga elever", "Trygga elever"),
    (FieldChange("target", "minst 88", "minst 80", "2026"),),
    MAY,
)
WORDED = Changed(
    *(Change.RENAMED, 3, None, "Alla läser", "Alla läser bra"),
    (
        FieldChange("wording", "Alla läser", "Alla läser bra"),
        FieldChange("wanted_result", "", "Ro"),
    ),
    MAY,
)
GONE = Changed(Change.REMOVED, 4, None, "Fler lärare", "", (), MAY)


def field_name(change: Changed, field: str) -> str:
    return f"{'mål' if change.is_goal else 'indikator'} {field}"


def test_each_difference_is_a_row_for_each_field_with_its_decision() -> None:
    after = replace(JANUARY, number=2, valid_from="2026-05-21", decision=MAY)
    table, decided = difference_blocks((after,), (LOWER, WORDED, GONE), field_name=field_name)
    titles = ("Vad som skiljer", "Beslutades för året", "Gäller nu", "Beslut")
    assert table == Table(
        "Skillnader mot det som beslutades för året",
        Grid(
            tuple(map(Column, titles)),
            (
                ("indikator target 2026: Trygga elever", "minst 88", "minst 80", BUN_MAY),
                ("mål wording", "Alla läser", "Alla läser bra", BUN_MAY),
                ("mål wanted_result: Alla läser bra", "–", "Ro", BUN_MAY),
                ("Borttaget mål", "Fler lärare", "–", BUN_MAY),
            ),
        ),
    )
    said = f"Version 2 av planen för 2026–2028, gäller från 21 maj 2026: {BUN_MAY}"
    assert decided == Listing((Item(words(said)),))


def test_a_year_that_is_as_decided_says_so_and_one_without_plans_nothing() -> None:
    said, _decided = difference_blocks((JANUARY,), (), field_name=field_name)
    assert said == Paragraph(words("Allt är som det beslutades för året."))
    assert difference_blocks((), (), field_name=field_name) == ()


def test_what_is_not_explained_is_pointed_out_first() -> None:
    notes = difference_blocks((JANUARY,), (GONE,), field_name=field_name, lacking=(GONE,))[:-2]
    (sentence,) = unexplained_in_words((GONE,))
    assert sentence == "Skriv i rapporten varför målet ”Fler lärare” har tagits bort."
    assert notes == (Note(words(sentence), is_risk=True),)


def test_an_officials_decision_is_told_by_unit_and_name() -> None:
    decision = DecisionLine("Ekskolan", "2026-05-20", "", "", "Rektor")
    assert decided_by(decision) == "Ekskolan, Rektor 20 maj 2026"
