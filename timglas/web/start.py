"""Being built."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.web.needs import public
from timglas.web.page import page


@public
def mine(request: HttpRequest) -> HttpResponse:
    return page(request, "start/mine.html")


urls = ([ path("", mine, name="mine"),], "start")
