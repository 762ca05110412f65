"""Pages about goals: what anybody reads, and what those who answer for them do."""

import json
from datetime import date

import pytest
from django.test import Client
from lxml import html

from tests.cast import NOW, Cast
from tests.reported import Reported, report_some
from timglas.models import Assessment, GoalResponsibility


@pytest.fixture(autouse=True)
def in_october(settings: object) -> None:
    """Let the pages live on the day of the cast."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]


@pytest.fixture
def scene(cast: Cast) -> Reported:
    return report_some(cast)


def signed_in(scene: Reported, role: str) -> Client:
    client = Client()
    client.force_login(getattr(scene.cast, role))
    return client


def rows(content: bytes) -> list[str]:
    return [
        " ".join(e.text_content().split()) for e in html.fromstring(content).xpath("//tbody//th")
    ]


def test_anybody_reads_the_list_and_it_may_be_cached(scene: Reported) -> None:
    response = Client().get("/mal/")
    assert rows(response.content)[:2] == [
        "Unga får en bra startKommunfullmäktige",
        "En attraktiv kommunKommunfullmäktige",
    ]
    assert "5 mål." in response.text
    assert "Folke" not in response.text
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response


def test_the_list_is_narrowed_by_its_address(scene: Reported) -> None:
    response = Client().get("/mal/", {"q": "gymnasiet", "perspektiv": "service"})
    assert rows(response.content) == ["Alla når gymnasietBarn- och utbildningsnämnden"]
    assert "Ett mål." in response.text
    nothing = Client().get("/mal/", {"q": "finns inte"})
    assert "Inga mål passar" in nothing.text
    assert Client().get("/mal/", {"enhet": "x' OR 1=1", "sortera": "?"}).status_code == 200


def test_what_is_shown_comes_as_csv_and_json(scene: Reported) -> None:
    wanted = {"q": "gymnasiet", "format": "csv"}
    lines = Client().get("/mal/", wanted).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines] == ["Mål", "Alla når gymnasiet"]
    found = json.loads(Client().get("/mal/", wanted | {"format": "json"}).content)
    assert [row["goal"] for row in found["rows"]] == ["Alla når gymnasiet"]


def test_a_goal_keeps_judgement_and_proposal_apart(scene: Reported) -> None:
    response = Client().get(f"/mal/{scene.planned.eligible.pk}/")
    text = " ".join(html.fromstring(response.content).text_content().split())
    assert "Ingen har bedömt målet för året än." in text
    assert "Förslag enligt regeln i dag" in text
    assert "Stödjer även" in text
    assert "Bedöm målet" not in text
    assert "Set-Cookie" not in response


def test_who_answers_judges_with_a_reason_where_it_differs(scene: Reported) -> None:
    client = signed_in(scene, "head")
    address = f"/mal/{scene.planned.eligible.pk}/bedom/"
    assert "Ännu inte aktuell" in client.get(address).text
    typed = {"judged": "at_risk", "reason": "", "summary": "Det kan gå."}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Skriv varför bedömningen skiljer sig från förslaget." in refused.text
    assert "Välj vad du tror om årets slut." in refused.text
    assert "Det kan gå." in refused.text
    typed |= {"reason": "Satsningen har börjat.", "forecast": "partly"}
    done = client.post(address, typed)
    assert (done.status_code, done["Location"]) == (
        303,
        f"/mal/{scene.planned.eligible.pk}/?ar=2025",
    )
    judged = Assessment.objects.get()
    assert (judged.proposed, judged.judged, judged.as_of) == ("not_due", "at_risk", NOW.date())
    text = client.get(done["Location"]).text
    for shown in ("Det kan gå.", "Satsningen har börjat.", "Folke Förvaltningschef", "15 oktober"):
        assert shown in text
    assert "Kommer delvis att uppnås" in text


def test_a_red_judgement_asks_for_all_of_the_remedy_at_once_and_keeps_what_is_typed(
    scene: Reported,
) -> None:
    client = signed_in(scene, "head")
    address = f"/mal/{scene.planned.eligible.pk}/bedom/"
    typed = {"judged": "off_track", "reason": "Svaga prov.", "forecast": "not_reached"}
    lacking = client.post(address, typed | {"cause": "Få lärare.", "remedy_on": "snart"})
    assert lacking.status_code == 422
    tree = html.fromstring(lacking.content)
    wrong = [control.get("name") for control in tree.xpath("//*[@aria-invalid='true']")]
    assert wrong == ["remedy", "remedy_on", "remedy_by"]
    assert [tree.xpath(f"string(//*[@id='id_{name}'])") for name in ("cause", "reason")] == [
        "\nFå lärare.",
        "\nSvaga prov.",
    ]
    assert tree.xpath("//*[@id='id_remedy_on']/@value") == ["snart"]
    remedied = {"remedy": "Vi anställer.", "remedy_on": "2026-06-30"}
    typed |= {"cause": "Få lärare.", **remedied, "remedy_by": scene.cast.manager.pk}
    assert client.post(address, typed).status_code == 303
    told = client.get(f"/mal/{scene.planned.eligible.pk}/").text
    for shown in ("Få lärare.", "Vi anställer.", "Eva Enhetschef", "30 juni 2026"):
        assert shown in told
    open_page = Client().get(f"/mal/{scene.planned.eligible.pk}/").text
    assert "Vi anställer." in open_page
    assert "Eva Enhetschef" not in open_page
    prefilled = html.fromstring(client.get(address).content)
    assert prefilled.xpath("//*[@id='id_remedy_on']/@value") == ["2026-06-30"]


def test_what_is_told_of_a_remedy_is_left_out_where_the_goal_goes_well(scene: Reported) -> None:
    client = signed_in(scene, "head")
    address = f"/mal/{scene.planned.eligible.pk}/bedom/"
    typed = {"judged": "on_track", "reason": "Bra prov.", "forecast": "reached", "cause": "Kvar."}
    assert client.post(address, typed).status_code == 303
    assert Assessment.objects.get().cause == ""


def test_a_goal_that_is_missed_for_the_third_time_says_so(scene: Reported) -> None:
    goal, by = scene.planned.eligible, scene.cast.head
    plain = {"goal": goal, "proposed": "off_track", "judged": "off_track", "judged_by": by}
    days = [date(2024, 12, 31), date(2025, 4, 30), date(2025, 8, 31)]
    for day in days:
        Assessment.objects.create(year=day.year, as_of=day, judged_at=NOW, **plain)
    for address in (f"/mal/{goal.pk}/", f"/mal/{goal.pk}/bedom/"):
        assert "vid tre uppföljningar i rad" in signed_in(scene, "head").get(address).text


def test_no_forecast_is_asked_for_when_the_year_has_ended(
    scene: Reported, settings: object
) -> None:
    settings.TODAY = date(2026, 1, 20)  # type: ignore[attr-defined]
    address = f"/mal/{scene.planned.eligible.pk}/bedom/?ar=2025"
    assert "id_forecast" not in signed_in(scene, "head").get(address).text


def test_a_status_outside_the_scale_is_refused(scene: Reported) -> None:
    address = f"/mal/{scene.planned.eligible.pk}/bedom/"
    answer = signed_in(scene, "head").post(address, {"judged": "not_due"})
    assert answer.status_code == 422
    assert not Assessment.objects.exists()


def test_the_responsible_person_is_changed_from_a_day(scene: Reported) -> None:
    client = signed_in(scene, "head")
    goal = scene.planned.eligible
    address = f"/mal/{goal.pk}/ansvarig/"
    assert "Folke Förvaltningschef" in client.get(address).text
    typed = {"person": scene.cast.manager.pk, "on": "2025-11-01"}
    assert client.post(address, typed).status_code == 303
    now = GoalResponsibility.objects.on(date(2025, 11, 1)).get(goal=goal)
    assert now.person == scene.cast.manager
    assert client.post(address, {"person": "", "on": "i morgon"}).status_code == 422


@pytest.mark.parametrize("page", ["bedom", "ansvarig"])
def test_others_may_not(scene: Reported, page: str) -> None:
    address = f"/mal/{scene.planned.eligible.pk}/{page}/"
    assert signed_in(scene, "elected").get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_goal_that_does_not_exist_is_not_found(scene: Reported) -> None:
    assert Client().get("/mal/9999/").status_code == 404


def test_a_goal_of_a_later_plan_says_so(scene: Reported, settings: object) -> None:
    settings.TODAY = date(2024, 12, 30)  # type: ignore[attr-defined]
    response = Client().get(f"/mal/{scene.planned.eligible.pk}/")
    assert "Målet gäller inte än" in response.text
