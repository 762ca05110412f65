"""What the title of a key figure in Kolada tells: "Sjukfrånvaro kommunalt anställda, andel (%)"."""

import re

# The unit stands last: in parentheses, or after the last comma.
IN_PARENTHESES = re.compile(r",?\s*(?:andel|antal)?\s*\(([^()]{1,20})\)\s*$")
AFTER_COMMA = re.compile(r",\s*((?:kr|tkr|mnkr|antal|dagar|index|poäng)\b[^,]{0,20})$")


def name_and_unit(title: str) -> tuple[str, str]:
    """Split a title in a name and a unit of measurement; the unit is "" where it does not say.

    "…, andel (%)" is a share in percent, "…, kr/inv" is kronor per inhabitant. A year in
    parentheses, "(-2019)", says when the key figure was discontinued and is no unit.
    """
    for pattern in (IN_PARENTHESES, AFTER_COMMA):
        found = pattern.search(title)
        if found and not re.fullmatch(r"-?\d{4}-?", found[1]):
            return title[: found.start()].rstrip(" ,"), found[1].strip()
    return title, ""
