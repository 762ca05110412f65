"""Who looks, and on which day: puts a `Viewer` on each request."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from timglas.access import Viewer
from timglas.actions.audit import Origin, origin
from timglas.models import Person


class ViewedRequest(HttpRequest):
    """A request as our views see it: with its viewer."""

    viewer: Viewer
    htmx: object


def today() -> date:
    """Today in Sweden, or the day the demonstration lives on."""
    return settings.TODAY or timezone.localdate()


def signed_in_person(request: HttpRequest) -> Person | None:
    """Who has signed in. Without a session cookie nobody has, and no session is opened to ask."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None


def now() -> datetime:
    """The moment that something is done: on the demonstration's day, if there is one."""
    moment = timezone.localtime()
    return datetime.combine(today(), moment.timetz()) if settings.TODAY else moment


class ViewerMiddleware:
    """Gives each request its viewer, and its audit events their origin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with `request.viewer` set."""
        request = cast("ViewedRequest", request)
        request.viewer = Viewer(signed_in_person(request), today())
        token = origin.set(Origin(request.META.get("REMOTE_ADDR"), str(uuid.uuid4())))
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)
