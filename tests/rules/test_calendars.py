"""What is stored of a calendar's secret address."""

from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.calendars import hash_of


@given(st.text(min_size=1))
def test_the_hash_fits_its_column_and_does_not_hold_the_token(token: str) -> None:
    assert len(hash_of(token)) == 64
    assert hash_of(token) == hash_of(token)
    assert hash_of(token) != token


def test_different_tokens_have_different_hashes() -> None:
    assert hash_of("a") != hash_of("b")
