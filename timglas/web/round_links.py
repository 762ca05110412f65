"""Where a link in a mail about a round leads: to sign in, and then on to what is reported."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from timglas.queries.round_links import link_page
from timglas.web.acting import SeeOther
from timglas.web.needs import public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

FORBIDDEN, GONE = 403, 410


@public
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead whoever a link is for to the page where they report in its round."""
    viewer = cast("ViewedRequest", request).viewer
    found = link_page(token, viewer.today)
    if found is None:
        return page(request, "outcomes/link_gone.html", status=GONE)
    to = reverse("outcomes:mine", query={"omgang": found.round_id})
    if viewer.person is None:
        sign_in = f"{reverse('account_login')}?{urlencode({'next': to})}"
        if settings.SILENT_LINKS:
            return SeeOther(sign_in)
        return page(request, "outcomes/link.html", {"found": found, "sign_in": sign_in})
    if viewer.person.pk != found.person_id:
        return page(request, "outcomes/link_of_other.html", status=FORBIDDEN)
    return SeeOther(to)
