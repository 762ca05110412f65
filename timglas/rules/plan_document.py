"""What a plan was when it was decided, in a form that is read for decades.

It depends on no page, no viewer and no language: codes, words as decided, decimals and dates as
text. It is stored as canonical JSON (UTF-8, keys sorted, no spaces) and known by its SHA-256.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from timglas.rules.rich_text import typed_as_html

SCHEMA = 6

type Body = dict[str, Any]
type Upcasters = Mapping[int, Callable[[Body], Body]]

# What schema 1 did not say of an indicator: it was reported by its own unit and never added up.
_UNSAID = {"collected_from": "own", "aggregation": "none", "aggregation_over_time": "latest"}


def _second(body: Body) -> Body:
    goals = [
        goal | {"indicators": [line | _UNSAID for line in goal["indicators"]]}
        for goal in body["goals"]
    ]
    return body | {"schema": 2, "goals": goals}


def _third(body: Body) -> Body:
    """Schema 2 held no budget: a plan that was decided then had none in Timglas."""
    return body | {"schema": 3, "frames": [], "budget": []}


def _fourth(body: Body) -> Body:
    """Schema 3 held no sections: plans had none."""
    return body | {"schema": 4, "sections": []}


def _fifth(body: Body) -> Body:
    """Schema 4 held the texts of sections as they were typed in a plain field."""
    sections = [line | {"body": typed_as_html(line["body"])} for line in body["sections"]]
    return body | {"schema": 5, "sections": sections}


def _sixth(body: Body) -> Body:
    """Schema 5 did not hold why the goals are many."""
    return body | {"schema": 6, "many_goals_why": ""}


# From a schema number to the change that gives the next one.
UPCASTERS: Upcasters = {1: _second, 2: _third, 3: _fourth, 4: _fifth, 5: _sixth}


class DocumentProblem(ValueError):
    """A text that is no plan document of a schema we know."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as it was called then."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """Who decided, when (ISO date) and where it is written down."""

    body: str
    decided_on: str
    paragraph: str
    registry_number: str
    official: str


@dataclass(frozen=True, slots=True)
class ParentLine:
    """A link upwards: the goal above, as it was worded then, and how this one contributes."""

    goal: int
    wording: str
    unit: str
    contribution: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class GroundLine:
    """Another ground of a goal."""

    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A year's target; `low` and `high` are decimals as text."""

    year: int
    unit: str
    sex: str
    low: str | None
    high: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator as the plan defines it."""

    indicator: int
    unit: str
    name: str
    definition: str
    measure_unit: str
    decimals: int
    direction: str
    kind: str
    frequency: str
    accumulation: str
    collected_from: str
    aggregation: str
    aggregation_over_time: str
    source: str
    by_sex: bool
    tolerance_percent: str
    tolerance_absolute: str | None
    baseline: str | None
    baseline_year: int | None
    targets: tuple[TargetLine, ...]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as the plan words it."""

    goal: int
    level: str
    level_order: int
    wording: str
    need: str
    wanted_result: str
    perspective: str
    sound_finance: bool
    agenda_2030: tuple[int, ...]
    measured_why_not: str
    parents: tuple[ParentLine, ...]
    grounds: tuple[GroundLine, ...]
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class AmountLine:
    """A year's amount: kronor or, where the kind says so, something else; a decimal as text."""

    year: int
    amount: str


@dataclass(frozen=True, slots=True)
class FrameLine:
    """What the council gives a committee or expects of a company, by unit and kind."""

    unit: UnitLine
    kind: str
    amounts: tuple[AmountLine, ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Another line of the council's budget, in order: tax, central costs, equity."""

    kind: str
    name: str
    amounts: tuple[AmountLine, ...]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of the plan: its heading, what it shows beside its text (a code), and the text.

    The text is HTML, as `section_text.section_html` writes it.
    """

    title: str
    part: str
    body: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A decided version of a plan, whole."""

    unit: UnitLine
    kind: str
    first_year: int
    last_year: int
    number: int
    valid_from: str
    vision: str
    core_values: str
    introduction: str
    decision: DecisionLine
    goals: tuple[GoalLine, ...]
    many_goals_why: str = ""
    sections: tuple[SectionLine, ...] = ()
    frames: tuple[FrameLine, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    schema: int = SCHEMA


def decimal_text(value: Decimal | None) -> str | None:
    """A number as the document holds it: no exponent, no trailing zeros; None stays None."""
    if value is None:
        return None
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def canonical(document: PlanDocument) -> str:
    """The document as canonical JSON: the same document always gives the same text."""
    return json.dumps(
        _named(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_named
    )


def _named(line: Any) -> Body:
    """A line's fields by name; `asdict` would copy all below it too, in twice the time."""
    return {field.name: getattr(line, field.name) for field in fields(line)}


def sha256(text: str) -> str:
    """The SHA-256 of a stored document, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> PlanDocument:
    """Read a stored document, of this schema or an earlier one. Raises DocumentProblem."""
    try:
        return _document(upcast(json.loads(text), UPCASTERS, to=SCHEMA))
    except (ValueError, KeyError, TypeError) as problem:
        raise DocumentProblem(f"no plan document: {problem}") from problem


def upcast(body: Body, steps: Upcasters, *, to: int) -> Body:
    """Bring a body from its own schema to another, step by step. Raises DocumentProblem."""
    while body["schema"] != to:
        step = steps.get(body["schema"])
        if step is None:
            raise DocumentProblem(f"unknown schema {body['schema']}")
        body = step(body)
    return body


def _document(body: Body) -> PlanDocument:
    parts: Body = {
        "unit": UnitLine(**body["unit"]),
        "decision": DecisionLine(**body["decision"]),
        "goals": tuple(_goal(goal) for goal in body["goals"]),
        "sections": tuple(SectionLine(**line) for line in body["sections"]),
        "frames": tuple(_frame(frame) for frame in body["frames"]),
        "budget": tuple(_budget_line(line) for line in body["budget"]),
    }
    return PlanDocument(**{**body, **parts})


def _goal(body: Body) -> GoalLine:
    parts: Body = {
        "agenda_2030": tuple(body["agenda_2030"]),
        "parents": tuple(ParentLine(**line) for line in body["parents"]),
        "grounds": tuple(GroundLine(**line) for line in body["grounds"]),
        "indicators": tuple(_indicator(line) for line in body["indicators"]),
    }
    return GoalLine(**{**body, **parts})


def _indicator(body: Body) -> IndicatorLine:
    targets = tuple(TargetLine(**line) for line in body["targets"])
    return IndicatorLine(**{**body, "targets": targets})


def _frame(body: Body) -> FrameLine:
    return FrameLine(UnitLine(**body["unit"]), body["kind"], _amounts(body))


def _budget_line(body: Body) -> BudgetLine:
    return BudgetLine(**{**body, "amounts": _amounts(body)})


def _amounts(body: Body) -> tuple[AmountLine, ...]:
    return tuple(AmountLine(**line) for line in body["amounts"])
