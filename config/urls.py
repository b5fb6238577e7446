"""Every address of the system. allauth's own URL lists are not included: only what `config/sign_in.py` names."""

from django.urls import URLPattern, URLResolver, include, path

from config import gallery, views

handler400 = "config.errors.bad_request"
handler403 = "config.errors.no_access"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("config.sign_in")),
    path("", include("mdt.team.urls")),
    path("", include("mdt.meetings.urls")),
    path("", include("mdt.subcommittees.urls")),
    path("", include("mdt.notices.urls")),
    path("", include("mdt.hours.urls")),
    path("", include("mdt.directory.urls")),
    path("help/", views.help_page, name="help"),
    path("", include("cases.duties.urls")),
    path("", include("cases.screening.urls")),
    path("", include("cases.releases.urls")),
    path("", include("referrals.urls")),
    path("", include("audit.urls")),
    # /gallery/
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:name>/", gallery.sample, name="gallery-sample"),
]
