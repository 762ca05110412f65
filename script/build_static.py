"""Build the static files that are made from npm packages: styles, and the editor of texts.

The editor is written in `editor/` on top of Tiptap and bundled to one module by esbuild.

`timglas/static/timglas/designsystemet.json` lists the parts, in the order of Designsystemet's own
index. That index wraps its parts in cascade layers, the single files are bare, so this wraps them.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parent.parent
CHOICE = PROJECT / "timglas/static/timglas/designsystemet.json"
PACKAGES = PROJECT / "node_modules"
SOURCE = PACKAGES / "@digdir/designsystemet-css"
VENDOR = PROJECT / "timglas/static/vendor"
IN_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
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


def editor() -> str:
    """Return the editor as one module, after the licences of the packages that are in it."""
    # The one that npm chose for this machine: esbuild is a program, and needs no Node to run.
    esbuild = next(PACKAGES.glob("@esbuild/*/bin/esbuild"))
    with TemporaryDirectory() as name:
        module, listing = Path(name, "editor.js"), Path(name, "made_of.json")
        options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"]
        files = [f"--outfile={module}", f"--metafile={listing}"]
        subprocess.run([esbuild, "editor/main.js", *options, *files], cwd=PROJECT, check=True)  # noqa: S603 (a package of the lock file)
        made_of = json.loads(listing.read_text(encoding="utf-8"))["inputs"]
        return f"/*!\n{licences(made_of)}\n*/\n{module.read_text(encoding='utf-8')}"


def licences(files: Iterable[str]) -> str:
    """Return the licence texts of the packages that some files belong to, each text once."""
    packages = {found[1] for file in files if (found := IN_PACKAGE.match(file))}
    texts: dict[str, list[str]] = {}
    for package in sorted(packages):
        text = next((PACKAGES / package).glob("LICENSE*")).read_text(encoding="utf-8")
        texts.setdefault(text.strip(), []).append(package)
    return "\n\n".join(f"{', '.join(names)}\n\n{text}" for text, names in texts.items())


def write(name: str, text: str) -> None:
    """Write a file unless it is already as it should be."""
    target = VENDOR / name
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        VENDOR.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def main() -> None:
    """Write the stylesheet and the editor."""
    write("designsystemet.css", stylesheet(json.loads(CHOICE.read_text(encoding="utf-8"))))
    write("editor.js", editor())


if __name__ == "__main__":
    main()
