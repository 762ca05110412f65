"""How long an import of 200,000 outcomes takes, and how much memory: as a worker does it.

    script/bench imports

Prints a Markdown table: for CSV and XLSX the seconds to upload, check, read in, all of it, and how
much of that the processor worked; to undo; and the largest memory of the process. Each format has
a process and a database of its own: SQLite in a temporary folder, or the one of DATABASE_URL, which
is emptied first. 400 schools report 13 indicators for 39 months; every row is new. The figures in
docs/performance.md come from here. Nothing is asserted.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from openpyxl import Workbook

ROWS, SCHOOLS, INDICATORS = 200_000, 400, 13
MONTHS = [f"{year}-{month:02}" for year in range(2022, 2026) for month in range(1, 13)][6:45]
HEADS = ("Indikatorns namn", "Enhet (kod)", "Period", "Kön", "Värde", "Kommentar", "Källa")
HEADING = (
    "| File | MB | Upload, s | Check, s | Read in, s | All, s | of it processor, s "
    "| Undo, s | Memory, MB |"
)
# The models can be imported when Django is set up, and not before.
RUN = "import sys, django; django.setup(); from bench.import_run import main; main(sys.argv[1])"


def table() -> Iterator[tuple[object, ...]]:
    """The rows of the file, without its heading."""
    names = [f"Frånvaro {number}" for number in range(INDICATORS)]
    codes = [f"skola{number}" for number in range(SCHOOLS)]
    places = islice(product(names, codes, MONTHS), ROWS)
    for number, (name, code, month) in enumerate(places):
        comment = "Enligt skolans egen räkning" if number % 9 == 0 else ""
        yield name, code, month, "Alla", number % 1000 / 8, comment, "Skolan"


def write_csv(path: Path) -> None:
    """Write the rows as Excel saves them in Sweden."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADS)
        writer.writerows([str(cell).replace(".", ",") for cell in row] for row in table())


def write_xlsx(path: Path) -> None:
    """Write the rows as a workbook, with numbers as such."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Utfall")
    sheet.append(HEADS)
    for row in table():
        sheet.append(row)
    book.save(path)


def main() -> None:
    """Measure each format in a process of its own, and print the table."""
    print(HEADING, f"|---{'|--:' * 8}|", sep="\n", flush=True)  # noqa: T201
    for name, write in (("utfall.csv", write_csv), ("utfall.xlsx", write_xlsx)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write(path)
            known = {"DJANGO_SETTINGS_MODULE": "timglas.settings", "TIMGLAS_VAR": folder}
            told = [sys.executable, "-W", "ignore", "-c", RUN, str(path)]
            subprocess.run(told, check=True, env=os.environ | known)  # noqa: S603 (our own code)


if __name__ == "__main__":
    main()
