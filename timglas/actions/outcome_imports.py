"""Outcomes from a sheet: stored by the rules of all outcomes, and taken back again.

Nothing is overwritten: a change supersedes, and undoing supersedes once more, with what was before
or with a row that says that there is no value.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.bulk import insert
from timglas.actions.forecasts import ask_for_forecasts
from timglas.actions.outcomes import REPORTED_ANEW
from timglas.actions.refusal import Refusal
from timglas.models import Import, Outcome, OutcomeQuality, Person, YearClosing
from timglas.models.indicators import OutcomeQuerySet
from timglas.queries.outcome_rows import FACTS, PLACE, OutcomeChange
from timglas.rules.imports import Checked
from timglas.rules.permissions import Permission
from timglas.rules.year_closings import closed_in_words

BATCH = 2000
COLUMNS = (*PLACE, *FACTS, "supersedes_id", "reason", "batch_id", "reported_by_id", "known_at")
said = attrgetter(*FACTS)

type Row = tuple[Any, ...]


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
        signature = (batch.pk, by.pk, at)
        insert(
            Outcome,
            COLUMNS,
            (_outcome(row.change, batch) + signature for row in rows if row.change),
        )
        ask_for_forecasts({row.change.place[0] for row in rows if row.change})
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
        _check_open(rows)
        _check_untouched(rows)
        ask_for_forecasts(set(rows.values_list("indicator_id", flat=True)))
        count = 0
        for chunk in _chunks(rows):
            undone = ((*_before(row, batch.undo_reason), None, by.pk, at) for row in chunk)
            count += insert(Outcome, COLUMNS, undone)
        return count


def _outcome(change: OutcomeChange, batch: Import) -> Row:
    reason = batch.reason if change.before else REPORTED_ANEW if change.earlier else ""
    return (*change.place, *said(change.facts), change.earlier, reason)


def _before(row: Row, reason: str) -> Row:
    """A row that restores what an outcome superseded, or withdraws what was not there before.

    A row has its id, its place, its source, and the facts of what it superseded.
    """
    pk, place, source, facts = row[0], row[1:7], row[7], row[8:]
    quality = facts[FACTS.index("quality")]
    if quality is None or quality == OutcomeQuality.WITHDRAWN:
        facts = (None, None, None, OutcomeQuality.WITHDRAWN.value, source, "")
    return (*place, *facts, pk, reason)


def _check_reach(rows: OutcomeQuerySet, viewer: Viewer) -> None:
    mine = viewer.reach(Permission.REPORT_OUTCOME, Outcome)
    if rows.exclude(pk__in=mine.values("pk")).exists():
        raise Refusal(_("Importen rör enheter eller indikatorer som du inte får rapportera för."))


def _check_open(rows: OutcomeQuerySet) -> None:
    closings = YearClosing.objects.in_force().filter(
        unit=OuterRef("unit"), year=ExtractYear(OuterRef("period_end"))
    )
    first = rows.filter(Exists(closings)).select_related("unit").order_by("pk").first()
    if first:
        raise Refusal(closed_in_words(first.unit.name, first.period_end.year))


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


def _chunks(rows: OutcomeQuerySet) -> Iterator[list[Row]]:
    """Some rows at a time, each with what it superseded."""
    last = 0
    wanted = ("pk", *PLACE, "source", *(f"supersedes__{name}" for name in FACTS))
    rows = rows.order_by("pk")
    while chunk := list(rows.filter(pk__gt=last).values_list(*wanted)[:BATCH]):
        last = chunk[-1][0]
        yield chunk
