"""A decided plan as a report, from the document that its decision froze and nothing else.

In Swedish, the language that a Swedish municipality's plans are written and decided in: who calls
sees to it that codes and numbers are written in Swedish too. What the plan says is shown whole, in
its decided wording; what lives on beside it (who answers, activities, outcomes) is not the plan.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from timglas.rules.budget import FrameKind, LineKind, in_thousands, total
from timglas.rules.differences import InWords, bounds_in_words
from timglas.rules.numbers import MISSING, format_number
from timglas.rules.periods import date_words
from timglas.rules.plan_document import (
    AmountLine,
    BudgetLine,
    FrameLine,
    GoalLine,
    IndicatorLine,
    PlanDocument,
    SectionLine,
    TargetLine,
)
from timglas.rules.plan_template import Part
from timglas.rules.report_document import (
    Block,
    Column,
    Fact,
    Goal,
    Grid,
    Heading,
    ReportDocument,
    Table,
)
from timglas.rules.rich_html import from_html
from timglas.rules.rich_text import paragraphs, words

EVERYBODY = "T"  # a target for women and men alike
GOALS, FRAMES, DEFINITIONS = "Mål och indikatorer", "Ekonomiska ramar", "Så mäts indikatorerna"
AGENDA, MANY_GOALS = "Agenda 2030", "Varför målen är fler än lagom"


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a plan that its document does not say: whose it is, and what codes mean."""

    publisher: str
    kind: str
    checksum: str
    in_words: InWords


def plan_report(document: PlanDocument, given: Given) -> ReportDocument:
    """The report of a decided plan."""
    title = f"{given.kind} {document.first_year}–{document.last_year}"
    valid_from = date_words(date.fromisoformat(document.valid_from))
    return ReportDocument(
        kind="Beslutad plan",
        title=title,
        unit=document.unit.name,
        publisher=given.publisher,
        period=f"gäller från {valid_from}",
        version=f"version {document.number}",
        dated=document.decision.decided_on,
        facts=tuple(_facts(document, given)),
        blocks=tuple(_blocks(document, given.in_words)),
    )


def _facts(document: PlanDocument, given: Given) -> Iterator[Fact]:
    decision = document.decision
    by = ", ".join(filter(None, (decision.body, decision.official)))
    day = date_words(date.fromisoformat(decision.decided_on))
    paragraph = f"§ {decision.paragraph}" if decision.paragraph else ""
    yield Fact("Beslutad av", words(by))
    yield Fact("Beslut", words(" ".join(filter(None, (day, paragraph)))))
    if decision.registry_number:
        yield Fact("Diarienummer", words(decision.registry_number))
    yield Fact("Kontrollsumma", words(given.checksum))


def _blocks(document: PlanDocument, in_words: InWords) -> Iterator[Block]:
    yield from _text("Vision", document.vision)
    yield from _text("Värdegrund", document.core_values)
    yield from _text("Inledning", document.introduction)
    parts = [section.part for section in document.sections]
    place = parts.index(Part.GOALS) if Part.GOALS in parts else len(parts)
    for section in document.sections[:place]:
        yield from _section(document, section)
    yield from _goals(document, document.sections[place : place + 1], in_words)
    for section in document.sections[place + 1 :]:
        yield from _section(document, section)
    if Part.FRAMES not in parts:
        yield from _headed(FRAMES, _money(document))
    yield from _headed(DEFINITIONS, _definitions(document, in_words))


def _text(title: str, text: str) -> Iterator[Block]:
    yield from _headed(title, paragraphs(text))


def _headed(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks under a heading; nothing where there are none."""
    told = list(blocks)
    if told:
        yield Heading(1, title)
        yield from told


def _section(document: PlanDocument, section: SectionLine) -> Iterator[Block]:
    shown = list(_money(document)) if section.part == Part.FRAMES else []
    yield from _headed(section.title, [*from_html(section.body), *shown])


def _goals(
    document: PlanDocument, sections: Sequence[SectionLine], in_words: InWords
) -> Iterator[Block]:
    title = sections[0].title if sections else GOALS
    text = from_html(sections[0].body) if sections else ()
    levels = [
        (name, list(goals)) for name, goals in groupby(document.goals, key=lambda goal: goal.level)
    ]
    years = range(document.first_year, document.last_year + 1)
    blocks: list[Block] = [*text]
    if document.many_goals_why:
        blocks += [Heading(2, MANY_GOALS), *paragraphs(document.many_goals_why)]
    for name, goals in levels:
        blocks += [Heading(2, name)] if len(levels) > 1 else []
        for goal in goals:
            blocks += _goal(goal, years, in_words)
    yield from _headed(title, blocks)


def _goal(goal: GoalLine, years: range, in_words: InWords) -> Iterator[Block]:
    yield Goal(3, goal.wording, None, tuple(_goal_facts(goal, in_words)))
    rows = tuple(row for line in goal.indicators for row in _indicator(line, years, in_words))
    if rows:
        columns = (Column("Indikator"), Column("Mäts i"), Column("Utgångsläge", is_numeric=True))
        targets = (Column(str(year), is_numeric=True) for year in years)
        yield Table(f"Målvärden: {goal.wording}", Grid((*columns, *targets), rows))


def _goal_facts(goal: GoalLine, in_words: InWords) -> Iterator[Fact]:
    told = [
        ("Behov", goal.need),
        ("Önskat resultat", goal.wanted_result),
        *(
            ("Bidrar till" if parent.is_primary else "Bidrar också till", _parent(*told))
            for parent in goal.parents
            if (told := (parent.wording, parent.unit, parent.contribution))
        ),
        *((in_words("ground", ground.kind), ground.reference) for ground in goal.grounds),
        ("Perspektiv", in_words("perspective", goal.perspective)),
        ("God ekonomisk hushållning", "Ja" if goal.sound_finance else ""),
        (AGENDA, ", ".join(f"mål {number}" for number in goal.agenda_2030)),
        ("Mäts inte, därför att", goal.measured_why_not),
    ]
    yield from (Fact(name, words(text)) for name, text in told if text)


def _parent(wording: str, unit: str, contribution: str) -> str:
    """The goal above, whose it is, and on a line of its own how this one contributes."""
    return "\n".join(filter(None, (f"{wording} ({unit})", contribution)))


def _indicator(line: IndicatorLine, years: range, in_words: InWords) -> Iterator[tuple[str, ...]]:
    """A row for the indicator, and one for each unit or sex that has targets of its own."""
    groups: dict[tuple[str, str], dict[int, TargetLine]] = {(line.unit, EVERYBODY): {}}
    for target in line.targets:
        groups.setdefault((target.unit, target.sex), {})[target.year] = target
    for n, ((unit, sex), targets) in enumerate(groups.items()):
        about = (
            unit if unit != line.unit else "",
            in_words("sex", sex).lower() if sex != EVERYBODY else "",
        )
        yield (
            ", ".join(filter(None, (line.name, *about))),
            line.measure_unit,
            MISSING if n else _baseline(line),
            *(_target(targets.get(year)) for year in years),
        )


def _baseline(line: IndicatorLine) -> str:
    if line.baseline is None:
        return MISSING
    value = format_number(Decimal(line.baseline), line.decimals)
    return f"{value} ({line.baseline_year})" if line.baseline_year else value


def _target(target: TargetLine | None) -> str:
    if target is None:
        return MISSING
    low, high = (None if end is None else Decimal(end) for end in (target.low, target.high))
    return bounds_in_words(low, high)


def _definitions(document: PlanDocument, in_words: InWords) -> Iterator[Block]:
    lines = [line for goal in document.goals for line in goal.indicators]
    rows = tuple(
        (
            line.name,
            line.definition or MISSING,
            in_words("direction", line.direction),
            in_words("frequency", line.frequency),
            line.source or MISSING,
        )
        for line in lines
    )
    titles = ("Indikator", "Definition", "Riktning", "Mäts", "Källa")
    if rows:
        yield Table("Indikatorernas definitioner", Grid(tuple(map(Column, titles)), rows))


def _money(document: PlanDocument) -> Iterator[Table]:
    years = range(document.first_year, document.last_year + 1)
    for kind in FrameKind:
        if frames := [frame for frame in document.frames if frame.kind == kind]:
            yield _frames(kind, frames, years)
    if document.budget:
        rows = tuple(_budget_row(line, years) for line in document.budget)
        yield Table("Budget", Grid((Column("Post"), Column("Enhet"), *_years(years)), rows))


def _frames(kind: FrameKind, frames: Sequence[FrameLine], years: range) -> Table:
    rows = [
        (frame.unit.name, *_amounts(frame.amounts, years, is_money=kind.is_money))
        for frame in frames
    ]
    if kind.is_money and len(frames) > 1:
        sums = (total(_amount(frame.amounts, year) for frame in frames) for year in years)
        rows.append(("Summa", *(_in_thousands(amount) for amount in sums)))
    caption = f"{kind.name_in_words}, {kind.measure}"
    return Table(caption, Grid((Column("För"), *_years(years)), tuple(rows)))


def _budget_row(line: BudgetLine, years: range) -> tuple[str, ...]:
    kind = LineKind(line.kind)
    name = line.name or kind.name_in_words
    return (name, kind.measure, *_amounts(line.amounts, years, is_money=kind.is_money))


def _years(years: range) -> Iterator[Column]:
    return (Column(str(year), is_numeric=True) for year in years)


def _amounts(amounts: Iterable[AmountLine], years: range, *, is_money: bool) -> Iterator[str]:
    known = tuple(amounts)
    decimals = max((_decimals(line.amount) for line in known), default=0)
    for year in years:
        amount = _amount(known, year)
        if is_money:
            yield _in_thousands(amount)
        else:
            yield MISSING if amount is None else format_number(amount, decimals)


def _decimals(amount: str) -> int:
    """How many decimals a number is written with."""
    return len(amount.partition(".")[2])


def _amount(amounts: Iterable[AmountLine], year: int) -> Decimal | None:
    return next((Decimal(line.amount) for line in amounts if line.year == year), None)


def _in_thousands(amount: Decimal | None) -> str:
    return MISSING if amount is None else format_number(in_thousands(amount), 0)
