"""A plan version gathered whole, as the document that its decision freezes.

Six queries; four more for the budget in the council's plan for three years.
"""

from collections.abc import Iterable
from typing import Any

from timglas.models import (
    Decision,
    GoalEdition,
    Person,
    PlanVersion,
    Unit,
    VersionState,
)
from timglas.queries.budget import budget_of
from timglas.queries.plan_contents import Contents, contents_of
from timglas.rules import plan_document as doc
from timglas.rules.budget import Amounts, Budget
from timglas.rules.plan_document import decimal_text


def plan_document(
    version: PlanVersion, decision: Decision | None, contents: Contents | None = None
) -> doc.PlanDocument:
    """The document of a version as it stands, decided by a decision; None as a draft."""
    plan, budget = version.plan, budget_of(version)
    contents = contents or contents_of(version)
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
        many_goals_why=version.many_goals_why,
        goals=tuple(map(_goal, contents.goals)),
        sections=tuple(
            doc.SectionLine(section.title, section.part, section.body)
            for section in contents.sections
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


def _goal(edition: Any) -> doc.GoalLine:
    return doc.GoalLine(
        goal=edition.goal_id,
        level=edition.goal.level.name,
        level_order=edition.goal.level.order,
        wording=edition.wording,
        need=edition.need,
        wanted_result=edition.wanted_result,
        perspective=edition.perspective,
        sound_finance=edition.sound_finance,
        agenda_2030=tuple(edition.agenda_2030),
        measured_why_not=edition.measured_why_not,
        parents=tuple(map(_parent, edition.read_links)),
        grounds=tuple(doc.GroundLine(g.kind, g.reference) for g in edition.read_grounds),
        indicators=tuple(map(_indicator, edition.read_indicators)),
    )


def _parent(link: Any) -> doc.ParentLine:
    return doc.ParentLine(
        goal=link.parent_id,
        wording=link.known_wording or "",
        unit=link.unit_name,
        contribution=link.contribution,
        is_primary=link.is_primary,
    )


def _indicator(edition: Any) -> doc.IndicatorLine:
    return doc.IndicatorLine(
        indicator=edition.indicator_id,
        unit=edition.unit_name,
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
        targets=tuple(map(_target, edition.read_targets)),
    )


def _target(target: Any) -> doc.TargetLine:
    return doc.TargetLine(
        year=target.year,
        unit=target.unit_name,
        sex=target.sex,
        low=decimal_text(target.low),
        high=decimal_text(target.high),
        basis=target.basis,
    )
