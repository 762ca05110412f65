"""Text as it is searched: lower case, without diacritics, so that "sjukfranvaro" finds all."""

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ł": "l", "–": "-", "—": "-", "−": "-"})


def searchable(text: str) -> str:
    """Fold a text for search: "Sjukfrånvaro  bland Män" becomes "sjukfranvaro bland man"."""
    # Taking a letter apart may give a capital, and folding it one to take apart: so both, twice.
    for _time in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(plain.translate(_LETTERS).split())


def words(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once; commas and semicolons part words too."""
    return tuple(dict.fromkeys(re.findall(r"[^\s,;]+", searchable(query))))
