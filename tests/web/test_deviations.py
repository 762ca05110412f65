"""Deviations on pages: read, explained, followed up and closed; rules added and taken away."""

from typing import Any

from django.test import Client

from tests.cast import Cast
from tests.collected import collected
from tests.deviations import raised
from timglas.models import Deviation, DeviationRule


def test_a_manager_explains_follows_up_and_closes(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.TODAY = None
    address = f"/avvikelser/{raised(cast).pk}/"
    client.force_login(cast.manager)
    assert "Frånvaro" in client.get("/avvikelser/").content.decode()
    assert "Skriv orsak och åtgärd" in client.get(address).content.decode()
    early = client.post(f"{address}avsluta/", {"reason": "Klart."})
    assert early.status_code == 422
    said = {"cause": "Influensa.", "action": "Vikarier.", "action_on": "2099-01-01"}
    assert client.post(f"{address}atgard/", said).status_code == 422
    said["action_by"] = str(cast.manager.pk)
    assert client.post(f"{address}atgard/", said).status_code == 303
    assert client.post(f"{address}folj-upp/", {"note": "Det går bra."}).status_code == 303
    assert client.post(f"{address}avsluta/", {"reason": "Klart."}).status_code == 303
    shown = client.get(address).content.decode()
    for words in ("Influensa.", "Det går bra.", "Klart.", "Avvikelsen avslutades"):
        assert words in shown
    assert "Inga avvikelser passar" in client.get("/avvikelser/?lage=new").content.decode()
    assert client.get("/avvikelser/?format=csv&lage=alla").content.decode().count("Frånvaro") == 1


def test_a_controller_adds_and_takes_away_a_rule(cast: Cast, client: Client) -> None:
    indicator = collected(cast)
    client.force_login(cast.controller)
    assert "Inga regler än" in client.get("/avvikelser/regler/").content.decode()
    sent = {"subject": "above", "limit": "8,5", "tells_board": "on", "is_urgent": "on"}
    refused = client.post("/avvikelser/regler/ny/", sent)
    assert refused.status_code == 422
    assert "Välj vilken indikator regeln gäller." in refused.content.decode()
    sent["indicator"] = str(indicator.pk)
    assert client.post("/avvikelser/regler/ny/", sent).status_code == 303
    rule = DeviationRule.objects.get()
    assert "Värdet är över gränsen 8,5" in client.get("/avvikelser/regler/").content.decode()
    assert client.post(f"/avvikelser/regler/{rule.pk}/ta-bort/").status_code == 303
    assert "Inga regler än" in client.get("/avvikelser/regler/").content.decode()
    assert not Deviation.objects.exists()
