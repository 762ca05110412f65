"""Every address. Each subject lists its own under its name."""

from django.conf import settings
from django.urls import include, path

from timglas.web import (
    administration,
    audit,
    demo,
    external,
    gallery,
    goals,
    hourglass,
    indicators,
    org,
    outcomes,
    people,
    plans,
    public,
    start,
    thread,
    welcome,
)

urlpatterns = [
    path("", include(public.urls)),
    path("start/", include(start.urls)),
    path("roda-traden/", include(thread.urls)),
    path("timglaset/", include(hourglass.urls)),
    path("mal/", include(goals.urls)),
    path("indikatorer/", include(indicators.urls)),
    path("rapportera/", include(outcomes.urls)),
    path("planer/", include(plans.urls)),
    path("administration/", include(administration.urls)),
    path("administration/enheter/", include(org.urls)),
    path("administration/personer/", include(people.urls)),
    path("administration/kolada/", include(external.urls)),
    path("administration/handelser/", include(audit.urls)),
    path("valkommen/", include(welcome.urls)),
    path("konto/", include("timglas.web.sign_in")),
]
if settings.DEMO:
    urlpatterns.append(path("prova/", include(demo.urls)))
if settings.DEBUG:
    urlpatterns.append(path("utveckling/", include(gallery.urls)))
