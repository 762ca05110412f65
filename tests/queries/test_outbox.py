"""The outbox as somebody reads it, and the work that is done by itself."""

from datetime import timedelta
from typing import Any

import pytest

from tests.actions.test_outbox import notice
from tests.actions.test_scheduled import running
from tests.cast import NOW, TODAY, Cast
from timglas.actions.outbox import queue_mail
from timglas.actions.scheduled import run_job
from timglas.models import Mail
from timglas.queries.outbox import JobRow, WantedMail, jobs_page, mail_page, outbox_page
from timglas.rules.outbox import LOST, MailState
from timglas.rules.scheduled import Job


def one_in_each_state(cast: Cast) -> None:
    """A mail in each state, whose subject is the state."""
    queue_mail([notice(cast.manager, state.value, is_urgent=True) for state in MailState], at=NOW)
    changes: dict[MailState, dict[str, Any]] = {
        MailState.SENT: {"sent_at": NOW, "claimed_at": NOW, "attempts": 1},
        MailState.FAILED: {"given_up_at": NOW, "attempts": 6},
        MailState.LOST: {"claimed_at": NOW - LOST, "attempts": 1},
        MailState.RETRYING: {"attempts": 1},
    }
    for state, change in changes.items():
        Mail.objects.filter(key=state.value).update(**change)


@pytest.mark.parametrize("state", MailState)
def test_mail_is_found_by_the_state_it_is_shown_in(cast: Cast, state: MailState) -> None:
    one_in_each_state(cast)
    viewer = cast.viewer(cast.admin)
    found = outbox_page(viewer, WantedMail(state=state), 1, at=NOW)
    assert [(row.subject, row.state) for row in found.rows] == [(f"Sak {state.value}", state)]
    assert found.failed == 2


def test_mail_is_found_by_subject_and_person(cast: Cast) -> None:
    queue_mail([notice(cast.manager, "a"), notice(cast.head, "b")], at=NOW)
    viewer = cast.viewer(cast.admin)
    found = outbox_page(viewer, WantedMail(words="sak folke"), 1, at=NOW)
    assert [row.to for row in found.rows] == ["Folke Förvaltningschef"]


def test_only_what_did_not_arrive_can_be_tried_again(cast: Cast) -> None:
    one_in_each_state(cast)
    rows = outbox_page(cast.viewer(cast.admin), WantedMail(), 1, at=NOW).rows
    assert {r.state for r in rows if r.may_retry} == {MailState.FAILED, MailState.LOST}


def test_nobody_else_reads_the_outbox(cast: Cast) -> None:
    one_in_each_state(cast)
    assert outbox_page(cast.viewer(cast.manager), WantedMail(), 1, at=NOW).rows == ()


def test_a_mail_is_read_with_where_it_goes(cast: Cast) -> None:
    queue_mail([notice(cast.manager)], at=NOW)
    shown = mail_page(Mail.objects.get(), at=NOW)
    assert (shown.email, shown.text) == ("eva.enhetschef@exempelby.example", "Gör det.")


def test_the_list_takes_three_queries_whatever_its_length(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    viewer = cast.viewer(cast.admin)
    outbox_page(viewer, WantedMail(), 1, at=NOW)  # now it is known what the viewer may do
    for count in (1, 10):
        people = [person for person in cast.everyone.values() if person][:count]
        queue_mail([notice(person, f"{person.pk}") for person in people], at=NOW)
        with django_assert_num_queries(3):
            outbox_page(viewer, WantedMail(), 1, at=NOW)


def test_work_is_listed_with_its_last_run_and_tasks_are_counted(db: None) -> None:
    later = NOW + timedelta(days=1)
    run_job(Job.PRUNE, lambda: None, today=TODAY, at=NOW)
    run_job(Job.PRUNE, lambda: None, today=TODAY + timedelta(days=1), at=later)
    running(minutes=1)
    found = jobs_page()
    rows = {row.job: row for row in found.rows}
    assert (list(rows), rows[Job.PRUNE].began_at) == (list(Job), later)
    assert rows[Job.SEAL] == JobRow(Job.SEAL, None, None, "")
    assert (found.waiting, found.running, found.failed) == (0, 1, 0)
