from django.apps import AppConfig

from audit.kinds import register_doors, register_kinds


class TeamConfig(AppConfig):
    name = "mdt.team"
    label = "team"

    def ready(self) -> None:
        from mdt.team import permissions, tracking
        from mdt.team.access import Door

        permissions.declare()
        tracking.track()
        register_doors(dict(Door.choices))
        register_kinds(
            {
                "person.signed_in": "signed in",
                "person.signed_out": "signed out",
                "person.not_signed_in": "could not sign in",
                "person.invited": "invited a person",
                "person.joined": "accepted an invitation",
                "person.turned_off": "turned off a person's sign-in",
                "person.roles_changed": "changed a person's roles",
                "agency.added": "added an agency",
                "desk.changed": "changed a desk",
            }
        )
