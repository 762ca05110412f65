"""The first page after sign-in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.queries.deviations import open_deviations
from timglas.queries.start import start_page
from timglas.rules.start import Start
from timglas.web.needs import signed_in
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

TEMPLATES = {
    Start.CHIEF: "start/chief.html",
    Start.CONTROLLER: "start/controller.html",
    Start.HEAD: "start/head.html",
    Start.MANAGER: "start/manager.html",
    Start.ELECTED: "start/elected.html",
    Start.COWORKER: "start/coworker.html",
}


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What matters most to whoever has signed in; `?roll=` is another of their roles' page."""
    viewer = cast("ViewedRequest", request).viewer
    found = start_page(viewer, request.GET.get("roll", ""))
    context = {"mine": found, "found": found.body, "deviations": open_deviations(viewer)}
    return page(request, TEMPLATES[found.start], context)


urls = ([path("", mine, name="mine")], "start")
