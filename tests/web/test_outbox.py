"""The outbox on pages: what failed is tried again."""

from django.test import Client

from tests.actions.test_outbox import notice
from tests.cast import NOW, Cast
from timglas.actions.outbox import queue_mail
from timglas.models import Mail, ScheduledJob


def test_a_mail_that_failed_is_seen_and_tried_again(cast: Cast, client: Client) -> None:
    client.force_login(cast.admin)
    assert "Inga mejl passar" in client.get("/administration/utkorg/?lage=sent").content.decode()
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    Mail.objects.update(given_up_at=NOW, attempts=6, last_error="no server there")
    listed = client.get("/administration/utkorg/?lage=finns-inte").content.decode()
    assert "Ett mejl kom inte fram." in listed
    assert "no server there" in listed
    address = f"/administration/utkorg/{Mail.objects.get().pk}/"
    assert "Försök igen" in client.get(address).content.decode()
    assert client.post(f"{address}igen/").status_code == 303
    assert "Mejlet skickas inom en minut." in client.get(address).content.decode()


def test_work_that_failed_says_why(cast: Cast, client: Client) -> None:
    client.force_login(cast.admin)
    ScheduledJob.objects.create(
        job="prune", period="2025-10-15", began_at=NOW, ended_at=NOW, error="ValueError: trasigt"
    )
    ScheduledJob.objects.create(job="seal_audit", began_at=NOW)
    ScheduledJob.objects.create(job="deliver_mail", began_at=NOW, ended_at=NOW)
    shown = client.get("/administration/utkorg/arbete/").content.decode()
    for words in ("ValueError: trasigt", "Pågår", "Klart", "Har inte körts"):
        assert words in shown
