"""Try Timglas as somebody in Exempelby: signs in without a password, so only for show."""

from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from timglas.models import Person
from timglas.queries.demo import roles_to_try
from timglas.web.acting import SeeOther
from timglas.web.needs import public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


@public
def index(request: HttpRequest) -> HttpResponse:
    """The people to choose among; a choice is sent as `person`."""
    # The addresses exist only in the demonstration; this holds even if that should change.
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        pk = int(chosen) if chosen.isdecimal() else None
        person = get_object_or_404(Person, pk=pk, is_active=True)
        login(request, person)
        return SeeOther(reverse("start:mine"))
    viewer = cast("ViewedRequest", request).viewer
    return page(request, "demo/index.html", {"roles": roles_to_try(viewer.today)})


urls = ([path("", index, name="index")], "demo")
