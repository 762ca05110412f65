"""Fetching from Kolada: asking for it, following it, letting it go on."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.fetches import request_fetch, resume_fetch
from timglas.models import Fetch, FetchKind
from timglas.queries.fetches import fetch_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, SeeOther, attempt, signed
from timglas.web.catalogue import crumbs
from timglas.web.external_forms import FetchForm
from timglas.web.jobs import enqueue_fetch
from timglas.web.needs import needs
from timglas.web.page import page

COMPARE = Permission.COMPARE


@require_POST
@needs(COMPARE)
def fetch(request: HttpRequest) -> HttpResponse:
    """Ask for a fetch, and show how it goes."""
    form = FetchForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else FetchKind.VALUES

    def act() -> None:
        asked = request_fetch(kind=kind, **signed(request))
        enqueue_fetch(asked)

    attempt(request, act)
    newest = Fetch.objects.filter(kind=kind).latest("pk")
    return SeeOther(reverse("external:fetch_detail", args=[newest.pk]))


@require_POST
@needs(COMPARE, Fetch)
def resume(request: HttpRequest, fetch: Fetch) -> HttpResponse:
    """Let a fetch that was cut off go on."""
    if attempt(request, lambda: resume_fetch(fetch=fetch, **signed(request))):
        enqueue_fetch(fetch)
    return SeeOther(reverse("external:fetch_detail", args=[fetch.pk]))


@needs(COMPARE, Fetch)
def fetch_detail(request: HttpRequest, fetch: Fetch) -> HttpResponse:
    """How a fetch goes, or what came and what failed."""
    shown = fetch_page(fetch, timezone.now())
    context = {"page": shown, "crumbs": crumbs(Crumb(_("Hämtning")))}
    return page(request, "external/fetch_detail.html", context, parts=["hamtning"])
