"""Build the static files that are made from npm packages: the part of Designsystemet we use.

`timglas/static/timglas/designsystemet.json` lists the parts, in the order of Designsystemet's own
index. That index wraps its parts in cascade layers, the single files are bare, so this wraps them.
"""

import json
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CHOICE = PROJECT / "timglas/static/timglas/designsystemet.json"
SOURCE = PROJECT / "node_modules/@digdir/designsystemet-css"
TARGET = PROJECT / "timglas/static/vendor/designsystemet.css"
BASE = {"base", "paragraph", "validation-message"}


def part(name: str) -> str:
    """Return one part of Designsystemet inside the cascade layer where its index has it."""
    layer = "ds.base" if name in BASE else "ds.components"
    css = (SOURCE / f"dist/src/{name}.css").read_text(encoding="utf-8")
    return f"@layer {layer} {{\n{css}\n}}\n"


def stylesheet(names: list[str]) -> str:
    """Return the whole stylesheet: licence, order of layers, theme, and the named parts."""
    licence = (SOURCE / "LICENSE").read_text(encoding="utf-8").strip()
    theme = (SOURCE / "dist/theme/designsystemet.css").read_text(encoding="utf-8")
    head = f"/*\n{licence}\n*/\n@layer ds.theme, ds.base, ds.components;\n{theme}\n"
    return head + "".join(part(name) for name in names)


def main() -> None:
    """Write the stylesheet unless it is already as it should be."""
    text = stylesheet(json.loads(CHOICE.read_text(encoding="utf-8")))
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
