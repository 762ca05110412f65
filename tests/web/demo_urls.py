"""The addresses of the demonstration, whatever the settings of the tests are."""

from django.urls import include, path

from timglas import urls
from timglas.web import demo

urlpatterns = [*urls.urlpatterns]
if "prova/" not in {str(pattern.pattern) for pattern in urls.urlpatterns}:
    urlpatterns.append(path("prova/", include(demo.urls)))
