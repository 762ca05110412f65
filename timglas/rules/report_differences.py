"""What is not as it was decided, in a report: each difference with the decision that did it.

In Swedish, as the report is. Only what stops an approval is said in the reader's language.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from timglas.rules.annual_report import INDICATOR_NAME, WORDING, Change, Changed
from timglas.rules.language import N_, _
from timglas.rules.numbers import MISSING
from timglas.rules.periods import date_words
from timglas.rules.plan_document import DecisionLine, PlanDocument
from timglas.rules.report_document import Block, Column, Grid, Note, Table
from timglas.rules.rich_text import Item, Listing, Paragraph, words

# Gives the name of a field as its form has it, for a goal or else an indicator.
type FieldName = Callable[[Changed, str], str]
NOTHING = "Allt är som det beslutades för året."
_HAPPENED = {
    (Change.ADDED, True): "Nytt mål",
    (Change.ADDED, False): "Ny indikator",
    (Change.REMOVED, True): "Borttaget mål",
    (Change.REMOVED, False): "Borttagen indikator",
}
_UNEXPLAINED = {
    (Change.RENAMED, True): N_("Skriv i rapporten varför målet ”{name}” har fått ny lydelse."),
    (Change.RENAMED, False): N_("Skriv i rapporten varför indikatorn ”{name}” har bytt namn."),
    (Change.CHANGED, True): N_("Skriv i rapporten varför målet ”{name}” har ändrats."),
    (Change.CHANGED, False): N_("Skriv i rapporten varför indikatorn ”{name}” har ändrats."),
    (Change.ADDED, True): N_("Skriv i rapporten varför målet ”{name}” har lagts till."),
    (Change.ADDED, False): N_("Skriv i rapporten varför indikatorn ”{name}” har lagts till."),
    (Change.REMOVED, True): N_("Skriv i rapporten varför målet ”{name}” har tagits bort."),
    (Change.REMOVED, False): N_("Skriv i rapporten varför indikatorn ”{name}” har tagits bort."),
}


def difference_blocks(
    documents: Sequence[PlanDocument],
    changes: Sequence[Changed],
    *,
    field_name: FieldName,
    lacking: Iterable[Changed] = (),
) -> tuple[Block, ...]:
    """What was decided and when, and every difference since; `lacking` are those not explained."""
    if not documents:
        return ()
    decided = Listing(tuple(Item(words(_decided(document))) for document in documents))
    if not changes:
        return (Paragraph(words(NOTHING)), decided)
    columns = (
        *(Column("Vad som skiljer"), Column("Beslutades för året"), Column("Gäller nu")),
        Column("Beslut"),
    )
    rows = tuple(row for change in changes for row in _rows(change, field_name))
    return (
        *(Note(words(sentence), is_risk=True) for sentence in unexplained_in_words(lacking)),
        Table("Skillnader mot det som beslutades för året", Grid(columns, rows)),
        decided,
    )


def unexplained_in_words(changes: Iterable[Changed]) -> tuple[str, ...]:
    """What is to be written before a report can be approved, by the name that was decided first."""
    return tuple(
        _(_UNEXPLAINED[change.change, change.is_goal]).format(name=change.before or change.after)
        for change in changes
    )


def decided_by(decision: DecisionLine) -> str:
    """A decision in words: "Skolnämnden 20 november 2025 § 142"."""
    by = ", ".join(filter(None, (decision.body, decision.official)))
    paragraph = f"§\u00a0{decision.paragraph}" if decision.paragraph else ""
    day = date_words(date.fromisoformat(decision.decided_on))
    return " ".join(filter(None, (by, day, paragraph)))


def _decided(document: PlanDocument) -> str:
    valid_from = date_words(date.fromisoformat(document.valid_from))
    return (
        f"Version {document.number} av planen för {document.first_year}–{document.last_year}, "
        f"gäller från {valid_from}: {decided_by(document.decision)}"
    )


def _rows(change: Changed, field_name: FieldName) -> Iterator[tuple[str, ...]]:
    """A row for what is new or gone; else one for each field that says something else."""
    decision = decided_by(change.decision)
    happened = _HAPPENED.get((change.change, change.is_goal))
    if happened:
        yield (happened, change.before or MISSING, change.after or MISSING, decision)
    for told in change.fields:
        name = field_name(change, told.field)
        name = f"{name} {told.about}" if told.about else name
        about = "" if told.field in {WORDING, INDICATOR_NAME} else f": {change.after}"
        yield (f"{name}{about}", told.before or MISSING, told.after or MISSING, decision)
