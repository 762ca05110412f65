"""Roles are written with the codes of their units, and read again."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.imports import RowProblem
from timglas.rules.people_sheet import read_roles, written_roles
from timglas.rules.permissions import Role

CODE = st.from_regex(r"[-\w]{1,20}", fullmatch=True)


@given(
    roles=st.lists(st.tuples(st.sampled_from(Role), CODE)), language=st.sampled_from(["sv", "en"])
)
def test_roles_that_are_written_are_read_as_they_were(
    roles: list[tuple[Role, str]], language: str
) -> None:
    with translation.override(language):
        assert read_roles(written_roles(roles)) == roles


def test_swedish_is_read_whatever_the_language() -> None:
    with translation.override("en"):
        assert read_roles("enhetschef (bjork),") == [(Role.UNIT_MANAGER, "bjork")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Enhetschef", "Skriv rollen och enhetens kod: Enhetschef (bjork)."),
        ("Kung (bjork)", "”Kung” är ingen roll."),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(RowProblem) as problem:
        read_roles(text)
    assert said in problem.value.problem.message
    assert problem.value.problem.column == "roles"
