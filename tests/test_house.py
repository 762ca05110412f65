"""What holds for the whole repository, whatever its files are about."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

# Written in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "the address of a package registry": "|".join(
        re.escape(f"{host}.{domain}")
        for host, domain in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("deb.debian", "org"),
            ("jsdelivr", "net"),
            ("unpkg", "com"),
        ]
    ),
    "a path on somebody's machine": r"(?<![\w.~/])/(?:work|root|home|Users)/\w",
    "a private key": "-----BEGIN [A-Z ]*" + "PRIVATE KEY-----",
}


def tracked() -> Iterator[tuple[str, str]]:
    """Yield the name and text of every text file in the repository."""
    names = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 (developers have git)
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in names.split("\0"):
        path = PROJECT / name
        if path.is_file():
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_repository_holds_nothing_that_belongs_elsewhere(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = {name: hit.group() for name, text in tracked() if (hit := pattern.search(text))}
    assert found == {}


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    packages = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_python_package_has_a_version_and_a_hash(lock: str) -> None:
    text = (PROJECT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [e for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_no_template_holds_inline_script_or_style() -> None:
    script = r'<script(?![^>]*\b(?:src=|type="application/json"))'
    inline = re.compile(script + r"|<style|\sstyle=|\son\w+=|(?<!data-)\bhx-\w+=")
    templates = [(n, t) for n, t in tracked() if n.startswith("timglas/") and n.endswith(".html")]
    assert templates
    assert {name: hit.group() for name, text in templates if (hit := inline.search(text))} == {}


def test_only_actions_and_commands_write_to_the_database() -> None:
    """Every change goes through an action, which records it (docs/architecture.md).

    The manager of people is the exception: the sign-in library asks it for a new person. What the
    outputs of a report save is their file.
    """
    writes = re.compile(r"\.(?:bulk_create|bulk_update|update_or_create|get_or_create)\(|\.save\(")
    allowed = (
        "timglas/actions/",
        "timglas/migrations/",
        "timglas/management/",
        "timglas/models/org.py",
        "timglas/exchange/report_pdf.py",
        "timglas/exchange/report_word.py",
    )
    modules = [(n, t) for n, t in tracked() if n.startswith("timglas/") and n.endswith(".py")]
    found = {
        name: hit.group()
        for name, text in modules
        if not name.startswith(allowed) and (hit := writes.search(text))
    }
    assert found == {}
