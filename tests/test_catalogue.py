"""Everything the interface says is in English too, and what is missing there is found."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tests.scripts import script

catalogue = script("catalogue")

CODE = """
_("Planen är låst.")
ngettext("{n} mål", "{n} mål", n)
pgettext("target", "Mål")
"Inte för läsare"
"""
TEMPLATE = """
{% translate "Mål" context "target" %}
    {% blocktranslate count n=goals|length trimmed %}
        Ett mål.{% plural %}{{ n }} mål.
    {% endblocktranslate %}
<p title="{% translate 'Läs "planen"' %}">{{ _("Vision")|lower }}</p>
"""


def test_every_text_is_in_english() -> None:
    found = catalogue.problems(catalogue.catalogue(), catalogue.source_texts())
    assert found == [], catalogue.ADVICE


def test_the_english_holds_no_swedish_letters_and_no_straight_quotes() -> None:
    names = ("Källa: Kolada",)
    english = [message.string for message in catalogue.catalogue() if message.id]
    texts = [text for said in english for text in ([said] if isinstance(said, str) else said)]
    left = [text for text in texts if set("åäöÅÄÖ'") & set(text)]
    assert [text for text in left if not any(name in text for name in names)] == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "rules.py",
            CODE,
            [("Planen är låst.", None), (("{n} mål", "{n} mål"), None), ("Mål", "target")],
        ),
        (
            "page.html",
            TEMPLATE,
            [
                ("Mål", "target"),
                (("Ett mål.", "%(n)s mål."), None),
                ('Läs "planen"', None),
                ("Vision", None),
            ],
        ),
    ],
)
def test_texts_are_found_in_code_and_templates(
    tmp_path: Path, name: str, text: str, found: list[object]
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert list(catalogue.texts_of(file)) == found


@pytest.mark.parametrize(
    ("swedish", "english", "fault"),
    [
        ("Planen är låst.", "The plan is locked.", None),
        ("Planen är låst.", "", "without English"),
        ("Planen är låst.", "The plan is locked", "ends otherwise in English"),
        ("{n} av {total}", "{n} of {all}", "other placeholders in English"),
        ("%(n)s mål", "{n} goals", "other placeholders in English"),
        ("%(n)s mål", "%(count)s goals", "other placeholders in English"),
        (("Ett mål", "{n} mål"), ("One goal", "{n} goals"), None),
        (("Ett mål", "{n} mål"), ("{n} goal", "{n} goals"), None),
        (("Ett mål", "{n} mål"), ("One goal", ""), "without English"),
        (
            ("{n} mål i {year}", "{n} mål i {year}"),
            ("{n} goal", "{n} goals in {year}"),
            "other placeholders in English for one",
        ),
    ],
)
def test_what_is_wrong_with_a_message_is_said(
    swedish: str | tuple[str, str], english: str | tuple[str, str], fault: str | None
) -> None:
    assert catalogue.fault(Message(swedish, english)) == fault


def test_a_message_that_nobody_has_looked_at_is_not_done() -> None:
    assert catalogue.fault(Message("Mål", "Goal", flags=["fuzzy"])) == "marked fuzzy"


def test_new_texts_come_in_old_ones_go_out_and_english_stays() -> None:
    old, texts = Catalog(locale="en"), Catalog()
    old.add("Mål", "Goals")
    old.add("Borttaget", "Removed")
    for text in ("Mål", "Nytt"):
        texts.add(text)
    assert catalogue.problems(old, texts) == [
        "not in the catalogue: 'Nytt'",
        "no longer used: 'Borttaget'",
    ]
    new = catalogue.renewed(old, texts)
    assert {m.id: m.string for m in new if m.id} == {"Mål": "Goals", "Nytt": ""}
    assert catalogue.problems(new, texts) == ["without English: 'Nytt'"]
