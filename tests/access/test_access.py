"""What each person reaches: lists and single objects give the same answer."""

from tests.cast import Cast


def test_x(cast: Cast) -> None:
    assert cast.viewer(cast.manager).roles
