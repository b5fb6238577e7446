from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "cases.releases"
    label = "releases"

    def ready(self) -> None:
        from audit.kinds import register_doors, register_kinds
        from cases.releases import permissions
        from cases.releases.notices import KINDS
        from mdt.notices.kinds import register_notice_kinds

        permissions.declare()
        register_notice_kinds(*KINDS)
        register_doors({"release": "under a release"})
        register_kinds(
            {
                "release.recorded": "recorded the release {codes}",
                "release.ends_soon": "told a desk that the release {codes} ends soon",
                "release.ended": "told a desk that the release {codes} has ended",
                "release.revoked": "took back the release {codes}",
                "release.looked": "looked at the release {codes}",
                "releases.set": "set the team's rules for releases",
                "releases.settings_looked": "looked at the team's rules for releases",
                "releases.listed": "looked at a list of releases",
            }
        )
