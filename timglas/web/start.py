"""The first page after sign-in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.queries.start import my_page
from timglas.rules.permissions import Permission
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


@needs(Permission.READ_ORGANISATION)
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for whoever has signed in."""
    viewer = cast("ViewedRequest", request).viewer
    return page(request, "start/mine.html", {"mine": my_page(viewer)})


urls = ([path("", mine, name="mine")], "start")
