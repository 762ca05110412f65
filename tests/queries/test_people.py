"""People are found by what stands about them, and read a page at a time."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.cast import Cast, make_person
from timglas.queries.people import PERSON_ORDERS, WantedPeople, people

type Counting = Callable[[int], AbstractContextManager[object]]


def names(cast: Cast, **wanted: str) -> list[str]:
    return [row.name for row in people(cast.viewer(cast.reader), WantedPeople(**wanted))]  # type: ignore[arg-type]


def test_people_come_by_the_swedish_alphabet(cast: Cast) -> None:
    for name in ("Örjan Ö", "Åsa Å", "Zara Z"):
        make_person(name)
    assert names(cast)[-3:] == ["Zara Z", "Åsa Å", "Örjan Ö"]
    assert names(cast, sort="-namn")[:3] == ["Örjan Ö", "Åsa Å", "Zara Z"]
    assert names(cast, words="zara z") == ["Zara Z"]
    for order in PERSON_ORDERS:
        assert set(names(cast, sort=order)) == set(names(cast))


def test_the_roles_of_those_shown_are_read_in_one_query(
    cast: Cast, django_assert_num_queries: Counting
) -> None:
    viewer = cast.viewer(cast.reader)
    found = people(viewer, WantedPeople(words="enhetschef"))
    assert len(found) == 1
    with django_assert_num_queries(1):
        rows = found[:10]
    assert rows == [found[0]]
    assert [role.role for role in rows[0].roles] == ["Enhetschef"]
