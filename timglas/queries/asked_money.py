"""What a plan's proposals ask for and lack, against the frames of its first year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from timglas.kept import Kept
from timglas.models import Appropriation, BudgetFrame, PlanKind, PlanVersion, Proposal, UnitKind
from timglas.queries.budget import is_budget_plan
from timglas.queries.frames import appropriated
from timglas.rules.appropriations import added
from timglas.rules.budget import FrameKind
from timglas.rules.events import OF_PROPOSALS, QUIET, REPORTING
from timglas.rules.impact import QUESTIONS
from timglas.rules.proposals import Money, State
from timglas.rules.readiness import FrameToCheck, ProposalToCheck

type ByFrame = Mapping[tuple[int, str], Decimal]  # by unit and kind of frame

GRANTED = (State.GRANTED.value, State.PARTLY.value)
KINDS = (FrameKind.OPERATING.value, FrameKind.INVESTMENT.value)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class AskedMoney:
    """The drafts of proposals, and each body's frames with what is granted and asked for."""

    drafts: tuple[ProposalToCheck, ...] = ()
    frames: tuple[FrameToCheck, ...] = ()


_kept: Kept[int, AskedMoney] = Kept(
    quiet=(QUIET | REPORTING) - OF_PROPOSALS - {"edit_budget", "record_appropriation"}, most=1_000
)


def asked_money(version: PlanVersion) -> AskedMoney:
    """The proposals of a version's first year against its frames. Kept.

    The council's plan is checked by what is granted against its own frames, a body's also by what
    waits for an answer against those decided. One query; three when there is money to check.
    """
    if version.plan.kind == PlanKind.TERM:
        return AskedMoney()
    return _kept.get(version.pk, lambda: _asked_money(version))


def _asked_money(version: PlanVersion) -> AskedMoney:
    plan = version.plan
    rows = list(_proposals(version))
    drafts = tuple(
        ProposalToCheck(row.pk, row.name, _is_described(row.impact))
        for row in rows
        if row.state == State.DRAFT
    )
    asked = _asked(row for row in rows if row.state != State.DRAFT)
    names = {row.body_id: row.body.name for row in rows}
    frames = _frames(version, names) if asked else {}
    checked = (
        FrameToCheck(names[unit], FrameKind(kind), plan.first_year, frames.get((unit, kind)), money)
        for (unit, kind), money in asked.items()
    )
    return AskedMoney(drafts, tuple(checked))


def _proposals(version: PlanVersion) -> Iterable[Proposal]:
    """The year's proposals, each with what it asks for that year in cost and in investment."""
    plan = version.plan
    year = Q(amounts__year=plan.first_year)
    invested = Q(amounts__kind=Money.INVESTMENT.value)
    rows = Proposal.objects.filter(year=plan.first_year)
    if is_budget_plan(version):
        rows = rows.filter(state__in=GRANTED)
    else:
        ours = Q(body=plan.unit_id, state__in=(*GRANTED, State.SUBMITTED.value))
        rows = rows.filter(ours | Q(unit=plan.unit_id, state=State.DRAFT.value))
    return (
        rows.select_related("answer", "body")
        .annotate(
            cost=Sum("amounts__amount", filter=year & ~invested),
            expense=Sum("amounts__amount", filter=year & invested),
        )
        .order_by("body__code", "order", "pk")
    )


def _asked(rows: Iterable[Proposal]) -> ByFrame:
    """What is granted, and what is asked for where there is no answer yet."""
    asked: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        answer = row.answer if row.state in GRANTED else None
        operating = answer.operating if answer else row.cost  # type: ignore[attr-defined]
        investment = answer.investment if answer else row.expense  # type: ignore[attr-defined]
        for kind, money in zip(KINDS, (operating, investment), strict=True):
            if money is not None:
                asked[row.body_id, kind] += money
    return asked


def _frames(version: PlanVersion, units: Iterable[int]) -> ByFrame:
    """The frames of a version of the council's plan; for a body's plan as decided and added to."""
    year = version.plan.first_year
    rows = BudgetFrame.objects.filter(unit__in=units, kind__in=KINDS, year=year)
    if is_budget_plan(version):
        own = rows.filter(version=version).values_list("unit_id", "kind", "amount")
        return {(unit, kind): amount for unit, kind, amount in own}
    decided = PlanVersion.objects.decided().filter(
        plan__unit__kind=UnitKind.COUNCIL, plan__kind=PlanKind.OPERATIONAL, plan__first_year=year
    )
    # The latest decided version comes last, and is the one that holds.
    found = rows.filter(version__in=decided).order_by("version__number")
    frames = {(f.unit_id, f.kind): f.amount for f in found}
    made = [appropriated(one) for one in Appropriation.objects.filter(version__in=decided)]
    return {
        (unit, kind): amount + added(made, unit=unit, kind=FrameKind(kind))
        for (unit, kind), amount in frames.items()
    }


def _is_described(impact: Mapping[str, str]) -> bool:
    return all(impact.get(question.key, "").strip() for question in QUESTIONS)
