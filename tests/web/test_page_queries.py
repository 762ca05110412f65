"""No main page asks the database more than twelve times, once what is kept is there."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tests.cast import Cast
from tests.reported import report_some

type AtMost = Callable[..., AbstractContextManager[object]]
PAGES = (
    *("/", "/vision/", "/start/", "/roda-traden/", "/timglaset/", "/mal/", "/indikatorer/"),
    *("/utfall/", "/rapportera/", "/planer/", "/mal/{goal}/", "/indikatorer/{indicator}/"),
    *("/indikatorer/{indicator}/jamfor/", "/administration/enheter/", "/administration/personer/"),
)


@pytest.mark.parametrize("url", PAGES)
def test_a_main_page_asks_at_most_twelve_times(
    cast: Cast, keeping: None, django_assert_max_num_queries: AtMost, url: str
) -> None:
    scene = report_some(cast)
    client = Client()
    client.force_login(cast.controller)
    address = url.format(goal=scene.planned.eligible.pk, indicator=scene.planned.indicator.pk)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
