"""What all tests share: how Hypothesis searches, and where the real files are."""

import os
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from hypothesis import settings

from tests.cast import Cast, build_cast
from tests.scripts import script
from timglas import kept

PROJECT = Path(__file__).resolve().parent.parent
REAL_DATA = (PROJECT / os.environ.get("TIMGLAS_REAL_DATA", "../shared/data")).resolve()

# In CI the same examples every time, so that a failure is the change's own.
settings.register_profile("search", deadline=None)
settings.register_profile("repeat", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeat" if os.environ.get("CI") else "search")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests marked `real`, and say why, where the folder of real files is missing."""
    if REAL_DATA.is_dir():
        return
    reason = f"no real files in {REAL_DATA} (set TIMGLAS_REAL_DATA)"
    for item in items:
        if item.get_closest_marker("real"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real files; for tests marked `real`."""
    return REAL_DATA


@pytest.fixture
def cast(db: None) -> Cast:
    """Give the test a tiny municipality with somebody in every role."""
    return build_cast()


_positions = count(1_000_000, 1_000_000)


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let things be kept between requests, as on a server.

    Elsewhere nothing is: each test is a transaction, which is undone.
    """
    monkeypatch.setattr(kept, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(kept, "ears", kept.Ears(forgotten=next(_positions)))


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    """Compile the English catalogue, if it has changed since it was compiled."""
    script("catalogue").compile_catalogue()


@pytest.fixture(scope="session", autouse=True)
def folder_of_static_files() -> None:
    """Make the folder that WhiteNoise warns about when it is missing; warnings are errors here."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
