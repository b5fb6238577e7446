from django.apps import AppConfig

from audit.kinds import register_kinds


class HoursConfig(AppConfig):
    name = "mdt.hours"
    label = "hours"

    def ready(self) -> None:
        from mdt.hours import permissions
        from mdt.hours.panels import ClosedDays
        from mdt.team.home import register_panel

        permissions.declare()
        register_panel(ClosedDays())
        register_kinds(
            {
                "hours.set": "set when a desk works and who its deputy is",
                "closure.added": "set days on which their agency is closed",
                "closure.ended": "took back days on which their agency is closed",
                "county_day.added": "set a day on which the county is closed",
                "county_day.ended": "took back a day on which the county is closed",
            }
        )
