"""Titles of key figures."""

import json
from pathlib import Path

import pytest

from timglas.rules.kpi_titles import name_and_unit


@pytest.mark.parametrize(
    ("title", "split"),
    [
        (
            "Sjukfrånvaro totalt bland anställda, kommun, andel (%)",
            ("Sjukfrånvaro totalt bland anställda, kommun", "%"),
        ),
        ("Personalkostnader, kr/inv", ("Personalkostnader", "kr/inv")),
        ("Nöjd-Region-Index, helheten", ("Nöjd-Region-Index, helheten", "")),
        ("Elever i grundskola (-2019)", ("Elever i grundskola (-2019)", "")),
        ("", ("", "")),
    ],
)
def test_a_title_is_split_in_name_and_unit(title: str, split: tuple[str, str]) -> None:
    assert name_and_unit(title) == split


@pytest.mark.real
def test_no_title_of_the_catalogue_loses_its_name(real_data: Path) -> None:
    text = (real_data / "kolada" / "v3_kpi_all.json").read_text(encoding="utf-8")
    titles = [row["title"] for row in json.loads(text)["values"]]
    assert len(titles) == 6099
    assert all(name_and_unit(title)[0] and len(name_and_unit(title)[1]) <= 30 for title in titles)
