"""Deviations: found, told of, explained, followed up and closed; and the rules they break."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.audit import fields_of, record
from timglas.actions.outbox import Notice, queue_mail
from timglas.actions.refusal import Refusal
from timglas.actions.sending import spoken_to
from timglas.models import Deviation, DeviationRule, Indicator, Person
from timglas.queries.breaches import Breach, breaches
from timglas.queries.leaders import Leaders
from timglas.queries.owed import HELD
from timglas.rules.deviations import Subject, limit_in_words

RULE = (
    *("subject", "indicator", "limit", "tells_chief", "tells_controller", "tells_body"),
    *("tells_board", "is_urgent"),
)
SAID = ("cause", "action", "action_on", "action_by")


@transaction.atomic
def add_deviation_rule(  # noqa: PLR0913 (when, and whom to tell)
    *,
    subject: Subject,
    by: Person,
    at: datetime,
    indicator: Indicator | None = None,
    limit: Decimal | None = None,
    tells_chief: bool = True,
    tells_controller: bool = True,
    tells_body: bool = False,
    tells_board: bool = False,
    is_urgent: bool = False,
) -> DeviationRule:
    """Say when something is a deviation from now on, and who is told. Raises Refusal."""
    if subject.is_measured and indicator is None:
        raise Refusal(_("Välj vilken indikator regeln gäller."), "indicator")
    if subject.is_measured and limit is None:
        raise Refusal(_("Skriv gränsen."), "limit")
    rule = DeviationRule.objects.create(
        subject=subject,
        indicator=indicator if subject.is_measured else None,
        limit=limit if subject.is_measured else None,
        tells_chief=tells_chief,
        tells_controller=tells_controller,
        tells_body=tells_body,
        tells_board=tells_board,
        is_urgent=is_urgent,
        created_at=at,
    )
    record("add_deviation_rule", rule, by=by, at=at, after=fields_of(rule, *RULE))
    return rule


@transaction.atomic
def retire_deviation_rule(*, rule: DeviationRule, by: Person, at: datetime) -> None:
    """Let a rule find nothing more; what it has found stays."""
    if rule.retired_at:
        raise Refusal(_("Regeln används inte längre."))
    rule.retired_at = at
    rule.save(update_fields=["retired_at"])
    record("retire_deviation_rule", rule, by=by, at=at, before=fields_of(rule, *RULE))


@transaction.atomic
def raise_deviations(*, today: date, at: datetime) -> int:
    """Raise what breaks a rule and is not yet known, and tell those concerned; returns how many.

    What is open already is not raised again, and what was closed only when something newer breaks.
    """
    found = list(breaches(today))
    if not found:
        return 0
    known = _known(found)
    raised: list[tuple[Deviation, Breach]] = []
    for breach in found:
        deviation = known.get(breach.key)
        if deviation is None or (deviation.closed_at and breach.as_of > deviation.as_of):
            known[breach.key] = made = _raise(breach, at)
            raised.append((made, breach))
        elif deviation.closed_at is None and breach.as_of > deviation.as_of:
            _renew(deviation, breach.as_of, at)
    _tell(raised, today, at)
    return len(raised)


def _known(found: Iterable[Breach]) -> dict[tuple[str, int, int], Deviation]:
    """The latest deviation of each thing found: the open one if there is one. One query."""
    wanted = Q()
    for about, breached in groupby(sorted(found, key=_about), key=_about):
        wanted |= Q(**{f"{about}__in": {breach.id for breach in breached}})
    known = {}
    for one in Deviation.objects.filter(wanted).order_by("pk"):
        for about in ("indicator", "goal", "activity", "assignment"):
            if pk := getattr(one, f"{about}_id"):
                known[about, pk, one.unit_id] = one
    return known


def _about(breach: Breach) -> str:
    return breach.about


def _raise(breach: Breach, at: datetime) -> Deviation:
    deviation = Deviation.objects.create(
        rule=breach.rule,
        unit_id=breach.unit_id,
        name=breach.name[:300],
        as_of=breach.as_of,
        raised_at=at,
        **{f"{breach.about}_id": breach.id},
        **breach.told,
    )
    after = fields_of(deviation, "as_of") | {f: v for f, v in _said(deviation).items() if v}
    record("raise_deviation", deviation, by=None, at=at, unit=deviation.unit, after=after)
    return deviation


def _renew(deviation: Deviation, as_of: date, at: datetime) -> None:
    before = fields_of(deviation, "as_of")
    deviation.as_of = as_of
    deviation.save(update_fields=["as_of"])
    after = fields_of(deviation, "as_of")
    unit = deviation.unit
    record("renew_deviation", deviation, by=None, at=at, unit=unit, before=before, after=after)


def _said(deviation: Deviation) -> dict[str, Any]:
    return fields_of(deviation, *SAID)


def _tell(raised: list[tuple[Deviation, Breach]], today: date, at: datetime) -> None:
    if not raised:
        return
    leaders, held = Leaders(today), Viewer(None, today).companies
    told = {d.pk: leaders.told_of(d.rule, d.unit_id, breach.people) for d, breach in raised}
    people = Person.objects.in_bulk({person for found in told.values() for person in found})
    queue_mail(_notices([d for d, _breach in raised], told, people, held), at=at)


def _notices(  # noqa: PLR0917 (what is told, to whom, and what may not be named)
    raised: list[Deviation],
    told: dict[int, tuple[int, ...]],
    people: dict[int, Person],
    held: frozenset[int],
) -> Iterator[Notice]:
    for deviation in raised:
        for pk in told[deviation.pk]:
            with spoken_to(people[pk]):
                yield _notice(deviation, people[pk], is_held=deviation.unit_id in held)


def _notice(deviation: Deviation, to: Person, *, is_held: bool) -> Notice:
    rule = deviation.rule
    why = limit_in_words(Subject(rule.subject), rule.limit)
    name = _(HELD) if is_held else deviation.name
    said = _("%(why)s, %(unit)s. Det som behövs är orsak, åtgärd, datum och ansvarig.")
    return Notice(
        to=to,
        kind="deviation",
        key=f"deviation:{deviation.pk}:{to.pk}",
        subject=_("Avvikelse: %(name)s") % {"name": name},
        text=said % {"why": why, "unit": deviation.unit.name},
        link=reverse("deviations:detail", args=[deviation.pk]),
        is_urgent=rule.is_urgent,
    )


@transaction.atomic
def explain_deviation(
    *,
    deviation: Deviation,
    cause: str,
    action: str,
    action_on: date,
    action_by: Person,
    by: Person,
    at: datetime,
) -> None:
    """Say why it is so and what is done about it, until when by whom. Raises Refusal."""
    _require_open(deviation)
    if action_on < at.date() and action_on != deviation.action_on:
        raise Refusal(_("Dagen har redan varit. Välj när åtgärden ska vara klar."), "action_on")
    before = _said(deviation)
    deviation.cause, deviation.action = cause.strip(), action.strip()
    deviation.action_on, deviation.action_by = action_on, action_by
    deviation.save(update_fields=SAID)
    told: dict[str, Any] = {"before": before, "after": _said(deviation)}
    record("explain_deviation", deviation, by=by, at=at, unit=deviation.unit, **told)


@transaction.atomic
def follow_up_deviation(*, deviation: Deviation, note: str, by: Person, at: datetime) -> None:
    """Say how the action goes."""
    _require_open(deviation)
    after = {"note": note.strip()}
    record("follow_up_deviation", deviation, by=by, at=at, unit=deviation.unit, after=after)


@transaction.atomic
def close_deviation(*, deviation: Deviation, reason: str, by: Person, at: datetime) -> None:
    """Close a deviation that is explained, and say what came of it. Raises Refusal."""
    _require_open(deviation)
    if not deviation.action:
        raise Refusal(_("Skriv orsak och åtgärd först."))
    deviation.closed_at = at
    deviation.save(update_fields=["closed_at"])
    after = {"reason": reason.strip()}
    record("close_deviation", deviation, by=by, at=at, unit=deviation.unit, after=after)


def _require_open(deviation: Deviation) -> None:
    if deviation.closed_at:
        raise Refusal(_("Avvikelsen är avslutad."))
