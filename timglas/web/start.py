"""The first page after sign-in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.queries.start import my_page
from timglas.web.needs import signed_in
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for whoever has signed in."""
    viewer = cast("ViewedRequest", request).viewer
    return page(request, "start/mine.html", {"mine": my_page(viewer)})


urls = ([path("", mine, name="mine")], "start")
