"""The frames of a year as they stand: as the council first decided them, changed, and added to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import Appropriation, PlanVersion, Unit
from timglas.queries.budget import COMMITTEES, budgets_of
from timglas.queries.council_plans import VersionCited, cited, council_versions, in_force
from timglas.queries.vintages import Vintages, vintages
from timglas.rules.appropriations import Appropriated, Financing, added, lowered_by
from timglas.rules.budget import Budget, FrameKind
from timglas.rules.events import QUIET, REPORTING
from timglas.rules.language import _

WITH_APPROPRIATIONS = (FrameKind.OPERATING, FrameKind.INVESTMENT)
NOTHING = Decimal(0)
OF_COMPANIES = tuple(kind for kind in FrameKind if kind.is_of_company)


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A unit's frame in kronor: as first decided, changed by a new version, added to, and now.

    None is not known, or not there: a frame that a new version begins has no original.
    """

    name: str
    original: Decimal | None
    changed: Decimal | None
    added: Decimal
    revised: Decimal | None
    is_total: bool = False

    @classmethod
    def of(
        cls, name: str, original: Decimal | None, now: Decimal | None, *, added: Decimal
    ) -> "FrameRow":
        """A row of a frame as first decided and as the version in force has it."""
        changed = None if original is None or now is None else now - original
        revised = None if now is None else now + added
        return cls(name, original, changed, added, revised)


@dataclass(frozen=True, slots=True)
class FrameTable:
    """The frames of a kind in a year."""

    kind: FrameKind
    rows: tuple[FrameRow, ...]


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """What the council plans for and asks of a company in a year: each kind with its figure."""

    name: str
    figures: tuple[tuple[FrameKind, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class AppropriationRow:
    """What was added to a frame, by which decision and against which version."""

    unit: str
    kind: FrameKind
    carries_forward: bool
    amount: Decimal
    purpose: str
    financing: Financing
    payer: str
    decision: str
    version: int


@dataclass(frozen=True, slots=True)
class YearFrames:
    """A year whose budget is decided: `original` is the first version, `current` the one in force.

    `result` is as budgeted in the version in force, `lowered` what appropriations take of it.
    """

    original: VersionCited
    current: VersionCited
    tables: tuple[FrameTable, ...]
    companies: tuple[CompanyRow, ...]
    appropriations: tuple[AppropriationRow, ...]
    result: Decimal | None
    lowered: Decimal

    @property
    def is_changed(self) -> bool:
        """Whether a later version has come into force."""
        return self.original != self.current

    @property
    def result_now(self) -> Decimal | None:
        """The result with what has been added to frames."""
        return None if self.result is None else self.result - self.lowered

    @property
    def operating(self) -> FrameRow | None:
        """All committees' operating frames together, if there are any."""
        rows = self.tables[0].rows
        return rows[-1] if rows else None


@dataclass(frozen=True, slots=True)
class FramesPage:
    """The frames of a year; `frames` is None when no plan begins that year."""

    year: int
    years: tuple[int, ...]
    frames: YearFrames | None
    vintages: Vintages


def frames_page(viewer: Viewer, year: int) -> FramesPage:
    """The frames of a year, from the council's plans that the viewer may read. Six queries."""
    versions = council_versions(viewer)
    years = {y for v in versions for y in range(v.plan.first_year, v.plan.last_year + 1)}
    about = [v for v in versions if v.plan.first_year <= year <= v.plan.last_year]
    budgets = budgets_of(about)
    names = _unit_names(budgets.values())
    own = [v for v in about if v.plan.first_year == year]
    frames = _year_frames(viewer, own, budgets, names=names) if own else None
    told = vintages(viewer, about, budgets, names=names, year=year)
    return FramesPage(year, tuple(sorted(years)), frames, told)


def frame_now(version: PlanVersion, unit: int, kind: FrameKind) -> Decimal | None:
    """A unit's frame in the first year of a version's plan, with all that has been added to it.

    None when it has no frame of the kind that year.
    """
    year = version.plan.first_year
    frame = version.frames.filter(unit=unit, kind=kind.value, year=year).first()
    if frame is None:
        return None
    made = Appropriation.objects.filter(version__plan=version.plan_id)
    return frame.amount + added(map(appropriated, made), unit=unit, kind=kind)


_kept: Kept[tuple[int, int, date, tuple[int, ...]], Decimal | None] = Kept(
    quiet=(QUIET | REPORTING) - {"record_appropriation"}, most=100
)


def unit_frame(viewer: Viewer, unit: Unit, year: int) -> Decimal | None:
    """A unit's operating frame of a year as it stands; None if none is decided. Kept."""
    if unit.kind not in COMMITTEES:
        return None
    key = (unit.pk, year, viewer.today, viewer.unreleased)
    return _kept.get(key, lambda: _unit_frame(viewer, unit, year))


def _unit_frame(viewer: Viewer, unit: Unit, year: int) -> Decimal | None:
    own = [v for v in council_versions(viewer) if v.plan.first_year == year]
    return frame_now(in_force(viewer, own), unit.pk, FrameKind.OPERATING) if own else None


def _year_frames(
    viewer: Viewer,
    versions: list[PlanVersion],
    budgets: Mapping[int, Budget],
    *,
    names: Mapping[int, str],
) -> YearFrames:
    original, current = versions[0], in_force(viewer, versions)
    plan, year = original.plan_id, original.plan.first_year
    made = list(
        Appropriation.objects.filter(version__plan=plan)
        .select_related("unit", "payer", "version", "decision__body", "decision__official")
        .order_by("decision__decided_on", "pk")
    )
    counted = [appropriated(one) for one in made]
    before, now = budgets[original.pk], budgets[current.pk]
    return YearFrames(
        original=cited(original),
        current=cited(current),
        tables=tuple(
            FrameTable(kind, _rows(kind, year, (before, now), made=counted, names=names))
            for kind in WITH_APPROPRIATIONS
        ),
        companies=_companies(now, year, names),
        appropriations=tuple(map(_appropriation_row, made)),
        result=now.result(year),
        lowered=lowered_by(counted),
    )


def _rows(
    kind: FrameKind,
    year: int,
    budgets: tuple[Budget, Budget],
    *,
    made: list[Appropriated],
    names: Mapping[int, str],
) -> tuple[FrameRow, ...]:
    """A row for each unit, and their total: each column is exactly the sum of its rows."""
    before, now = ({f.unit: f.amounts.get(year) for f in b.of_kind(kind)} for b in budgets)
    units = [unit for unit in names if unit in before or unit in now]
    rows = []
    for unit in units:
        # A frame that only one of the versions holds is nothing in the other.
        first, second = before.get(unit, NOTHING), now.get(unit, NOTHING)
        row = FrameRow.of(names[unit], first, second, added=added(made, unit=unit, kind=kind))
        rows.append(row if unit in before else replace(row, original=None))
    if rows:
        first, second = (budget.total(kind, year) for budget in budgets)
        gained = sum((row.added for row in rows), NOTHING)
        whole = FrameRow.of(_("Summa"), first, second, added=gained)
        rows.append(replace(whole, is_total=True))
    return tuple(rows)


def _companies(budget: Budget, year: int, names: Mapping[int, str]) -> tuple[CompanyRow, ...]:
    told = {
        (frame.unit, frame.kind): frame.amounts.get(year)
        for kind in OF_COMPANIES
        for frame in budget.of_kind(kind)
    }
    asked = {unit for unit, _kind in told}
    return tuple(
        CompanyRow(name, tuple((kind, told.get((unit, kind))) for kind in OF_COMPANIES))
        for unit, name in names.items()
        if unit in asked
    )


def _unit_names(budgets: Iterable[Budget]) -> dict[int, str]:
    """The names of all units with frames, by id, in the order of their codes."""
    ids = {frame.unit for budget in budgets for frame in budget.frames}
    return dict(Unit.objects.filter(pk__in=ids).order_by("code").values_list("pk", "name"))


def appropriated(made: Appropriation) -> Appropriated:
    """What has been added to a frame, as the rules know it."""
    return Appropriated(
        made.unit_id,
        FrameKind(made.kind),
        made.amount,
        Financing(made.financing),
        made.payer_id,
    )


def _appropriation_row(made: Appropriation) -> AppropriationRow:
    return AppropriationRow(
        unit=made.unit.name,
        kind=FrameKind(made.kind),
        carries_forward=made.carries_forward,
        amount=made.amount,
        purpose=made.purpose,
        financing=Financing(made.financing),
        payer=made.payer.name if made.payer else "",
        decision=str(made.decision),
        version=made.version.number,
    )
