"""What rows of people would do is told in words, and an export read in changes nothing."""

import csv
import io

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, Cast
from timglas.models import Person
from timglas.queries.people_rows import PersonChange, PersonFacts, PersonKind
from timglas.rules.imports import Difference, Verdict, as_cell, guess, picked
from timglas.rules.people_sheet import PEOPLE_COLUMNS
from timglas.rules.permissions import Role

KIND = PersonKind()
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
).filter(lambda text: as_cell(text) == text)


def test_a_change_tells_what_would_be_other_than_it_is() -> None:
    before = PersonFacts("Eva", "Rektor", "")
    roles = ((Role.READER, "ek"),)
    change = PersonChange(1, before, PersonFacts("Eva", "Skolchef", ""), roles)
    assert change.label == "Eva"
    assert change.differences == (
        Difference("Titel", "Rektor", "Skolchef"),
        Difference("Ny roll", "", "Läsare (ek)"),
    )
    new = PersonChange(None, None, before, ())
    assert [one.after for one in new.differences] == ["Eva", "Rektor"]


def test_the_template_lists_roles_and_units(cast: Cast) -> None:
    roles, units = KIND.lists(cast.viewer(cast.admin))
    assert ("Läsare", "Läser det som är beslutat.") in roles.rows
    assert ("bjork", "Björkskolan") in units.rows
    assert (KIND.name, bool(KIND.lead)) == ("Personer", True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(name=TEXT, title=TEXT)
def test_people_who_are_exported_and_read_in_are_the_same(
    cast: Cast, name: str, title: str
) -> None:
    Person.objects.filter(pk=cast.manager.pk).update(name=name, title=title)
    client = Client()
    client.force_login(cast.admin)
    answer = client.get("/administration/personer/", {"format": "csv"})
    text = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
    heads, *rows = csv.reader(text, delimiter=";")
    matching = guess(heads, PEOPLE_COLUMNS)
    assert set(matching) == {column.key for column in PEOPLE_COLUMNS}
    reader = KIND.reader(cast.viewer(cast.admin, TODAY))
    found = reader.check([picked([unescaped(cell) for cell in row], matching) for row in rows])
    assert [one.verdict for one in found] == [Verdict.SAME] * Person.objects.count()


def unescaped(cell: str) -> str:
    """A cell as files are read: without what keeps a spreadsheet from reading a formula."""
    return cell.removeprefix("'")
