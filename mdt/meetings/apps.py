from django.apps import AppConfig

from audit.kinds import register_kinds


class MeetingsConfig(AppConfig):
    name = "mdt.meetings"
    label = "meetings"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset

        from mdt.meetings import permissions
        from mdt.meetings.actions.feeds import end_feeds_after
        from mdt.meetings.actions.parts import follow_seat
        from mdt.meetings.agenda import register_source
        from mdt.meetings.kinds import HELD, PREPARED
        from mdt.meetings.notices import KINDS
        from mdt.meetings.panels import NextMeetings, StatementDue
        from mdt.meetings.sources import OpenActions, RaisedTopics, StandingTopics
        from mdt.notices.kinds import register_notice_kinds
        from mdt.team.home import register_panel
        from mdt.team.seats import register_seat_follower

        permissions.declare()
        for signal in (password_changed, password_reset):
            signal.connect(end_feeds_after)
        register_seat_follower(follow_seat)
        register_source(OpenActions())
        register_source(RaisedTopics(), shown_by=StandingTopics.key)
        register_source(StandingTopics())
        register_panel(NextMeetings())
        register_panel(StatementDue())
        register_kinds(HELD)
        register_kinds(PREPARED)
        register_notice_kinds(*KINDS)
        register_kinds(
            {
                "series.set": "set when a group meets",
                "series.moved": "moved or skipped a meeting date",
                "parts.listed": "looked at the parts of a group's meetings",
                "feed.made": "made a new calendar address",
                "feed.ended": "turned their calendar address off",
                "feed.read": "had their calendar program fetch when their groups meet",
                "part.added": "began {codes}, a part of a group's meetings",
                "part.ended": "ended {codes}, a part of a group's meetings",
                "part.roster_set": "set which desks sit in {codes}, a part of a group's meetings",
                "meetings.listed": "looked at the list of meetings",
                "agenda.drafted": "drafted an agenda",
                "agenda.prepared": "prepared an agenda",
                "agenda.read": "read an agenda",
                "packets.asked": "had the packets of {codes} made",
                "packets.listed": "looked at how far the packets of {codes} are",
                "packet.made": "made a member's packet",
                "agenda.pdf": "took an agenda as PDF",
                "agenda.ics": "took a calendar file of {codes}",
                "agenda.added": "put {codes} on an agenda",
                "agenda.taken_off": "took {codes} off an agenda",
                "agenda.moved": "moved {codes} on an agenda",
                "agenda.timed": "changed minutes or presenter of {codes}",
                "agenda.deferred": "deferred {codes} to a later meeting",
                "agenda.published": "published the agenda {codes}",
                "recusal.made": "stepped back from {codes} at a meeting",
                "recusal.ended": "let somebody who had stepped back see an item again ({codes})",
                "agenda.handed_over": "put a successor in a presenter's place at {codes}",
                "action.handed_over": "gave the action {codes} to another person of its agency",
                "actions.listed": "looked at a list of actions",
                "action.given": "gave an agency the action {codes}",
                "action.taken": "took on the action {codes} of their agency",
                "action.done": "marked the action {codes} as done",
                "topics.listed": "looked at the standing topics",
                "topic.added": "added the standing topic {codes}",
                "topic.ended": "ended the standing topic {codes}",
                "action.reopened": "opened the action {codes} again",
            }
        )
