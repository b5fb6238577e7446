from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The roof: shell templates, the template library and the commands that belong to no floor."""

    name = "config"
    label = "config"
