"""What each person reaches: lists and single objects give the same answer, units by units."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.cast import BEGINNING, NOW, TODAY, Cast, make_person
from tests.documents import council_decision, make_document
from tests.imported import applied
from tests.planned import plan_everything
from tests.proposals import draft, submitted
from tests.reported import report_some
from tests.scan import make_observation
from tests.years import empty_year, make_step
from timglas.access import REACH
from timglas.actions.audit import record
from timglas.actions.calendars import open_calendar
from timglas.actions.org import edit_municipality
from timglas.actions.people import end_role
from timglas.models import (
    AuditEvent,
    CalendarFeed,
    Decision,
    Fetch,
    Goal,
    GoalEdition,
    GoalLevel,
    GoalResponsibility,
    GoverningDocument,
    Grant,
    Import,
    Indicator,
    IndicatorResponsibility,
    Person,
    Plan,
    PlanKind,
    PlanVersion,
    Proposal,
    Unit,
    VersionState,
)
from timglas.rules.permissions import Permission, Role

P = Permission


def plan_goal(by: Person, unit: Unit, state: VersionState = VersionState.DRAFT) -> Goal:
    """A goal in a plan of a unit, in a version that is a draft or decided but not released."""
    level, _new = GoalLevel.objects.get_or_create(order=1, defaults={"name": "M", "plural": "M"})
    plan = Plan.objects.create(
        unit=unit, kind=PlanKind.OPERATIONAL, first_year=2025, last_year=2027
    )
    version = PlanVersion.objects.create(
        plan=plan, number=1, valid_from=BEGINNING, created_by=by, created_at=NOW
    )
    goal = Goal.objects.create(unit=unit, level=level, created_at=NOW)
    GoalEdition.objects.create(goal=goal, version=version, wording="M", perspective="service")
    Indicator.objects.create(unit=unit, created_at=NOW)
    if state == VersionState.DECIDED:
        decision = Decision.objects.create(
            body=unit, decided_on=TODAY, paragraph="§ 1", recorded_by=by, recorded_at=NOW
        )
        PlanVersion.objects.filter(pk=version.pk).update(state=state, decision=decision)
    return goal


def names(objects: Iterable[Model]) -> set[str]:
    """How the objects are written."""
    return {str(obj) for obj in objects}


def codes(cast: Cast, person: Person, permission: Permission) -> set[str]:
    """The codes of the units that a permission reaches."""
    return set(cast.viewer(person).reach(permission, Unit).values_list("code", flat=True))


def test_a_list_and_a_single_object_give_the_same_answer(cast: Cast) -> None:
    goal = plan_goal(cast.admin, cast.ek, VersionState.DECIDED)
    plan_goal(cast.admin, cast.ab)
    goal.activities.create(
        unit=cast.ek, name="A", person=cast.reader, starts_on=TODAY, ends_on=TODAY, created_at=NOW
    )
    make_assignment(cast)
    draft(cast)
    submitted(cast, unit=cast.ab)
    record("act", cast.ek, by=cast.admin, at=NOW, unit=cast.ek)
    record("act", cast.ek, by=None, at=NOW)
    for model in REACH:
        everything = list(model._default_manager.all())
        for person in cast.everyone.values():
            viewer = cast.viewer(person)
            for permission in Permission:
                listed = set(viewer.reach(permission, model))
                assert listed == {obj for obj in everything if viewer.may(permission, obj)}


def test_a_grant_reaches_the_units_below_and_stops_at_a_company(cast: Cast) -> None:
    assert codes(cast, cast.manager, P.EDIT_PLAN) == {"bjork"}
    assert codes(cast, cast.head, P.EDIT_PLAN) == {"bun", "buf", "bjork", "ek"}
    assert codes(cast, cast.director, P.EDIT_PLAN) == {"ab"}
    assert codes(cast, cast.auditor, P.READ_AUDIT) == {
        *("kf", "ks", "klk", "bun", "buf", "bjork", "ek"),
    }
    assert "ab" in codes(cast, cast.controller, P.EDIT_PLAN)
    assert codes(cast, cast.elected, P.EDIT_PLAN) == set()


def test_decisions_are_reached_by_the_kind_of_who_decides(cast: Cast) -> None:
    assert codes(cast, cast.manager, P.DECIDE_PLAN) == {"bjork"}
    assert codes(cast, cast.head, P.DECIDE_PLAN) == {"buf", "bjork", "ek"}
    assert codes(cast, cast.chief, P.DECIDE_PLAN) == {"klk", "buf", "bjork", "ek"}
    assert codes(cast, cast.registrar, P.DECIDE_PLAN) == set()
    for person in (cast.manager, cast.head, cast.chief, cast.director):
        assert codes(cast, person, P.RECORD_DECISION) == set()
    for person in (cast.registrar, cast.admin):
        assert codes(cast, person, P.RECORD_DECISION) == {"kf", "ks", "bun", "ab"}
    plan_goal(cast.admin, cast.bun)
    plan_goal(cast.admin, cast.buf)
    for permission, unit in ((P.DECIDE_PLAN, cast.buf), (P.RECORD_DECISION, cast.bun)):
        for model in (Plan, PlanVersion):
            plans = cast.viewer(cast.admin).reach(permission, model)
            path = "unit" if model is Plan else "plan__unit"
            assert list(plans.values_list(path, flat=True)) == [unit.pk]


def test_roles_hold_from_day_to_day(cast: Cast) -> None:
    assert cast.viewer(cast.manager).roles == {Role.UNIT_MANAGER}
    assert cast.viewer(cast.manager, date(2019, 12, 31)).roles == set()
    cast.manager.is_active = False
    assert cast.viewer(cast.manager).roles == set()


def test_nobody_and_those_without_a_role_have_only_what_everybody_has(cast: Cast) -> None:
    for person in (None, cast.outsider):
        viewer = cast.viewer(person)
        assert [p for p in Permission if viewer.has(p)] == [P.READ, P.READ_CYCLE]
        assert names(viewer.reach(P.READ_ORGANISATION, Person)) == set()


def test_a_draft_is_hidden_and_a_decision_is_seen_from_within(cast: Cast) -> None:
    plan_goal(cast.admin, cast.ek)
    decided = plan_goal(cast.admin, cast.bjork, VersionState.DECIDED)
    assert list(cast.viewer(None).reach(P.READ, Goal)) == []
    assert list(cast.viewer(cast.head).reach(P.READ, Goal)) == [decided]
    assert cast.viewer(cast.head).reach(P.READ_DRAFT, PlanVersion).count() == 2
    assert cast.viewer(cast.manager).reach(P.READ_DRAFT, PlanVersion).count() == 1


def test_getting_tells_what_is_hidden_from_what_is_not_allowed(cast: Cast) -> None:
    viewer = cast.viewer(cast.manager)
    assert viewer.get(P.EDIT_PLAN, Unit, code="bjork") == cast.bjork
    with pytest.raises(PermissionDenied):
        viewer.get(P.EDIT_PLAN, Unit, code="ek")
    goal = plan_goal(cast.admin, cast.ab)
    with pytest.raises(Http404):
        viewer.get(P.EDIT_PLAN, Goal, pk=goal.pk)


def test_a_role_that_ends_is_lost_at_once(cast: Cast, keeping: None) -> None:
    before = cast.viewer(cast.head).units(P.EDIT_PLAN)
    grant = Grant.objects.get(person=cast.head)
    end_role(grant=grant, on=TODAY, by=cast.admin, at=NOW)
    assert (cast.bun.pk in before, cast.viewer(cast.head).units(P.EDIT_PLAN)) == (True, frozenset())


def test_an_administrator_of_a_part_manages_nobody_of_the_whole(cast: Cast) -> None:
    local = make_person("Lokal Administratör")
    Grant.objects.create(
        person=local, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.bun, valid_from=BEGINNING
    )
    managed = names(cast.viewer(local).reach(P.MANAGE_PEOPLE, Person))
    assert managed == {
        *("Eva Enhetschef", "Folke Förvaltningschef", "Lokal Administratör"),
        *("Rakel Rapportör", "Ulla Utanroll"),
    }
    grants = cast.viewer(local).reach(P.MANAGE_PEOPLE, Grant)
    assert set(grants.values_list("unit__code", flat=True)) == {"bun", "bjork"}


def test_an_administrator_of_a_part_does_not_change_the_model_of_the_whole(cast: Cast) -> None:
    local = make_person("Lokal Administratör")
    Grant.objects.create(
        person=local, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.bun, valid_from=BEGINNING
    )
    GoalLevel.objects.create(order=1, name="M", plural="M")
    for person, may in ((local, False), (cast.admin, True)):
        viewer = cast.viewer(person)
        reached = viewer.reach(P.MANAGE_MODEL, GoalLevel).exists()
        assert (viewer.has(P.MANAGE_MODEL), reached) == (may, may)


def test_events_of_no_unit_are_for_those_who_read_the_whole_trail(cast: Cast) -> None:
    local = make_person("Revisor Lokal")
    Grant.objects.create(person=local, role=Role.AUDITOR, unit=cast.bun, valid_from=BEGINNING)
    record("act", cast.ek, by=None, at=NOW, unit=cast.ek)
    record("sign_in", cast.chief, by=cast.chief, at=NOW)
    assert cast.viewer(local).reach(P.READ_AUDIT, AuditEvent).count() == 1
    assert cast.viewer(cast.auditor).reach(P.READ_AUDIT, AuditEvent).count() == 2


def test_who_compares_sees_fetches(cast: Cast) -> None:
    Fetch.objects.create(kind="values", requested_at=NOW)
    assert cast.viewer(cast.controller).reach(P.COMPARE, Fetch).count() == 1
    assert cast.viewer(cast.manager).reach(P.COMPARE, Fetch).count() == 0


def test_imports_are_for_who_made_them_and_for_who_reaches_the_whole(cast: Cast) -> None:
    indicator = report_some(cast).planned.indicator
    batch = applied((indicator.pk, "", 2024, "84", ""), by=cast.head)
    reached = {
        name
        for name, person in cast.everyone.items()
        if cast.viewer(person).reach(P.IMPORT, Import).filter(pk=batch.pk).exists()
    }
    assert reached == {"head", "controller", "chief", "admin"}
    assert not cast.viewer(cast.head).reach(P.READ, Import).exists()


def test_who_answers_for_something_assesses_and_reports_it(cast: Cast) -> None:
    goal = plan_goal(cast.admin, cast.bjork)
    indicator = Indicator.objects.get()
    mine = {"person": cast.reader, "valid_from": BEGINNING}
    GoalResponsibility.objects.create(goal=goal, **mine)
    IndicatorResponsibility.objects.create(indicator=indicator, **mine)
    viewer = cast.viewer(cast.reader)
    assert viewer.has(P.ASSESS_GOAL)
    assert viewer.has(P.REPORT_OUTCOME)
    assert not viewer.has(P.EDIT_PLAN)
    assert list(viewer.reach(P.ASSESS_GOAL, Goal)) == [goal]
    assert list(viewer.reach(P.REPORT_OUTCOME, Indicator)) == [indicator]
    assert not viewer.may(P.EDIT_PLAN, goal)


def test_activities_are_read_within_managed_by_unit_and_followed_by_who_answers(
    cast: Cast,
) -> None:
    planned = plan_everything(cast)
    activity = make_activity(planned, person=cast.outsider)
    reached = {
        permission: {
            name
            for name, person in cast.everyone.items()
            if cast.viewer(person).may(permission, activity)
        }
        for permission in (P.READ_ACTIVITY, P.MANAGE_ACTIVITY, P.FOLLOW_ACTIVITY)
    }
    everybody = {name for name, person in cast.everyone.items() if person}
    managing = {"manager", "head", "controller", "chief", "admin"}
    assert reached == {
        P.READ_ACTIVITY: everybody - {"outsider"},
        P.MANAGE_ACTIVITY: managing,
        P.FOLLOW_ACTIVITY: managing | {"reporter", "outsider"},
    }


def test_documents_are_open_but_for_what_a_company_has_decided_itself(cast: Cast) -> None:
    by_council = make_document(cast, unit=cast.ab)
    board = council_decision(cast, body=cast.ab)
    by_board = make_document(cast, unit=cast.ab, person=None, decision=board)
    own = make_document(cast, unit=cast.bjork, person=cast.outsider)

    def reached(permission: Permission, document: GoverningDocument) -> set[str]:
        people = cast.everyone.items()
        return {name for name, who in people if cast.viewer(who).may(permission, document)}

    inside = {"director", "controller", "registrar", "chief", "team", "admin"}
    assert reached(P.READ, by_council) == reached(P.READ, own) == set(cast.everyone)
    assert reached(P.READ, by_board) == inside
    assert reached(P.REGISTER_DOCUMENT, by_board) == {"registrar", "chief", "admin"}
    assert reached(P.MANAGE_DOCUMENT, by_board) == inside - {"team"}
    registering = {"manager", "head", "registrar", "chief", "admin"}
    assert reached(P.REGISTER_DOCUMENT, own) == registering
    assert reached(P.MANAGE_DOCUMENT, own) == registering | {"controller", "outsider"}


def test_the_executive_board_reads_unreleased_items_of_companies_if_so_chosen(
    cast: Cast, keeping: None
) -> None:
    goal = plan_goal(cast.admin, cast.ab, VersionState.DECIDED)
    decision = council_decision(cast, body=cast.ab)
    make_document(cast, unit=cast.ab, person=None, decision=decision)
    observation = make_observation(cast, unit=cast.ab)
    board, office = make_person("Bo Styrelse"), cast.reader
    Grant.objects.create(person=board, role=Role.ELECTED_REP, unit=cast.ks, valid_from=BEGINNING)

    def read(person: Person) -> tuple[bool, ...]:
        viewer = cast.viewer(person)
        held = viewer.reach(P.READ, GoverningDocument).exists(), viewer.may(P.READ, goal)
        return (*held, viewer.may(P.READ_SCAN, observation))

    assert read(board) == (False, False, False)
    choose(cast, board_oversees=True)
    assert read(board) == (True, True, True)
    assert not cast.viewer(board).reach(P.READ_DRAFT, PlanVersion).exists()
    assert read(office) == read(cast.elected) == read(cast.head) == (False, False, False)
    choose(cast, board_oversees=False)
    assert read(board) == (False, False, False)


def choose(cast: Cast, *, board_oversees: bool) -> None:
    """The municipality chooses whether its executive board reads what companies hold."""
    kept = {"name": "Exempelby", "kolada_id": "", "email": "", "brand_colour": ""}
    edit_municipality(
        municipality=cast.municipality,
        **kept,
        board_oversees=board_oversees,
        by=cast.admin,
        at=NOW,
    )


def test_assignments_are_read_within_given_for_who_decided_and_answered_for_who_got_them(
    cast: Cast,
) -> None:
    school, company = make_assignment(cast), make_assignment(cast, receiver=cast.ab)
    for assignment, answering in ((school, {"head"}), (company, {"director"})):
        reached = {
            permission: {
                name
                for name, person in cast.everyone.items()
                if cast.viewer(person).may(permission, assignment)
            }
            for permission in (P.READ_ASSIGNMENT, P.GIVE_ASSIGNMENT, P.ANSWER_ASSIGNMENT)
        }
        assert reached == {
            P.READ_ASSIGNMENT: set(cast.everyone) - {"anonymous", "outsider"},
            P.GIVE_ASSIGNMENT: {"controller", "registrar", "admin"},
            P.ANSWER_ASSIGNMENT: answering | {"registrar", "chief", "admin"},
        }


def test_proposals_are_written_by_units_submitted_by_bodies_and_answered_at_the_top(
    cast: Cast,
) -> None:
    def reached(proposal: Proposal) -> dict[Permission, set[str]]:
        people = cast.everyone.items()
        permissions = (P.READ_PROPOSAL, P.WRITE_PROPOSAL, P.SUBMIT_PROPOSAL, P.ANSWER_PROPOSAL)
        return {
            p: {n for n, who in people if cast.viewer(who).may(p, proposal)} for p in permissions
        }

    writing = {"manager", "head", "controller", "chief", "admin"}
    assert reached(draft(cast)) == {
        P.READ_PROPOSAL: writing | {"reporter", "registrar", "team"},
        P.WRITE_PROPOSAL: writing,
        P.SUBMIT_PROPOSAL: {"head", "chief", "admin"},
        P.ANSWER_PROPOSAL: {"registrar", "admin"},
    }
    assert reached(submitted(cast, unit=cast.ab)) == {
        P.READ_PROPOSAL: set(cast.everyone) - {"anonymous", "outsider"},
        P.WRITE_PROPOSAL: {"director", "controller", "chief", "admin"},
        P.SUBMIT_PROPOSAL: {"director", "chief", "admin"},
        P.ANSWER_PROPOSAL: {"registrar", "admin"},
    }


def test_many_permissions_asked_for_at_once_are_those_asked_for_one_by_one(cast: Cast) -> None:
    asked = list(Permission)
    for person in cast.everyone.values():
        for obj in (cast.bjork, cast.buf, cast.manager):
            viewer = cast.viewer(person)
            assert viewer.allowed(obj, *asked) == {p for p in asked if viewer.may(p, obj)}


def test_the_year_is_read_by_all_signed_in_and_managed_from_the_top(cast: Cast) -> None:
    cycle = empty_year()
    inner, public = make_step(cast, cycle), make_step(cast, cycle, is_public=True)
    local = make_person("Lokal Controller")
    Grant.objects.create(person=local, role=Role.CONTROLLER, unit=cast.bun, valid_from=BEGINNING)
    people = {**cast.everyone, "local": local}
    reached = {
        (permission, step.is_public): {
            name for name, person in people.items() if cast.viewer(person).may(permission, step)
        }
        for permission in (P.READ_CYCLE, P.MANAGE_CYCLE)
        for step in (inner, public)
    }
    managing = {"controller", "chief", "admin"}
    assert reached == {
        (P.READ_CYCLE, False): set(people) - {"anonymous"},
        (P.READ_CYCLE, True): set(people),
        (P.MANAGE_CYCLE, False): managing,
        (P.MANAGE_CYCLE, True): managing,
    }


def test_a_calendar_is_its_holders_own_until_it_is_closed(cast: Cast) -> None:
    open_calendar(unit=None, by=cast.manager, at=NOW)
    feed = CalendarFeed.objects.get()
    for name, person in cast.everyone.items():
        may = cast.viewer(person).may(P.SUBSCRIBE_CALENDAR, feed)
        assert may is (name == "manager")
    CalendarFeed.objects.update(closed_at=NOW)
    assert not cast.viewer(cast.manager).may(P.SUBSCRIBE_CALENDAR, feed)
