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
        from mdt.meetings.kinds import KINDS_OF_EVENTS
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
        register_kinds(KINDS_OF_EVENTS)
        register_notice_kinds(*KINDS)
