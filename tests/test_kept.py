"""What a process keeps holds until something has happened that matters to it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests.cast import NOW, Cast
from timglas import kept
from timglas.actions.audit import record
from timglas.kept import Ears, Kept, News, asking_once
from timglas.models import AuditEvent

type Counting = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def made() -> list[int]:
    """Every value that was made, in order."""
    return []


@pytest.fixture
def numbers(keeping: None, made: list[int]) -> Callable[[], int]:
    """A kept number, which is one higher each time it is made anew. `sign_in` is quiet."""
    keeper: Kept[str, int] = Kept(quiet={"sign_in"}, most=2)

    def make() -> int:
        made.append(len(made) + 1)
        return made[-1]

    return lambda: keeper.get("number", make)


def happen(cast: Cast, action: str) -> AuditEvent:
    """Let something be done."""
    return record(action, cast.bjork, by=cast.admin, at=NOW)


def test_a_value_is_kept_until_something_happens(cast: Cast, numbers: Callable[[], int]) -> None:
    assert [numbers(), numbers()] == [1, 1]
    happen(cast, "edit_unit")
    assert [numbers(), numbers()] == [2, 2]


def test_a_quiet_action_changes_nothing(cast: Cast, numbers: Callable[[], int]) -> None:
    numbers()
    happen(cast, "sign_in")
    assert numbers() == 1


def test_whether_something_has_happened_is_one_query(
    cast: Cast, numbers: Callable[[], int], django_assert_num_queries: Counting
) -> None:
    happen(cast, "edit_unit")
    numbers()
    with django_assert_num_queries(1):
        numbers()


def test_a_request_asks_once_and_hears_of_what_it_does_itself(
    cast: Cast, numbers: Callable[[], int], django_assert_num_queries: Counting
) -> None:
    with asking_once():
        numbers()
        with django_assert_num_queries(0):
            numbers()
        happen(cast, "edit_unit")
        assert numbers() == 2


def test_nothing_is_kept_inside_a_transaction(cast: Cast, made: list[int]) -> None:
    keeper: Kept[str, int] = Kept(quiet=(), most=2)
    assert [keeper.get("k", lambda: 1), keeper.get("k", lambda: 2)] == [1, 2]


@pytest.mark.usefixtures("cast", "keeping")
def test_the_oldest_values_go_when_there_are_too_many() -> None:
    keeper: Kept[str, str] = Kept(quiet=(), most=2)
    for key in "abc":
        keeper.get(key, lambda key=key: key)  # type: ignore[misc]
    assert [keeper.get(key, lambda: "new") for key in "bca"] == ["b", "c", "new"]


def test_a_value_is_renewed_by_what_has_happened(cast: Cast, keeping: None) -> None:
    keeper: Kept[str, list[News]] = Kept(quiet={"sign_in"}, most=2)

    def get() -> list[News]:
        return keeper.get("k", list, renew=lambda value, news: [*value, *news])

    get()
    happen(cast, "sign_in")
    happen(cast, "edit_unit")
    get()
    happen(cast, "move_unit")
    pk = str(cast.bjork.pk)
    assert get() == [News("edit_unit", "unit", pk), News("move_unit", "unit", pk)]


@pytest.fixture
def collecting() -> Iterator[None]:
    """Nothing stays set aside from the garbage collector when the test is over."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("cast", "keeping", "collecting")
def test_the_garbage_collector_never_looks_through_what_is_large() -> None:
    keeper: Kept[str, list[int]] = Kept(quiet=(), most=2, large=True)
    value = keeper.get("k", lambda: [1, 2, 3])
    assert not any(found is value for found in gc.get_objects())
    assert gc.isenabled()


@pytest.mark.usefixtures("cast", "keeping", "collecting")
def test_the_garbage_collector_goes_on_when_something_large_cannot_be_made() -> None:
    keeper: Kept[str, float] = Kept(quiet=(), most=2, large=True)
    with pytest.raises(ZeroDivisionError):
        keeper.get("k", lambda: 1 / 0)
    assert gc.isenabled()


def test_an_event_that_comes_late_is_heard_of(cast: Cast, numbers: Callable[[], int]) -> None:
    newest = happen(cast, "edit_unit")
    later = AuditEvent(pk=newest.pk + 2, at=NOW, action="sign_in", subject="person")
    later.save(force_insert=True)
    numbers()
    late = AuditEvent(pk=newest.pk + 1, at=NOW, action="edit_unit", subject="unit")
    late.save(force_insert=True)
    assert numbers() == 2


def test_what_was_kept_before_the_oldest_event_remembered_is_made_anew(
    cast: Cast, numbers: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "REMEMBERED", 2)
    numbers()
    for _time in range(3):
        happen(cast, "sign_in")
    kept.ears.position()
    assert numbers() == 2


def test_only_the_latest_numbers_are_watched_for_late_ones(
    cast: Cast, keeping: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LATE", 3)
    ears = Ears()
    ears.position()
    for _time in range(5):
        happen(cast, "edit_unit")
        ears.position()
    assert ears.position() == 5
