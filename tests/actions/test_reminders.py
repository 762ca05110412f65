"""People are reminded once of each thing that is due, and their chiefs when nothing happens."""

from datetime import date, timedelta
from typing import Any

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import NOW, TODAY, Cast
from tests.documents import make_document
from tests.planned import plan_everything
from tests.rounds import make_round, row_of
from tests.years import empty_year, make_step
from timglas.actions.reminders import remind
from timglas.models import Activity, Mail, RoundUnit

TOMORROW = TODAY + timedelta(days=1)
MONDAY, TUESDAY_BEFORE, FRIDAY_BEFORE = date(2025, 10, 13), date(2025, 10, 14), date(2025, 10, 10)


def told() -> list[tuple[str, str]]:
    """Whom the mails are to, and what they are about."""
    rows = Mail.objects.order_by("pk").select_related("to")
    return [(mail.to.name.split()[0], mail.subject) for mail in rows]


def test_whoever_answers_for_an_activity_is_told_the_day_before_and_once(cast: Cast) -> None:
    make_activity(plan_everything(cast), ends_on=TOMORROW)
    remind(today=TODAY, at=NOW)
    remind(today=TODAY, at=NOW)
    mail = Mail.objects.get()
    assert (mail.to, mail.kind) == (cast.manager, "reminder")
    assert mail.subject == "Klart senast 16 oktober 2025: Läsgrupper i årskurs 2"
    assert mail.link == f"/aktiviteter/{Activity.objects.get().pk}/"


def test_the_chief_is_told_of_an_activity_that_stays_late(cast: Cast) -> None:
    activity = make_activity(plan_everything(cast))
    Activity.objects.filter(pk=activity.pk).update(ends_on=FRIDAY_BEFORE)
    remind(today=TODAY, at=NOW)
    assert told() == [("Folke", "Försenat: Läsgrupper i årskurs 2")]


def test_who_leads_a_unit_is_told_where_nobody_answers(cast: Cast) -> None:
    make_activity(plan_everything(cast), person=None, ends_on=TOMORROW)
    remind(today=TODAY, at=NOW)
    assert [name for name, _subject in told()] == ["Eva"]


def test_an_activity_of_a_company_is_not_named(cast: Cast) -> None:
    activity = make_activity(plan_everything(cast), ends_on=TOMORROW)
    Activity.objects.filter(pk=activity.pk).update(unit=cast.ab, person=cast.director)
    remind(today=TODAY, at=NOW)
    assert told() == [("Vera", "Klart senast 16 oktober 2025: Se namnet i Timglas")]


def test_who_leads_the_body_is_told_of_its_assignments(cast: Cast) -> None:
    assignment = make_assignment(cast, due_on=TUESDAY_BEFORE)
    remind(today=TODAY, at=NOW)
    assert told() == [("Folke", f"Försenat: {assignment.name}")]


def test_who_answers_for_a_document_is_told_before_it_is_to_be_looked_over(cast: Cast) -> None:
    make_document(cast, revise_on=date(2025, 6, 30), follow_up_on=TODAY)
    remind(today=TODAY, at=NOW)
    assert told() == [("Folke", "Klart senast 15 oktober 2025: Riktlinjer för läsning")]


def test_those_of_a_unit_are_told_of_a_round_until_they_are_ready(cast: Cast) -> None:
    opened = make_round(cast, tells=False)
    RoundUnit.objects.update(due_on=date(2026, 1, 1))
    row = row_of(opened, cast.bjork)
    RoundUnit.objects.filter(pk=row.pk).update(due_on=TOMORROW)
    remind(today=TODAY, at=NOW)
    subject = "Klart senast 16 oktober 2025: Delårsbokslut per den 31 augusti 2025"
    assert told() == [("Rakel", subject), ("Eva", subject)]
    Mail.objects.all().delete()
    RoundUnit.objects.filter(pk=row.pk).update(ready_at=NOW, ready_by=cast.manager)
    assert remind(today=TODAY, at=NOW) == 0


def test_a_late_unit_is_told_to_the_nearest_chief_above(cast: Cast) -> None:
    opened = make_round(cast, tells=False)
    RoundUnit.objects.update(due_on=date(2026, 1, 1))
    RoundUnit.objects.filter(pk=row_of(opened, cast.bjork).pk).update(due_on=FRIDAY_BEFORE)
    remind(today=TODAY, at=NOW)
    assert [name for name, _subject in told()] == ["Folke"]


def test_those_who_take_a_step_are_told_before_and_who_leads_the_year_afterwards(
    cast: Cast,
) -> None:
    cycle = empty_year()
    near = {"begins_on": TODAY, "ends_on": TOMORROW}
    make_step(cast, cycle, role="unit_manager", unit_kind="unit", **near)
    make_step(cast, cycle, begins_on=MONDAY, ends_on=TUESDAY_BEFORE)
    make_step(cast, cycle, begins_on=FRIDAY_BEFORE, ends_on=FRIDAY_BEFORE)
    remind(today=TODAY, at=NOW)
    assert told() == [
        ("Eva", "Klart senast 16 oktober 2025: Planeringsdagar"),
        ("Cilla", "Försenat: Planeringsdagar"),
    ]


def test_reminders_take_as_many_queries_for_ten_as_for_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    planned = plan_everything(cast)
    make_activity(planned, ends_on=TOMORROW)
    with django_assert_num_queries(15):
        remind(today=TODAY, at=NOW)
    for number in range(9):
        make_activity(planned, name=f"Aktivitet {number}", ends_on=TOMORROW)
    with django_assert_num_queries(15):
        remind(today=TODAY, at=NOW)
