"""The product's addresses and the bare pages."""

from django.urls import path

from bench.bare import bare, bare_agenda
from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *urlpatterns,
    path("bare/", bare, name="bare"),
    path("bare/agenda/", bare_agenda, name="bare-agenda"),
]
