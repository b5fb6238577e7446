from django.apps import AppConfig

from audit.kinds import register_kinds


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        from cases.parties import register_parties
        from cases.releases.uses import register_uses
        from mdt.meetings.agenda import register_source
        from mdt.meetings.asking import register_owner
        from mdt.meetings.keeping import register_keeper
        from mdt.meetings.preparing import register_before_drafting
        from mdt.meetings.rosters import register_roster_follower
        from mdt.notices.kinds import register_notice_kinds
        from mdt.subcommittees.shared import register_shared
        from mdt.team.home import register_panel
        from mdt.team.seats import register_leaver
        from referrals import gaps, notices, permissions
        from referrals.actions.counting import count_gaps
        from referrals.actions.forwarding import follow_seat, put_forward_by_rules
        from referrals.actions.sharing import end_with_agency
        from referrals.agenda import SECTIONS, PutForwardReferrals
        from referrals.asking import ReferralsForwarded
        from referrals.events import EVENTS
        from referrals.importing.panel import OldLog
        from referrals.keeping import CasesKept
        from referrals.panels import StopsToAllow, Waiting
        from referrals.parties import ThroughReferrals
        from referrals.rooms import SharedReferrals
        from referrals.under import ReferralsUnder
        from referrals.workflow import MOVES

        permissions.declare()
        register_uses(ReferralsUnder())
        register_owner(ReferralsForwarded())
        register_parties(ThroughReferrals())
        register_source(gaps.ServiceGaps(), asks=gaps.ASKS)
        for source, asks in SECTIONS:
            register_source(source, asks=asks, shown_by=PutForwardReferrals.key)
        register_keeper(CasesKept())
        register_shared(SharedReferrals())
        register_before_drafting(put_forward_by_rules)
        register_before_drafting(count_gaps)
        register_roster_follower(follow_seat)
        register_leaver(end_with_agency)
        register_panel(Waiting())
        register_panel(StopsToAllow())
        register_notice_kinds(*notices.KINDS)
        register_panel(OldLog())
        register_kinds({f"referral.{move.key}": move.event for move in MOVES.values() if move.event})
        register_kinds(EVENTS)
