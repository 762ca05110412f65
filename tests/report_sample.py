"""A report with every kind of block in it, and with words that no output may read as markup."""

from dataclasses import replace
from decimal import Decimal

from timglas.charts.line import Line, LineChart, Point, TargetStep, line_chart
from timglas.rules.report_document import (
    Chart,
    Column,
    Fact,
    Goal,
    Grid,
    Heading,
    Note,
    ReportDocument,
    Status,
    Table,
)
from timglas.rules.rich_text import Item, Listing, Paragraph, Quote, Run, words

# What would be code in typst, HTML, XML and Word's fields, if it were not data.
HOSTILE = '#read("/etc/passwd") <script>alert(1)</script> $x$ *y* [z] `q` {TOC \\o} & "citat" ]]>'


def line(name: str = "narvaro") -> LineChart:
    """A line with its target."""
    values = [Decimal("91.2"), Decimal("90.4"), None, Decimal("92.85")]
    points = tuple(Point(str(2022 + n), n, value) for n, value in enumerate(values))
    return LineChart(
        name=name,
        title="Närvaro i grundskolan",
        description="Linje från 91,2 till 92,9 procent",
        unit="%",
        decimals=1,
        line=Line("Exempelby", points),
        targets=(TargetStep(0, 3, Decimal(95)),),
    )


def chart() -> Chart:
    """The line as a block of a report."""
    drawn = line()
    return Chart(
        sentence="Närvaron stiger men når inte målet.",
        subtitle="Andel av undervisningstiden, procent",
        alternative=drawn.description,
        svg=line_chart(drawn),
        narrow=line_chart(drawn, narrow=True),
        grid=Grid(
            (Column("År"), Column("Exempelby", is_numeric=True), Column("Mål", is_numeric=True)),
            tuple((str(2022 + n), shown, "95,0") for n, shown in enumerate(SHOWN)),
        ),
    )


SHOWN = ("91,2", "90,4", "–", "92,9")
TABLE = Table(
    "Driftramar, tusen kronor",
    Grid(
        (Column("Nämnd"), *(Column(str(y), is_numeric=True) for y in (2026, 2027, 2028))),
        (
            ("Skolnämnden", "1\u00a0234\u00a0500", "1\u00a0250\u00a0000", "−2\u00a0100"),
            ("Omsorgsnämnden", "987\u00a0654", "–", "1\u00a0000\u00a0000"),
        ),
    ),
)
WIDE = Table(
    "Ett långt löfte om en tabell",
    Grid(
        tuple(Column(f"Kolumn {n}") for n in range(6)),
        tuple((f"Rad {row}", *(f"Cell {row} {n}" for n in range(1, 6))) for row in range(40)),
    ),
    is_landscape=True,
)
SAMPLE = ReportDocument(
    kind="Delårsbokslut",
    title="Delårsbokslut 2026 för skolnämnden",
    unit="Skolnämnden",
    publisher="Exempelby kommun",
    period="Januari–augusti 2026",
    version="Version 2",
    dated="2026-09-18",
    facts=(
        Fact("Beslut", words("Skolnämnden 2026-09-18 § 112")),
        Fact("Diarienummer", words("SKN 2026/214")),
    ),
    blocks=(
        Heading(1, "Sammanfattning"),
        Paragraph(
            (
                Run("Fler elever är i skolan. "),
                Run("Målet nås inte", strong=True),
                Run(" i år, men "),
                Run("trenden är god", emphasis=True),
                Run(". Läs mer hos "),
                Run("Skolverket", href="https://example.se/skola?ar=2026&typ=1"),
                Run(".\nEn rad till, med affärer, effekt och fjord: 83,1\u00a0% och −2,1."),
            )
        ),
        Paragraph(words(HOSTILE)),
        Listing(
            (
                Item(words("Trygghet i varje skola"), (Listing((Item(words("under rasten")),)),)),
                Item(words("Lugn och ro")),
            )
        ),
        Listing((Item(words("Kartlägg")), Item(words("Åtgärda"))), is_numbered=True),
        Quote((words("Vi hinner se varje elev."), words("Det märks.")), "Björkskolan"),
        Note(words("Vårens siffror är preliminära.")),
        Note(words("Risk: färre behöriga lärare till hösten."), is_risk=True),
        Heading(1, "Måluppföljning"),
        Goal(
            2,
            "Alla elever är i skolan och når sina mål",
            Status("risk", "Risk"),
            (
                Fact("Bidrar till", words("En kommun där alla växer")),
                Fact("Bedömning", words("Närvaron stiger.\nTakten räcker inte.")),
            ),
        ),
        chart(),
        Goal(2, "Skolan är en bra arbetsplats", Status("way", "På väg")),
        *(
            Goal(3, f"Delmål {symbol}", Status(symbol, word))
            for symbol, word in (
                *(("ok", "Uppnått"), ("dev", "Ej uppnått"), ("none", "Ej mätt")),
                *(("unj", "Ej bedömt"), ("wait", "Ännu inte aktuell")),
            )
        ),
        Heading(1, "Ekonomi"),
        Heading(2, "Ramar"),
        TABLE,
        WIDE,
        Heading(2, "Efter tabellen"),
        Paragraph(words("Slut.")),
    ),
)
SHORT = replace(SAMPLE, facts=(), blocks=(Paragraph(words("Bara text.")),))
