from django.apps import AppConfig

from audit.kinds import register_kinds


class ConfigConfig(AppConfig):
    """The roof: shell templates, the template library and the commands that belong to no floor."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        register_kinds({"system.started": "started the system"})
