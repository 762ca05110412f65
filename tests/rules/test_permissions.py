"""The table of permissions is whole, and its documentation is up to date."""

from django.core.management import call_command

from timglas.rules.permissions import (
    EVERYONE,
    ROLES,
    SENTENCES,
    STAFF,
    Permission,
    Role,
    roles_with,
)

OFFICIALS = {Role.UNIT_MANAGER, Role.DEPARTMENT_HEAD, Role.CHIEF_EXECUTIVE}


def test_every_permission_and_role_is_in_the_table() -> None:
    assert set(SENTENCES) == set(Permission)
    assert set(ROLES) == set(Role)


def test_every_role_reads_and_every_permission_belongs_to_a_role() -> None:
    assert roles_with(Permission.READ) == set(Role)
    assert all(roles_with(permission) for permission in Permission)


def test_nobody_needs_a_role_for_what_is_public() -> None:
    assert {Permission.READ, Permission.READ_CYCLE} == EVERYONE
    assert {
        Permission.READ_ORGANISATION,
        Permission.READ_ACTIVITY,
        Permission.READ_ASSIGNMENT,
        Permission.READ_SCAN,
        Permission.READ_PROPOSAL,
        Permission.READ_REPORT,
        Permission.READ_ROUND,
    } == STAFF


def test_officials_decide_the_plans_of_officials() -> None:
    assert roles_with(Permission.DECIDE_PLAN) == OFFICIALS | {Role.SYSTEM_ADMINISTRATOR}


def test_who_writes_a_political_bodys_plan_does_not_record_its_decision() -> None:
    recording = roles_with(Permission.RECORD_DECISION)
    assert recording == {Role.REGISTRAR, Role.SYSTEM_ADMINISTRATOR}
    assert recording & roles_with(Permission.EDIT_PLAN) == {Role.SYSTEM_ADMINISTRATOR}


def test_elected_representatives_decide_in_meetings_and_not_here() -> None:
    assert ROLES[Role.ELECTED_REP].permissions == {
        Permission.READ,
        Permission.READ_ORGANISATION,
        Permission.READ_ACTIVITY,
        Permission.READ_ASSIGNMENT,
        Permission.READ_CYCLE,
        Permission.READ_DEVIATION,
        Permission.READ_SCAN,
        Permission.READ_PROPOSAL,
        Permission.READ_REPORT,
        Permission.READ_ROUND,
        Permission.READ_ALTERNATIVE,
        Permission.WRITE_ALTERNATIVE,  # proposes, and decides nothing
        Permission.SAVE_VIEW,
        Permission.SUBSCRIBE_CALENDAR,
    }


def test_the_documentation_says_what_the_table_says() -> None:
    call_command("permissions_doc", "--check")
