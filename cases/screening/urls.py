"""Addresses of screening. Keys are opaque; a checklist's key says nothing of who is screened."""

from django.urls import path

from cases.screening.views import instruments, screening, standing

urlpatterns = [
    # /screening/
    path("screening/", screening.screenings, name="screenings"),
    path("screening/new/<slug:key>/", screening.screen, name="screen"),
    path("screening/new/<slug:key>/<uuid:case>/", screening.screen_case, name="screen-case"),
    path("screening/case/<uuid:case>/", screening.choose_checklist, name="choose-checklist"),
    path("screening/standing/<uuid:case>/", standing.standing, name="standing"),
    # /screening/checklists/
    path("screening/checklists/", instruments.instruments, name="instruments"),
    path("screening/checklists/add/", instruments.add_checklist, name="add-checklist"),
    path("screening/checklists/<uuid:pk>/retire/", instruments.retire_checklist, name="retire-checklist"),
    # /screening/<pk>/
    path("screening/<uuid:pk>/", screening.screening, name="screening"),
]
