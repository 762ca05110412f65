"""The open pages, for everybody and without cookies."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path

from timglas.charts.hourglass import hourglass_mark
from timglas.queries.municipality import municipality
from timglas.queries.public import measures_page, start_page, vision_page
from timglas.rules.brand import brand_css
from timglas.rules.terms import chapters
from timglas.web.needs import public
from timglas.web.page import cacheable, page
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


@public
def start(request: HttpRequest) -> HttpResponse:
    """ "Så går det": how it goes with the council's goals."""
    viewer = cast("ViewedRequest", request).viewer
    found = start_page(viewer, chosen_year(request))
    return page(request, "public/start.html", {"start": found, "mark": hourglass_mark()})


@public
def vision(request: HttpRequest) -> HttpResponse:
    """The vision, the core values and their decision."""
    viewer = cast("ViewedRequest", request).viewer
    return page(request, "public/vision.html", {"found": vision_page(viewer, chosen_year(request))})


@public
def measures(request: HttpRequest) -> HttpResponse:
    """How we measure and judge."""
    return page(request, "public/measures.html", {"scale": measures_page()})


@public
def words(request: HttpRequest) -> HttpResponse:
    """How it works, and what the words mean."""
    return page(request, "public/words.html", {"chapters": chapters()})


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, in which format and on which terms."""
    return page(request, "public/open_data.html", {"year": chosen_year(request)})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law asks for (2018:1937, 13 §)."""
    return page(request, "public/accessibility.html")


@public
def brand(request: HttpRequest) -> HttpResponse:
    """The municipality's own colour as CSS; the address changes with the colour."""
    ours = municipality()
    colour = ours.brand_colour if ours else ""
    css = brand_css(colour) if colour else ""
    return cacheable(request, HttpResponse(css, content_type="text/css"))


urls = (
    [
        path("", start, name="start"),
        path("vision/", vision, name="vision"),
        path("sa-mater-vi/", measures, name="measures"),
        path("ordlista/", words, name="words"),
        path("oppna-data/", open_data, name="open_data"),
        path("profil.css", brand, name="brand"),
        path("tillganglighet/", accessibility, name="accessibility"),
    ],
    "public",
)
