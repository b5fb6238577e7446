"""The product's addresses and the bare page."""

from django.urls import path

from bench.bare import bare
from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, path("bare/", bare, name="bare")]
