"""Drawing a page: the whole of it, or the part that htmx asks for; and the shell around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from timglas.access import Viewer
from timglas.models import Municipality, Person
from timglas.queries.municipality import municipality
from timglas.rules.language import N_
from timglas.rules.permissions import Permission
from timglas.web.language import PageInLanguage, other_languages
from timglas.web.viewing import ViewedRequest


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the main menu."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """What surrounds every page."""

    municipality: Municipality
    nav: tuple[NavItem, ...]
    viewer: Viewer
    is_demo: bool
    scheme: str
    density: str
    languages: tuple[PageInLanguage, ...]


PUBLIC_NAV = (
    (N_("Så går det"), "public:start"),
    (N_("Vision"), "public:vision"),
    (N_("Timglaset"), "hourglass:page"),
    (N_("Röda tråden"), "thread:page"),
    (N_("Mål"), "goals:index"),
    (N_("Indikatorer"), "indicators:index"),
    (N_("Öppna data"), "public:open_data"),
)
# Subjects whose pages lie under a place in the menu with another name.
UNDER = {
    **dict.fromkeys(["assignments", "budget", "calendars", "cycle"], "plans"),
    **dict.fromkeys(["alternatives", "budget_law", "documents", "scan"], "plans"),
    **dict.fromkeys(["comparison", "headlines", "process_changes"], "indicators"),
    **dict.fromkeys(["orders", "proposals"], "plans"),
    **dict.fromkeys(["imports", "outcome_list", "reports", "rounds"], "outcomes"),
    "tasks": "start",
    **dict.fromkeys(["audit", "external", "org", "people", "round_kinds"], "administration"),
}
STAFF_NAV = (
    (N_("Start"), "start:mine", None),
    (N_("Röda tråden"), "thread:page", None),
    (N_("Timglaset"), "hourglass:page", None),
    (N_("Mål"), "goals:index", None),
    (N_("Indikatorer"), "indicators:index", None),
    (N_("Aktiviteter"), "activities:index", Permission.READ_ACTIVITY),
    (N_("Planer"), "plans:index", None),
    (N_("Uppföljning"), "outcomes:mine", Permission.REPORT_OUTCOME),
    (N_("Administration"), "administration:index", Permission.READ_ORGANISATION),
)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: the municipality, the menu and how the page should look."""
    viewer = cast("ViewedRequest", request).viewer
    person = viewer.person
    items = (
        [(name, view) for name, view, needed in STAFF_NAV if needed is None or viewer.has(needed)]
        if person
        else PUBLIC_NAV
    )
    here = request.resolver_match.namespace if request.resolver_match else ""
    exact = request.resolver_match.view_name if request.resolver_match else ""
    nav = tuple(
        NavItem(_(name), reverse(view), view == exact or _same_subject(view, here))
        for name, view in items
    )
    ours = municipality()
    if ours is None:  # the welcome guide leads the way, not the menu
        ours, nav = Municipality(name="Timglas"), ()
    look = person or Person()
    others = other_languages(request)
    return {"shell": Shell(ours, nav, viewer, settings.DEMO, look.scheme, look.density, others)}


def _same_subject(view: str, here: str) -> bool:
    subject = view.partition(":")[0]
    return subject == UNDER.get(here, here) and subject != "public"


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    parts: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Draw a template, or the partial named by the element that htmx will replace.

    `parts` lists the partials (named as the id of the element they draw) that may be asked for.
    A page for somebody who has not signed in may be kept by caches for five minutes.
    """
    # htmx 4 names the element with its tag: "div#lista".
    target = getattr(cast("ViewedRequest", request).htmx, "target", None) or ""
    part = target.partition("#")[2]
    name = f"{template}#{part}" if part in tuple(parts) else template
    response = HttpResponse(render_to_string(name, context, request), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return cacheable(request, response)


def cacheable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let caches keep what anybody may see, and nothing that is for one person."""
    patch_vary_headers(response, ["Cookie"])
    is_public = (
        cast("ViewedRequest", request).viewer.person is None
        and request.method in {"GET", "HEAD"}
        and response.status_code == HTTP_OK
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )
    if is_public:
        patch_cache_control(response, public=True, max_age=300)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


HTTP_OK = 200
