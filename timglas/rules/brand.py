"""A municipality's own colour in place of the accent, adjusted until it can be read."""

from timglas.rules.contrast import READABLE, contrast

LIGHT_PAPER, DARK_PAPER = "#ffffff", "#11191b"
BLACK, WHITE = "#000000", "#ffffff"
STEPS = 20
SOFT = 0.1


def brand_css(colour: str) -> str:
    """CSS that sets the accent's tokens from one colour written "#rrggbb"."""
    light, dark = readable_on(LIGHT_PAPER, colour), readable_on(DARK_PAPER, colour)
    tokens = {
        "--accent": (light, dark),
        "--accent-soft": (mixed(LIGHT_PAPER, light, SOFT), mixed(DARK_PAPER, dark, SOFT)),
        "--on-accent": (readable_on(light, light), readable_on(dark, dark)),
    }
    rules = "".join(f"{name}:light-dark({a},{b});" for name, (a, b) in tokens.items())
    return f"@layer tokens{{:root{{{rules}}}}}"


def readable_on(ground: str, colour: str) -> str:
    """The nearest colour that can be read on a ground: darker on light ground, lighter on dark."""
    towards = BLACK if contrast(ground, BLACK) > contrast(ground, WHITE) else WHITE
    shades = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= READABLE)


def mixed(one: str, other: str, share: float) -> str:
    """A colour with a share, 0 to 1, of another."""
    parts = (
        round(int(one[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)
