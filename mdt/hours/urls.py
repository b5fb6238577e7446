"""Addresses of hours and closed days."""

from django.urls import path

from mdt.hours import views

urlpatterns = [
    # /desks/<desk>/hours/
    path("desks/<uuid:desk>/hours/", views.desk_hours, name="desk-hours"),
    # /closures/
    path("closures/", views.closures, name="closures"),
    path("closures/<uuid:pk>/end/", views.end, name="end-closure"),
    # /county-days/
    path("county-days/", views.county_days, name="county-days"),
    path("county-days/<uuid:pk>/end/", views.end_day, name="end-county-day"),
]
