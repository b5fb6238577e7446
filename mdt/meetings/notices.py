"""What notices of meetings say, and where they lead: never what is on an agenda."""

from uuid import UUID

from django.urls import reverse

from mdt.meetings.asking import asked_of, found_by
from mdt.meetings.models import Meeting, StaffingAsk
from mdt.notices.choices import NotMailed
from mdt.notices.kinds import NoticeKind
from mdt.team.models import User


def _agenda(record: UUID, user: User) -> str | None:
    seen = user.has_perm("meetings.read") and Meeting.objects.visible_to(user).filter(pk=record).exists()
    return reverse("agenda", args=[record]) if seen else None


def _minutes(record: UUID, user: User) -> str | None:
    return reverse("meeting-minutes", args=[record]) if _agenda(record, user) else None


def _ask(record: UUID, user: User) -> str | None:
    seen = user.has_perm("meetings.build") and StaffingAsk.objects.visible_to(user).filter(pk=record).exists()
    return reverse("staffing", args=[record]) if seen else None


def _own_ask(record: UUID, user: User) -> str | None:
    return reverse("meetings") if StaffingAsk.objects.visible_to(user).filter(pk=record).exists() else None


def _owned(record: UUID, user: User) -> str | None:
    found = found_by(record, user) if user.has_perm("meetings.answer_ask") else None
    return found[1] if found else None


def _asking_is_over(record: UUID, user: User) -> NotMailed | None:
    return None if asked_of(record, user) else NotMailed.OVER


KINDS = (
    NoticeKind(
        "forward.asked", "A question from a meeting", "A group asks something of", address=_owned, over=_asking_is_over
    ),
    NoticeKind(
        "meeting.present", "A meeting is near", "You present at the next meeting. Your desk is", address=_agenda
    ),
    NoticeKind("packet.ready", "A meeting packet is ready", "A meeting packet is ready at", address=_agenda),
    NoticeKind("meeting.minutes", "A meeting is over", "Its minutes wait for you. Your desk is", address=_minutes),
    NoticeKind(
        "staffing.asked", "A special staffing", "Somebody asks for one. Your desk is", address=_ask, at_once=True
    ),
    NoticeKind("staffing.planned", "A special staffing", "One is planned with", address=_agenda, at_once=True),
    NoticeKind("staffing.not_held", "A special staffing", "Your question has an answer at", address=_own_ask),
)
