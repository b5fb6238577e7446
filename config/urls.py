"""Every address of the system. allauth's own URL list is not included: only what is named here is served."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
