"""Kolada's list of municipalities for the welcome guide, before any fetch."""

from django.conf import settings
from django.core.cache import cache

from timglas.exchange.kolada import Kolada, KoladaProblem
from timglas.models import AreaKind
from timglas.queries.catalogue import AreaView
from timglas.rules.ordering import alphabetical

KEPT = 60 * 60  # seconds
KEY = "kolada-municipalities"


class Unreachable(Exception):
    """Kolada gave no list; the text is Swedish and says why."""


def kolada_municipalities() -> list[AreaView]:
    """Municipalities by name, asked for at most once an hour. Raises Unreachable."""
    kept: list[tuple[str, str]] | None = cache.get(KEY)
    if kept is None:
        kept = _asked()
        cache.set(KEY, kept, KEPT)
    return [AreaView(id_, title) for id_, title in kept]


def _asked() -> list[tuple[str, str]]:
    try:
        # One attempt: somebody is waiting, and can type the name instead.
        with Kolada(settings.KOLADA_URL, attempts=1) as client:
            rows = [row for page in client.municipalities() for row in page.rows]
    except KoladaProblem as problem:
        raise Unreachable(problem.message) from None
    found = [(row.id, row.title) for row in rows if row.kind == AreaKind.MUNICIPALITY]
    return sorted(found, key=lambda row: alphabetical(row[1]))
