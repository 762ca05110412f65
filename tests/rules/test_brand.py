"""A municipality's own colour."""

import re

from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.brand import DARK_PAPER, LIGHT_PAPER, brand_css, mixed
from timglas.rules.contrast import READABLE, contrast

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_a_readable_colour_is_kept_in_light_and_lightened_in_dark() -> None:
    assert brand_css("#0a5864") == (
        "@layer tokens{:root{"
        "--accent:light-dark(#0a5864,#548a92);"
        "--accent-soft:light-dark(#e6eef0,#182427);"
        "--on-accent:light-dark(#b6cdd0,#0d1516);}}"
    )


@given(colours)
def test_any_colour_can_be_read_on_paper_and_carries_text_in_both_themes(colour: str) -> None:
    pairs = re.findall(r"light-dark\((#\w{6}),(#\w{6})\)", brand_css(colour))
    accent, _soft, on_accent = pairs
    assert contrast(accent[0], LIGHT_PAPER) >= READABLE
    assert contrast(accent[1], DARK_PAPER) >= READABLE
    assert all(contrast(a, b) >= READABLE for a, b in zip(accent, on_accent, strict=True))


def test_colours_mix() -> None:
    assert [mixed("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == [
        "#000000",
        "#808080",
        "#ffffff",
    ]
