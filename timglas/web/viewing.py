"""Who looks, and on which day: puts a `Viewer` on each request."""

import uuid
from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from timglas.access import Viewer
from timglas.actions.audit import Origin, origin, record_refusal
from timglas.clock import today
from timglas.kept import asking_once
from timglas.models import Person

FORBIDDEN = 403


class ViewedRequest(HttpRequest):
    """A request as our views see it: with its viewer."""

    viewer: Viewer
    htmx: object


def signed_in_person(request: HttpRequest) -> Person | None:
    """Who has signed in. Without a session cookie nobody has, and no session is opened to ask."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None


def address_of(request: HttpRequest) -> str | None:
    """The IP address that a request comes from, as the proxies in front tell it."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # a local socket has none
        return None


class ViewerMiddleware:
    """Gives each request its viewer, and its audit events their origin; notes refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with `request.viewer` set."""
        request = cast("ViewedRequest", request)
        request.viewer = Viewer(signed_in_person(request), today())
        token = origin.set(Origin(address_of(request), str(uuid.uuid4())))
        try:
            with asking_once():
                response = self.get_response(request)
            if response.status_code == FORBIDDEN and request.viewer.person:
                record_refusal(
                    by=request.viewer.person,
                    at=timezone.now(),
                    address=request.get_full_path()[:300],
                    method=request.method or "",
                )
            return response
        finally:
            origin.reset(token)
