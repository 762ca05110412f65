"""Indicators of drafts from a sheet: defined by the rules of all indicators, and taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.actions.indicators import add_indicator, edit_indicator, remove_indicator, set_targets
from timglas.actions.refusal import Refusal
from timglas.models import BasisChoice, GoalEdition, Import, IndicatorEdition, Person, Sex
from timglas.queries.indicator_rows import IndicatorChange, IndicatorFacts, indicator_facts
from timglas.rules.imports import Checked
from timglas.rules.indicator_sheet import read_target
from timglas.rules.permissions import Permission


class IndicatorMaker:
    """Adds and changes indicators of drafts, each by its own actions."""

    def apply(
        self, rows: Sequence[Checked[IndicatorChange]], *, batch: Import, by: Person, at: datetime
    ) -> list[dict[str, Any]]:
        """Let each indicator say what its row says."""
        del batch  # indicators keep nothing of the import
        return [_made(row.change, by=by, at=at) for row in rows if row.change]

    def undo(
        self,
        batch: Import,  # noqa: ARG002 (what is needed is in `made`)
        made: Iterable[dict[str, Any]],
        *,
        viewer: Viewer,
        by: Person,
        at: datetime,
    ) -> int:
        """Let indicators say what they said, and remove new ones. Refused if changed since."""
        done = list(made)
        mine = viewer.reach(Permission.EDIT_PLAN, IndicatorEdition)
        for told in done:
            edition = mine.filter(pk=told["edition"]).first()
            if edition is None:
                message = _(
                    "Importen rör indikatorer som du inte får ändra, eller som är borttagna."
                )
                raise Refusal(message)
            _undo(edition, told, by=by, at=at)
        return len(done)


def _made(change: IndicatorChange, *, by: Person, at: datetime) -> dict[str, Any]:
    facts = change.facts
    if change.edition is None:
        goal = GoalEdition.objects.get(pk=change.goal_edition)
        edition = add_indicator(goal_edition=goal, **_definition(facts), by=by, at=at)
    else:
        edition = IndicatorEdition.objects.get(pk=change.edition)
    _say(edition, facts, by=by, at=at)
    before = asdict(change.before) if change.before else None
    return {"edition": edition.pk, "before": before, "after": asdict(facts)}


def _definition(facts: IndicatorFacts) -> dict[str, Any]:
    return {name: text for name, text in asdict(facts).items() if name != "targets"}


def _say(edition: IndicatorEdition, facts: IndicatorFacts, *, by: Person, at: datetime) -> None:
    """Let an indicator of a draft say something, with targets for the plan's years."""
    definition = _definition(facts)
    if any(getattr(edition, name) != said for name, said in definition.items()):
        edit_indicator(edition=edition, **definition, by=by, at=at)
    first = edition.goal_edition.version.plan.first_year
    bounds = {
        (first + number, Sex.ALL): read_target(text, facts.direction, "") if text else (None, None)
        for number, text in enumerate(facts.targets)
    }
    kept = edition.targets.filter(unit=edition.indicator.unit, sex=Sex.ALL).first()
    basis = BasisChoice(kept.basis) if kept else BasisChoice.YEAR_END
    set_targets(edition=edition, bounds=bounds, basis=basis, by=by, at=at)


def _undo(edition: IndicatorEdition, told: dict[str, Any], *, by: Person, at: datetime) -> None:
    if indicator_facts(edition) != _facts(told["after"]):
        message = _("Indikatorn ”%(indicator)s” har ändrats sedan filen lästes in.")
        raise Refusal(message % {"indicator": edition.name})
    if told["before"] is None:
        remove_indicator(edition=edition, by=by, at=at)
    else:
        _say(edition, _facts(told["before"]), by=by, at=at)


def _facts(told: dict[str, Any]) -> IndicatorFacts:
    return IndicatorFacts(**{**told, "targets": tuple(told["targets"])})
