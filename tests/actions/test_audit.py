"""The audit trail is sealed into a chain, and a change made behind our back is found."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan
from timglas.actions.audit import (
    MOST_REFUSALS,
    Origin,
    origin,
    record,
    record_export,
    record_refusal,
    seal_events,
)
from timglas.models import AuditEvent, Seal
from timglas.models.immutability import drop_guards
from timglas.queries.chain import Flaw, verify_chain
from timglas.rules.chain import GENESIS, link

LATER = NOW + timedelta(hours=1)


def some_events(cast: Cast, count: int) -> list[AuditEvent]:
    return [record(f"act_{i}", cast.ek, by=cast.admin, at=NOW, unit=cast.ek) for i in range(count)]


def tamper(sql: str, *values: object) -> None:
    """Change the tables as somebody could who owns the database: without the triggers."""
    drop_guards(connection.SchemaEditorClass(connection))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_event_knows_where_it_came_from(cast: Cast) -> None:
    token = origin.set(Origin("192.0.2.1", "abc"))
    event = record("act", cast.ek, by=cast.admin, at=NOW, before={"day": NOW.date()})
    origin.reset(token)
    assert (event.ip, event.correlation, event.before) == (
        "192.0.2.1",
        "abc",
        {"day": "2025-10-15"},
    )


def test_sealing_chains_what_is_new(cast: Cast) -> None:
    some_events(cast, 2)
    assert verify_chain(NOW).waiting == 2
    assert [seal_events(at=NOW), seal_events(at=NOW)] == [2, 0]
    some_events(cast, 1)
    assert seal_events(at=NOW) == 1
    report = verify_chain(NOW)
    assert (report.sealed, report.waiting, report.flaws) == (3, 0, ())
    assert report.head == Seal.objects.get(position=3).hash


def test_an_empty_chain_is_whole(db: None) -> None:
    assert verify_chain(NOW).head == GENESIS


def test_a_hash_depends_on_what_came_before() -> None:
    assert link(GENESIS, {"a": 1}) != link(link(GENESIS, {}), {"a": 1})


def test_an_event_that_nobody_sealed_is_found(cast: Cast) -> None:
    event = some_events(cast, 1)[0]
    assert verify_chain(NOW).flaws == ()
    assert verify_chain(LATER).flaws == (Flaw(event.pk, None, "the event is not sealed"),)


def test_a_tampered_event_is_found(cast: Cast) -> None:
    events = some_events(cast, 3)
    seal_events(at=NOW)
    tamper("UPDATE timglas_auditevent SET label = 'Annat' WHERE id = %s", events[1].pk)
    flaw = Flaw(events[1].pk, 2, "the event or its seal has been changed")
    assert verify_chain(NOW).flaws == (flaw,)
    with pytest.raises(CommandError, match=f"position 2, event {events[1].pk}"):
        call_command("verify_audit", stdout=StringIO())


def test_a_removed_event_is_found(cast: Cast) -> None:
    events = some_events(cast, 3)
    seal_events(at=NOW)
    tamper("DELETE FROM timglas_auditevent WHERE id = %s", events[1].pk)
    found = verify_chain(NOW).flaws
    tamper_back(events[1])
    assert found == (Flaw(events[1].pk, 2, "the event is missing"),)


def tamper_back(event: AuditEvent) -> None:
    """Put a removed event back, so that the database can check its foreign keys at the end."""
    AuditEvent.objects.bulk_create([event])


def test_a_removed_seal_is_found(cast: Cast) -> None:
    events = some_events(cast, 3)
    seal_events(at=NOW)
    tamper("DELETE FROM timglas_seal WHERE position = %s", 2)
    changed = "the event or its seal has been changed"
    assert verify_chain(LATER).flaws == (
        Flaw(events[2].pk, 2, "the seal before this one is missing"),
        Flaw(events[2].pk, 3, changed),
        Flaw(events[1].pk, None, "the event is not sealed"),
    )


def test_the_commands_seal_and_verify(cast: Cast) -> None:
    some_events(cast, 1)
    out = StringIO()
    call_command("seal_audit", stdout=out)
    call_command("run_due_jobs")
    call_command("verify_audit", stdout=out)
    assert out.getvalue().splitlines()[0] == "Sealed 1 events."
    assert out.getvalue().splitlines()[-1] == "The chain is whole."


def test_the_log_is_in_swedish_whoever_acts(cast: Cast) -> None:
    draft = draft_operational_plan(cast, cast.bun)
    with translation.override("en"):
        event = record(
            "edit_version", draft.plan, by=cast.admin, at=NOW, after={"plan": draft.plan}
        )
    assert event.label.startswith("Verksamhetsplan")
    assert event.after["plan"].startswith("Verksamhetsplan")


def test_refusals_are_recorded_until_there_are_too_many_in_an_hour(cast: Cast) -> None:
    moments = [NOW] * (MOST_REFUSALS + 1) + [LATER + timedelta(seconds=1)]
    events = [
        record_refusal(by=cast.reader, at=at, address="/planer/1/", method="GET") for at in moments
    ]
    assert [event is not None for event in events] == [True] * MOST_REFUSALS + [False, True]
    assert (events[0].action, events[0].after) == (  # type: ignore[union-attr]
        "refuse",
        {"address": "/planer/1/", "method": "GET"},
    )


def test_who_takes_the_trail_home_is_in_it(cast: Cast) -> None:
    event = record_export(by=cast.admin, at=NOW, wanted="ar=2025")
    assert (event.action, event.person, event.after) == (
        "export_audit",
        cast.admin,
        {"wanted": "ar=2025"},
    )
