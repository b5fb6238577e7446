from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


def _install_rights(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from privacy.rights import install_rights

    if using == "owner":
        install_rights(using)


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self) -> None:
        from privacy.classes import check_classes

        checks.register(check_classes, checks.Tags.models)
        # Sent after all apps have migrated, so every table exists by then.
        post_migrate.connect(_install_rights, sender=self, dispatch_uid="privacy.rights")
