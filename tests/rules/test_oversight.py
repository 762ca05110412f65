"""The board's findings have words, and a day by which they are made."""

from datetime import date

from timglas.rules.oversight import Finding, due_on, needs_text


def test_every_finding_has_words_and_a_shape_of_its_own() -> None:
    assert [(finding.name_in_words, finding.symbol) for finding in Finding] == [
        ("Ja", "ok"),
        ("Ja, med anmärkning", "risk"),
        ("Nej", "dev"),
    ]


def test_all_but_a_plain_yes_are_explained() -> None:
    assert [needs_text(finding) for finding in Finding] == [False, True, True]


def test_a_year_is_decided_on_by_the_end_of_march() -> None:
    assert due_on(2024) == date(2025, 3, 31)
