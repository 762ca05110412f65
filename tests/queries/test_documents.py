"""Governing documents as the viewer may see them."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.documents import council_decision, make_document, own_decision
from timglas.actions.documents import repeal_document, revise_document
from timglas.models import GoverningDocument
from timglas.queries.documents import (
    DocumentRow,
    Other,
    RepealView,
    StandingView,
    VersionView,
    WantedDocuments,
    deciding_bodies,
    document_page,
    documents,
    listed_documents,
    title_of,
    to_look_over,
)
from timglas.queries.views import PersonView
from timglas.rules.documents import Kind, Standing

DECISION = "Kommunfullmäktige 2021-11-22 § 118 Dnr KS 2021/240"


def end(cast: Cast, document: GoverningDocument, heir: GoverningDocument | None = None) -> None:
    repeal_document(
        document=document,
        decision=council_decision(cast, on=date(2025, 6, 16)),
        ends_on=date(2025, 7, 1),
        replaced_by=heir,
        reason="Läsplanen tar vid.",
        by=cast.registrar,
        at=NOW,
    )


def test_a_row_tells_what_holds_who_decided_it_and_who_answers(cast: Cast) -> None:
    document = make_document(cast)
    assert documents(cast.viewer(cast.reader)) == (
        DocumentRow(
            id=document.pk,
            title="Riktlinjer för läsning",
            kind=Kind.GUIDELINE,
            unit_id=cast.buf.pk,
            unit_name="Barn- och utbildningsförvaltningen",
            person=PersonView(cast.head.pk, "Folke Förvaltningschef", "Skolchef"),
            decided_by="Kommunfullmäktige",
            decision=DECISION,
            valid_from=date(2022, 1, 1),
            ends_on=None,
            revise_on=date(2025, 6, 30),
            follow_up_on=None,
            standing=StandingView(Standing.OVERDUE),
        ),
    )
    shown = documents(cast.viewer(cast.reader))[0].standing
    assert (shown.name, shown.symbol) == ("Översyn försenad", "risk")


def test_open_pages_name_the_office_and_never_the_person(cast: Cast) -> None:
    make_document(cast, decision=own_decision(cast, cast.buf, cast.head))
    (row,) = documents(cast.viewer(None))
    assert (row.decided_by, row.decision) == ("Skolchef", "Skolchef 2024-08-12")
    assert row.person == PersonView(cast.head.pk, "", "Skolchef")


def test_documents_lie_by_the_alphabet_and_what_has_ended_last(cast: Cast) -> None:
    for title in ("Övrigt", "Avtal", "Äldreplan"):
        make_document(cast, title=title)
    end(cast, make_document(cast, title="Arkivplan"))
    titles = [row.title for row in documents(cast.viewer(None))]
    assert titles == ["Avtal", "Äldreplan", "Övrigt", "Arkivplan"]


def test_the_version_of_the_day_is_shown_and_both_are_kept(cast: Cast) -> None:
    document = make_document(cast)
    revise_document(
        document=document,
        kind=Kind.PLAN,
        title="Läsplan",
        decision=council_decision(cast, on=date(2025, 9, 29)),
        valid_from=date(2026, 1, 1),
        change="Ny form.",
        revise_on=None,
        by=cast.registrar,
        at=NOW,
    )
    today, later = cast.viewer(None), cast.viewer(None, date(2026, 1, 1))
    assert (title_of(today, document), title_of(later, document)) == (
        "Riktlinjer för läsning",
        "Läsplan",
    )
    document.refresh_from_db()
    page = document_page(today, document)
    assert (page.row.title, page.row.kind) == ("Riktlinjer för läsning", Kind.GUIDELINE)
    assert page.versions == (
        VersionView(
            "Läsplan",
            Kind.PLAN,
            "Kommunfullmäktige 2025-09-29 § 118 Dnr KS 2021/240",
            date(2026, 1, 1),
            "Ny form.",
        ),
        VersionView("Riktlinjer för läsning", Kind.GUIDELINE, DECISION, date(2022, 1, 1), ""),
    )


def test_a_page_tells_what_came_instead_and_what_was_before(cast: Cast) -> None:
    document, heir = make_document(cast), make_document(cast, title="Läsplan", revise_on=None)
    end(cast, document, heir)
    viewer = cast.viewer(cast.reader)
    assert document_page(viewer, document).repeal == RepealView(
        decision="Kommunfullmäktige 2025-06-16 § 118 Dnr KS 2021/240",
        ends_on=date(2025, 7, 1),
        reason="Läsplanen tar vid.",
        replaced_by=Other(heir.pk, "Läsplan"),
    )
    page = document_page(viewer, heir)
    assert (page.repeal, page.replaces) == (None, (Other(document.pk, "Riktlinjer för läsning"),))


def test_what_is_late_is_told_until_the_document_has_ended(cast: Cast) -> None:
    document = make_document(cast, follow_up_on=date(2025, 10, 14))
    viewer = cast.viewer(cast.reader)
    page = document_page(viewer, document)
    assert (page.is_revision_late, page.is_follow_up_late) == (True, True)
    end(cast, document)
    page = document_page(viewer, document)
    assert (page.is_revision_late, page.is_follow_up_late) == (False, False)


def test_what_waits_for_somebody_is_theirs_to_look_over_the_late_first(cast: Cast) -> None:
    make_document(cast, title="Snart", revise_on=date(2025, 12, 1))
    make_document(cast, title="Sen")
    make_document(cast, title="Länge kvar", revise_on=date(2027, 1, 1))
    make_document(cast, title="Någon annans", person=cast.chief)
    assert [row.title for row in to_look_over(cast.viewer(cast.head))] == ["Sen", "Snart"]
    assert to_look_over(cast.viewer(None)) == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Riktlinjer för läsning", "Taxa"]),
        ({"sort": "-titel"}, ["Taxa", "Riktlinjer för läsning"]),
        ({"sort": "ansvarig"}, ["Riktlinjer för läsning", "Taxa"]),
        ({"q": "TAXA"}, ["Taxa"]),
        ({"q": "§ 118"}, ["Riktlinjer för läsning", "Taxa"]),
        ({"kind": "tariff"}, ["Taxa"]),
        ({"standing": "overdue"}, ["Riktlinjer för läsning"]),
        ({"responsible": "mina"}, ["Riktlinjer för läsning"]),
        ({"responsible": "ingen"}, ["Taxa"]),
        ({"unit": "0"}, []),
    ],
)
def test_the_register_is_narrowed_and_sorted(
    cast: Cast, wanted: dict[str, str], found: list[str]
) -> None:
    make_document(cast)
    make_document(cast, title="Taxa", kind=Kind.TARIFF, person=None, revise_on=None)
    viewer = cast.viewer(cast.head)
    rows = listed_documents(viewer, documents(viewer), WantedDocuments(**wanted))
    assert [row.title for row in rows] == found


def test_only_those_who_may_decide_a_document_are_offered(cast: Cast) -> None:
    def offered(who: str, document: GoverningDocument | None = None) -> list[str]:
        viewer = cast.viewer(cast.everyone[who])
        return [unit.code for unit in deciding_bodies(viewer, document)]

    assert offered("registrar") == ["ab", "bun", "kf", "ks"]
    assert offered("manager") == ["bjork"]
    document = make_document(cast, decision=council_decision(cast, body=cast.bun))
    assert offered("registrar", document) == ["bun", "kf"]
    assert offered("head", document) == []
    cast.bun.closed_on = date(2025, 1, 1)
    cast.bun.save()
    assert offered("registrar", document) == ["ab", "kf", "ks"]


@pytest.mark.parametrize("rows", [1, 10])
def test_ten_documents_are_read_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        make_document(cast, title=f"Plan {number}")
    viewer = cast.viewer(cast.reader)
    assert viewer.grants
    with django_assert_num_queries(2):  # the tree of units, and the documents
        assert len(documents(viewer)) == rows
