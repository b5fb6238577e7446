"""Addresses of releases. Keys are opaque; terms, codes and words never stand in an address."""

from django.urls import path

from cases.releases.views import giving, settings

urlpatterns = [
    path("releases/", giving.releases, name="releases"),
    path("releases/record/", giving.record_release, name="record-release"),
    path("releases/settings/", settings.release_settings, name="release-settings"),
    path("releases/<uuid:pk>/", giving.release, name="release"),
    path("releases/<uuid:pk>/take-back/", giving.revoke_release, name="revoke-release"),
]
