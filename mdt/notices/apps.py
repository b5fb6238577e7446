from django.apps import AppConfig

from audit.kinds import register_kinds


class NoticesConfig(AppConfig):
    name = "mdt.notices"
    label = "notices"

    def ready(self) -> None:
        from mdt.notices import permissions

        permissions.declare()
        register_kinds(
            {
                "notices.listed": "looked at their notices",
                "notice.read": "marked a notice as read",
                "mail.cadence_set": "changed how often they get mail",
            }
        )
