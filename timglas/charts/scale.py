"""From periods and values to places on a sheet."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Sheet:
    """Size of a drawing and its margins, in px."""

    width: float
    height: float
    left: float
    right: float
    top: float = 14
    bottom: float = 28


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns periods and values into places on a sheet."""

    sheet: Sheet
    first: int
    last: int
    ticks: tuple[float, ...]

    def x(self, period: float) -> float:
        """Place a period."""
        room = self.sheet.width - self.sheet.left - self.sheet.right
        return self.sheet.left + room * (period - self.first + 0.5) / (self.last - self.first + 1)

    def y(self, value: Decimal | float) -> float:
        """Place a value."""
        low, high = self.ticks[0], self.ticks[-1]
        room = self.sheet.height - self.sheet.top - self.sheet.bottom
        return self.sheet.height - self.sheet.bottom - room * (float(value) - low) / (high - low)


def nice_ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Choose about `count` even steps of 1, 2, 2.5 or 5 that cover low to high."""
    if low == high:
        low, high = (
            (low - 1, high + 1) if low == 0 else (low - abs(low) / 10, high + abs(high) / 10)
        )
    rough = (high - low) / count
    power = 10.0 ** floor(log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]
