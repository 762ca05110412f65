"""A chain of hashes: each link is made of the one before it, so nothing in between can change."""

import hashlib
import json
from collections.abc import Mapping

GENESIS = "0" * 64


def link(previous: str, body: Mapping[str, object]) -> str:
    """SHA-256, as hexadecimal, over the hash before and a body as canonical JSON in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + text).encode()).hexdigest()
