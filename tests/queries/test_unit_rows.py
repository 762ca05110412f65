"""What rows of units would do is told in words, and the template says what they can refer to."""

import csv
import io

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, Cast
from timglas.models import Unit, UnitKind
from timglas.queries.unit_rows import UnitChange, UnitFacts, UnitKindOfImport
from timglas.rules.imports import Difference, Verdict, as_cell, guess, picked
from timglas.rules.unit_sheet import UNIT_COLUMNS, UNIT_KINDS

KIND = UnitKindOfImport()
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
).filter(lambda text: as_cell(text) == text)


def test_the_sheet_calls_the_kinds_of_unit_as_the_pages_do() -> None:
    with translation.override("sv"):
        labels = {kind.value: str(kind.label) for kind in UnitKind}
    assert {kind: words[0] for kind, words in UNIT_KINDS.items()} == labels


def test_a_change_tells_what_would_be_other_than_it_is() -> None:
    before = UnitFacts("Björken", "unit", None, TODAY)
    change = UnitChange("bjork", before, UnitFacts("Björkskolan", "unit", "buf", TODAY))
    assert change.label == "Björkskolan (bjork)"
    assert change.differences == (
        Difference("Enhet", "Björken", "Björkskolan"),
        Difference("Under (kod)", "", "buf"),
    )
    new = UnitChange("bjork", None, before)
    assert [one.after for one in new.differences] == ["Björken", "Enhet", str(TODAY)]


def test_the_template_lists_the_units_that_new_ones_can_lie_under(cast: Cast) -> None:
    (units,) = KIND.lists(cast.viewer(cast.admin))
    assert (units.heads, units.rows[:2]) == (
        ("Kod", "Enhet"),
        [("ab", cast.ab.name), ("bjork", "Björkskolan")],
    )
    assert (KIND.name, bool(KIND.lead)) == ("Enheter", True)


def exported(client: Client) -> list[list[str]]:
    answer = client.get("/administration/enheter/", {"format": "csv"})
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.usefixtures("settings")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(names=st.lists(TEXT, min_size=1, max_size=3))
def test_units_that_are_exported_and_read_in_are_the_same(cast: Cast, names: list[str]) -> None:
    for number, name in enumerate(names):
        Unit.objects.filter(code=("bjork", "ek", "buf")[number]).update(name=name)
    client = Client()
    client.force_login(cast.admin)
    heads, *rows = exported(client)
    matching = guess(heads, UNIT_COLUMNS)
    assert set(matching) == {column.key for column in UNIT_COLUMNS}
    reader = KIND.reader(cast.viewer(cast.admin))
    found = reader.check([picked([unescaped(cell) for cell in row], matching) for row in rows])
    assert [one.verdict for one in found] == [Verdict.SAME] * Unit.objects.count()


def unescaped(cell: str) -> str:
    """A cell as files are read: without what keeps a spreadsheet from reading a formula."""
    return cell.removeprefix("'")
