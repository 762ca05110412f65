"""What the steps of the welcome guide refuse and leave alone."""

from datetime import date

import pytest

from tests.cast import NOW, Cast
from timglas.actions.refusal import Refusal
from timglas.actions.welcome import (
    add_bodies,
    add_levels,
    begin_municipality,
    follow_suggested,
    make_first_administrator,
)
from timglas.models import Municipality, Unit
from timglas.rules.permissions import Role
from timglas.rules.welcome import KPIS, LEVELS, Body

SINCE = date(2021, 1, 1)


def test_the_first_administrator_is_the_first_person(cast: Cast) -> None:
    with pytest.raises(Refusal, match="redan ett konto"):
        make_first_administrator(name="En", email="en@exempelby.example", password="x", at=NOW)


def test_bodies_that_exist_are_left_alone(cast: Cast) -> None:
    bodies = [Body("Kommunstyrelsen", "executive_board", "Servicekontoret")]
    count = add_bodies(council=cast.kf, bodies=bodies, since=SINCE, by=cast.admin, at=NOW)
    assert count == 1
    alone = [Body("Valnämnden", "committee", "")]
    assert add_bodies(council=cast.kf, bodies=alone, since=SINCE, by=cast.admin, at=NOW) == 1
    assert Unit.objects.get(name="Servicekontoret").placements.get().parent == cast.ks


def test_levels_are_suggested_once(cast: Cast) -> None:
    add_levels(levels=LEVELS, by=cast.admin, at=NOW)
    with pytest.raises(Refusal, match="redan målnivåer"):
        add_levels(levels=LEVELS, by=cast.admin, at=NOW)


def test_kpis_are_followed_once_and_want_the_municipalitys_code(cast: Cast) -> None:
    with pytest.raises(Refusal, match="kommunkod"):
        follow_suggested(council=cast.kf, kpis=KPIS, by=cast.admin, at=NOW)
    Municipality.objects.update(kolada_id="1465")
    counts = [
        follow_suggested(council=cast.kf, kpis=KPIS, by=cast.admin, at=NOW) for _each in range(2)
    ]
    assert counts == [len(KPIS), 0]


def test_the_first_account_sets_up_its_municipality_and_administers_it(db: None) -> None:
    person = make_first_administrator(
        name="Sixten", email="sixten@exempelby.example", password="tre-gula-hinkar-7", at=NOW
    )
    begin_municipality(
        name="Exempelby", kolada_id="", email="info@exempelby.example", by=person, at=NOW
    )
    council, grant = Unit.objects.get(), person.grants.get()
    assert (council.name, council.kind) == ("Kommunfullmäktige", "council")
    assert (grant.role, grant.unit) == (Role.SYSTEM_ADMINISTRATOR, council)
    assert Municipality.objects.get().name == "Exempelby"
