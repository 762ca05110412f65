"""Everything that whoever has signed in owes, on one page."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.queries.tasks import tasks_page
from timglas.web.needs import signed_in
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What is to be done now and soon, what waits for others, and what was done lately."""
    return page(
        request, "tasks/mine.html", {"page": tasks_page(cast("ViewedRequest", request).viewer)}
    )


urls = ([path("", mine, name="mine")], "tasks")
