"""The documentation keeps up with the code, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]


def test_every_setting_is_in_the_table_and_none_that_is_gone() -> None:
    settings = (PROJECT / "timglas/settings.py").read_text(encoding="utf-8")
    table = (PROJECT / "docs/operate.md").read_text(encoding="utf-8")
    read = set(re.findall(r'"(TIMGLAS_\w+|DATABASE_URL)"', settings))
    assert set(re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)) == read


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_decision_is_in_the_index() -> None:
    index = (PROJECT / "docs/index.md").read_text(encoding="utf-8")
    decisions = {path.name for path in (PROJECT / "docs/decisions").glob("*.md")}
    assert set(re.findall(r"\(decisions/([^)]+)\)", index)) == decisions
