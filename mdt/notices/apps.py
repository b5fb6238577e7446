from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mdt.notices"
    label = "notices"
