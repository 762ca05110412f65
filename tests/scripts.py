"""The Python files in script/, which belong to no package."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parent.parent / "script"


@cache
def script(name: str) -> ModuleType:
    """The file as a module."""
    spec = spec_from_file_location(f"script_{name}", FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
