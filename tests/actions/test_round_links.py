"""Those who lead units are told of a round by mail, with a link that can be revoked."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast, make_unit
from tests.rounds import make_round
from timglas.actions.round_links import revoke_links, tell_of_round
from timglas.actions.rounds import undo_round
from timglas.models import AuditEvent, Mail, RoundLink, UnitKind
from timglas.queries.round_links import token_of


def test_each_who_leads_a_unit_gets_one_mail_with_a_link(cast: Cast) -> None:
    opened = make_round(cast)
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {cast.manager, cast.head, cast.director, cast.chief}
    mail, link = mails[cast.head], RoundLink.objects.get(person=cast.head)
    assert mail.subject == (
        "Delårsbokslut per den 31 augusti 2025: rapportera senast 10 september 2025"
    )
    assert mail.text == (
        "Ekskolan: senast 10 september 2025\n"
        "Barn- och utbildningsförvaltningen: senast 17 september 2025\n"
        "Barn- och utbildningsnämnden: senast 24 september 2025\n"
        "Länken öppnar sidan där du rapporterar. Den kräver att du loggar in."
    )
    assert mail.link == f"/rapportera/lank/{token_of(link)}/"
    assert (mail.key, mail.kind) == (f"round:{opened.pk}:{cast.head.pk}", "round")
    assert link.expires_on == date(2025, 10, 1) + timedelta(days=30)
    assert str(link) == f"{opened}: {cast.head}"


def test_many_units_are_counted_and_the_mail_is_in_the_persons_language(cast: Cast) -> None:
    type(cast.head).objects.filter(pk=cast.head.pk).update(language="en")
    for number in range(6):
        make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
    make_round(cast)
    mail = Mail.objects.get(to=cast.head)
    assert mail.subject.endswith(": report by 10 September 2025")
    assert "and 4 more units" in mail.text


def test_nobody_is_told_of_a_round_that_is_opened_in_silence(cast: Cast) -> None:
    make_round(cast, tells=False)
    assert (Mail.objects.count(), RoundLink.objects.count()) == (0, 0)


def test_undoing_a_round_takes_back_what_has_not_gone_out(cast: Cast) -> None:
    opened = make_round(cast)
    Mail.objects.filter(to=cast.chief).update(sent_at=NOW, attempts=1)
    undo_round(opened=opened, by=cast.controller, at=NOW)
    assert Mail.objects.get().to == cast.chief
    assert not RoundLink.objects.exists()


def test_links_are_revoked(cast: Cast) -> None:
    opened = make_round(cast)
    assert revoke_links(opened=opened, by=cast.controller, at=NOW) == 4
    assert revoke_links(opened=opened, by=cast.controller, at=NOW) == 0
    assert not RoundLink.objects.filter(revoked_at=None).exists()
    assert AuditEvent.objects.filter(action="revoke_links").first().after == {"links": 4}  # type: ignore[union-attr]


@pytest.mark.parametrize("more", [0, 10])
def test_telling_takes_as_many_queries_whatever_the_number_of_units(
    cast: Cast, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(more):
        make_unit(f"Skola {number}", code=f"s{number}", kind=UnitKind.UNIT, parent=cast.buf)
    opened = make_round(cast, tells=False)
    with django_assert_num_queries(10):
        assert tell_of_round(opened=opened, expires_on=date(2025, 11, 1), at=NOW) == 4
