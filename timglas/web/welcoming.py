"""Before the municipality is set up, every page leads to the welcome guide."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from timglas.queries.municipality import municipality

OPEN = (
    *("/valkommen/", "/konto/", "/en/valkommen/", "/en/konto/"),
    f"/{settings.STATIC_URL.strip('/')}/",
)


class WelcomeMiddleware:
    """Sends visitors to the welcome guide as long as there is no municipality."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or lead to the guide."""
        if not request.path.startswith(OPEN) and municipality() is None:
            return redirect("welcome:index")
        return self.get_response(request)
