"""The signed links of mails about rounds: what stands in an address, and whether it holds."""

from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature, Signer

from timglas.models import RoundLink
from timglas.queries.led import people_by_unit

SIGNER = Signer(salt="timglas.round-link")


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link leads to. `due_on` is the last day of the first of the person's units."""

    round_id: int
    person_id: int
    name: str
    due_on: date | None


def token_of(link: RoundLink) -> str:
    """What stands in the address of a link."""
    return SIGNER.sign(str(link.pk))


def link_page(token: str, today: date) -> LinkPage | None:
    """What an address leads to; None if it is not ours, or does not hold any longer."""
    try:
        pk = SIGNER.unsign(token)
    except BadSignature:
        return None
    holds = RoundLink.objects.filter(revoked_at=None, expires_on__gte=today, round__locked_at=None)
    link = holds.select_related("round__kind").filter(pk=pk, person__is_active=True).first()
    if link is None:
        return None
    mine = [unit for unit, people in people_by_unit(today).items() if link.person_id in people]
    due = link.round.units.filter(unit__in=mine).order_by("due_on").values_list("due_on", flat=True)
    return LinkPage(link.round_id, link.person_id, str(link.round), due.first())
