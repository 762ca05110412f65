"""Sections by the pages: the template is the municipality's, the texts are the plan's."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.plan_drafts import draft_operational_plan
from timglas.models import PlanSection, TemplateSection
from timglas.rules.section_text import fingerprint


@pytest.fixture(autouse=True)
def template(cast: Cast) -> TemplateSection:
    """One section that committees must write."""
    TemplateSection.objects.all().delete()
    return TemplateSection.objects.create(
        order=1, title="Uppdraget", guidance="Vad ni finns till för.", required_for=["committee"]
    )


def test_a_section_is_written_on_a_page_of_its_own(client: Client, cast: Cast) -> None:
    client.force_login(cast.controller)
    version = draft_operational_plan(cast, cast.bun)
    plan = reverse("plans:detail", args=[version.pk])
    assert "måste skrivas" in client.get(plan).text
    section = version.sections.get()
    address = reverse("plans:section_edit", args=[section.pk])
    assert "Vad ni finns till för." in client.get(address).text
    answer = client.post(address, {"body": "Alla barns\n\nlärande."})
    assert answer["Location"] == f"{plan}#avsnitt-{section.pk}"
    page = client.get(plan).text
    assert "<p>lärande.</p>" in page
    assert "måste skrivas" not in page


def test_the_editor_s_text_is_made_harmless_and_shown_as_it_is_written(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.controller)
    section = draft_operational_plan(cast, cast.bun).sections.get()
    address = reverse("plans:section_edit", args=[section.pk])
    html = (
        "<h2>Elever</h2><p onclick='x()'>Fler <b>barn</b></p><script>x()</script>"
        "<blockquote><p>Ja</p><footer>Ek</footer></blockquote><ul><li>A</li></ul>"
        "<table><caption>Kö</caption><tr><th>Skola</th></tr><tr><td>Al</td></tr></table>"
    )
    plan = client.post(address, {"body-html": html}, follow=True)
    for part in (
        "<h3>Elever</h3>",
        "<p>Fler <strong>barn</strong></p>",
        "<footer>Ek</footer>",
        "<ul><li>A</li></ul>",
        "<caption>Kö</caption>",
    ):
        assert part in plan.text
    assert "x()" not in plan.text
    page = client.get(address).text
    assert "### Elever\n\nFler **barn**" in page
    assert 'data-name="body-html" value="&lt;h3&gt;Elever' in page


def test_a_draft_is_kept_while_somebody_writes_and_shown_when_they_come_back(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.controller)
    section = draft_operational_plan(cast, cast.bun).sections.get()
    address = reverse("plans:section_edit", args=[section.pk])
    assert client.post(address, {"har": ""}).json() == {"saved": "", "others": ""}
    said = client.post(address, {"utkast": "<p>Halvt</p>", "based_on": fingerprint("")}).json()
    assert said["saved"].startswith("Utkastet sparades ")
    page = client.get(address).text
    assert "Det här är ditt utkast" in page
    assert " data-drafts>" in page
    assert ">\nHalvt</textarea>" in page
    client.force_login(cast.admin)
    assert (
        client.post(address, {"har": ""}).json()["others"]
        == f"Skriver här också: {cast.controller}."
    )
    assert "Halvt" not in client.get(address).text
    client.force_login(cast.controller)
    assert client.post(address, {"slang": "1"}).status_code == 303
    assert "Halvt" not in client.get(address).text
    assert PlanSection.objects.get().body == ""


def test_both_texts_are_there_when_two_have_written_at_the_same_time(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.controller)
    section = draft_operational_plan(cast, cast.bun).sections.get()
    address = reverse("plans:section_edit", args=[section.pk])
    begun = fingerprint("")
    assert client.post(address, {"body": "Min", "based_on": begun}).status_code == 303
    page = client.post(address, {"body": "Din", "based_on": begun})
    assert page.status_code == 422
    assert "<p>Min</p>" in page.text
    assert ">\nDin</textarea>" in page.text
    now = fingerprint("<p>Min</p>")
    assert f'name="based_on" value="{now}"' in page.text
    assert client.post(address, {"body": "Min och din", "based_on": now}).status_code == 303
    assert PlanSection.objects.get().body == "<p>Min och din</p>"


def test_whoever_leaves_a_part_for_another_is_asked_about_what_is_not_saved(
    client: Client, cast: Cast
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    section = version.sections.order_by("order").first()
    assert section
    client.force_login(cast.head)
    page = client.get(reverse("plans:section_edit", args=[section.pk])).text
    assert 'data-ask-unsaved="Texten är inte sparad.' in page
    assert "unsaved.js" in page


def test_a_text_that_is_too_long_is_refused_and_nothing_is_lost(client: Client, cast: Cast) -> None:
    client.force_login(cast.controller)
    section = draft_operational_plan(cast, cast.bun).sections.get()
    answer = client.post(reverse("plans:section_edit", args=[section.pk]), {"body": "a" * 20_001})
    assert answer.status_code == 422
    assert "a" * 20_001 in answer.text
    assert PlanSection.objects.get().body == ""


def test_the_template_is_kept_up_by_the_pages(
    client: Client, cast: Cast, template: TemplateSection
) -> None:
    client.force_login(cast.admin)
    sent = {"title": "Barnrätt", "guidance": "", "part": "goals", "required_for": ["company"]}
    assert client.post(reverse("plan_templates:add"), sent).status_code == 303
    new = TemplateSection.objects.get(title="Barnrätt")
    assert (new.order, new.part, new.required_for) == (2, "goals", ["company"])
    assert client.post(reverse("plan_templates:add"), sent).status_code == 422
    client.post(reverse("plan_templates:move", args=[new.pk]), {"steg": "upp"})
    client.post(reverse("plan_templates:edit", args=[new.pk]), {**sent, "title": "Barnen"})
    page = client.get(reverse("plan_templates:index")).text
    assert page.index("Barnen") < page.index("Uppdraget")
    client.post(reverse("plan_templates:move", args=[new.pk]), {"steg": "ner"})
    client.post(reverse("plan_templates:remove", args=[template.pk]))
    assert list(TemplateSection.objects.values_list("title", flat=True)) == ["Barnen"]
