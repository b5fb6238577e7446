"""Why somebody may not do something at a meeting: a sentence, or None when they may."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format

from mdt.meetings.models import ActionItem, Meeting, Minutes, Sitting, State
from mdt.meetings.over import past_in_rooms_over
from mdt.meetings.querysets import bodies_built_by, of_the_team
from mdt.rooms.policies import why_over
from mdt.team.models import Body, User
from mdt.team.roles import Role

UNDO_WITHIN: Final = timedelta(seconds=30)
TOO_LATE: Final = "The half minute for taking it back is over. Whoever prepares the meetings can open it again."


def may_prepare(user: User, body: Body) -> str | None:
    """Prepare the body's agendas: its own chair, and for bodies that are no subcommittee the team's two."""
    theirs = body.chair_id == user.pk or (of_the_team(user) and not body.subcommittee)
    if theirs and body.team_id == user.place.team_id:
        return why_over(body)
    return "Only the chair of this group prepares its meetings."


def builds(user: User, body: Body) -> bool:
    """Whether the way to building its agendas is offered: their role has it, and the body is theirs to prepare."""
    return user.has_perm("meetings.build") and may_prepare(user, body) is None


def may_change(user: User, meeting: Meeting, now: datetime) -> str | None:
    """Change the agenda: until the meeting begins, also after publishing, since urgent things come late.

    It begins at its time, or earlier that day when whoever runs it starts it.
    """
    if meeting.state == State.CANCELLED:
        return "This meeting is not held."
    if meeting.starts_at <= now or Sitting.objects.filter(meeting=meeting).exists():
        return "This meeting has begun. Its agenda stays as it is."
    return may_prepare(user, meeting.body)


def may_step_back(user: User, meeting: Meeting) -> str | None:
    """Step back from an item: once its agenda is published, and before that whoever prepares it. Also afterwards."""
    if meeting.state in (State.PUBLISHED, State.CANCELLED):
        return None
    return may_prepare(user, meeting.body) and "This agenda is not published yet."


def may_finish(user: User, action: ActionItem) -> str | None:
    """Mark an action as done: the agency that owns it, or whoever prepares the body's meetings."""
    # An agency may sit in several teams; its people act in the one that they are in now.
    if (action.team_id, action.agency_id) == (user.place.team_id, user.place.agency_id):
        return None
    return may_prepare(user, action.body)


def may_reopen(user: User, action: ActionItem, now: datetime) -> str | None:
    """Whoever marked it as done may take that back at once; after that it is for those who prepare the meetings."""
    mine = action.done_by_id == user.place.pk
    if mine and action.done_at and now - action.done_at <= UNDO_WITHIN:
        return None
    if may_prepare(user, action.body) is None:
        return None
    return TOO_LATE if mine else may_finish(user, action) or TOO_LATE


def may_take(user: User, action: ActionItem) -> str | None:
    """Somebody of the agency that owns an action may say that it is theirs to do."""
    if (action.team_id, action.agency_id) != (user.place.team_id, user.place.agency_id):
        return "Only somebody of the agency that owns this action can take it."
    return None


def may_start(user: User, meeting: Meeting, now: datetime) -> str | None:
    """Begin to hold a meeting: on its day or later, once its agenda is published."""
    if reason := may_prepare(user, meeting.body):
        return reason
    if meeting.state == State.CANCELLED:
        return "This meeting is not held."
    if meeting.state != State.PUBLISHED:
        return "Publish the agenda first. Then the meeting can start."
    if meeting.local(now).date() < meeting.local(meeting.starts_at).date():
        return "This meeting is on a later day. It can be started on that day."
    return None


def may_run(user: User, meeting: Meeting) -> str | None:
    """Run a meeting: whoever prepares it, the coordinator as well as the chair."""
    return may_prepare(user, meeting.body)


def may_approve(user: User, body: Body) -> str | None:
    """Approve minutes, and add to approved ones: the chair alone. The coordinator does all else."""
    teams_chair = user.has_role(Role.CHAIR) and not body.subcommittee
    if body.team_id == user.place.team_id and (body.chair_id == user.pk or teams_chair):
        return why_over(body)
    return "Only the chair approves minutes and adds to them."


def may_add_to(user: User, minutes: Minutes) -> str | None:
    """Add a correction to approved minutes, while there is something to correct."""
    return may_approve(user, minutes.meeting.body) or _why_gone(minutes)


def may_dispose_of(user: User, minutes: Minutes, now: datetime) -> str | None:
    """Dispose of minutes: whoever approves them, once, from the day that was written down when they were approved."""
    if reason := may_approve(user, minutes.meeting.body) or _why_gone(minutes):
        return reason
    if not minutes.is_past_its_date(now):
        return f"These minutes are kept until {date_format(minutes.dispose_on, 'F j, Y')}."
    return None


def disposes(user: User) -> bool:
    """Whether the list of what is past its date is theirs: who approves minutes, and the chair of a subcommittee that
    is over for as long as something of it stands there. To all others nothing says that there was such a room.
    """
    if not user.has_perm("meetings.build"):
        return False
    bodies = bodies_built_by(user).select_related("room")
    return any(may_approve(user, body) is None for body in bodies) or bool(past_in_rooms_over())


def _why_gone(minutes: Minutes) -> str | None:
    return "These minutes are disposed of already." if minutes.disposed_at else None


def may_state(user: User) -> str | None:
    """Set the team's statement on confidentiality."""
    if of_the_team(user):
        return None
    return "Only the chair or the coordinator of the team sets this statement."
