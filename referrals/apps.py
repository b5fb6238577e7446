from django.apps import AppConfig

from audit.kinds import register_kinds


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        from cases.parties import register_parties
        from cases.releases.uses import register_uses
        from mdt.meetings.agenda import register_source
        from mdt.meetings.preparing import register_before_drafting
        from mdt.meetings.rosters import register_roster_follower
        from mdt.notices.kinds import register_notice_kinds
        from mdt.team.home import register_panel
        from referrals import notices, permissions
        from referrals.actions.forwarding import follow_seat, put_forward_by_rules
        from referrals.agenda import PutForwardReferrals
        from referrals.importing.panel import OldLog
        from referrals.panels import StopsToAllow, Waiting
        from referrals.parties import ThroughReferrals
        from referrals.under import ReferralsUnder
        from referrals.workflow import MOVES

        permissions.declare()
        register_uses(ReferralsUnder())
        register_parties(ThroughReferrals())
        register_source(PutForwardReferrals())
        register_before_drafting(put_forward_by_rules)
        register_roster_follower(follow_seat)
        register_panel(Waiting())
        register_panel(StopsToAllow())
        register_notice_kinds(*notices.KINDS)
        register_panel(OldLog())
        register_kinds({f"referral.{move.key}": move.event for move in MOVES.values() if move.event})
        register_kinds(
            {
                "draft.written": "wrote draft {codes}",
                "draft.autosaved": "saved draft {codes} while writing it",
                "draft.expired": "deleted draft {codes}, which nobody finished",
                "draft.discarded": "deleted draft {codes}",
                "stop.asked": "asked a lead to allow a stopped note of {codes}",
                "stop.looked": "opened the stopped note of {codes} to answer about it",
                "stop.allowed": "allowed the stopped note of {codes}",
                "stop.refused": "did not allow the stopped note of {codes}",
                "stop.used": "took the allowed note into {codes}",
                "stop.taken_back": "took back the stopped note of {codes}",
                "stop.expired": "deleted the stopped note of {codes}, which nobody answered in time",
                "stops.listed": "looked at stopped notes that wait, of {codes}",
                "referral.looked": "looked at {codes}",
                "referrals.listed": "looked at a list of referrals with {codes} on it",
                "referrals.searched": "looked for a code: {result}",
                "referrals.exported": "took a list of {rows} referrals away as a file, with {codes}",
                "referral.seen_by_asked": "asked who has seen {codes}",
                "view.saved": "saved a view of a list",
                "view.deleted": "deleted a saved view of a list",
                "rule.set": "set a standing rule of their agency",
                "rule.ended": "ended a standing rule of their agency",
                "referral.put_forward": "put {codes} forward to a meeting",
                "referral.assigned": "let a colleague see {codes}",
                "referral.unassigned": "closed {codes} to a colleague",
                "referral.taken_back": "took {codes} back from a meeting",
                "referral.seat_joined": "let a desk that joined a group see {codes}",
                "referral.seat_left": "closed {codes} to a desk that left a group",
                "referral.imported": "brought in rows of the old log",
                "referral.confirmed": "confirmed {codes} from the old log",
                "referral.still_open": "said that {codes} from the old log is still open",
                "outside.listed": "looked at what their desk referred outside the team, with {codes} on it",
                "outside.logged": "noted that {codes} was referred outside the team",
                "outside.outcome": "said what became of {codes} outside the team",
                "old_log.listed": "looked at {codes} from the old log",
            }
        )
