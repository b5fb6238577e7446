from django.apps import AppConfig

from audit.kinds import register_doors, register_kinds


class TeamConfig(AppConfig):
    name = "mdt.team"
    label = "team"

    def ready(self) -> None:
        from mdt.team import known, panels, permissions, sessions, tracking
        from mdt.team.access import Door
        from privacy.guard import allow

        permissions.declare()
        tracking.track()
        register_doors(dict(Door.choices))
        sessions.connect()
        panels.register()
        known.names.watch()
        allow(known.names)
        register_kinds(
            {
                "person.signed_in": "signed in",
                "person.signed_out": "signed out",
                "person.not_signed_in": "could not sign in",
                "person.locked_out": "was locked out after too many tries",
                "person.ended_sessions": "signed out everywhere",
                "person.password_changed": "changed their password",
                "person.factor_changed": "changed how they prove who they are",
                "person.invited": "invited a person",
                "person.invitation_withdrawn": "withdrew an invitation",
                "person.invitation_ended": "ended an invitation",
                "person.joined": "accepted an invitation",
                "person.turned_off": "turned off a person's sign-in",
                "person.roles_changed": "changed a person's roles",
                "person.switched_team": "went on to work in another of their teams",
                "team.founded": "set up the team",
                "agency.added": "added an agency",
                "agency.joined": "let an agency join the team",
                "agency.left": "let an agency leave the team",
                "agency.bindings_changed": "changed which rules bind an agency",
                "agency.notes_changed": "changed whether their agency allows notes",
                "agency.suspended": "suspended an agency",
                "agency.restored": "let a suspended agency in again",
                "name.kept": "kept words in a name that the check for names asked about",
                "desk.opened": "opened a desk",
                "desk.closed": "closed a desk",
                "desk.changed": "changed a desk",
                "desk.line_confirmed": "confirmed a desk's telephone line",
                "desk.seated": "seated a person at a desk",
                "desk.unseated": "took a person's seat at a desk away",
                "body.added": "added a group that meets",
                "body.chair_named": "named who chairs a group",
                "body.desk_added": "added a desk to a group",
                "body.desk_removed": "took a desk out of a group",
            }
        )
