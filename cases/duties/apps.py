from django.apps import AppConfig

from audit.kinds import register_kinds


class DutiesConfig(AppConfig):
    name = "cases.duties"
    label = "duties"

    def ready(self) -> None:
        from cases.duties import agenda, permissions
        from cases.duties.asking import DutiesForwarded
        from cases.duties.notices import KINDS
        from cases.duties.panels import DutiesDue
        from cases.duties.rooms import SharedDuties
        from mdt.meetings.agenda import register_source
        from mdt.meetings.asking import register_owner
        from mdt.notices.kinds import register_notice_kinds
        from mdt.subcommittees.shared import register_shared
        from mdt.team.home import register_panel

        permissions.declare()
        register_panel(DutiesDue())
        register_shared(SharedDuties())
        register_owner(DutiesForwarded())
        register_source(agenda.DutiesPutForward(), asks=agenda.ASKS)
        register_notice_kinds(*KINDS)
        register_kinds(
            {
                "duties.listed": "looked at a list of duties",
                "duties.considered": "looked at which duties a case may start",
                "duty.looked": "looked at {codes}",
                "duty.started": "started the duty {codes}",
                "duty.proved": "recorded a proof for {codes}",
                "duty.done": "recorded the last proof for {codes}",
                "duty.not_applicable": "said that {codes} does not apply",
                "duty.offered": "asked another agency to take over {codes}",
                "duty.offer_taken_back": "took back asking another agency to take over {codes}",
                "duty.offer_declined": "said no to taking over {codes}",
                "duty.taken_over": "took over {codes}",
                "duty.put_forward": "put {codes} forward to a meeting",
                "duty.taken_back": "took {codes} back from a meeting",
                "duty.reminded": "reminded a desk of {codes}",
                "duty_rules.listed": "looked at the rules for duties",
                "duty_rule.confirmed": "switched on a rule for duties that counsel confirmed",
                "duty_rule.switched_off": "switched off a rule for duties",
            }
        )
