"""Outcomes from a sheet: stored by the rules of all outcomes, and taken back again.

Nothing is overwritten: a change supersedes, and undoing supersedes once more, with what was before
or with a row that says that there is no value.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.outcomes import REPORTED_ANEW
from timglas.actions.refusal import Refusal
from timglas.models import Import, Outcome, OutcomeQuality, Person
from timglas.models.indicators import OutcomeQuerySet
from timglas.queries.outcome_rows import FACTS, PLACE, OutcomeChange
from timglas.rules.imports import Checked
from timglas.rules.permissions import Permission

BATCH = 2000


class OutcomeMaker:
    """Stores and withdraws outcomes; what undoing needs is in the outcomes themselves."""

    def apply(
        self,
        rows: Sequence[Checked[OutcomeChange]],
        *,
        batch: Import,
        by: Person,
        at: datetime,
    ) -> tuple[()]:
        """Store what the rows add and change."""
        made = (_outcome(row.change, batch, by, at) for row in rows if row.change)
        Outcome.objects.bulk_create(made, batch_size=BATCH)
        return ()

    def undo(
        self,
        batch: Import,
        made: Iterable[Any],  # noqa: ARG002 (outcomes know their batch)
        *,
        viewer: Viewer,
        by: Person,
        at: datetime,
    ) -> int:
        """Supersede each outcome by what was before it. Refused if any is corrected since."""
        rows = Outcome.objects.filter(batch=batch)
        _check_reach(rows, viewer)
        _check_untouched(rows)
        count = 0
        for chunk in _chunks(rows):
            undone = [_before(row, batch, by, at) for row in chunk]
            count += len(Outcome.objects.bulk_create(undone))
        return count


def _outcome(change: OutcomeChange, batch: Import, by: Person, at: datetime) -> Outcome:  # noqa: PLR0917 (by and at go together)
    reason = batch.reason if change.before else REPORTED_ANEW if change.earlier else ""
    return Outcome(
        **dict(zip(PLACE, change.place, strict=True)),
        **{name: getattr(change.facts, name) for name in FACTS},
        supersedes_id=change.earlier,
        reason=reason,
        batch=batch,
        reported_by=by,
        known_at=at,
    )


def _before(row: Outcome, batch: Import, by: Person, at: datetime) -> Outcome:  # noqa: PLR0917 (by and at go together)
    """A row that restores what an outcome superseded, or withdraws what was not there before."""
    earlier = row.supersedes
    is_new = earlier is None or earlier.quality == OutcomeQuality.WITHDRAWN
    facts = {"quality": OutcomeQuality.WITHDRAWN, "source": row.source}
    if earlier and not is_new:
        facts = {name: getattr(earlier, name) for name in FACTS}
    return Outcome(
        **{name: getattr(row, name) for name in PLACE},
        **facts,
        supersedes=row,
        reason=batch.undo_reason,
        reported_by=by,
        known_at=at,
    )


def _check_reach(rows: OutcomeQuerySet, viewer: Viewer) -> None:
    mine = viewer.reach(Permission.REPORT_OUTCOME, Outcome)
    if rows.exclude(pk__in=mine.values("pk")).exists():
        raise Refusal(_("Importen rör enheter eller indikatorer som du inte får rapportera för."))


def _check_untouched(rows: OutcomeQuerySet) -> None:
    corrected = rows.filter(superseded_by__isnull=False)
    first = corrected.select_related("unit").order_by("pk").first()
    if first is None:
        return
    edition = first.indicator.editions.order_by("-pk")[0]
    message = _(
        "%(count)s av värdena har rättats sedan de lästes in, bland annat %(indicator)s för "
        "%(unit)s, perioden till och med %(day)s. Rätta de värden som är fel i stället."
    )
    named = {"indicator": edition.name, "unit": first.unit.name, "day": first.period_end}
    raise Refusal(message % (named | {"count": corrected.count()}))


def _chunks(rows: OutcomeQuerySet) -> Iterator[list[Outcome]]:
    """Some rows at a time, with what each superseded."""
    last = 0
    rows = rows.select_related("supersedes").order_by("pk")
    while chunk := list(rows.filter(pk__gt=last)[:BATCH]):
        last = chunk[-1].pk
        yield chunk
