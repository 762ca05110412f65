"""Governing documents in the browser: found, registered, kept up, decided anew and repealed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.documents import council_decision, make_document
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_levels
from timglas.actions.grounds import cite_document
from timglas.models import DocumentRepeal, DocumentVersion, GoverningDocument
from timglas.web.acting import Signature

DECISION = {
    "decided_on": "2025-09-29",
    "paragraph": "97",
    "registry_number": "KS 2025/80",
    "official": "",
}


@pytest.fixture
def registrar(cast: Cast, settings: object) -> Client:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.registrar)
    return client


def decided(cast: Cast, **more: str) -> dict[str, str]:
    return {**DECISION, "body": str(cast.kf.pk), **more}


def typed(cast: Cast, **more: str) -> dict[str, str]:
    return {
        **decided(cast),
        "title": "Läsplan",
        "kind": "plan",
        "valid_from": "2026-01-01",
        "unit": str(cast.buf.pk),
        "person": str(cast.head.pk),
        "link": "exempelby.example/lasplan.pdf",
        "place": "",
        "revised_when": "Vart fjärde år",
        "revise_on": "2029-06-30",
        "followed_up_when": "",
        "follow_up_on": "",
        **more,
    }


def address(name: str, document: GoverningDocument) -> str:
    return reverse(f"documents:{name}", args=[document.pk])


def test_a_document_is_registered_and_read_by_everybody(
    cast: Cast, registrar: Client, client: Client
) -> None:
    assert reverse("documents:add") in registrar.get(reverse("documents:index")).text
    answer = registrar.post(reverse("documents:add"), typed(cast))
    document = GoverningDocument.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, address("detail", document))
    page = client.get(answer["Location"])
    assert "Läsplan" in page.text
    assert "https://exempelby.example/lasplan.pdf" in page.text
    assert "Kommunfullmäktige 2025-09-29 § 97 Dnr KS 2025/80" in page.text
    assert "Folke" not in page.text
    assert address("detail", document) in client.get(reverse("documents:index")).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"paragraph": ""}, "Ange vilken paragraf"),
        ({"decided_on": "2025-10-16"}, "Beslutsdatumet har inte varit än."),
        ({"link": "javascript:alert(1)"}, "Länk till dokumentet"),
        ({"kind": ""}, "Slag"),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    cast: Cast, registrar: Client, wrong: dict[str, str], said: str
) -> None:
    answer = registrar.post(reverse("documents:add"), typed(cast, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert "Vart fjärde år" in answer.text
    assert not GoverningDocument.objects.exists()


def test_nobody_registers_a_decision_that_is_not_theirs_to_record(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.manager)
    own = {"unit": str(cast.bjork.pk), "person": ""}
    answer = client.post(reverse("documents:add"), typed(cast, **own))
    assert answer.status_code == 422
    own |= {"body": str(cast.bjork.pk), "official": str(cast.manager.pk), "paragraph": ""}
    assert client.post(reverse("documents:add"), typed(cast, **own)).status_code == 303


def test_the_register_tells_what_is_late_and_is_taken_home(cast: Cast, registrar: Client) -> None:
    make_document(cast)
    make_document(cast, title="Taxa", revise_on=None)
    page = registrar.get(reverse("documents:index"))
    assert "Ett dokument skulle redan ha setts över." in page.text
    page = registrar.get(reverse("documents:index"), {"lage": "overdue"})
    assert "Riktlinjer för läsning" in page.text
    assert "Taxa" not in page.text.partition("<tbody>")[2].partition("</tbody>")[0]
    asked = {"format": "json", "kolumner": "alla"}
    rows = registrar.get(reverse("documents:index"), asked).json()["rows"]
    assert [(row["title"], row["decided_by"], row["unit"], row["responsible"]) for row in rows] == [
        (title, "Kommunfullmäktige", cast.buf.name, "Folke Förvaltningschef, skolchef")
        for title in ("Riktlinjer för läsning", "Taxa")
    ]


def test_whoever_answers_keeps_a_document_up_without_a_role(cast: Cast) -> None:
    document = make_document(cast, person=cast.outsider)
    client = Client()
    client.force_login(cast.outsider)
    page = client.get(address("detail", document))
    assert address("edit", document) in page.text
    assert address("revise", document) not in page.text
    assert 'value="2025-06-30"' in client.get(address("edit", document)).text
    kept = {"unit": str(cast.buf.pk), "person": "", "revise_on": "2026-06-30"}
    answer = client.post(address("edit", document), kept)
    assert answer.status_code == 303
    document.refresh_from_db()
    assert (document.person, document.revise_on) == (None, date(2026, 6, 30))


def test_a_document_is_decided_anew(cast: Cast, registrar: Client) -> None:
    document = make_document(cast)
    assert 'value="Riktlinjer för läsning"' in registrar.get(address("revise", document)).text
    new = {"title": "Läsplan", "kind": "plan", "valid_from": "2025-10-01", "revise_on": ""}
    answer = registrar.post(address("revise", document), decided(cast, **new, change=""))
    assert answer.status_code == 422
    answer = registrar.post(address("revise", document), decided(cast, **new, change="Ny form."))
    assert answer.status_code == 303
    assert DocumentVersion.objects.count() == 2
    page = registrar.get(answer["Location"])
    assert "Ny form." in page.text
    assert "Riktlinjer för läsning" in page.text


def test_a_document_is_repealed_and_replaced(cast: Cast, registrar: Client) -> None:
    document, heir = make_document(cast), make_document(cast, title="Läsplan")
    page = registrar.get(address("repeal", document))
    assert "Läsplan" in page.text
    ended = {"ends_on": "2025-10-01", "replaced_by": str(heir.pk), "reason": "Planen tar vid."}
    answer = registrar.post(address("repeal", document), decided(cast, **ended))
    assert answer.status_code == 303
    assert DocumentRepeal.objects.get().replaced_by == heir
    page = registrar.get(answer["Location"])
    assert address("detail", heir) in page.text
    assert "Planen tar vid." in page.text
    assert address("repeal", document) not in page.text
    assert address("detail", document) in registrar.get(address("detail", heir)).text


def test_a_goal_of_a_draft_is_rested_on_a_document_in_the_register(cast: Cast) -> None:
    _council, committee, _unit = make_levels(cast)
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), committee, "Alla läser")
    document, client = make_document(cast), Client()
    client.force_login(cast.controller)
    form = reverse("plans:ground_add", args=[goal.pk])
    assert "Riktlinjer för läsning" in client.get(form).text
    answer = client.post(form, {"document": "", "kind": "", "reference": "4 §"})
    assert answer.status_code == 422
    assert "Välj ett styrdokument, eller vilket slag det är." in answer.text
    answer = client.post(form, {"document": str(document.pk), "kind": "", "reference": "4 §"})
    assert answer.status_code == 303
    assert goal.grounds.get().document == document
    assert "Riktlinjer för läsning, 4 §" in client.get(answer["Location"]).text


def test_a_goal_and_its_document_lead_to_each_other(
    cast: Cast, client: Client, settings: object
) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    _council, committee, _unit = make_levels(cast)
    version = draft_operational_plan(cast, cast.bun)
    goal, document = make_goal(cast, version, committee, "Alla läser"), make_document(cast)
    signature: Signature = {"by": cast.controller, "at": NOW}
    cite_document(edition=goal, document=document, where="", **signature)
    assert "Alla läser" not in client.get(address("detail", document)).text
    decide(cast, version)
    to_goal = reverse("goals:detail", args=[goal.goal_id])
    assert to_goal in client.get(address("detail", document)).text
    assert address("detail", document) in client.get(to_goal).text


def test_a_company_releases_its_document_by_a_decision_of_its_board(
    cast: Cast, client: Client, settings: object
) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    board = council_decision(cast, body=cast.ab)
    document, director = make_document(cast, unit=cast.ab, decision=board), Client()
    director.force_login(cast.director)
    assert client.get(address("detail", document)).status_code == 404
    page = director.get(address("detail", document))
    assert "Det här är bolagets eget dokument." in page.text
    assert address("release", document) in page.text
    sent = decided(cast, body=str(cast.bun.pk))
    assert director.post(address("release", document), sent).status_code == 422
    sent = decided(cast, body=str(cast.ab.pk))
    answer = director.post(address("release", document), sent)
    assert answer.status_code == 303
    assert address("release", document) not in director.get(answer["Location"]).text
    assert client.get(address("detail", document)).status_code == 200
