"""What a unit's plans decided for a year, beside what came of it until a day.

What was decided is read from the documents that the decisions froze, so that nothing can have been
changed in it or left out of it since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from timglas.access import Viewer
from timglas.models import Assessment, PlanKind, PlanVersion, Release, Unit
from timglas.queries.decided_outcomes import Decided, outcomes_of
from timglas.queries.differences import document_of, in_words
from timglas.queries.gathered import dated_judgements
from timglas.queries.results import results_of, status_names, year_results
from timglas.queries.views import GoalResult, IndicatorResult, Judgement, StatusView
from timglas.rules.annual_report import (
    Changed,
    Edition,
    GoalRow,
    changes_since,
    decided_rows,
    editions_of_year,
)
from timglas.rules.plan_document import PlanDocument
from timglas.rules.status import Status

# When every value of a year ought to be known: 31 days after it (see `queries.measured`).
KNOWN_AFTER = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class DecidedYear:
    """The documents of a unit's plans for a year, their rows and differences, and how it goes.

    `judgements` are people's, by goal; `indicators` those in force, in order. `day` is the day that
    it is judged on. `names` are the municipality's words for statuses.
    """

    year: int
    day: date
    documents: tuple[PlanDocument, ...]
    rows: tuple[GoalRow, ...]
    changes: tuple[Changed, ...]
    judgements: Mapping[int, Judgement]
    indicators: tuple[IndicatorResult, ...]
    names: Mapping[Status, StatusView]

    @property
    def has_ended(self) -> bool:
        """Whether the whole year is reported: then words are final."""
        return self.day.year > self.year


def decided_year(unit: Unit, as_of: date) -> DecidedYear:
    """What a unit's plans decided for the year of a day, and what has come of it until then.

    As of the year's last day all of its values count, also those that become known in January.
    """
    year, day = as_of.year, judged_on(as_of)
    tracks = [
        [Decided(version.pk, document_of(version)) for version in versions]
        for versions in _versions(unit, as_of)
    ]
    goals = goals_of(unit, year, day)
    outcomes = outcomes_of([decided for track in tracks for decided in track], year, day)
    judgements = _judgements(tracks, goals, as_of)
    judged = {pk: found.status.status for pk, found in judgements.items()}
    judged |= {pk: goal.status.status for pk, goal in goals.items()}
    documents = [tuple(decided.document for decided in track) for track in tracks]
    return DecidedYear(
        year=year,
        day=day,
        documents=tuple(document for track in documents for document in track),
        rows=tuple(
            row
            for track in documents
            for row in decided_rows(track, year, outcomes=outcomes, judged=judged)
        ),
        changes=tuple(
            change for track in documents for change in changes_since(track, year, in_words)
        ),
        judgements=judgements,
        indicators=tuple(i for goal in goals.values() for i in goal.indicators),
        names=status_names(),
    )


def judged_on(as_of: date) -> date:
    """The day that what is reported as of a day is judged on: after the year, if that has ended."""
    has_ended = as_of == date(as_of.year, 12, 31)
    return as_of + KNOWN_AFTER if has_ended else as_of


def goals_of(unit: Unit, year: int, day: date) -> dict[int, GoalResult]:
    """A unit's goals of a year by id, in order, with status as of a day.

    As everybody may know them, and the unit's own also where a company has not released its plan.
    """
    held = PlanVersion.objects.decided().filter(plan__unit=unit, releases=None)
    if held.exists():
        released = Exists(Release.objects.filter(version=OuterRef("pk")))
        results = results_of(PlanVersion.objects.filter(released | Q(plan__unit=unit)), year, day)
    else:
        results = year_results(Viewer(None, day), year, on=day)
    return {pk: goal for pk, goal in results.goals.items() if goal.unit_id == unit.pk}


def _versions(unit: Unit, as_of: date) -> tuple[list[PlanVersion], list[PlanVersion]]:
    """The versions of the unit's term plans and of its plan for the year, each in order.

    From the one in force when the year began. Two queries.
    """
    year = as_of.year
    rows = (
        PlanVersion.objects.decided()
        .filter(
            Q(plan__kind=PlanKind.TERM, plan__first_year__lte=year)
            | Q(plan__kind=PlanKind.OPERATIONAL, plan__first_year=year),
            plan__unit=unit,
        )
        .order_by("plan__first_year", "number")
    )
    kinds: dict[str, list[Edition]] = {PlanKind.TERM: [], PlanKind.OPERATIONAL: []}
    told = rows.values_list("plan__kind", "pk", "valid_from", "decision__decided_on")
    for kind, pk, valid_from, decided_on in told:
        kinds[kind].append(Edition(pk, valid_from, decided_on))
    term, operational = (
        [edition.version for edition in editions_of_year(found, year, as_of)]
        for found in kinds.values()
    )
    related = ("plan__unit", "decision__body", "decision__official", "document")
    found = rows.select_related(*related).in_bulk([*term, *operational])
    return [found[pk] for pk in term], [found[pk] for pk in operational]


def _judgements(
    tracks: list[list[Decided]], goals: dict[int, GoalResult], as_of: date
) -> dict[int, Judgement]:
    """People's judgements of the year's goals, by goal; also of those that are gone since."""
    told = {goal.goal for track in tracks for decided in track for goal in decided.document.goals}
    found = {pk: goal.judgement for pk, goal in goals.items() if goal.judgement}
    if gone := told - goals.keys():
        rows = Assessment.objects.filter(
            goal__in=gone, year=as_of.year, as_of__lte=judged_on(as_of)
        )
        read = dated_judgements(rows.order_by("as_of", "pk"), status_names())
        found |= {goal: judgement for goal, _year, judgement in read}
    return found
