"""Colours can be told from their ground, in both themes. Read from the file pages use."""

import re
from pathlib import Path

import pytest

import timglas

TOKENS = Path(timglas.__file__).parent / "static" / "timglas" / "tokens.css"
PAIR = re.compile(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
LIGHT, DARK = 0, 1

TEXT = ("ink", "ink-2", "accent", "thread", "ok", "risk", "dev", "none", "c-target")
GRAPHICS = ("edge", "c-common", "c-better", "c-worse", "c-neutral", "c-target", "thread", "ink")
TEXT_ON = [
    *((text, "paper") for text in TEXT),
    *((text, "mist") for text in ("ink", "ink-2", "accent", "ok", "risk", "dev", "none")),
    ("on-accent", "accent"),
    ("paper", "ink"),
    ("ink", "accent-soft"),
    *((colour, f"{colour}-soft") for colour in ("ok", "risk", "dev", "none")),
    *(("ink", f"{ground}-soft") for ground in ("ok", "risk", "dev", "none")),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palette(theme: int) -> dict[str, str]:
    found = PAIR.findall(TOKENS.read_text(encoding="utf-8"))
    return {name: values[theme] for name, *values in found}


def test_contrast_is_measured_as_wcag_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out_by_4_5_to_1(text: str, ground: str, theme: int) -> None:
    colours = palette(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", GRAPHICS)
def test_graphics_and_edges_stand_out_by_3_to_1(colour: str, theme: int) -> None:
    colours = palette(theme)
    assert contrast(colours[colour], colours["paper"]) >= 3


def test_every_colour_has_both_themes() -> None:
    named = re.findall(r"--([a-z0-9-]+):\s*(?:#|light-dark)", TOKENS.read_text(encoding="utf-8"))
    assert set(named) == set(palette(LIGHT))
