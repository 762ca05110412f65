"""How long one stays signed in: while something happens, and at most a working day."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970
# So often is it noted that somebody is here; each time is a write to the database.
NOTED = 60


class SessionMiddleware:
    """Signs out who has been away too long, or signed in too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, as nobody if the time is out."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            keep(request, timezone.now().timestamp())
        return self.get_response(request)


def begin(*, request: HttpRequest, **_rest: Any) -> None:
    """Note when somebody signs in; hears Django's signal."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


def keep(request: HttpRequest, now: float) -> None:
    """Note that somebody is here, or sign out."""
    session = request.session
    away, signed_in = now - session.get(SEEN, 0), now - session.get(BEGAN, 0)
    idle, longest = settings.SESSION_IDLE, settings.SESSION_COOKIE_AGE
    if away > idle.total_seconds() or signed_in > longest:
        logout(request)
    elif away > NOTED:
        session[SEEN] = now
