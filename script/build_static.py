"""Build the static files that are made from npm packages: the part of Designsystemet we use.

`timglas/static/timglas/designsystemet.json` names the parts, in the order of Designsystemet's own
index. Its index wraps them in cascade layers, the single files do not, so this does it.
"""

import json
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CHOICE = PROJECT / "timglas/static/timglas/designsystemet.json"
SOURCE = PROJECT / "node_modules/@digdir/designsystemet-css"
TARGET = PROJECT / "timglas/static/vendor/designsystemet.css"


def layered(layer: str, names: list[str]) -> str:
    """Return the named parts inside one cascade layer."""
    parts = [(SOURCE / f"dist/src/{name}.css").read_text(encoding="utf-8") for name in names]
    return f"@layer ds.{layer} {{\n{'\n'.join(parts)}\n}}\n"


def stylesheet(choice: dict[str, list[str]]) -> str:
    """Return the stylesheet: the order of layers, the licence, the theme, base, components."""
    licence = (SOURCE / "LICENSE").read_text(encoding="utf-8").strip()
    return "".join(
        [
            f"/* {licence} */\n",
            "@layer ds.theme, ds.base, ds.components;\n",
            (SOURCE / "dist/theme/designsystemet.css").read_text(encoding="utf-8"),
            "\n",
            layered("base", choice["base"]),
            layered("components", choice["components"]),
        ]
    )


def main() -> None:
    """Write the stylesheet unless it is already as it should be."""
    text = stylesheet(json.loads(CHOICE.read_text(encoding="utf-8")))
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
