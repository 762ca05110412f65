"""A plan version gathered whole, as the document that its decision freezes.

Seven queries; four more for the budget in the council's plan for three years.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from timglas.models import (
    Decision,
    GoalEdition,
    GoalLink,
    Ground,
    IndicatorEdition,
    Person,
    PlanVersion,
    Target,
    Unit,
    VersionState,
)
from timglas.queries.budget import budget_of
from timglas.rules import plan_document as doc
from timglas.rules.budget import Amounts, Budget
from timglas.rules.plan_document import decimal_text


def plan_document(version: PlanVersion, decision: Decision | None) -> doc.PlanDocument:
    """The document of a version as it stands, decided by a decision; None as a draft."""
    plan, budget = version.plan, budget_of(version)
    return doc.PlanDocument(
        unit=_unit(plan.unit),
        kind=plan.kind,
        first_year=plan.first_year,
        last_year=plan.last_year,
        number=version.number,
        valid_from=version.valid_from.isoformat(),
        vision=version.vision,
        core_values=version.core_values,
        introduction=version.introduction,
        decision=_decision(decision),
        goals=_goals(version),
        sections=tuple(
            doc.SectionLine(section.title, section.part, section.body)
            for section in version.sections.order_by("order", "pk")
        ),
        frames=_frames(budget),
        budget=tuple(
            doc.BudgetLine(line.kind.value, line.name, _amounts(line.amounts))
            for line in budget.lines
        ),
    )


def wordings(goals: Iterable[int], version: PlanVersion) -> dict[int, str]:
    """How goals are worded now, by id: in the version itself, else in the latest decided one."""
    decided = GoalEdition.objects.filter(goal__in=goals, version__state=VersionState.DECIDED)
    rows = decided.order_by("version__valid_from", "version__number", "pk")
    own = GoalEdition.objects.filter(goal__in=goals, version=version)
    return dict(rows.values_list("goal_id", "wording")) | dict(
        own.values_list("goal_id", "wording")
    )


def _unit(unit: Unit) -> doc.UnitLine:
    return doc.UnitLine(unit.code, unit.name, unit.kind)


def _frames(budget: Budget) -> tuple[doc.FrameLine, ...]:
    units = Unit.objects.in_bulk({frame.unit for frame in budget.frames})
    return tuple(
        doc.FrameLine(_unit(units[frame.unit]), frame.kind.value, _amounts(frame.amounts))
        for frame in budget.frames
    )


def _amounts(amounts: Amounts) -> tuple[doc.AmountLine, ...]:
    return tuple(
        doc.AmountLine(year, decimal_text(amount) or "") for year, amount in amounts.items()
    )


def _decision(decision: Decision | None) -> doc.DecisionLine:
    if decision is None:
        return doc.DecisionLine("", "", "", "", "")
    return doc.DecisionLine(
        body=decision.body.name,
        decided_on=decision.decided_on.isoformat(),
        paragraph=decision.paragraph,
        registry_number=decision.registry_number,
        official=_official(decision.official),
    )


def _official(person: Person | None) -> str:
    """Who decided; by title only where the name is protected, since the document is public."""
    if person is None:
        return ""
    return person.title if person.is_hidden else person.name


def _goals(version: PlanVersion) -> tuple[doc.GoalLine, ...]:
    editions = (
        GoalEdition.objects.filter(version=version)
        .select_related("goal__level")
        .order_by("goal__level__order", "order", "pk")
    )
    parents = _parents(version)
    grounds = _grounds(Ground.objects.filter(edition__version=version).order_by("pk"))
    indicators = _indicators(version)
    return tuple(
        doc.GoalLine(
            goal=e.goal_id,
            level=e.goal.level.name,
            level_order=e.goal.level.order,
            wording=e.wording,
            need=e.need,
            wanted_result=e.wanted_result,
            perspective=e.perspective,
            sound_finance=e.sound_finance,
            agenda_2030=tuple(e.agenda_2030),
            measured_why_not=e.measured_why_not,
            parents=tuple(parents.get(e.pk, ())),
            grounds=tuple(grounds.get(e.pk, ())),
            indicators=tuple(indicators.get(e.pk, ())),
        )
        for e in editions
    )


def _parents(version: PlanVersion) -> Mapping[int, list[doc.ParentLine]]:
    links = list(
        GoalLink.objects.filter(edition__version=version)
        .select_related("parent__unit")
        .order_by("-is_primary", "pk")
    )
    worded = wordings([link.parent_id for link in links], version)
    found: dict[int, list[doc.ParentLine]] = defaultdict(list)
    for link in links:
        line = doc.ParentLine(
            goal=link.parent_id,
            wording=worded.get(link.parent_id, ""),
            unit=link.parent.unit.name,
            contribution=link.contribution,
            is_primary=link.is_primary,
        )
        found[link.edition_id].append(line)
    return found


def _grounds(rows: QuerySet[Ground]) -> Mapping[int, list[doc.GroundLine]]:
    found: dict[int, list[doc.GroundLine]] = defaultdict(list)
    for row in rows:
        found[row.edition_id].append(doc.GroundLine(row.kind, row.reference))
    return found


def _indicators(version: PlanVersion) -> Mapping[int, list[doc.IndicatorLine]]:
    editions = (
        IndicatorEdition.objects.filter(goal_edition__version=version)
        .select_related("indicator__unit")
        .order_by("order", "pk")
    )
    targets = _targets(version)
    found: dict[int, list[doc.IndicatorLine]] = defaultdict(list)
    for edition in editions:
        found[edition.goal_edition_id].append(
            _indicator(edition, tuple(targets.get(edition.pk, ())))
        )
    return found


def _indicator(edition: IndicatorEdition, targets: tuple[doc.TargetLine, ...]) -> doc.IndicatorLine:
    return doc.IndicatorLine(
        indicator=edition.indicator_id,
        unit=edition.indicator.unit.name,
        name=edition.name,
        definition=edition.definition,
        measure_unit=edition.measure_unit,
        decimals=edition.decimals,
        direction=edition.direction,
        kind=edition.kind,
        frequency=edition.frequency,
        accumulation=edition.accumulation,
        collected_from=edition.collected_from,
        aggregation=edition.aggregation,
        aggregation_over_time=edition.aggregation_over_time,
        source=edition.source,
        by_sex=edition.by_sex,
        tolerance_percent=decimal_text(edition.tolerance_percent) or "",
        tolerance_absolute=decimal_text(edition.tolerance_absolute),
        baseline=decimal_text(edition.baseline),
        baseline_year=edition.baseline_year,
        targets=targets,
    )


def _targets(version: PlanVersion) -> Mapping[int, list[doc.TargetLine]]:
    rows = Target.objects.filter(edition__goal_edition__version=version)
    found: dict[int, list[doc.TargetLine]] = defaultdict(list)
    for row in rows.select_related("unit").order_by("year", "unit__code", "sex"):
        line = doc.TargetLine(
            year=row.year,
            unit=row.unit.name,
            sex=row.sex,
            low=decimal_text(row.low),
            high=decimal_text(row.high),
            basis=row.basis,
        )
        found[row.edition_id].append(line)
    return found
