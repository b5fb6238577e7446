from django.apps import AppConfig

from audit.kinds import register_kinds


class ScreeningConfig(AppConfig):
    name = "cases.screening"
    label = "screening"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from cases.screening import permissions
        from cases.screening.models import Instrument

        permissions.declare()
        auditlog.register(Instrument)
        register_kinds(
            {
                "screenings.listed": "looked at a list of screenings",
                "screening.begun": "began a screening of {codes}",
                "screening.kept": "kept the band of a screening {codes}",
                "screening.looked": "looked at the screening {codes}",
                "screening.decided": "decided what follows from the screening {codes}",
                "standing.looked": "looked at how {codes} stands",
                "standing.said": "said how {codes} stands",
                "instruments.listed": "looked at the checklists",
                "instrument.added": "added a version of a checklist",
                "instrument.retired": "took a checklist out of use",
            }
        )
