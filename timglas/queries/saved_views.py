"""The saved views of a register that somebody may choose among."""

from dataclasses import dataclass

from timglas.access import Viewer
from timglas.models import SavedView
from timglas.rules.ordering import alphabetical
from timglas.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A saved view; `opens` tells whether the register opens with it for this viewer."""

    id: int
    name: str
    query: str
    is_shared: bool
    opens: bool
    may_edit: bool


def saved_views(viewer: Viewer, register: str) -> tuple[ViewLink, ...]:
    """The viewer's own views of a register and those that are shared, by name.

    One query, and another when some are shared.
    """
    if not viewer.has(Permission.SAVE_VIEW):
        return ()
    rows = viewer.reach(Permission.READ, SavedView).filter(register=register)
    views = sorted(rows, key=lambda view: (view.is_shared, alphabetical(view.name), view.pk))
    # Own views come first, so the own one that opens does.
    opening = next((view.pk for view in views if view.is_default), None)
    shares = any(view.is_shared for view in views) and viewer.has(Permission.SHARE_VIEW)
    return tuple(
        ViewLink(
            v.pk, v.name, v.query, v.is_shared, v.pk == opening, may_edit=shares or not v.is_shared
        )
        for v in views
    )
