"""Addresses of the service directory's upkeep. What desks offer is read on the page "Who takes this?" above."""

from django.urls import path

from mdt.directory import views

urlpatterns = [
    # /directory/
    path("directory/", views.services, name="services"),
    path("directory/<uuid:pk>/", views.change, name="change-service"),
    path("directory/<uuid:pk>/confirm/", views.confirm, name="confirm-service"),
    path("directory/<uuid:pk>/remove/", views.remove, name="remove-service"),
    # /directory/desks/<desk>/
    path("directory/desks/<uuid:desk>/add/", views.add, name="add-service"),
    # /directory/kept/
    path("directory/kept/", views.kept, name="kept-directory"),
    path("directory/kept/days/", views.days, name="directory-days"),
    path("directory/kept/<uuid:pk>/end/", views.end, name="end-organisation"),
]
