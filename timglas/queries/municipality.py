"""The municipality of this installation, which every page shows something of."""

from timglas.kept import Kept
from timglas.models import Municipality
from timglas.rules.events import QUIET, REPORTING

_kept: Kept[None, Municipality | None] = Kept(quiet=QUIET | REPORTING, most=2)


def municipality() -> Municipality | None:
    """The municipality, only to be read; None until it is set up."""
    return _kept.get(None, Municipality.objects.first)
