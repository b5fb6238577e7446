"""Addresses of notices."""

from django.urls import path

from mdt.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read-all/", views.read_all, name="read-all-notices"),
    path("notices/mail/", views.mail, name="mail-counts"),
    path("account/settings/", views.settings, name="my-settings"),
    path("notices/<uuid:pk>/open/", views.follow, name="open-notice"),
    path("notices/<uuid:pk>/read/", views.read, name="read-notice"),
]
