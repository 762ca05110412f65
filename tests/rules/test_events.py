"""Every action that is recorded can be told in words."""

import re
from pathlib import Path

import pytest

from timglas.rules.events import ACTIONS, action_words, field_words, subject_words

ACTION_FILES = Path(__file__).parents[2] / "timglas" / "actions"
RECORDED = {
    name
    for path in ACTION_FILES.glob("*.py")
    for name in re.findall(r'\brecord\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
}


def test_every_recorded_action_has_words() -> None:
    assert RECORDED
    assert RECORDED - set(ACTIONS) == set()


@pytest.mark.parametrize(
    ("words", "known", "told"),
    [
        (action_words, "decide_plan", "Planen beslutades"),
        (subject_words, "unit", "enhet"),
        (field_words, "parent", "ligger under"),
    ],
)
def test_what_has_no_words_is_told_by_its_name(words: object, known: str, told: str) -> None:
    assert words(known) == told  # type: ignore[operator]
    assert words("unheard_of") == "unheard_of"  # type: ignore[operator]
