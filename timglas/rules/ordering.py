"""Rows in the order that somebody wants, by the Swedish alphabet."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

BACKWARDS = "-"

type Orders[R] = Mapping[str, Callable[[R], Any]]


def alphabetical(text: str) -> str:
    """A text as the Swedish alphabet orders it: å, ä and ö after z, capitals as small letters."""
    return text.casefold().replace("å", "{").replace("ä", "|").replace("ö", "}")


def ordered[R](rows: Iterable[R], wanted: str, orders: Orders[R]) -> list[R]:
    """Rows by the order with a name; "-name" is backwards, an unknown name changes nothing.

    An order gives a row's key. Rows without one (None) come last, forwards and backwards.
    """
    rows = list(rows)
    key = orders.get(wanted.removeprefix(BACKWARDS))
    if key is None:
        return rows
    keyed = [(key(row), row) for row in rows]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=wanted.startswith(BACKWARDS))
    return [row for _key, row in known] + [row for found, row in keyed if found is None]
