"""Reporting on one page: rows saved by themselves or together, and nothing typed is lost."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from lxml import html

from tests.cast import NOW, Cast
from tests.collected import collected
from tests.reported import Reported, add_school, report_some
from timglas.models import AggregationChoice, Outcome

PAGE = "/rapportera/"


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


@pytest.fixture
def head(scene: Reported) -> Client:
    client = Client()
    client.force_login(scene.cast.head)
    return client


def key_of(scene: Reported) -> str:
    return f"{scene.planned.indicator.pk}-{scene.cast.bun.pk}-2024"


def sent(scene: Reported, *, press: str = "", **fields: str) -> dict[str, str]:
    key = key_of(scene)
    typed = {"value": "83,6", "comment": ""} | fields
    return {f"{key}-{name}": text for name, text in typed.items()} | {"spara": press or key}


def inputs(content: bytes) -> dict[str, str]:
    tree = html.fromstring(content)
    return {field.name: field.value for field in tree.xpath("//main//input|//main//textarea")}


def test_the_last_value_is_suggested_and_not_saved(scene: Reported, head: Client) -> None:
    response = head.get(PAGE)
    assert inputs(response.content)[f"{key_of(scene)}-value"] == "83,6"
    assert "0 av 1 klara" in response.text
    assert "Nästa period kan rapporteras från den 1 januari 2026." in response.text
    assert Outcome.objects.filter(period_end__year=2024).count() == 0


def test_one_press_saves_the_suggestion(scene: Reported, head: Client) -> None:
    response = head.post(PAGE, sent(scene))
    assert (response.status_code, response["Location"]) == (303, PAGE)
    outcome = Outcome.objects.get(period_end__year=2024)
    assert (outcome.value, outcome.reported_by) == (Decimal("83.6"), scene.cast.head)
    again = head.get(PAGE)
    assert "1 av 1 klara" in again.text
    assert f"/rapportera/utfall/{outcome.pk}/ratta/" in again.text


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3,5", "3.5"), ("3.5", "3.5"), ("3 500", "3500"), ("12 %", "12"), ("−2", "-2"), ("0", "0")],
)
def test_numbers_are_read_as_people_type_them(
    scene: Reported, head: Client, typed: str, value: str
) -> None:
    assert head.post(PAGE, sent(scene, value=typed)).status_code == 303
    assert Outcome.objects.get(period_end__year=2024).value == Decimal(value)


def test_what_is_no_number_is_an_error_on_its_field_and_stays(
    scene: Reported, head: Client
) -> None:
    response = head.post(PAGE, sent(scene, value="tre", comment="Enligt enkäten"))
    assert response.status_code == 422
    fields = inputs(response.content)
    assert fields[f"{key_of(scene)}-value"] == "tre"
    assert fields[f"{key_of(scene)}-comment"].strip() == "Enligt enkäten"
    tree = html.fromstring(response.content)
    (field,) = tree.xpath("//main//input[@inputmode]")
    assert field.get("aria-invalid") == "true"
    error = tree.get_element_by_id(field.get("aria-describedby").split()[0])
    assert "är inget tal" in error.text_content()
    assert Outcome.objects.filter(period_end__year=2024).count() == 0


@pytest.mark.parametrize(
    ("fields", "field", "error"),
    [
        ({"value": ""}, "value", "Skriv ett värde"),
        ({"value": "", "unmeasurable": "on"}, "comment", "Skriv varför värdet inte går att mäta."),
        ({"value": "9", "unmeasurable": "on", "comment": "x"}, "value", "Ta bort värdet"),
        ({"comment": "a" * 601}, "comment", "Kommentaren har 601 tecken"),
    ],
)
def test_a_row_that_does_not_hold_says_why(
    scene: Reported, head: Client, fields: dict[str, str], field: str, error: str
) -> None:
    response = head.post(PAGE, sent(scene, **fields))
    assert response.status_code == 422
    tree = html.fromstring(response.content)
    assert error in tree.get_element_by_id(f"id_{key_of(scene)}-{field}_error").text_content()


def test_what_cannot_be_measured_is_reported_as_that(scene: Reported, head: Client) -> None:
    fields = {"unmeasurable": "on", "comment": "Skolenkäten ställdes in."}
    assert head.post(PAGE, sent(scene, **fields)).status_code == 303
    outcome = Outcome.objects.get(period_end__year=2024)
    assert (outcome.value, outcome.comment) == (None, "Skolenkäten ställdes in.")
    assert "Går inte att mäta" in head.get(PAGE).text


def test_saving_all_leaves_suggestions_that_nobody_touched(scene: Reported, head: Client) -> None:
    untouched = head.post(PAGE, sent(scene, press="alla"))
    assert untouched.status_code == 422
    assert "Inget värde är ändrat." in untouched.text
    assert Outcome.objects.filter(period_end__year=2024).count() == 0
    assert head.post(PAGE, sent(scene, press="alla", value="84")).status_code == 303
    assert Outcome.objects.get(period_end__year=2024).value == Decimal(84)


def test_htmx_gets_the_row_and_how_far_one_has_come(scene: Reported, head: Client) -> None:
    key = key_of(scene)
    headers = {"HX-Request": "true", "HX-Target": f"rad-{key}"}
    wrong = head.post(PAGE, sent(scene, value="tre"), headers=headers)
    assert wrong.status_code == 422
    assert "<main" not in wrong.text
    assert "är inget tal" in wrong.text
    right = head.post(PAGE, sent(scene, value="84"), headers=headers)
    assert right.status_code == 200
    ids = [e.get("id") for e in html.fragments_fromstring(right.text) if not isinstance(e, str)]
    assert ids == [f"rad-{key}", "klara", "meddelande"]
    assert "1 av 1 klara" in right.text


def test_a_second_press_says_that_the_row_is_saved(scene: Reported, head: Client) -> None:
    head.post(PAGE, sent(scene))
    response = head.post(PAGE, sent(scene, value="90"))
    assert "är redan sparad" in response.text
    assert Outcome.objects.get(period_end__year=2024).value == Decimal("83.6")


def test_a_page_from_an_earlier_period_saves_nothing(scene: Reported, head: Client) -> None:
    response = head.post(PAGE, {"1-1-2023-value": "5", "1-1-2023-comment": "", "spara": "1-1-2023"})
    assert response.status_code == 422
    assert "En ny period har börjat" in response.text


def test_a_correction_keeps_the_earlier_value_in_the_history(scene: Reported, head: Client) -> None:
    outcome = Outcome.objects.get(period_end__year=2023)
    address = f"/rapportera/utfall/{outcome.pk}/ratta/"
    assert inputs(head.get(address).content)["value"] == "83,6"
    fields = {"value": "83,9", "quality": "final", "comment": ""}
    without_reason = head.post(address, fields)
    assert without_reason.status_code == 422
    assert inputs(without_reason.content)["value"] == "83,9"
    done = head.post(address, fields | {"reason": "Två elever saknades."})
    newest = Outcome.objects.get(supersedes=outcome)
    assert (done.status_code, done["Location"]) == (303, f"/rapportera/utfall/{newest.pk}/")
    text = head.get(done["Location"]).text.replace("\u00a0", " ")
    for shown in ("83,9 %", "83,6 %", "Två elever saknades.", "Folke Förvaltningschef"):
        assert shown in text


def test_the_history_of_a_value_is_open_without_names(scene: Reported) -> None:
    outcome = Outcome.objects.get(period_end__year=2023)
    response = Client().get(f"/rapportera/utfall/{outcome.pk}/")
    assert response.status_code == 200
    assert "Skolchef" in response.text
    assert "Folke" not in response.text


def test_who_reports_nothing_is_told_so(scene: Reported) -> None:
    client = Client()
    client.force_login(scene.cast.director)
    assert "Du har inget att rapportera" in client.get(PAGE).text


def test_who_may_not_report_is_kept_out(scene: Reported) -> None:
    client = Client()
    client.force_login(scene.cast.reader)
    assert client.get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_the_number_of_queries_does_not_grow(
    scene: Reported,
    head: Client,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    everything = f"{PAGE}?visa=alla"
    head.get(everything)
    with django_assert_num_queries(12):  # type: ignore[attr-defined]
        assert "0 av 1 klara" in head.get(everything).text
    add_school(scene.cast, scene.planned.eligible, indicators=9)
    with django_assert_num_queries(12):  # type: ignore[attr-defined]
        assert "0 av 10 klara" in head.get(everything).text


@pytest.fixture
def counted(cast: Cast) -> str:
    """A share that every school reports by its counts; gives the key of Björkskolan's row."""
    indicator = collected(
        cast, measure_unit="%", decimals="1", aggregation=AggregationChoice.WEIGHTED
    )
    return f"{indicator.pk}-{cast.bjork.pk}-2025-09"


@pytest.fixture
def reporter(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.reporter)
    return client


def counts(key: str, above: str, below: str, **more: str) -> dict[str, str]:
    typed = {"numerator": above, "denominator": below, "comment": ""} | more
    return {f"{key}-{name}": text for name, text in typed.items()} | {"spara": key}


def test_a_unit_reports_its_counts_and_the_value_is_made_of_them(
    cast: Cast, counted: str, reporter: Client
) -> None:
    page = reporter.get(PAGE)
    assert f"{counted}-value" not in inputs(page.content)
    assert "täljaren delad med nämnaren, i %" in page.text
    assert reporter.post(PAGE, counts(counted, "1", "3")).status_code == 303
    outcome = Outcome.objects.get()
    assert (outcome.unit, outcome.value) == (cast.bjork, Decimal("33.33333333"))
    assert (outcome.numerator, outcome.denominator) == (1, 3)
    text = reporter.get(PAGE).text.replace("\u00a0", " ")
    assert "33,3 %" in text
    assert "<small>täljare 1, nämnare 3</small>" in text
    assert reporter.get(f"/rapportera/utfall/{outcome.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("above", "below", "field", "error"),
    [
        ("", "4", "numerator", "Skriv täljaren också."),
        ("3", "", "denominator", "Skriv nämnaren också."),
        ("3", "0", "denominator", "Nämnaren ska vara större än noll."),
        ("999999999999", "0,000001", "denominator", "Värdet blir för stort."),
        ("tre", "4", "numerator", "är inget tal"),
        ("", "", "numerator", "Skriv ett värde"),
    ],
)
def test_counts_that_make_no_value_say_why_and_stay(
    counted: str, reporter: Client, above: str, below: str, field: str, error: str
) -> None:
    response = reporter.post(PAGE, counts(counted, above, below))
    assert response.status_code == 422
    tree = html.fromstring(response.content)
    assert error in tree.get_element_by_id(f"id_{counted}-{field}_error").text_content()
    shown = inputs(response.content)
    kept = [shown[f"{counted}-{name}"] or "" for name in ("numerator", "denominator")]
    assert kept == [above, below]
    assert not Outcome.objects.exists()


def test_counts_that_cannot_be_had_are_reported_as_that(counted: str, reporter: Client) -> None:
    both = counts(counted, "1", "2", unmeasurable="on", comment="Skolan var stängd.")
    assert "Ta bort värdet" in reporter.post(PAGE, both).text
    alone = both | counts(counted, "", "", unmeasurable="on", comment="Skolan var stängd.")
    assert reporter.post(PAGE, alone).status_code == 303
    outcome = Outcome.objects.get()
    assert (outcome.value, outcome.numerator, outcome.denominator) == (None, None, None)


def test_a_correction_asks_for_the_counts_and_keeps_them(counted: str, reporter: Client) -> None:
    reporter.post(PAGE, counts(counted, "1", "4"))
    outcome = Outcome.objects.get()
    address = f"/rapportera/utfall/{outcome.pk}/ratta/"
    shown = inputs(reporter.get(address).content)
    assert (shown["numerator"], shown["denominator"], "value" in shown) == ("1", "4", False)
    fields = {"numerator": "", "denominator": "", "quality": "final", "comment": ""}
    empty = reporter.post(address, fields | {"reason": "Fel klass."})
    assert empty.status_code == 422
    assert "Inte båda." in empty.text
    right = fields | {"numerator": "2", "denominator": "8", "reason": "Fel klass."}
    assert reporter.post(address, right).status_code == 303
    newest = Outcome.objects.get(supersedes=outcome)
    assert (newest.value, newest.numerator, newest.denominator) == (25, 2, 8)
    history = reporter.get(f"/rapportera/utfall/{newest.pk}/").text
    assert "täljare 2, nämnare 8" in history
    assert "täljare 1, nämnare 4" in history


def test_a_row_of_a_unit_that_one_does_not_report_for_saves_nothing(
    cast: Cast, counted: str, reporter: Client
) -> None:
    key = counted.replace(f"-{cast.bjork.pk}-", f"-{cast.ek.pk}-")
    assert reporter.post(PAGE, counts(key, "1", "2")).status_code == 422
    assert not Outcome.objects.exists()


def test_women_and_men_are_values_beside_the_counts(cast: Cast, reporter: Client) -> None:
    indicator = collected(
        cast, measure_unit="%", aggregation=AggregationChoice.WEIGHTED, by_sex=True
    )
    key = f"{indicator.pk}-{cast.bjork.pk}-2025-09"
    assert reporter.post(PAGE, counts(key, "1", "2", women="40")).status_code == 303
    later = {f"{key}-men": "60", f"{key}-comment": "", "spara": key}
    assert reporter.post(PAGE, later).status_code == 303
    rows = Outcome.objects.order_by("pk").values_list("sex", "value", "denominator")
    assert list(rows) == [("T", 50, 2), ("K", 40, None), ("M", 60, None)]
