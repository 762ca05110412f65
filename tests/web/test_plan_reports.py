"""A decided plan is read from beginning to end and taken away, the same for everybody."""

from io import BytesIO

import docx
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.exchange.pdf_reader import pdf_pieces
from tests.exchange.web_reader import web_pieces
from tests.exchange.word_reader import word_pieces
from tests.plan_drafts import decide, draft_term_plan, make_goal, make_indicator, make_levels
from timglas.exchange.report_web import report_html, web_report
from timglas.models import PlanVersion
from timglas.queries.plan_report import plan_report
from timglas.rules.report_layout import spoken


@pytest.fixture
def version(cast: Cast) -> PlanVersion:
    """The council's decided plan with a goal and an indicator."""
    return decided(cast, "Alla når gymnasiet")


def decided(cast: Cast, wording: str) -> PlanVersion:
    """The council's plan with one goal."""
    council, _committee, _unit = make_levels(cast)
    plan = draft_term_plan(cast)
    make_indicator(cast, make_goal(cast, plan, council, wording))
    decide(cast, plan)
    return PlanVersion.objects.get(pk=plan.pk)


def address(name: str, version: PlanVersion) -> str:
    """The address of a page of a plan."""
    return reverse(f"plans:{name}", args=[version.pk])


def test_the_plan_is_read_from_beginning_to_end(client: Client, version: PlanVersion) -> None:
    page = client.get(address("report", version))
    report = plan_report(version)
    for part in ("head", "body"):
        drawn = render_to_string(f"reports/{part}.html", {"report": web_report(report)})
        assert drawn.strip() in page.text
    assert web_pieces(report_html(report))[1:3] == (
        ("text", "Beslutad plan"),
        ("title", report.title),
    )
    assert version.document.sha256 in page.text
    assert address("report", version) in client.get(address("detail", version)).text


def test_pdf_and_word_say_what_the_page_says(client: Client, version: PlanVersion) -> None:
    said = [text for _kind, text in spoken(plan_report(version))]
    pdf = client.get(address("report_pdf", version))
    word = client.get(address("report_word", version))
    assert [text for _kind, text in pdf_pieces(pdf.content)] == said
    assert [text for _kind, text in word_pieces(word.content)] == said
    assert docx.Document(BytesIO(word.content)).core_properties.language == "sv-SE"
    names = [answer["Content-Disposition"] for answer in (pdf, word)]
    whose = "mandatplan-2023-2026-kommunfullmaktige-version-1"
    assert names == [f'attachment; filename="{whose}.{form}"' for form in ("pdf", "docx")]


def test_the_document_is_swedish_whatever_language_it_is_asked_for_in(
    client: Client, version: PlanVersion
) -> None:
    english = client.get("/en" + address("report_pdf", version))
    assert english.content == client.get(address("report_pdf", version)).content


def test_a_draft_has_no_report(client: Client, cast: Cast) -> None:
    draft = draft_term_plan(cast)
    client.force_login(cast.controller)
    for name in ("report", "report_pdf", "report_word"):
        assert client.get(address(name, draft)).status_code == 404


def test_a_plan_with_a_letter_that_no_font_has_is_read_elsewhere(
    client: Client, cast: Cast
) -> None:
    plan = decided(cast, "Alla når gymnasiet 😀")
    answer = client.get(address("report_pdf", plan))
    assert answer.status_code == 422
    assert "Typsnitten saknar tecknet 😀" in answer.text
    assert client.get(address("report_word", plan)).status_code == 200
