"""What the sections of a plan can show."""

from timglas.rules.plan_template import PARTS, Part, part_words


def test_every_part_has_words_of_its_own() -> None:
    assert {part: part_words(part) for part in Part} == PARTS
    assert len(set(PARTS.values())) == len(Part)
