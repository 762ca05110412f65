"""Timglas as people use it: a real browser against a real server."""

import pytest

# Assertions in what tests share say what they compared, as those in tests do.
pytest.register_assert_rewrite("tests.e2e.pages")
