"""Working on a queue: take, assign, report back, give back. One wins; the other is told who and when."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from audit.ledger import enter
from mdt.meetings.agenda import named
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.keeping import people_kept_from
from mdt.rooms.actions import tell
from mdt.rooms.inside import people_in
from mdt.rooms.models import room_of
from mdt.rooms.policies import may_work
from mdt.subcommittees.models import Advice, GivenBack, QueueItem, Report, Step
from mdt.subcommittees.policies import may_assign, may_report
from mdt.team.models import Membership, User
from mdt.team.policies import Refused, require
from privacy.datakeys import new_data_key
from privacy.sealing import seal
from privacy.wall import acting_as_system

NO_MAIN = "Nobody has said where this subcommittee reports. Its chair sets that under Purpose and last day."


@transaction.atomic
def take(item: QueueItem, *, by: User) -> None:
    """Say that one works on it. Refused with who and when if somebody else was first."""
    require(may_work(by, item.body))
    now = timezone.now()
    taken = QueueItem.objects.waiting().filter(pk=item.pk)
    if not taken.update(step=Step.TAKEN, taken_by=by.place, taken_at=now):
        raise Refused(_what_became_of(item))
    enter("queue.taken", by=by, records=[item])


@transaction.atomic
def assign(item: QueueItem, *, to: Membership, by: User) -> None:
    """Give it to somebody who is in the room, whoever has it now. They are told, unless it is kept from them.

    Whoever gives it is not told of that: it is done as with anybody else.
    """
    require(may_work(by, item.body))
    require(may_assign(by, _held(item)))
    if not people_in(item.body).filter(pk=to.pk).exists():
        raise Refused("Choose somebody who is in this subcommittee.")
    QueueItem.objects.filter(pk=item.pk).update(step=Step.TAKEN, taken_by=to, taken_at=timezone.now())
    enter("queue.assigned", by=by, records=[item], detail={"person": str(to.user_id)})
    with acting_as_system(item.team_id):
        kept = kept_from_of(item)
    if to.user_id not in {by.pk, *kept}:
        tell("room.assigned", item.body, to)


@transaction.atomic
def report_back(item: QueueItem, *, advice: Advice, words: str, kept_words: int, by: User) -> Report:
    """Tell the main body; it stands on the next agenda, in the part that the item came from.

    `words` have passed the guard. They name no code: whoever may see the case reads its code beside them.
    """
    report = _report(item, by)
    report.advice = advice
    if words:
        require_no_code(words, Because.READ_BY_OTHERS)
        _, key = new_data_key(report.pk, report.team_id)
        seal(report, key, words=words)
    return _close(report, Step.REPORTED, by, "queue.reported", kept_words)


@transaction.atomic
def give_back(item: QueueItem, *, reason: GivenBack, by: User) -> Report:
    """Return it to the main body with a coded reason."""
    report = _report(item, by)
    report.given_back = reason
    return _close(report, Step.RETURNED, by, "queue.returned", 0)


def kept_from_of(item: QueueItem) -> set[UUID]:
    """From whom what an item is about is kept, for the system's own eyes: a notice of it would lead them to nothing."""
    return people_kept_from(item.record) if item.record else set()


def _report(item: QueueItem, by: User) -> Report:
    require(may_work(by, item.body))
    held = _held(item)
    require(may_report(by, held))
    room = room_of(item.body)
    to_body = held.from_body_id or (room.reports_to_id if room else None)
    if to_body is None:
        raise Refused(NO_MAIN)
    return Report(
        team_id=held.team_id,
        item=held,
        body_id=held.body_id,
        to_body_id=to_body,
        part=held.part,
        source=held.source,
        record=held.record,
        said_by=item.body.name,
        by=by.place,
    )


def _close(report: Report, step: Step, by: User, kind: str, kept_words: int) -> Report:
    report.save(force_insert=True)
    QueueItem.objects.filter(pk=report.item_id).update(step=step, closed_at=report.at)
    enter(kind, by=by, records=[report.item, report], detail={"kept_words": kept_words})
    return report


def _held(item: QueueItem) -> QueueItem:
    """The row as it is now, until the transaction ends. Refused once it is closed."""
    held: QueueItem = QueueItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if held.closed_at:
        raise Refused(_what_became_of(item))
    return held


def _what_became_of(item: QueueItem) -> str:
    found = QueueItem.objects.select_related("taken_by__user", "taken_by__agency").get(pk=item.pk)
    if found.closed_at:
        report = Report.objects.select_related("by__user", "by__agency").filter(item=found).first()
        if report is None:
            # Whoever stepped back from the report still sees the item, and learns nothing of what was reported.
            return "It is closed already. Nothing was changed."
        return f"{named(report.by)}, closed it on {_moment(report.at)}. Nothing was changed."
    return f"{named(found.taken_by)}, took it on {_moment(found.taken_at)}. Nothing was changed."


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "F j, P")
