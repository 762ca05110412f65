"""Reports are found, read, written by two at once, taken step by step and taken away."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.exchange.pdf_reader import pdf_pieces
from tests.exchange.word_reader import word_pieces
from tests.reports import GOALS, approved, beside, make_report, section_of, submitted, write
from timglas.exchange import report_files
from timglas.models import Report, SectionText
from timglas.rules.report_document import read
from timglas.rules.report_layout import spoken
from timglas.rules.reports import ReportState


@pytest.fixture
def report(cast: Cast) -> Report:
    """The school's report, not written."""
    return make_report(cast)


def address(name: str, obj: object) -> str:
    """The address of something about a report or a section."""
    return reverse(f"reports:{name}", args=[obj.pk])  # type: ignore[attr-defined]


def test_the_register_shows_a_rounds_reports_with_how_far_they_have_come(
    client: Client, cast: Cast, report: Report
) -> None:
    write(report, cast.manager)
    client.force_login(cast.head)
    page = client.get(reverse("reports:index"))
    assert [row.unit for row in page.context["page_obj"]] == [
        "Barn- och utbildningsnämnden",
        "Barn- och utbildningsförvaltningen",
        "Björkskolan",
        "Ekskolan",
    ]
    assert "1 av 10" in page.text
    narrowed = client.get(reverse("reports:index") + "?q=björk&lage=draft&sortera=skrivet")
    assert [row.unit for row in narrowed.context["page_obj"]] == ["Björkskolan"]
    assert ";Björkskolan;Skrivs;1;10;" in client.get(reverse("reports:index") + "?format=csv").text


def test_without_a_round_there_are_no_reports(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)
    assert "Inga rapporter än" in client.get(reverse("reports:index")).text


def test_a_section_is_written_and_read(client: Client, cast: Cast, report: Report) -> None:
    section = section_of(report)
    client.force_login(cast.manager)
    form = client.get(address("write", section))
    assert "Det viktigaste först" in form.text
    sent = {"html": "Det går bra.\n\nVi ökar.", "based_on": "0"}
    done = client.post(address("write", section), sent)
    assert (done.status_code, done["Location"]) == (303, address("detail", report))
    assert SectionText.objects.get().html == "<p>Det går bra.</p><p>Vi ökar.</p>"
    assert "Vi ökar." in client.get(address("detail", report)).text


def test_two_who_write_at_once_see_both_texts_and_lose_none(
    client: Client, cast: Cast, report: Report
) -> None:
    section = section_of(report)
    client.force_login(cast.manager)
    write(report, cast.head, "Folkes text.")
    conflict = client.post(address("write", section), {"html": "Evas text.", "based_on": "0"})
    assert conflict.status_code == 409
    assert "Folkes text." in conflict.text
    assert "Folke Förvaltningschef har sparat" in conflict.text
    assert conflict.context["form"].initial == {"html": "<p>Evas text.</p>", "based_on": 1}
    added = client.post(
        address("write", section), {"html": "Evas text.", "based_on": "1", "lagg_till": "ja"}
    )
    both = "<p>Evas text.</p><p>Folkes text.</p>"
    assert added.context["form"].initial == {"html": both, "based_on": 1}
    saved = {"html": "Evas text.\n\nFolkes text.", "based_on": "1"}
    assert client.post(address("write", section), saved).status_code == 303
    assert [text.html for text in SectionText.objects.order_by("number")] == [
        "<p>Folkes text.</p>",
        both,
    ]


def test_what_units_below_have_written_stands_beside_and_is_quoted_with_its_origin(
    client: Client, cast: Cast, report: Report
) -> None:
    write(report, cast.manager, "Läsningen ökar.")
    section = section_of(beside(report, cast.bun))
    client.force_login(cast.head)
    page = client.get(address("write", section))
    assert [text.unit for text in page.context["page"].beside] == ["Björkskolan"]
    sent = {"html": "Det går framåt.", "based_on": "0", "citera": section_of(report).pk}
    quoted = client.post(address("write", section), sent)
    quote = "<blockquote><p>Läsningen ökar.</p><footer>Björkskolan</footer></blockquote>"
    assert quoted.context["form"].initial["html"] == f"<p>Det går framåt.</p>{quote}"
    assert "&gt; Läsningen ökar.\n&gt;\n&gt; — Björkskolan" in quoted.text
    typed = "Det går framåt.\n\n> Läsningen ökar.\n>\n> — Björkskolan"
    client.post(address("write", section), {"html": typed, "based_on": "0"})
    assert section.texts.get().html == f"<p>Det går framåt.</p>{quote}"


def test_what_holds_no_text_leaves_the_text_as_it_was(
    client: Client, cast: Cast, report: Report
) -> None:
    client.force_login(cast.manager)
    section = section_of(report)
    client.post(address("write", section), {"html": "Det går bra.", "based_on": "0"})
    answer = client.post(address("write", section), {"har": "", "based_on": "1"})
    assert answer.status_code == 422
    assert section.texts.count() == 1
    assert "data-drafts" not in client.get(address("write", section)).text


def test_a_wrong_version_gives_the_form_back(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.manager)
    answer = client.post(address("write", section_of(report)), {"html": "Ja", "based_on": "x"})
    assert answer.status_code == 422
    assert "Ja" in answer.text


def test_a_report_goes_from_writer_to_chief_and_back_once(
    client: Client, cast: Cast, report: Report
) -> None:
    section = section_of(report)
    client.force_login(cast.manager)
    lacking = client.post(address("submit", report), follow=True)
    assert "Skriv först: Sammanfattning, Mål och måluppfyllelse." in lacking.text
    write(report, cast.manager)
    write(report, cast.manager, "Alla nås.", GOALS)
    assert "Lämna till granskning" in client.get(address("detail", report)).text
    client.post(address("submit", report))
    assert client.get(address("write", section))["Location"] == address("detail", report)
    late = client.post(address("write", section), {"html": "Mer", "based_on": "1"})
    assert (late.status_code, "Be att få tillbaka den" in late.text) == (422, True)
    client.force_login(cast.head)
    assert client.post(address("send_back", report), {"comment": ""}).status_code == 422
    client.post(address("send_back", report), {"comment": "Varför nås alla?"})
    assert "Varför nås alla?" in client.get(address("detail", report)).text
    client.post(address("submit", report))
    client.post(address("review", report))
    assert Report.objects.get(pk=report.pk).state == ReportState.REVIEWED
    client.post(address("approve", report))
    page = client.get(address("detail", report))
    assert report.snapshots.get().sha256 in page.text
    assert "Varför nås alla?" in page.text


def test_a_frozen_report_is_the_same_every_time_in_all_three_outputs(
    client: Client, cast: Cast, report: Report
) -> None:
    approved(cast, report)
    cast.municipality.name = "Annat namn"
    cast.municipality.save()
    client.force_login(cast.reader)
    said = [text for _kind, text in spoken(read(report.snapshots.get().body))]
    pdf, word = (client.get(address(name, report)) for name in ("report_pdf", "report_word"))
    assert [text for _kind, text in pdf_pieces(pdf.content)] == said
    assert [text for _kind, text in word_pieces(word.content)] == said
    report_files._made.cache_clear()
    assert client.get(address("report_pdf", report)).content == pdf.content
    name = "bjorkskolan-delarsbokslut-per-den-31-augusti-2025"
    assert pdf["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    page = client.get(address("detail", report)).text
    assert "Exempelby" in page
    assert "Det går bra." in page


def test_a_board_decides_its_report(client: Client, cast: Cast) -> None:
    report = approved(cast, make_report(cast, cast.bun))
    client.force_login(cast.registrar)
    assert address("decide", report) in client.get(address("detail", report)).text
    early = {"decided_on": "2025-08-31", "paragraph": "61"}
    assert client.post(address("decide", report), early).status_code == 422
    client.post(address("decide", report), early | {"decided_on": "2025-10-06"})
    page = client.get(address("detail", report)).text
    assert "Barn- och utbildningsnämnden 2025-10-06 § 61" in page
    assert report.snapshots.count() == 2


def test_a_letter_that_no_font_has_is_told(client: Client, cast: Cast, report: Report) -> None:
    write(report, cast.manager, "Bra 😀")
    client.force_login(cast.manager)
    answer = client.get(address("report_pdf", report))
    assert answer.status_code == 422
    assert "Typsnitten saknar tecknet 😀" in answer.text


def test_an_empty_report_says_so(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.team)
    assert "Inget är skrivet än." in client.get(address("detail", report)).text


def test_a_report_on_its_way_is_shown_as_it_stands(client: Client, cast: Cast) -> None:
    report = submitted(cast, make_report(cast))
    client.force_login(cast.controller)
    page = client.get(address("detail", report)).text
    assert address("review", report) in page
    assert address("send_back", report) in page
