"""The mail that tells those who lead units of a round, and its links, which can be revoked."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timglas.actions.audit import record
from timglas.actions.outbox import Notice, queue_mail
from timglas.actions.sending import spoken_to
from timglas.models import Mail, Person, Round, RoundLink
from timglas.queries.led import people_by_unit
from timglas.queries.round_links import token_of
from timglas.rules.periods import date_words

KIND = "round"
BATCH = 500
# So many of somebody's units are named in the mail; the rest are counted.
MOST_NAMED = 5

type Due = tuple[str, date]  # a unit's name, and its last day


@transaction.atomic
def tell_of_round(*, opened: Round, expires_on: date, at: datetime) -> int:
    """Make a link for each who leads a unit in a round, and queue their mail; returns how many."""
    due = _due(opened, timezone.localdate(at))
    people = Person.objects.filter(pk__in=list(due), is_active=True).order_by("pk")
    links = [RoundLink(round=opened, person=person, expires_on=expires_on) for person in people]
    RoundLink.objects.bulk_create(links, batch_size=BATCH)
    queue_mail([_notice(link, due[link.person_id]) for link in links], at=at)
    return len(links)


@transaction.atomic
def revoke_links(*, opened: Round, by: Person, at: datetime) -> int:
    """Let the links of a round lead nowhere; returns how many there were."""
    count = opened.links.filter(revoked_at=None).update(revoked_at=at)
    record("revoke_links", opened, by=by, at=at, after={"links": count})
    return count


def forget_round(*, opened: Round) -> None:
    """Take back the mails of a round that have not gone out."""
    mine = Mail.objects.filter(kind=KIND, key__startswith=f"{KIND}:{opened.pk}:")
    mine.filter(sent_at=None, claimed_at=None, digest=None).delete()


def _due(opened: Round, today: date) -> dict[int, list[Due]]:
    """The units of each who leads some, in the order that they are due."""
    leads = people_by_unit(today)
    rows = opened.units.order_by("due_on", "unit__name")
    found: dict[int, list[Due]] = defaultdict(list)
    for unit, name, due_on in rows.values_list("unit_id", "unit__name", "due_on"):
        for person in leads.get(unit, ()):
            found[person].append((name, due_on))
    return found


def _notice(link: RoundLink, due: list[Due]) -> Notice:
    with spoken_to(link.person):
        name = str(link.round)
        subject = _("%(round)s: rapportera senast %(day)s")
        text = "\n".join(_lines(due))
        told = {"round": name, "day": date_words(due[0][1])}
        return Notice(
            to=link.person,
            kind=KIND,
            key=f"{KIND}:{link.round_id}:{link.person_id}",
            subject=subject % told,
            text=text,
            link=reverse("outcomes:link", args=[token_of(link)]),
        )


def _lines(due: list[Due]) -> Iterator[str]:
    for name, day in due[:MOST_NAMED]:
        yield _("%(unit)s: senast %(day)s") % {"unit": name, "day": date_words(day)}
    if more := len(due[MOST_NAMED:]):
        yield ngettext("och en enhet till", "och %(n)s enheter till", more) % {"n": more}
    yield _("Länken öppnar sidan där du rapporterar. Den kräver att du loggar in.")
