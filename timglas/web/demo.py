"""Being built."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.web.needs import public
from timglas.web.page import page


@public
def index(request: HttpRequest) -> HttpResponse:
    return page(request, "demo/index.html")


urls = ([ path("", index, name="index"),], "demo")
