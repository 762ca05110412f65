"""Text as it is searched: lower case, without diacritics, so that "sjukfranvaro" finds all."""

import re
import unicodedata
from functools import cache

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ł": "l", "–": "-", "—": "-", "−": "-"})


def searchable(text: str) -> str:
    """Fold a text for search: "Sjukfrånvaro  bland Män" becomes "sjukfranvaro bland man"."""
    # Taking letters apart takes fifteen times as long, and is not needed for Swedish.
    plain = text.casefold().replace("å", "a").replace("ä", "a").replace("ö", "o").replace("é", "e")
    return " ".join((plain if plain.isascii() else _taken_apart(text)).split())


def _taken_apart(text: str) -> str:
    # Taking a letter apart may give a capital, and folding it one to take apart: so both, twice.
    for _time in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)


def words(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once; commas and semicolons part words too."""
    return tuple(dict.fromkeys(re.findall(r"[^\s,;]+", searchable(query))))


class Search:
    """A query to look for in many rows; a text that many of them share is folded once."""

    def __init__(self, query: str) -> None:
        self._words = words(query)
        self._folded = cache(searchable)

    def finds(self, *texts: str) -> bool:
        """Whether each word of the query is in some of a row's texts."""
        if not self._words:
            return True
        row = " ".join(map(self._folded, texts))
        return all(word in row for word in self._words)
