"""Puts what a measurement printed into docs/performance.md, between its own marks.

script/bench pages | python -m bench.written pages
"""

import sys
from datetime import date
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def main() -> None:
    """Read the standard input, and write the section named on the command line."""
    name = sys.argv[1]
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _old, _, after = rest.partition(end)
    lines = [line for line in sys.stdin.read().splitlines() if not line.startswith("  ")]
    new = "\n".join(lines).strip()
    measured = f"Measured {date.today().isoformat()}."  # noqa: DTZ011 (the day where it is run)
    PAGE.write_text(f"{before}{begin}\n{measured}\n\n{new}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
