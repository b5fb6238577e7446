"""Addresses of the explorer."""

from django.urls import path

from audit import views

urlpatterns = [
    path("audit/", views.explore, name="audit"),
    path("audit/export/", views.take, name="audit-export"),
    path("audit/checkpoint/", views.checkpoint, name="audit-checkpoint"),
]
