"""All that somebody owes, in the browser: each task leads to where it is done."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import NOW, TODAY, Cast
from tests.documents import make_document
from tests.plan_drafts import draft_operational_plan
from tests.reported import report_some
from tests.rounds import make_round, row_of
from tests.years import empty_year, make_step
from timglas.actions.rounds import finish_unit


@pytest.fixture
def head(cast: Cast, settings: object) -> Client:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.head)
    return client


def test_each_task_leads_to_where_it_is_done(cast: Cast, head: Client) -> None:
    scene = report_some(cast)
    opened = make_round(cast)
    activity = make_activity(scene.planned, person=cast.head, ends_on=TODAY)
    ways = (
        f"{reverse('outcomes:mine')}?omgang={opened.pk}",
        reverse("activities:follow", args=[activity.pk]),
        reverse("assignments:respond", args=[make_assignment(cast).pk]),
        reverse(
            "documents:detail", args=[make_document(cast, person=cast.head, revise_on=TODAY).pk]
        ),
        reverse("plans:detail", args=[draft_operational_plan(cast, cast.buf).pk]),
        reverse("cycle:step", args=[make_step(cast, empty_year(), role="department_head").pk]),
        reverse("goals:assess", args=[scene.planned.eligible.pk]),
    )
    page = head.get(reverse("tasks:mine"))
    for way in ways:
        assert f'href="{way}"' in page.text
    assert "Försenad" in page.text


def test_what_is_done_and_what_waits_for_others_is_told(cast: Cast, head: Client) -> None:
    opened = make_round(cast)
    finish_unit(row=row_of(opened, cast.ek), by=cast.head, at=NOW)
    page = head.get(reverse("tasks:mine"))
    assert "Ekskolan är klar. Nästa nivå sammanfattar." in page.text
    assert "Klart de senaste två veckorna" in page.text


def test_who_owes_nothing_is_told_so(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.reader)
    page = client.get(reverse("tasks:mine"))
    assert "Inget att göra nu." in page.text
    assert "Allt är gjort." in page.text
