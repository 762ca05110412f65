"""Fields are drawn with label, hint, error and control tied together."""

from decimal import Decimal

import pytest
from django import forms
from lxml import html

from timglas.web.forms import NumberField


class Report(forms.Form):
    value = NumberField(label="Utfall", help_text="I procent.")
    comment = forms.CharField(label="Kommentar", widget=forms.Textarea, required=False)
    judged = forms.ChoiceField(
        label="Bedömning", choices=[("way", "På väg"), ("risk", "Risk")], widget=forms.RadioSelect
    )
    final = forms.BooleanField(label="Slutligt", required=False)


def group(form: forms.Form, name: str) -> html.HtmlElement:
    return html.fromstring(str(form[name].as_field_group()))


def test_a_control_carries_the_class_of_designsystemet_beside_its_own() -> None:
    class Search(forms.Form):
        year = forms.CharField(widget=forms.TextInput(attrs={"class": "short"}))

    assert html.fromstring(str(Search()["year"])).get("class") == "ds-input short"
    assert html.fromstring(str(Report()["comment"])).get("class") == "ds-input"


def test_hint_and_error_describe_the_control_and_what_was_typed_stays() -> None:
    field = group(Report({"value": "tolv"}), "value")
    control = field.find(".//input")
    assert (control.get("value"), control.get("aria-invalid")) == ("tolv", "true")
    described = [field.get_element_by_id(key) for key in control.get("aria-describedby").split()]
    assert [part.text_content() for part in described] == [
        "I procent.",
        "”tolv” är inget tal. Skriv med siffror, till exempel 3,5 eller −2.",
    ]
    assert field.find("label").get("for") == control.get("id")


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    labels = [group(Report(), name).find("label") for name in ("value", "comment")]
    assert [label.text_content().strip() for label in labels] == [
        "Utfall",
        "Kommentar (frivilligt)",
    ]


def test_choices_are_a_group_with_a_legend_and_one_label_each() -> None:
    field = group(Report({"judged": "risk"}), "judged")
    assert (field.tag, field.find("legend").text_content().strip()) == ("fieldset", "Bedömning")
    assert [label.text_content().strip() for label in field.iter("label")] == ["På väg", "Risk"]
    assert [radio.get("value") for radio in field.iter("input") if "checked" in radio.attrib] == [
        "risk"
    ]


def test_a_checkbox_stands_before_its_label() -> None:
    assert [part.tag for part in group(Report(), "final")] == ["input", "label"]


def test_the_summary_links_each_error_to_its_control() -> None:
    page = html.fromstring(f"<div>{Report({'value': 'tolv', 'judged': ''})}</div>")
    targets = [link.get("href").removeprefix("#") for link in page.iter("a")]
    assert targets == ["id_value", "id_judged_0"]
    assert all(page.get_element_by_id(target).tag == "input" for target in targets)


@pytest.mark.parametrize(
    ("typed", "number"), [("2,50", "2.50"), ("1 200", "1200"), ("−3 %", "-3"), (" ", None)]
)
def test_numbers_are_read_the_swedish_way(typed: str, number: str | None) -> None:
    assert NumberField(required=False).clean(typed) == (number and Decimal(number))


def test_a_missing_number_is_an_error_only_where_one_is_required() -> None:
    with pytest.raises(forms.ValidationError):
        NumberField().clean("")


@pytest.mark.parametrize(("typed", "changed"), [("2,50", False), ("2,6", True), ("två", True)])
def test_a_number_has_not_changed_because_it_is_written_otherwise(
    typed: str,
    changed: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    assert NumberField().has_changed(Decimal("2.5"), typed) is changed


def test_a_stored_number_is_shown_in_swedish() -> None:
    form = Report(initial={"value": Decimal("1234.50")})
    assert html.fromstring(str(form["value"])).get("value") == "1\u00a0234,5"
