from django.apps import AppConfig

from audit.kinds import register_kinds


class DirectoryConfig(AppConfig):
    name = "mdt.directory"
    label = "directory"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from mdt.directory import models, permissions
        from mdt.directory.choices import Area, Service
        from mdt.directory.known import organisations
        from mdt.directory.panels import OwnServices
        from mdt.team.home import register_panel
        from privacy.guard import allow

        permissions.declare()
        register_panel(OwnServices())
        organisations.watch()
        allow(organisations)
        allow(lambda: [choice.label for choice in (*Service, *Area)])
        for model in (models.DeskService, models.Organisation, models.DirectoryRule):
            auditlog.register(model)
        register_kinds(
            {
                "service.added": "entered a service of a desk of their agency",
                "service.changed": "changed what a desk of their agency offers",
                "service.confirmed": "confirmed what their desk offers",
                "service.removed": "took a service of a desk out of the directory",
                "organisation.added": "put an organization on the list of those outside the team",
                "organisation.ended": "took an organization off the list of those outside the team",
                "directory.days_set": "set after how many days the directory is out of date",
            }
        )
