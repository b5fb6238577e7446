from django.apps import AppConfig

from audit.kinds import register_kinds


class NoticesConfig(AppConfig):
    name = "mdt.notices"
    label = "notices"

    def ready(self) -> None:
        from mdt.notices import permissions
        from mdt.notices.reading import unread_of
        from mdt.team.home import MenuCount, register_menu_count

        permissions.declare()
        register_menu_count(MenuCount("notices", "notices.read", unread_of))
        register_kinds(
            {
                "notices.listed": "looked at their notices",
                "notice.read": "marked a notice as read",
                "notices.all_read": "marked all their notices as read",
                "notices.mail_counted": "looked at how much mail went out",
                "mail.cadence_set": "changed how often they get mail",
            }
        )
