"""Filters and tags write for people, and status as shape and word."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from tests.cast import Cast
from timglas.models import Unit
from timglas.rules.language import Written


@dataclass(frozen=True, slots=True)
class Step:
    symbol: str = "risk"
    name: str = "Risk <nu>"


@dataclass(frozen=True, slots=True)
class Measure:
    measure_unit: str = "%"
    decimals: int = 1


def drawn(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ x|number }}", Decimal("-1234.50"), "−1\u00a0234,5"),
        ("{{ x|number:0 }}", Decimal("2.5"), "3"),
        ("{{ x|number }}", 12000, "12\u00a0000"),
        ("{{ x|number }}", None, "–"),
        ("{{ x|signed:1 }}", Decimal(2), "+2,0"),
        ("{{ x|signed }}", None, "–"),
        ("{{ x|value:measure }}", Decimal("83.14"), "83,1\u00a0%"),
        ("{{ x|value:measure }}", None, "–"),
        ("{{ x|swedish_date }}", date(2025, 8, 31), "31 augusti 2025"),
        ("{{ x|swedish_date }}", None, ""),
    ],
)
def test_numbers_values_and_dates_are_written_in_swedish(
    source: str, value: object, written: str
) -> None:
    assert drawn(source, x=value, measure=Measure()) == written


def test_a_status_is_a_shape_hidden_from_readers_and_an_escaped_word() -> None:
    shape = (
        '<svg class="ic ic--risk" viewBox="0 0 20 20" aria-hidden="true">'
        '<use href="#s-risk"/></svg>'
    )
    assert drawn("{% status s %}", s=Step()) == (
        f'<span class="st st--risk">{shape}Risk &lt;nu&gt;</span>'
    )
    assert 'class="st st--risk st--big"' in drawn('{% status s "big" %}', s=Step())
    assert drawn('{% symbol "risk" %}') == shape


def test_what_people_have_written_is_marked_as_swedish_on_an_english_page() -> None:
    assert drawn("{{ x|written }}", x="Mål <1>") == "Mål &lt;1&gt;"
    with translation.override("en"):
        assert drawn("{{ x|written }}", x="Mål <1>") == '<span lang="sv">Mål &lt;1&gt;</span>'
        assert drawn("{{ x|linebreaks|written }}", x="Mål") == '<div lang="sv"><p>Mål</p></div>'
        assert drawn("{{ x|written }}", x="") == ""


def test_words_are_marked_by_an_attribute_only_where_somebody_has_called_something_so() -> None:
    source = "<td{{ x|language_of }}>"
    assert drawn(source, x=Written("Björkskolan")) == "<td>"
    with translation.override("en"):
        assert drawn(source, x=Written("Björkskolan")) == '<td lang="sv">'
        assert drawn(source, x="On track") == "<td>"


class Chosen(forms.Form):
    """A form with words that are ours, and words that people have written."""

    name = forms.CharField(initial="Björkskolan")
    empty = forms.CharField()
    email = forms.EmailField(initial="a@example.se")
    level = forms.ChoiceField(choices=[("", "All"), ("1", Written("Enhetsmål"))])
    unit = forms.ModelChoiceField(Unit.objects.all(), empty_label="None")


@pytest.mark.django_db
def test_what_people_have_written_is_marked_in_the_controls_of_an_english_page(cast: Cast) -> None:
    assert "lang=" not in str(Chosen())
    with translation.override("en"):
        form = Chosen()
        marked = {name: str(form[name]).count('lang="sv"') for name in form.fields}
        assert str(form["level"]).count('<option value="1" lang="sv">Enhetsmål</option>') == 1
    units = Unit.objects.count()
    assert marked == {"name": 1, "empty": 0, "email": 0, "level": 1, "unit": units}


@pytest.mark.parametrize("filter_name", ["number", "signed"])
def test_the_value_of_what_is_not_there_is_missing(filter_name: str) -> None:
    assert drawn(f"{{{{ row.women.value|{filter_name}:1 }}}}", row={"women": None}) == "–"
