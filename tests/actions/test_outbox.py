"""Mail is queued with what it tells of, collected, sent once, and tried again."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from tests.cast import NOW, Cast
from timglas.actions.outbox import Notice, collect_digests, queue_mail, retry_mail
from timglas.actions.refusal import Refusal
from timglas.actions.sending import ask_to_deliver, deliver, send, send_due
from timglas.models import AuditEvent, Mail, Person
from timglas.rules.outbox import LOST, WAITS

NOON = NOW.replace(hour=13)
BROKEN = {"default": {"BACKEND": "tests.actions.test_outbox.BrokenBackend"}}


class BrokenBackend(EmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, messages: Any) -> int:  # noqa: ARG002
        """Fail as a socket does."""
        raise ConnectionRefusedError("no server there")


def notice(to: Person, key: str = "a", **more: Any) -> Notice:
    """Something to be told of."""
    told = {"kind": "test", "subject": f"Sak {key}", "text": "Gör det.", "link": "/mal/"}
    return Notice(to=to, key=key, **(told | more))


def clock_at(moment: datetime) -> Any:
    """A clock that has stopped."""
    return lambda: moment


def test_what_is_urgent_is_sent_at_once_with_one_link_and_its_headers(cast: Cast) -> None:
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    assert send_due(clock=clock_at(NOW)) == 1
    (mail,) = sent_mail.outbox
    assert mail.subject == "Sak a"
    assert mail.recipients() == ["Eva Enhetschef <eva.enhetschef@exempelby.example>"]
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert mail.extra_headers["List-Unsubscribe"] == "<http://127.0.0.1:8000/konto/mejl/>"
    assert "Gör det.\n\nÖppna i Timglas:\nhttp://127.0.0.1:8000/mal/\n" in mail.body
    html = mail.alternatives[0].content  # type: ignore[attr-defined]
    assert re.findall(r'href="([^"]+)"', html) == [
        "http://127.0.0.1:8000/mal/",
        "http://127.0.0.1:8000/konto/mejl/",
    ]
    assert Mail.objects.get().sent_at == NOW


def test_the_same_is_told_of_once(cast: Cast) -> None:
    queue_mail([notice(cast.manager), notice(cast.manager)], at=NOW)
    queue_mail([notice(cast.manager)], at=NOW)
    assert Mail.objects.count() == 1


def test_nothing_is_queued_for_whoever_reads_no_mail_or_wants_none(cast: Cast) -> None:
    Person.objects.filter(pk=cast.head.pk).update(is_active=False)
    Person.objects.filter(pk=cast.reader.pk).update(email=None)
    Person.objects.filter(pk=cast.manager.pk).update(mail_rhythm="never")
    people = Person.objects.filter(pk__in=[cast.head.pk, cast.reader.pk, cast.manager.pk])
    queue_mail([notice(p, f"{p.pk}") for p in people], at=NOW)
    assert not Mail.objects.exists()
    queue_mail([notice(p, f"{p.pk}", is_urgent=True) for p in people], at=NOW)
    assert Mail.objects.get().to == cast.manager


def test_what_is_not_urgent_is_collected_in_one_mail_a_person_and_day(cast: Cast) -> None:
    queue_mail([notice(cast.manager), notice(cast.manager, "b"), notice(cast.head, "c")], at=NOW)
    assert send_due(clock=clock_at(NOW)) == 0
    assert collect_digests(at=NOW) == 0  # before the hour
    assert collect_digests(at=NOON) == 2
    queue_mail([notice(cast.manager, "d")], at=NOON)
    assert collect_digests(at=NOON + timedelta(hours=1)) == 0
    assert send_due(clock=clock_at(NOON)) == 2
    assert [(m.subject, m.to[0].split()[0]) for m in sent_mail.outbox] == [
        ("2 saker för dig i Timglas", "Eva"),
        ("Sak c", "Folke"),
    ]
    assert "Sak a\nGör det.\n\nSak b\nGör det." in sent_mail.outbox[0].body
    assert collect_digests(at=NOON + timedelta(days=1)) == 1


def test_somebody_who_reads_english_gets_the_frame_in_english(cast: Cast) -> None:
    Person.objects.filter(pk=cast.manager.pk).update(language="en")
    cast.manager.refresh_from_db()
    queue_mail([notice(cast.manager), notice(cast.manager, "b")], at=NOW)
    collect_digests(at=NOON)
    send_due(clock=clock_at(NOON))
    assert sent_mail.outbox[0].subject == "2 things for you in Timglas"


def test_a_mail_that_another_worker_took_is_not_sent(cast: Cast) -> None:
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    mail = Mail.objects.get()
    Mail.objects.update(claimed_at=NOW, attempts=1)
    assert not send(mail.pk, clock=clock_at(NOW))
    assert send_due(clock=clock_at(NOW + 10 * LOST)) == 0
    assert sent_mail.outbox == []


@override_settings(MAILERS=BROKEN)
def test_a_mail_that_fails_is_tried_again_and_at_last_given_up(cast: Cast) -> None:
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    moment = NOW
    for wait in WAITS:
        assert send_due(clock=clock_at(moment)) == 0
        moment += wait
        assert Mail.objects.get().send_after == moment
    send_due(clock=clock_at(moment))
    mail = Mail.objects.get()
    assert (mail.attempts, mail.last_error, mail.given_up_at) == (6, "no server there", moment)
    assert send_due(clock=clock_at(moment + timedelta(days=9))) == 0


def test_a_mail_is_given_up_when_the_account_is_closed(cast: Cast) -> None:
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    Person.objects.filter(pk=cast.manager.pk).update(is_active=False)
    assert send_due(clock=clock_at(NOW)) == 0
    assert Mail.objects.get().last_error == "Personen har inget öppet konto med e-post."


def test_a_failed_mail_is_tried_again_when_somebody_says_so(cast: Cast) -> None:
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    Mail.objects.update(given_up_at=NOW, attempts=6, last_error="fel")
    retry_mail(mail=Mail.objects.get(), by=cast.admin, at=NOW)
    assert send_due(clock=clock_at(NOW)) == 1
    assert AuditEvent.objects.get(action="retry_mail").before == {"last_error": "fel"}
    with pytest.raises(Refusal):
        retry_mail(mail=Mail.objects.get(), by=cast.admin, at=NOW)


def test_a_mail_that_was_cut_off_may_be_tried_again_but_not_one_on_its_way(cast: Cast) -> None:
    queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    Mail.objects.update(claimed_at=NOW, attempts=1)
    with pytest.raises(Refusal):
        retry_mail(mail=Mail.objects.get(), by=cast.admin, at=NOW)
    retry_mail(mail=Mail.objects.get(), by=cast.admin, at=NOW + LOST)
    assert Mail.objects.get().claimed_at is None


def test_a_worker_is_asked_once_while_something_is_due(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    assert not ask_to_deliver(at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail([notice(cast.manager, is_urgent=True)], at=NOW)
    assert DBTaskResult.objects.count() == 1
    assert not ask_to_deliver(at=NOW)
    assert deliver.call() == 1


def test_digests_are_made_with_as_many_queries_for_ten_people_as_for_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    queue_mail([notice(cast.manager)], at=NOW)
    with django_assert_num_queries(7):
        collect_digests(at=NOON)
    people = [person for person in cast.everyone.values() if person][:10]
    queue_mail([notice(person, f"x{person.pk}") for person in people], at=NOON)
    with django_assert_num_queries(7):
        collect_digests(at=NOON + timedelta(days=1))
    assert Mail.objects.filter(kind="digest", queued_at__date=date(2025, 10, 16)).count() == 10
