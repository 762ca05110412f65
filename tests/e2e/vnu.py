"""The W3C's HTML validator, run once for many pages."""

import json
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
JAR = PROJECT / "node_modules/vnu-jar/build/dist/vnu.jar"


def errors(pages: dict[str, str], folder: Path) -> list[str]:
    """Return a line for every error in the pages, given as HTML by name.

    The folder holds the files while they are checked. One start of Java serves all of them.
    """
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[str(file)] = name
    run = subprocess.run(  # noqa: S603 (a fixed command)
        ["java", "-jar", str(JAR), "--errors-only", "--format", "json", *names],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{names[message['url'].removeprefix('file:')]}, line {message.get('lastLine')}: "
        f"{message['message']} {message.get('extract', '')}"
        for message in json.loads(run.stderr)["messages"]
    ]
