"""The English catalogue: keeps it in step with the Swedish texts in code and templates.

    script/messages             put new texts in the catalogue, take old ones out, tell what to do
    script/messages --check     change nothing; fail if a text lacks English or is wrongly put
    script/catalogue.py --compile
                                make what the program reads, unless it is there (script/setup does)

A text is what stands in `_()`, `N_()`, `ngettext()`, `pgettext()`, `{% translate %}` and
`{% blocktranslate %}`; see docs/architecture.md. Read and written with Babel, so that nobody needs
the tools of GNU gettext.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "timglas"
CATALOGUE = SOURCES / "locale/en/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
ADVICE = (
    "Run script/messages, and write the English in "
    f"{CATALOGUE.relative_to(PROJECT)} with the words of docs/glossary.md."
)
COUNTERS = {"{n}", "{count}", "%(n)s", "%(count)s", "%(counter)s"}
LISTED = 20
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|%s")
ENDING = re.compile(r"[.:?!…]?\s*$")

type Key = tuple[str, str | None]


def source_texts() -> Catalog:
    """Every text in code and templates, with the files where it stands."""
    found = Catalog()
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            for text, context in texts_of(path):
                name = path.relative_to(PROJECT).as_posix()
                found.add(text, locations=[(name, 1)], context=context)
    return found


def texts_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of a file, with their contexts; one and many as a pair."""
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Parentheses, since a template is not indented as code is.
        code = f"(\n{templatize(code)}\n)"
    file = io.BytesIO(code.encode())
    for _line, text, _comments, context in extract("python", file, KEYWORDS):
        yield text, context


def catalogue() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def key_of(message: Message) -> Key:
    """What a message is known by: its text, or the form for one, and its context."""
    return (message.id if isinstance(message.id, str) else message.id[0]), message.context


def messages_of(book: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue by key, without its head."""
    return {key_of(message): message for message in book if message.id}


def renewed(old: Catalog, texts: Catalog) -> Catalog:
    """The catalogue with exactly the source's texts, and the English there is of them."""
    new = Catalog(locale="en", domain="django", project="Timglas", header_comment="# English.")
    known = messages_of(old)
    for key, message in sorted(messages_of(texts).items(), key=lambda item: str(item[0])):
        before = known.get(key)
        kept = before.string if before and before.id == message.id else ""
        new.add(message.id, kept or "", locations=message.locations, context=message.context)
    return new


def written(book: Catalog) -> bytes:
    """A catalogue as a file: sorted by text, with files but no lines, so that changes are few."""
    file = io.BytesIO()
    write_po(file, book, width=100, include_lineno=False, omit_header=True)
    return HEAD.encode() + file.getvalue()


HEAD = """# English. Written by script/messages; the English lines are translated by hand.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def problems(book: Catalog, texts: Catalog) -> list[str]:
    """What is wrong with the catalogue, one line each."""
    kept, wanted = messages_of(book), messages_of(texts)
    found = [f"not in the catalogue: {shown(key)}" for key in wanted if key not in kept]
    found += [f"no longer used: {shown(key)}" for key in kept if key not in wanted]
    for key, message in kept.items():
        if reason := fault(message):
            found.append(f"{reason}: {shown(key)}")
    return found


def shown(key: Key) -> str:
    """A message's key in a line of a report."""
    text, context = key
    return f"{text!r} ({context})" if context else repr(text)


def fault(message: Message) -> str | None:
    """What is wrong with a message, None when nothing is."""
    swedish = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    english = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    if message.fuzzy:
        return "marked fuzzy"
    if len(english) != len(swedish) or not all(english):
        return "without English"
    if placeholders(swedish[-1]) != placeholders(english[-1]):
        return "other placeholders in English"
    one, many = placeholders(swedish[0]), placeholders(swedish[-1])
    if not one - COUNTERS <= placeholders(english[0]) <= one | many:
        return "other placeholders in English for one"
    if ENDING.search(swedish[-1]).group() != ENDING.search(english[-1]).group():
        return "ends otherwise in English"
    return None


def placeholders(text: str) -> set[str]:
    """The places in a text where values are put: "{n}", "%(n)s"."""
    return set(PLACEHOLDER.findall(text))


def compile_catalogue() -> None:
    """Write what the program reads, if it is missing or older than the catalogue."""
    if COMPILED.exists() and COMPILED.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    unready = COMPILED.with_suffix(f".{os.getpid()}")  # others may be at it too
    with unready.open("wb") as file:
        write_mo(file, catalogue())
    unready.replace(COMPILED)


def main(command: str = "") -> int:
    """Do what is asked for; 1 when the catalogue is not whole."""
    if command == "--compile":
        compile_catalogue()
        return 0
    texts = source_texts()
    if command != "--check":
        CATALOGUE.write_bytes(written(renewed(catalogue(), texts)))
        compile_catalogue()
    found = problems(catalogue(), texts)
    for line in found[:LISTED]:
        print(line)  # noqa: T201 (a command's answer)
    if not found:
        return 0
    print(f"{len(found)} to see to. {ADVICE}")  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
