"""Calendars to subscribe to: one's addresses, and the file that a secret address gives."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.calendars import close_calendar, open_calendar
from timglas.clock import today
from timglas.exchange.calendars import CONTENT_TYPE, calendar_file
from timglas.models import CalendarFeed, Unit
from timglas.queries.calendars import calendar_at, my_feeds
from timglas.rules.calendars import hash_of
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, SeeOther, attempt, sent, signed
from timglas.web.needs import needs, public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

OWN = "mina"


class CalendarForm(forms.Form):
    """Whose steps an address is for."""

    of = forms.ChoiceField(label=gettext_lazy("Vilka steg?"))

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        units = viewer.reach(Permission.READ_ORGANISATION, Unit).filter(closed_on=None)
        self.units = {str(unit.pk): unit for unit in units.order_by("name")}
        field: Any = self.fields["of"]
        own = (OWN, _("Mina: de som hör till mina roller"))
        field.choices = [own, *((pk, unit.name) for pk, unit in self.units.items())]

    def clean_of(self) -> Unit | None:
        """The unit; None for one's own steps."""
        return self.units.get(self.cleaned_data["of"])


@needs(Permission.SUBSCRIBE_CALENDAR)
def index(request: HttpRequest) -> HttpResponse:
    """One's addresses; a new one is opened here, and shown once."""
    viewer = cast("ViewedRequest", request).viewer
    form = CalendarForm(sent(request), viewer=viewer)
    opened: list[str] = []
    if form.is_bound and form.is_valid():
        unit = form.cleaned_data["of"]
        attempt(request, lambda: opened.append(open_calendar(unit=unit, **signed(request))))
    context = {
        "form": form,
        "address": _whole(request, opened[0]) if opened else "",
        "feeds": my_feeds(viewer),
        "crumbs": [Crumb(_("Året"), reverse("cycle:index")), Crumb(_("Kalender"))],
    }
    status = 422 if form.is_bound and not opened else 200
    return page(request, "calendars/index.html", context, status=status)


@require_POST
@needs(Permission.SUBSCRIBE_CALENDAR, CalendarFeed)
def close(request: HttpRequest, feed: CalendarFeed) -> HttpResponse:
    """Close an address."""
    close_calendar(feed=feed, **signed(request))
    messages.success(request, _("Adressen är stängd. Den ger inget mer."))
    return SeeOther(reverse("calendars:index"))


@public
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of a secret address, for programs; not found when it is closed."""

    def address(step: int) -> str:
        return request.build_absolute_uri(reverse("cycle:step", args=[step]))

    calendar = calendar_at(token, today=today(), address=address)
    if calendar is None:
        raise Http404
    response = HttpResponse(calendar_file(calendar), content_type=CONTENT_TYPE)
    etag = quote_etag(hash_of(response.text))
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return cast("HttpResponse", get_conditional_response(request, etag, response=response))


def _whole(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("calendars:file", args=[token]))


urls = (
    [
        path("", index, name="index"),
        path("<int:pk>/stang/", close, name="close"),
        path("<slug:token>.ics", file, name="file"),
    ],
    "calendars",
)
