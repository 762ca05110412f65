"""The plans of a unit for some years beside each other, each as it was decided.

All is read from the documents that the decisions froze. Where units have been reorganised between
the years, the plans of those that this one has taken over from, and of those that have taken over
from it, stand in the years that they governed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from timglas.access import Viewer
from timglas.models import Placement, PlanKind, PlanVersion, Succession, Unit
from timglas.models import PlanDocument as StoredDocument
from timglas.queries.differences import in_words
from timglas.rules.language import _
from timglas.rules.periods import date_words
from timglas.rules.permissions import Permission
from timglas.rules.plan_document import PlanDocument, read
from timglas.rules.plan_years import GoalYears, YearPlans, beside
from timglas.rules.summary import joined

MOST = 4  # years beside each other: more cannot be read
USUAL = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A plan that governs a year, as it was decided: whose, which version, and by what decision."""

    version: int
    unit: str
    title: str
    number: int
    decision: str


@dataclass(frozen=True, slots=True)
class YearHead:
    """A year and the plans that govern it; none where nothing is decided."""

    year: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class YearsPage:
    """A unit's years beside each other, oldest first.

    `choices` are the years that can be shown, `notes` say how the unit has been reorganised.
    """

    choices: tuple[int, ...]
    years: tuple[YearHead, ...]
    notes: tuple[str, ...]
    goals: tuple[GoalYears, ...]


@dataclass(frozen=True, slots=True)
class _Kin:
    """A unit that has become this one or that this one has become: when, and what happened."""

    first: date
    last: date
    note: str

    def governs(self, year: int) -> bool:
        """Whether some of a year lies within the time."""
        return self.first <= date(year, 12, 31) and date(year, 1, 1) < self.last


def years_page(viewer: Viewer, unit: Unit, asked: Iterable[int]) -> YearsPage:
    """The years asked for, at most four of them, else the latest three. Five queries at most."""
    kin = _kin(unit)
    plans = _governing(_versions(viewer, kin), kin, first=unit.pk)
    choices = tuple(sorted(plans))
    chosen = sorted(set(asked) & set(choices))[-MOST:] or choices[-USUAL:]
    documents = _documents({version.pk for year in chosen for version in plans[year]})
    columns = [YearPlans(year, tuple(documents[v.pk] for v in plans[year])) for year in chosen]
    return YearsPage(
        choices=choices,
        years=tuple(
            YearHead(year, tuple(_source(v, documents[v.pk]) for v in plans[year]))
            for year in chosen
        ),
        notes=(
            *_renamed(unit, {year: plans[year] for year in chosen}, documents),
            *_moved(unit, chosen),
            *_taken_over(unit, kin, (v for year in chosen for v in plans[year])),
        ),
        goals=beside(columns, in_words),
    )


def _kin(unit: Unit) -> dict[int, _Kin]:
    """The unit itself, whom it has taken over from and who has taken over from it, by id."""
    rows = Succession.objects.select_related("from_unit", "to_unit").order_by("on", "pk")
    successions = list(rows)
    kin = {unit.pk: _Kin(date.min, unit.closed_on or date.max, "")}
    after, before = [unit.pk], [unit.pk]
    for this in before:
        for row in successions:
            if row.to_unit_id == this and row.from_unit_id not in kin:
                kin[row.from_unit_id] = _Kin(date.min, row.on, _told(row))
                before.append(row.from_unit_id)
    for this in after:
        for row in successions:
            if row.from_unit_id == this and row.to_unit_id not in kin:
                kin[row.to_unit_id] = _Kin(row.on, date.max, _told(row))
                after.append(row.to_unit_id)
    return kin


def _told(row: Succession) -> str:
    return _(
        "{before} gick upp i {after} den {day}. Bådas planer visas, var och en för de år då den "
        "gällde."
    ).format(before=row.from_unit.name, after=row.to_unit.name, day=date_words(row.on))


def _versions(viewer: Viewer, kin: Iterable[int]) -> list[PlanVersion]:
    """The decided versions that the viewer may read, in the order they came to hold."""
    rows = viewer.reach(Permission.READ, PlanVersion).filter(plan__unit__in=kin)
    related = rows.select_related("plan__unit", "decision__body", "decision__official")
    return list(related.order_by("-plan__kind", "plan__unit__code", "plan__first_year", "number"))


def _governing(
    versions: Collection[PlanVersion], kin: Mapping[int, _Kin], *, first: int
) -> Mapping[int, tuple[PlanVersion, ...]]:
    """The plans of each year in the version that came to hold last, those of a unit first.

    A term plan governs from its first year until another replaces it.
    """
    found: dict[int, dict[tuple[str, int], PlanVersion]] = defaultdict(dict)
    end = max((_last_year(version) for version in versions), default=0)
    for version in versions:
        plan = version.plan
        last = end if plan.kind == PlanKind.TERM else plan.first_year
        for year in range(plan.first_year, last + 1):
            if version.valid_from.year <= year and kin[plan.unit_id].governs(year):
                found[year][plan.kind, plan.unit_id] = version
    return {
        year: tuple(sorted(plans.values(), key=lambda version: version.plan.unit_id != first))
        for year, plans in found.items()
    }


def _last_year(version: PlanVersion) -> int:
    """The last year that a plan is made to govern."""
    plan = version.plan
    return plan.last_year if plan.kind == PlanKind.TERM else plan.first_year


def _documents(versions: Collection[int]) -> Mapping[int, PlanDocument]:
    rows = StoredDocument.objects.filter(version__in=versions).values_list("version_id", "body")
    return {version: read(body) for version, body in rows}


def _source(version: PlanVersion, document: PlanDocument) -> Source:
    years = f"{document.first_year}–{document.last_year}"
    return Source(
        version=version.pk,
        unit=document.unit.name,
        title=f"{version.plan.get_kind_display()} {years}",
        number=document.number,
        decision=str(version.decision),
    )


def _renamed(
    unit: Unit,
    plans: Mapping[int, Iterable[PlanVersion]],
    documents: Mapping[int, PlanDocument],
) -> Iterator[str]:
    """What the unit was called in plans that were decided under another name."""
    names: dict[str, list[str]] = defaultdict(list)
    for year, versions in plans.items():
        for version in versions:
            name = documents[version.pk].unit.name
            if version.plan.unit_id == unit.pk and name != unit.name:
                names[name].append(str(year))
    for name, years in names.items():
        yield _("I planen för {years} heter enheten {name}.").format(years=joined(years), name=name)


def _taken_over(
    unit: Unit, kin: Mapping[int, _Kin], versions: Iterable[PlanVersion]
) -> Iterator[str]:
    """What happened to each other unit whose plan is shown."""
    shown = dict.fromkeys(v.plan.unit_id for v in versions if v.plan.unit_id != unit.pk)
    yield from dict.fromkeys(kin[other].note for other in shown)


def _moved(unit: Unit, years: Sequence[int]) -> Iterator[str]:
    """Where the unit moved from and to between the first day and the last of the years."""
    if not years:
        return
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    places = list(
        Placement.objects.filter(unit=unit).select_related("parent").order_by("valid_from")
    )
    for before, after in pairwise(places):
        if first < after.valid_from <= last and before.parent_id != after.parent_id:
            yield _("Enheten flyttade från {before} till {after} den {day}.").format(
                before=before.parent, after=after.parent, day=date_words(after.valid_from)
            )
