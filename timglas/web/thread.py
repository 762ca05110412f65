"""Being built."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.web.needs import public
from timglas.web.page import page


@public
def page(request: HttpRequest) -> HttpResponse:
    return page(request, "thread/page.html")


urls = ([ path("", page, name="page"),], "thread")
