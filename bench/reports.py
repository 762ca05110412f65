"""How long a large annual report takes as web page, PDF and Word file, and how much memory.

    script/bench reports

Prints a Markdown table. The report is made up: 57,000 words in 60 sections, each with a goal, a
table and a chart, some 150 pages. Each output is made in a process of its own that has made nothing
before; the memory is the largest of that process and of what it starts. Nothing is asserted.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

import django

from timglas.charts.line import Line, LineChart, Point, TargetStep, line_chart
from timglas.exchange.report_pdf import report_pdf
from timglas.rules.numbers import format_number
from timglas.rules.report_document import (
    Block,
    Chart,
    Column,
    Fact,
    Goal,
    Grid,
    Heading,
    ReportDocument,
    Status,
    Table,
)
from timglas.rules.rich_text import Paragraph, Run, words

SECTIONS, PARAGRAPHS, WORDS = 60, 9, 105
YEARS = range(2014, 2026)
HEAD = "| Output | Seconds | of it processor, s | Memory, MB | MB |\n|---|--:|--:|--:|--:|"
TEXT = (
    "kommunens verksamhet har under året utvecklats enligt plan och fler barn unga och äldre får "
    "det stöd som de behöver medan kostnaderna ökar måttligt jämfört med föregående år trots att "
    "personalomsättningen inom vård och omsorg ligger kvar på en hög nivå i delar av nämnden"
)
VOCABULARY = TEXT.split()


def web(document: ReportDocument) -> bytes:
    """The page."""
    from timglas.exchange.report_web import report_html  # noqa: PLC0415 (when Django is set up)

    return report_html(document).encode()


def word(document: ReportDocument) -> bytes:
    """The Word file."""
    from timglas.exchange.report_word import report_word  # noqa: PLC0415 (counted, as in a job)

    return report_word(document)


OUTPUTS: dict[str, Callable[[ReportDocument], bytes]] = {
    "web": web,
    "PDF": report_pdf,
    "Word": word,
}


def report() -> ReportDocument:
    """A municipality's annual report, always the same."""
    random = Random(2026)  # noqa: S311 (nothing is kept secret by it)
    return ReportDocument(
        kind="Årsredovisning",
        title="Årsredovisning 2025",
        unit="Kommunfullmäktige",
        publisher="Exempelby kommun",
        period="2025",
        version="Version 1",
        dated="2026-03-30",
        blocks=tuple(block for n in range(SECTIONS) for block in _section(n, random)),
    )


def _section(n: int, random: Random) -> Iterator[Block]:
    yield Heading(1 if n % 6 == 0 else 2, f"Avsnitt {n + 1}")
    for _ in range(PARAGRAPHS):
        text = " ".join(random.choices(VOCABULARY, k=WORDS))
        yield Paragraph((Run(text[:60], strong=True), Run(f"{text[60:].capitalize()}.")))
    facts = (Fact("Bedömning", words(" ".join(random.choices(VOCABULARY, k=30)))),)
    yield Goal(3, f"Mål {n + 1}: fler klarar skolan", Status("way", "På väg"), facts)
    yield _table(n, random)
    yield _chart(n, random)


def _table(n: int, random: Random) -> Table:
    columns = (Column("Verksamhet"), *(Column(str(year), is_numeric=True) for year in range(5)))
    rows = tuple(
        (f"Verksamhet {row}", *(format_number(Decimal(random.randint(0, 10**7))) for _ in range(5)))
        for row in range(12)
    )
    return Table(f"Driftredovisning {n + 1}, tkr", Grid(columns, rows))


def _chart(n: int, random: Random) -> Chart:
    values = [Decimal(random.randint(700, 950)) / 10 for _ in YEARS]
    points = tuple(Point(str(year), m, values[m]) for m, year in enumerate(YEARS))
    drawn = LineChart(
        name=f"diagram-{n}",
        title="Nöjda",
        description=f"Linje {n + 1} över tolv år",
        unit="%",
        decimals=1,
        line=Line("Exempelby", points),
        targets=(TargetStep(0, len(YEARS) - 1, Decimal(90)),),
    )
    rows = tuple((p.label, format_number(p.value or Decimal(0), 1)) for p in points)
    return Chart(
        sentence=f"Andelen nöjda i mätning {n + 1} når inte målet.",
        subtitle="Procent",
        alternative=drawn.description,
        svg=line_chart(drawn),
        narrow=line_chart(drawn, narrow=True),
        grid=Grid((Column("År"), Column("Andel", is_numeric=True)), rows),
    )


def measure(output: str) -> None:
    """Make one output and print its row of the table."""
    document = report()
    before, began = time.process_time(), time.perf_counter()
    made = OUTPUTS[output](document)
    took = time.perf_counter() - began
    uses = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    memory = max(use.ru_maxrss for use in uses) / 1024
    worked = sum(use.ru_utime + use.ru_stime for use in uses) - before
    size = len(made) / 1e6
    sys.stdout.write(f"| {output} | {took:.1f} | {worked:.1f} | {memory:.0f} | {size:.1f} |\n")


def main() -> None:
    """Measure each output in a process of its own."""
    if len(sys.argv) > 1:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timglas.settings")
        django.setup()
        measure(sys.argv[1])
        return
    sys.stdout.write(f"{HEAD}\n")
    sys.stdout.flush()
    for output in OUTPUTS:
        subprocess.run([sys.executable, "-m", "bench.reports", output], check=True)  # noqa: S603 (ours)


if __name__ == "__main__":
    main()
