"""Reports begin with their round, are written version by version, and go step by step."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.reports import (
    GOALS,
    SUMMARY,
    approved,
    beside,
    make_report,
    section_of,
    submitted,
    write,
)
from tests.rounds import make_kind, make_round, row_of
from timglas.actions.decisions import record_decision
from timglas.actions.refusal import Refusal
from timglas.actions.report_steps import (
    approve_report,
    decide_report,
    return_report,
    review_report,
    submit_report,
)
from timglas.actions.reports import Conflict, write_section_text
from timglas.actions.rounds import lock_round, undo_round
from timglas.models import AuditEvent, Decision, Report, ReportSection, SectionText, Unit
from timglas.queries.report_parts import report_document
from timglas.rules.report_document import Heading, Paragraph, canonical, read
from timglas.rules.report_template import default_sections
from timglas.rules.reports import ReportState
from timglas.rules.rich_text import words


def told(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).latest("pk")


def decided(cast: Cast, body: Unit, on: date = date(2025, 10, 6)) -> Decision:
    return record_decision(body=body, decided_on=on, paragraph="61", by=cast.registrar, at=NOW)


def test_every_unit_of_a_round_with_texts_gets_a_report_of_its_kinds_sections(cast: Cast) -> None:
    opened = make_round(cast)
    assert Report.objects.count() == opened.units.count()
    sections = row_of(opened, cast.bjork).report.sections.order_by("order")
    usual = default_sections(law=None, is_monthly=False)
    assert [(s.title, s.part, s.words, s.is_required) for s in sections] == [
        (s.title, s.part.value, s.words, s.is_required) for s in usual
    ]
    assert str(sections[0].report) == "Björkskolan: Delårsbokslut per den 31 augusti 2025"


@pytest.mark.parametrize("more", [{"parts": ["goals"]}, {}])
def test_a_round_without_texts_or_sections_has_no_reports(cast: Cast, more: dict[str, Any]) -> None:
    kind = make_kind(cast, **more)
    if not more:
        kind.sections.all().delete()
    make_round(cast, kind=kind)
    assert not Report.objects.exists()


def test_a_monthly_kind_has_fewer_sections(cast: Cast) -> None:
    kind = make_kind(cast, month=0, law="")
    assert [section.title for section in kind.sections.order_by("order")] == [
        *(SUMMARY, "Ekonomi", "Personal", "Avvikelser och åtgärder")
    ]


def test_every_version_of_a_text_is_kept_and_the_same_text_is_none(cast: Cast) -> None:
    report = make_report(cast)
    first = write(report, cast.manager, "Först.")
    assert write(report, cast.manager, "Först.") == first
    second = write(report, cast.head, "Sedan.")
    kept = SectionText.objects.order_by("number").values_list("number", "html", "by")
    assert list(kept) == [
        (1, "<p>Först.</p>", cast.manager.pk),
        (2, "<p>Sedan.</p>", cast.head.pk),
    ]
    assert str(second) == "Sammanfattning 2"
    event = told("write_section_text")
    assert (event.unit, event.after) == (cast.bjork, {"words": 1, "number": 2})


def test_what_no_output_can_show_is_left_out_of_a_text(cast: Cast) -> None:
    assert write(make_report(cast), cast.manager, "<script>x</script>Hej<u>!</u>").html == (
        "<p>Hej!</p>"
    )


def test_two_who_write_at_the_same_time_both_keep_their_texts(cast: Cast) -> None:
    section = section_of(make_report(cast))
    by: dict[str, Any] = {"section": section, "based_on": 0, "at": NOW}
    first = write_section_text(html="<p>Evas</p>", by=cast.manager, **by)
    with pytest.raises(Conflict, match="Eva Enhetschef") as conflict:
        write_section_text(html="<p>Folkes</p>", by=cast.head, **by)
    assert (conflict.value.theirs, conflict.value.ours) == (first, "<p>Folkes</p>")
    merged = by | {"based_on": 1, "html": "<p>Evas</p><p>Folkes</p>"}
    assert write_section_text(by=cast.head, **merged).number == 2
    assert write_section_text(html="<p>Evas</p><p>Folkes</p>", by=cast.manager, **by).number == 2


def test_a_round_with_a_text_or_a_step_is_not_undone(cast: Cast) -> None:
    report = make_report(cast)
    write(report, cast.manager)
    with pytest.raises(Refusal):
        undo_round(opened=report.round_unit.round, by=cast.controller, at=NOW)
    assert ReportSection.objects.exists()


def test_a_locked_round_is_not_written_in(cast: Cast) -> None:
    report = make_report(cast)
    lock_round(opened=report.round_unit.round, by=cast.controller, at=NOW)
    with pytest.raises(Refusal, match="låst"):
        write(Report.objects.get(pk=report.pk), cast.manager)


def test_a_report_is_laid_before_the_reviewer_when_what_must_be_is_written(cast: Cast) -> None:
    report = make_report(cast)
    write(report, cast.manager)
    with pytest.raises(Refusal, match="Skriv först: Mål och måluppfyllelse"):
        submit_report(report=report, by=cast.manager, at=NOW)
    write(report, cast.manager, "Alla nås.", GOALS)
    submit_report(report=report, by=cast.manager, at=NOW)
    assert Report.objects.get(pk=report.pk).state == ReportState.READY
    assert told("submit_report").unit == cast.bjork
    with pytest.raises(Refusal, match="lämnad vidare"):
        write(report, cast.manager, "Mer.")


def test_a_report_goes_to_the_chief_who_freezes_it(cast: Cast) -> None:
    report = submitted(cast, make_report(cast))
    with pytest.raises(Refusal, match="annat läge: väntar på granskning"):
        approve_report(report=report, by=cast.chief, at=NOW)
    review_report(report=report, by=cast.controller, at=NOW)
    snapshot = approve_report(report=report, by=cast.chief, at=NOW)
    assert snapshot.body == canonical(report_document(report))
    assert str(snapshot) == f"{report} {snapshot.sha256[:8]}"
    assert told("approve_report").after == {"sha256": snapshot.sha256}
    steps = report.steps.order_by("pk")
    assert [(step.from_state, step.to_state, step.by) for step in steps] == [
        ("draft", "ready", cast.controller),
        ("ready", "reviewed", cast.controller),
        ("reviewed", "approved", cast.chief),
    ]
    assert str(steps[0]) == f"{report}: ready"


def test_the_document_has_the_texts_under_their_headings(cast: Cast) -> None:
    report = make_report(cast)
    live = report_document(report)
    assert (live.title, live.unit, live.dated, live.blocks) == (
        "Delårsbokslut per den 31 augusti 2025",
        "Björkskolan",
        "2025-08-31",
        (),
    )
    write(report, cast.manager, "Bra.</p><h2>Men</h2><p>Inte allt.")
    assert report_document(report).blocks == (
        Heading(1, SUMMARY),
        Paragraph(words("Bra.")),
        Heading(2, "Men"),
        Paragraph(words("Inte allt.")),
    )


def test_a_report_goes_back_with_a_comment_and_is_approved_anew(cast: Cast) -> None:
    report = submitted(cast, make_report(cast))
    with pytest.raises(Refusal) as refusal:
        return_report(report=report, comment=" ", by=cast.controller, at=NOW)
    assert refusal.value.field == "comment"
    return_report(report=report, comment=" Varför? ", by=cast.controller, at=NOW)
    assert report.steps.latest("pk").comment == "Varför?"
    with pytest.raises(Refusal):
        return_report(report=report, comment="Igen", by=cast.controller, at=NOW)
    write(report, cast.manager, "Därför.")
    submit_report(report=report, by=cast.manager, at=NOW)
    assert told("return_report").after == {"comment": "Varför?"}


def test_a_body_decides_what_was_approved_and_nothing_else(cast: Cast) -> None:
    report = approved(cast, make_report(cast, cast.bun))
    for wrong in (decided(cast, cast.kf), decided(cast, cast.bun, date(2025, 8, 31))):
        with pytest.raises(Refusal):
            decide_report(report=report, decision=wrong, by=cast.registrar, at=NOW)
    cast.municipality.name = "Annat namn"
    cast.municipality.save()
    decision = decided(cast, cast.bun)
    later = NOW + timedelta(days=1)
    decide_report(report=report, decision=decision, by=cast.registrar, at=later)
    first, second = (read(kept.body) for kept in report.snapshots.order_by("pk"))
    assert second.blocks == first.blocks
    assert (second.publisher, second.dated) == ("Exempelby", "2025-10-06")
    assert [fact.value for fact in second.facts] == [words(str(decision))]
    assert told("decide_report").unit == cast.bun
    with pytest.raises(Refusal):
        return_report(report=report, comment="Nej", by=cast.chief, at=later)


def test_only_a_political_body_decides_its_report(cast: Cast) -> None:
    report = approved(cast, make_report(cast))
    with pytest.raises(Refusal, match="Bara den nämnd"):
        decide_report(report=report, decision=decided(cast, cast.bun), by=cast.registrar, at=NOW)
    assert beside(report, cast.ek).state == ReportState.DRAFT
