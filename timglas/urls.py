"""Every address, in Swedish as it stands and in English after /en/. Each subject lists its own."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from timglas.web import (
    activities,
    administration,
    alternatives,
    assignments,
    audit,
    budget,
    budget_law,
    calendars,
    comparison,
    cycle,
    demo,
    documents,
    external,
    gallery,
    goals,
    headlines,
    hourglass,
    imports,
    indicators,
    org,
    outcome_list,
    outcomes,
    people,
    plan_templates,
    plans,
    process_changes,
    proposals,
    public,
    saved_views,
    scan,
    start,
    thread,
    welcome,
    year_changes,
)

subjects = [
    path("", include(public.urls)),
    path("start/", include(start.urls)),
    path("roda-traden/", include(thread.urls)),
    path("timglaset/", include(hourglass.urls)),
    path("mal/", include(goals.urls)),
    path("indikatorer/", include(indicators.urls)),
    path("indikatorer/", include(headlines.urls)),
    path("indikatorer/", include(process_changes.urls)),
    path("indikatorer/", include(comparison.urls)),
    path("aktiviteter/", include(activities.urls)),
    path("forslag/", include(proposals.urls)),
    path("uppdrag/", include(assignments.urls)),
    path("rapportera/", include(outcomes.urls)),
    path("utfall/", include(outcome_list.urls)),
    path("importera/", include(imports.urls)),
    path("planer/nasta-ar/", include(year_changes.urls)),
    path("planer/", include(plans.urls)),
    path("omvarld/", include(scan.urls)),
    path("styrdokument/", include(documents.urls)),
    path("ramar/", include(budget.urls)),
    path("ramar/forslag/", include(alternatives.urls)),
    path("planer/", include(budget_law.urls)),
    path("aret/", include(cycle.urls)),
    path("kalender/", include(calendars.urls)),
    path("administration/", include(administration.urls)),
    path("administration/planmall/", include(plan_templates.urls)),
    path("administration/enheter/", include(org.urls)),
    path("administration/personer/", include(people.urls)),
    path("administration/kolada/", include(external.urls)),
    path("administration/handelser/", include(audit.urls)),
    path("vyer/", include(saved_views.urls)),
    path("valkommen/", include(welcome.urls)),
    path("konto/", include("timglas.web.sign_in")),
]
if settings.DEMO:
    subjects.append(path("prova/", include(demo.urls)))
if settings.DEBUG:
    subjects.append(path("utveckling/", include(gallery.urls)))
urlpatterns = i18n_patterns(*subjects, prefix_default_language=False)
