"""Views of registers are saved by a name; a register opens with one at a time."""

from typing import Any

import pytest

from tests.cast import NOW, Cast
from timglas.actions.refusal import Refusal
from timglas.actions.saved_views import choose_view_columns, edit_view, remove_view, save_view
from timglas.models import AuditEvent, Person, SavedView

GOALS = {"register": "goals", "query": "lage=at_risk", "at": NOW}


def save(by: Person, name: str, **wanted: Any) -> SavedView:
    return save_view(name=name, by=by, **{**GOALS, **wanted})


def opening() -> list[str]:
    return sorted(SavedView.objects.filter(is_default=True).values_list("name", flat=True))


def test_a_view_is_saved_changed_and_removed_with_an_event_each(cast: Cast) -> None:
    view = save(cast.manager, "Risker")
    chosen = {"is_shared": False, "is_default": True}
    edit_view(view=view, name="Det brinner", **chosen, by=cast.manager, at=NOW)  # type: ignore[arg-type]
    remove_view(view=view, by=cast.manager, at=NOW)
    assert not SavedView.objects.exists()
    first = {"name": "Risker", "query": "lage=at_risk", "is_shared": False, "is_default": False}
    second = first | {"name": "Det brinner", "is_default": True}
    assert list(AuditEvent.objects.order_by("pk").values_list("action", "before", "after"))[
        -3:
    ] == [
        ("save_view", {}, {"register": "goals", **first}),
        ("edit_view", first, second),
        ("remove_view", {"register": "goals", **second}, {}),
    ]


def test_a_name_stands_for_one_view_of_a_register(cast: Cast) -> None:
    view = save(cast.manager, "Risker")
    for other in ({"register": "indicators"}, {"by": cast.head}):
        save(**{"by": cast.manager, "name": "Risker", **other})
    with pytest.raises(Refusal) as refused:
        save(cast.manager, "Risker")
    assert refused.value.field == "name"
    save(cast.manager, "Annat")
    kept = {"is_shared": False, "is_default": False, "by": cast.manager, "at": NOW}
    with pytest.raises(Refusal):
        edit_view(view=view, name="Annat", **kept)  # type: ignore[arg-type]
    edit_view(view=view, name="Risker", **kept)  # type: ignore[arg-type]


def test_what_the_table_cannot_hold_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal):
        save(cast.manager, "Allt", query="q=" + "x" * 1000)


def test_a_new_opening_view_takes_the_place_of_the_one_before(cast: Cast) -> None:
    save(cast.manager, "Min", is_default=True)
    save(cast.head, "Hennes", is_default=True)
    save(cast.controller, "Allas", is_default=True, is_shared=True)
    assert opening() == ["Allas", "Hennes", "Min"]
    save(cast.manager, "Min nya", is_default=True)
    save(cast.admin, "Allas nya", is_default=True, is_shared=True)
    save(cast.manager, "Min av mått", is_default=True, register="indicators")
    assert opening() == ["Allas nya", "Hennes", "Min av mått", "Min nya"]


def test_columns_are_remembered_for_each_register(cast: Cast) -> None:
    for register, columns in (("goals", ["namn", "lage"]), ("people", ["namn"]), ("goals", [])):
        choose_view_columns(person=cast.manager, register=register, columns=columns, at=NOW)
    assert Person.objects.get(pk=cast.manager.pk).columns == {"goals": [], "people": ["namn"]}
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.before, event.after) == (
        "choose_view_columns",
        {"columns": ["namn", "lage"]},
        {"columns": []},
    )
