"""What templates need beyond Django's own: numbers, dates in words, and status with its shape."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timglas.charts.theme import Svg
from timglas.queries.figures import indicator_sparkline
from timglas.queries.views import IndicatorResult
from timglas.rules.budget import in_thousands
from timglas.rules.language import SOURCE, Written, language
from timglas.rules.message import target_in_words
from timglas.rules.numbers import MISSING, format_number, format_value
from timglas.rules.periods import date_words
from timglas.rules.report_document import Column
from timglas.rules.rich_html import from_html, runs_html
from timglas.rules.rich_text import Rich
from timglas.rules.status import Direction, TargetLine
from timglas.rules.terms import Term, term

register = template.Library()


class Status(Protocol):
    """A step of a status scale: the symbol of the sprite and the municipality's word for it."""

    @property
    def symbol(self) -> str:
        """The symbol's id without prefix: ok, way, risk, dev, none, unj or wait."""

    @property
    def name(self) -> str:
        """The word shown beside the symbol."""


class Measured(Protocol):
    """Whatever has values in a unit: an edition of an indicator, or its row on a page."""

    @property
    def measure_unit(self) -> str:
        """What the number counts: "%", "dagar"."""

    @property
    def decimals(self) -> int:
        """Decimals to show."""


class Directed(Measured, Protocol):
    """What is measured and has a good direction."""

    @property
    def direction(self) -> Direction:
        """Which way is better."""


# What a template makes of the value of something that is not there: `row.women.value`.
ABSENT = (None, "")


@register.filter
def number(amount: Decimal | int | str | None, decimals: int | None = None) -> str:
    """Write a number; a missing number is a dash, never zero."""
    return MISSING if amount in ABSENT else format_number(Decimal(amount), decimals)


@register.filter
def signed(amount: Decimal | int | str | None, decimals: int | None = None) -> str:
    """Write a difference, with plus or minus before it."""
    return MISSING if amount in ABSENT else format_number(Decimal(amount), decimals, sign=True)


@register.filter
def thousands(amount: Decimal | None, sign: str = "") -> str:
    """Write kronor in thousands, rounded as they are shown; "+" as `sign` marks a change."""
    if amount is None:
        return MISSING
    return format_number(in_thousands(amount), 0, sign=bool(sign))


@register.filter
def millions(amount: Decimal | None) -> str:
    """Write kronor in millions with a decimal."""
    return MISSING if amount is None else format_number(in_thousands(in_thousands(amount)), 1)


@register.filter
def value(amount: Decimal | None, measured: Measured) -> str:
    """Write a value with the unit and decimals of what it measures."""
    return format_value(amount, measured.measure_unit, measured.decimals)


@register.filter
def target(line: TargetLine | None, measured: Directed) -> str:
    """Write what is wanted: "minst 88 %", "högst 5,5 %", "mellan 2 och 4 %"."""
    if line is None:
        return MISSING
    return target_in_words(line, measured.direction, measured.measure_unit)


@register.filter
def swedish_date(day: date | None) -> str:
    """Write a date in words: "31 augusti 2025"; nothing when there is none."""
    return "" if day is None else date_words(day)


@register.filter
def runs(rich: Rich) -> SafeString:
    """A text of a report with its emphasis and links."""
    return SafeString(runs_html(rich))


@register.inclusion_tag("parts/rich.html")
def rich(html: str) -> dict[str, object]:
    """A section's text as it is read. It is cleaned once more on the way out."""
    return {"blocks": from_html(html), "lang": "" if language() == SOURCE else SOURCE}


@register.filter
def drawing(svg: str) -> Svg:
    """A drawing that a report holds: our own charts drew it, of escaped texts."""
    return Svg(svg)


@register.filter
def beside(cells: Iterable[str], columns: Iterable[Column]) -> Iterable[tuple[str, Column]]:
    """The cells of a row, each with its column."""
    return zip(cells, columns, strict=True)


@register.filter
def written(text: str) -> str:
    """Mark what people have written, on a page in another language than theirs (WCAG 3.1.2)."""
    if language() == SOURCE or not text:
        return text
    # Paragraphs, as `linebreaks` makes them, do not fit inside a span.
    element = "div" if str(text).startswith("<p>") else "span"
    return format_html('<{0} lang="{1}">{2}</{0}>', element, SOURCE, text)


@register.filter
def written_attribute(option: Mapping[str, Any]) -> SafeString:
    """The language of a choice that is something in the database, or is called what it is there.

    Nothing on a Swedish page, and nothing for a choice that is ours, such as "Alla".
    """
    is_row = hasattr(option["value"], "instance")
    return language_of(Written(option["label"]) if is_row else option["label"])


@register.filter
def language_of(words: object) -> SafeString:
    """The language of words as an attribute, where they are what people have called something.

    Nothing on a Swedish page, and nothing for words that are ours.
    """
    is_theirs = isinstance(words, Written) and language() != SOURCE
    return format_html(' lang="{}"', SOURCE) if is_theirs else SafeString()


@register.simple_tag
def status(shown: Status, size: str = "") -> SafeString:
    """Draw a status: shape, word, colour, in that order. `size` "big" stands beside a heading."""
    return format_html(
        '<span class="st st--{symbol}{size}">{shape}{name}</span>',
        symbol=shown.symbol,
        size=f" st--{size}" if size else "",
        shape=symbol(shown.symbol),
        name=shown.name,
    )


@register.simple_tag
def symbol(name: str, css: str = "ic") -> SafeString:
    """Draw a shape of the sprite, without words: the words must stand beside it."""
    return format_html(
        '<svg class="{} ic--{}" viewBox="0 0 20 20" aria-hidden="true"><use href="#s-{}"/></svg>',
        css,
        name,
        name,
    )


@register.simple_tag
def sparkline(indicator: IndicatorResult) -> Svg | str:
    """Draw how an indicator has gone the last years; a dash when one value or none is known."""
    return indicator_sparkline(indicator) or MISSING


@register.inclusion_tag("parts/help.html", name="help")
def help_with(key: str) -> dict[str, Term]:
    """Explain one of the model's words where it stands; once for each word on a page."""
    return {"term": term(key)}
