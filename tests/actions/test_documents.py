"""A document is registered as decided, kept up, decided anew and repealed; nothing is rewritten."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from tests.cast import NOW, Cast
from tests.documents import council_decision, kept_by, make_document, own_decision
from timglas.actions.documents import (
    edit_document,
    latest_version,
    release_document,
    repeal_document,
    revise_document,
)
from timglas.actions.refusal import Refusal
from timglas.models import (
    AuditEvent,
    Decision,
    DocumentRepeal,
    DocumentVersion,
    GoverningDocument,
)
from timglas.rules.documents import Kind

NEW_YEAR = date(2026, 1, 1)


def told(action: str) -> AuditEvent:
    return AuditEvent.objects.get(action=action)


def revise(cast: Cast, document: GoverningDocument, **more: Any) -> DocumentVersion:
    fields: dict[str, Any] = {
        "kind": Kind.GUIDELINE,
        "title": "Riktlinjer för läsning och språk",
        "valid_from": NEW_YEAR,
        "change": " Språk är med. ",
        "revise_on": date(2029, 6, 30),
        **more,
    }
    decision = fields.pop("decision", None) or council_decision(cast, on=date(2025, 9, 29))
    return revise_document(
        document=document, decision=decision, by=cast.registrar, at=NOW, **fields
    )


def repeal(cast: Cast, document: GoverningDocument, **more: Any) -> DocumentRepeal:
    fields: dict[str, Any] = {
        "ends_on": NEW_YEAR,
        "replaced_by": None,
        "reason": " Behövs inte. ",
        **more,
    }
    decision = fields.pop("decision", None) or council_decision(cast, on=date(2025, 9, 29))
    return repeal_document(
        document=document, decision=decision, by=cast.registrar, at=NOW, **fields
    )


def test_a_document_is_registered_with_its_decision(cast: Cast) -> None:
    document = make_document(cast, title="  Riktlinjer för läsning ")
    version = DocumentVersion.objects.get()
    assert (version.document, version.title, version.change) == (
        document,
        "Riktlinjer för läsning",
        "",
    )
    event = told("add_document")
    assert (event.unit, event.label, event.before) == (cast.buf, "Riktlinjer för läsning", {})
    assert (event.after["kind"], event.after["revise_on"]) == ("guideline", "2025-06-30")
    assert event.after["decision"].startswith("Kommunfullmäktige 2021-11-22 § 118")


def test_a_document_has_a_title_and_somebody_who_is_there_to_answer(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        make_document(cast, title=" ")
    assert refusal.value.field == "title"
    cast.outsider.is_active = False
    with pytest.raises(Refusal) as refusal:
        make_document(cast, person=cast.outsider)
    assert refusal.value.field == "person"


def test_who_answers_and_when_it_is_looked_over_is_changed_by_the_day(cast: Cast) -> None:
    document = make_document(cast)
    kept = kept_by(cast, person=None, place=" Diariet ", revise_on=date(2026, 6, 30))
    edit_document(document=document, by=cast.head, at=NOW, **kept)
    document.refresh_from_db()
    assert (document.person, document.place, document.revise_on) == (
        None,
        "Diariet",
        date(2026, 6, 30),
    )
    event = told("edit_document")
    assert (event.before["revise_on"], event.after["revise_on"]) == ("2025-06-30", "2026-06-30")
    assert DocumentVersion.objects.count() == 1


def test_a_new_decision_gives_a_new_version_and_the_next_revision(cast: Cast) -> None:
    document = make_document(cast)
    version = revise(cast, document)
    document.refresh_from_db()
    assert (version.title, version.change) == (
        "Riktlinjer för läsning och språk",
        "Språk är med.",
    )
    assert (latest_version(document), document.revise_on) == (version, date(2029, 6, 30))
    assert DocumentVersion.objects.count() == 2
    event = told("revise_document")
    assert (event.before["title"], event.after["title"]) == (
        "Riktlinjer för läsning",
        "Riktlinjer för läsning och språk",
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"change": " "}, "change"),
        ({"title": " "}, "title"),
        ({"valid_from": date(2021, 12, 31)}, "valid_from"),
    ],
)
def test_a_version_says_what_changed_and_comes_after_the_earlier_one(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    document = make_document(cast)
    with pytest.raises(Refusal) as refusal:
        revise(cast, document, **wrong)
    assert refusal.value.field == field
    assert DocumentVersion.objects.count() == 1


def test_a_mistake_is_put_right_from_the_same_day(cast: Cast) -> None:
    document = make_document(cast)
    right = revise(cast, document, valid_from=date(2022, 1, 1), change="Rättelse: fel titel.")
    assert latest_version(document) == right


def decisions(cast: Cast) -> dict[str, Decision]:
    """Decisions of those who might change what the committee has decided."""
    return {
        "above": council_decision(cast),
        "same": council_decision(cast, body=cast.bun),
        "other": council_decision(cast, body=cast.ks),
        "below": own_decision(cast, cast.buf, cast.head),
    }


@pytest.mark.parametrize(
    ("who", "is_allowed"), [("above", True), ("same", True), ("other", False), ("below", False)]
)
def test_what_a_body_decided_is_changed_and_ended_by_it_or_above(
    cast: Cast, who: str, *, is_allowed: bool
) -> None:
    decision = decisions(cast)[who]
    document = make_document(cast, decision=council_decision(cast, body=cast.bun))
    if is_allowed:
        revise(cast, document, decision=decision)
        repeal(cast, document, decision=decision)
        return
    for act in (revise, repeal):
        with pytest.raises(Refusal, match="Barn- och utbildningsnämnden") as refusal:
            act(cast, document, decision=decision)
        assert refusal.value.field == "body"


def test_what_a_closed_body_decided_is_taken_over_by_others(cast: Cast) -> None:
    document = make_document(cast, decision=council_decision(cast, body=cast.bun))
    cast.bun.closed_on = date(2024, 1, 1)
    cast.bun.save()
    later = council_decision(cast, body=cast.ks, on=date(2024, 2, 1))
    assert revise(cast, document, decision=later).decision == later


def test_a_document_ends_by_a_decision_and_another_comes_instead(cast: Cast) -> None:
    document, heir = make_document(cast), make_document(cast, title="Läsplan")
    ended = repeal(cast, document, replaced_by=heir)
    assert (ended.ends_on, ended.replaced_by, ended.reason) == (NEW_YEAR, heir, "Behövs inte.")
    event = told("repeal_document")
    assert (event.label, event.after["repealed_on"]) == ("Riktlinjer för läsning", "2026-01-01")
    assert event.after["replaced_by"].startswith("Läsplan")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ends_on": date(2021, 12, 31)}, "ends_on"), ({"replaced_by": "itself"}, "replaced_by")],
)
def test_a_document_does_not_end_before_it_begins_or_replace_itself(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    document = make_document(cast)
    wrong = {name: document if said == "itself" else said for name, said in wrong.items()}
    with pytest.raises(Refusal) as refusal:
        repeal(cast, document, **wrong)
    assert refusal.value.field == field


def test_what_has_ended_is_neither_changed_nor_ended_again(cast: Cast) -> None:
    document = make_document(cast)
    repeal(cast, document)
    for act in (revise, repeal):
        with pytest.raises(Refusal, match="redan upphävt"):
            act(cast, document)


@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = 'x'", "DELETE FROM {t}"])
@pytest.mark.parametrize(("table", "column"), [("version", "title"), ("repeal", "reason")])
def test_what_was_decided_cannot_be_changed_even_in_the_database(
    cast: Cast, statement: str, table: str, column: str
) -> None:
    repeal(cast, make_document(cast))
    sql = statement.format(t=f"timglas_document{table}", c=column)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_database_knows_that_no_document_replaces_itself(cast: Cast) -> None:
    document = make_document(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRepeal.objects.create(
            document=document,
            decision=council_decision(cast),
            ends_on=NEW_YEAR,
            replaced_by=document,
        )


def board_document(cast: Cast) -> GoverningDocument:
    """What the company's board has decided for itself."""
    decision = council_decision(cast, body=cast.ab)
    return make_document(cast, unit=cast.ab, decision=decision)


def test_a_company_lets_go_of_its_own_document(cast: Cast) -> None:
    document, decision = board_document(cast), council_decision(cast, body=cast.ab)
    release_document(document=document, decision=decision, by=cast.director, at=NOW)
    assert document.release.decision == decision
    event = told("release_document")
    assert (event.unit, event.label) == (cast.ab, "Riktlinjer för läsning")
    with pytest.raises(Refusal, match="redan öppet"):
        release_document(document=document, decision=decision, by=cast.director, at=NOW)


def test_only_the_board_or_the_council_lets_go_of_what_the_board_decided(cast: Cast) -> None:
    document = board_document(cast)
    other = council_decision(cast, body=cast.bun)
    with pytest.raises(Refusal) as refusal:
        release_document(document=document, decision=other, by=cast.director, at=NOW)
    assert refusal.value.field == "body"


def test_what_was_never_held_is_not_released(cast: Cast) -> None:
    document = make_document(cast, unit=cast.ab)
    decision = council_decision(cast)
    with pytest.raises(Refusal, match="redan öppet"):
        release_document(document=document, decision=decision, by=cast.director, at=NOW)
