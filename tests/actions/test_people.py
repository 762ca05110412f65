"""People come, get roles and go, and nobody is left without an administrator."""

from datetime import date

import pytest

from tests.cast import BEGINNING, NOW, TODAY, Cast
from timglas.actions.accounts import record_failure, record_sign_in
from timglas.actions.org import close_unit
from timglas.actions.people import (
    add_person,
    choose_comparison,
    choose_density,
    choose_language,
    choose_mail,
    choose_scheme,
    deactivate_person,
    edit_person,
    end_role,
    give_role,
    offer_password,
    reactivate_person,
    set_password,
)
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Grant
from timglas.rules.outbox import Rhythm
from timglas.rules.permissions import Role

PASSWORD = "korrekt häst batteri"


def event() -> tuple[str, str, dict[str, object], dict[str, object]]:
    """The latest audit event as (action, whom it is about, before, after)."""
    latest = AuditEvent.objects.latest("pk")
    return latest.action, latest.label, latest.before, latest.after


def test_a_new_person_cannot_sign_in_yet(cast: Cast) -> None:
    person = add_person(name="Nils Ny", email=" Nils.Ny@X.example ", by=cast.admin, at=NOW)
    assert (person.email, person.has_usable_password()) == ("nils.ny@x.example", False)
    after = {"name": "Nils Ny", "title": "", "email": "nils.ny@x.example", "is_hidden": False}
    assert event() == ("add_person", "Nils Ny", {}, after)


def test_several_people_can_be_without_an_address(cast: Cast) -> None:
    made = [add_person(name=n, email="", by=None, at=NOW) for n in ("A", "B")]
    assert [person.email for person in made] == [None, None]


def test_an_address_belongs_to_one_person(cast: Cast) -> None:
    with pytest.raises(Refusal, match="den e-postadressen") as refusal:
        add_person(name="A", email=str(cast.chief.email).upper(), by=cast.admin, at=NOW)
    assert refusal.value.field == "email"


def test_a_person_gets_new_details_and_keeps_the_address(cast: Cast) -> None:
    edit_person(
        person=cast.reader,
        name="Lars Lärd",
        title="Utredare",
        email=cast.reader.email,
        is_hidden=True,
        by=cast.admin,
        at=NOW,
    )
    action, _label, before, after = event()
    assert (action, before["name"], after["name"]) == ("edit_person", "Lars Läsare", "Lars Lärd")
    assert (before["is_hidden"], after["is_hidden"]) == (False, True)


def test_somebody_chooses_how_pages_look(cast: Cast) -> None:
    choose_scheme(person=cast.reader, scheme="dark", at=NOW)
    assert event() == ("choose_scheme", "Lars Läsare", {"scheme": "auto"}, {"scheme": "dark"})
    choose_density(person=cast.reader, density="sm", at=NOW)
    assert event() == ("choose_density", "Lars Läsare", {"density": "md"}, {"density": "sm"})
    choose_language(person=cast.reader, language="en", at=NOW)
    assert event() == ("choose_language", "Lars Läsare", {"language": "sv"}, {"language": "en"})
    before = {"mail_rhythm": cast.reader.mail_rhythm, "mail_hour": cast.reader.mail_hour}
    choose_mail(person=cast.reader, rhythm=Rhythm.WEEKLY, hour=10, at=NOW)
    after = {"mail_rhythm": "weekly", "mail_hour": 10}
    assert event() == ("choose_mail", "Lars Läsare", before, after)


def test_a_closed_account_loses_its_password_and_its_reach(cast: Cast) -> None:
    set_password(person=cast.manager, password=PASSWORD, by=cast.admin, at=NOW)
    deactivate_person(person=cast.manager, by=cast.admin, at=NOW)
    assert not cast.manager.has_usable_password()
    assert cast.viewer(cast.manager).grants == ()
    assert Grant.objects.filter(person=cast.manager).count() == 1
    for act in (give_role_at_ek, offer):
        with pytest.raises(Refusal, match="Kontot är stängt"):
            act(cast)
    with pytest.raises(Refusal, match="redan stängt"):
        deactivate_person(person=cast.manager, by=cast.admin, at=NOW)
    reactivate_person(person=cast.manager, by=cast.admin, at=NOW)
    assert cast.manager.is_active
    with pytest.raises(Refusal, match="redan öppet"):
        reactivate_person(person=cast.manager, by=cast.admin, at=NOW)


def give_role_at_ek(cast: Cast) -> None:
    place = {"unit": cast.ek, "valid_from": TODAY}
    give_role(person=cast.manager, role=Role.READER, by=cast.admin, at=NOW, **place)


def offer(cast: Cast) -> None:
    offer_password(person=cast.manager, by=cast.admin, at=NOW)


def test_nobody_closes_the_own_account(cast: Cast) -> None:
    with pytest.raises(Refusal, match="ditt eget konto"):
        deactivate_person(person=cast.admin, by=cast.admin, at=NOW)


def test_the_last_administrator_stays(cast: Cast) -> None:
    grant = Grant.objects.get(person=cast.admin)
    with pytest.raises(Refusal, match="minst en systemförvaltare"):
        deactivate_person(person=cast.admin, by=cast.chief, at=NOW)
    with pytest.raises(Refusal, match="minst en systemförvaltare"):
        end_role(grant=grant, on=TODAY, by=cast.admin, at=NOW)
    role = {"role": Role.SYSTEM_ADMINISTRATOR, "unit": cast.kf, "valid_from": BEGINNING}
    give_role(person=cast.chief, by=cast.admin, at=NOW, **role)
    end_role(grant=grant, on=TODAY, by=cast.admin, at=NOW)
    assert event() == (
        "end_role",
        "Sixten Systemförvaltare",
        {"role": "Systemförvaltare", "unit": f"Kommunfullmäktige ({cast.kf.pk})"},
        {
            "role": "Systemförvaltare",
            "unit": f"Kommunfullmäktige ({cast.kf.pk})",
            "valid_to": "2025-10-15",
        },
    )


def test_a_password_must_hold(cast: Cast) -> None:
    with pytest.raises(Refusal, match="12 tecken") as refusal:
        set_password(person=cast.reader, password="kort", by=cast.admin, at=NOW)
    assert refusal.value.field == "password"


def test_a_password_is_never_in_the_audit_trail(cast: Cast) -> None:
    set_password(person=cast.reader, password=PASSWORD, by=cast.admin, at=NOW)
    assert cast.reader.check_password(PASSWORD)
    assert event() == ("set_password", "Lars Läsare", {}, {})


def test_a_link_for_a_password_needs_an_address(cast: Cast) -> None:
    offer(cast)
    assert event()[:2] == ("offer_password", "Eva Enhetschef")
    nameless = add_person(name="Utan Adress", by=cast.admin, at=NOW)
    with pytest.raises(Refusal, match="e-postadress"):
        offer_password(person=nameless, by=cast.admin, at=NOW)


def test_a_role_is_given_from_a_day(cast: Cast) -> None:
    give_role_at_ek(cast)
    assert cast.viewer(cast.manager).roles == {Role.UNIT_MANAGER, Role.READER}
    assert cast.viewer(cast.manager, date(2025, 10, 14)).roles == {Role.UNIT_MANAGER}
    with pytest.raises(Refusal, match="redan den rollen"):
        give_role_at_ek(cast)


def test_a_role_is_not_given_at_a_closed_unit(cast: Cast) -> None:
    close_unit(unit=cast.ek, on=date(2025, 5, 1), by=cast.admin, at=NOW)
    with pytest.raises(Refusal, match="avvecklad"):
        give_role_at_ek(cast)


def test_a_role_ends_once_and_not_before_it_began(cast: Cast) -> None:
    grant = Grant.objects.get(person=cast.manager)
    with pytest.raises(Refusal, match="började senare"):
        end_role(grant=grant, on=date(2019, 1, 1), by=cast.admin, at=NOW)
    end_role(grant=grant, on=TODAY, by=cast.admin, at=NOW)
    assert cast.viewer(cast.manager).grants == ()
    with pytest.raises(Refusal, match="redan avslutad"):
        end_role(grant=grant, on=TODAY, by=cast.admin, at=NOW)


def test_signing_in_and_failing_to_are_told(cast: Cast) -> None:
    record_sign_in("sign_in", person=cast.chief, at=NOW)
    assert event()[:2] == ("sign_in", "Kim Kommunchef")
    for tried, label in (
        (str(cast.chief.email).upper(), "Kim Kommunchef"),
        ("okand@x.example", "okand@x.example"),
        ("", ""),
    ):
        assert record_failure(tried=tried, at=NOW).label == label
    assert event()[0] == "fail_sign_in"


def test_whom_somebody_compares_with_is_remembered(cast: Cast) -> None:
    choose_comparison(person=cast.head, areas=("0000", "1463"), at=NOW)
    cast.head.refresh_from_db()
    assert cast.head.compared_with == "0000,1463"
    event = AuditEvent.objects.get(action="choose_comparison")
    assert (event.person, event.after) == (cast.head, {"compared_with": "0000,1463"})
