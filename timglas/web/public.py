"""Being built."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.web.needs import public
from timglas.web.page import page


@public
def start(request: HttpRequest) -> HttpResponse:
    return page(request, "public/start.html")


@public
def vision(request: HttpRequest) -> HttpResponse:
    return page(request, "public/vision.html")


@public
def open_data(request: HttpRequest) -> HttpResponse:
    return page(request, "public/open_data.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "public/accessibility.html")


urls = ([ path("", start, name="start"), path("vision/", vision, name="vision"), path("open_data/", open_data, name="open_data"), path("accessibility/", accessibility, name="accessibility"),], "public")
