"""Which language a page is in. Its address says so: /mal/ is in Swedish, /en/mal/ in English.

Nothing is guessed and no cookie is set, so caches keep both and a link leads everybody to the same
page (docs/decisions/0011). Who has signed in has chosen a language, and is led to the page in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import translate_url
from django.utils import translation

from timglas.web.viewing import ViewedRequest


@dataclass(frozen=True, slots=True)
class PageInLanguage:
    """The same page in another language: its code, what the language calls itself, and where."""

    code: str
    name: str
    url: str


class LanguageMiddleware:
    """Answers in the language of the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in its language, and tell the browser which."""
        code = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


class OwnLanguageMiddleware:
    """Leads who has signed in from a page in one language to the same page in their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or lead on."""
        person = cast("ViewedRequest", request).viewer.person
        if person and person.language != translation.get_language() and request.method == "GET":
            here = request.get_full_path()
            there = translate_url(here, person.language)
            if there != here:
                return HttpResponseRedirect(there)
        return self.get_response(request)


def other_languages(request: HttpRequest) -> tuple[PageInLanguage, ...]:
    """The page in the languages that it is not in; none where the address leads nowhere."""
    here = request.get_full_path()
    others = (
        PageInLanguage(code, str(name), translate_url(here, code))
        for code, name in settings.LANGUAGES
        if code != translation.get_language()
    )
    return tuple(other for other in others if other.url != here)
