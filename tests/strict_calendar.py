"""A strict reader of iCalendar, written from RFC 5545 and nothing else, to check what we write.

It knows lines, folding, escaping and components, and stops at whatever the RFC does not allow.
"""

import re
from dataclasses import dataclass, field

MOST_OCTETS = 75
LINE = re.compile(
    r'(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"'
    r'|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)'
)
ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
ESCAPED = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
# A comma or semicolon that stands by itself, which a text may not have.
BARE = re.compile(r"(?<!\\)(?:\\\\)*[;,]")
TEXTS = {"SUMMARY", "DESCRIPTION", "UID", "NAME", "X-WR-CALNAME", "CATEGORIES", "LOCATION"}


class NotCalendar(Exception):
    """What is wrong, in words."""


@dataclass(slots=True)
class Component:
    """A component: properties as (parameters, value) by name, texts unescaped, and those within."""

    name: str
    properties: dict[str, tuple[str, str]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The value of a property, "" when there is none."""
        return self.properties.get(name, ("", ""))[1]


def read(file: bytes) -> Component:
    """Read one calendar object."""
    root = Component("")
    stack = [root]
    for line in lines_of(file):
        found = LINE.fullmatch(line)
        if found is None:
            raise NotCalendar(f"no content line: {line!r}")
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            stack.append(Component(value))
            stack[-2].inside.append(stack[-1])
        elif name == "END":
            if stack.pop().name != value:
                raise NotCalendar(f"{value} ends what it did not begin")
        else:
            text = unescaped(value) if name in TEXTS else value
            stack[-1].properties[name] = (found["parameters"], text)
    if len(stack) != 1 or [part.name for part in root.inside] != ["VCALENDAR"]:
        raise NotCalendar("not one whole calendar")
    return root.inside[0]


def lines_of(file: bytes) -> list[str]:
    """The unfolded lines. Every line ends with CRLF and has at most 75 octets without it."""
    *raw, rest = file.split(b"\r\n")
    if rest or b"\n" in b"".join(raw) or b"\r" in b"".join(raw):
        raise NotCalendar("a line does not end with CRLF")
    if any(len(line) > MOST_OCTETS or not line for line in raw):
        raise NotCalendar("a line is empty or too long")
    # A fold may stand within a character of several octets, so octets are joined first.
    joined = b"\r\n".join(raw).replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
    return joined.decode("utf-8").split("\r\n")


def unescaped(text: str) -> str:
    """The text that was escaped; one that is not well escaped is refused."""
    if BARE.search(text):
        raise NotCalendar(f"not escaped: {text!r}")

    def whole(match: re.Match[str]) -> str:
        if match[1] not in ESCAPED:
            raise NotCalendar(f"unknown escape: {text!r}")
        return ESCAPED[match[1]]

    return ESCAPE.sub(whole, text)
