from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "cases.releases"
    label = "releases"

    def ready(self) -> None:
        from audit.kinds import register_kinds
        from cases.releases import permissions

        permissions.declare()
        register_kinds(
            {
                "release.recorded": "recorded the release {codes}",
                "release.revoked": "took back the release {codes}",
                "release.looked": "looked at the release {codes}",
                "releases.set": "set the team's rules for releases",
                "releases.settings_looked": "looked at the team's rules for releases",
                "releases.listed": "looked at a list of releases with {codes} on it",
            }
        )
