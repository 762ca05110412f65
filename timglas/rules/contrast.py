"""Contrast between colours, as WCAG 2.2 reckons it (success criterion 1.4.3)."""

READABLE = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast between two colours written "#rrggbb": from 1 (the same) to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour written "#rrggbb": 0 is black, 1 is white."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
