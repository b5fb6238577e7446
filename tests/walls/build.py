"""A case with something of everything on a published agenda, and all that a person's context shows of it unfiltered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from audit.ledger import System
from cases.models import Case
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting
from mdt.team.models import Membership, User
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward
from referrals.actions.sending import send
from referrals.actions.writing import write_draft
from referrals.models import Referral
from tests.cast import seat
from tests.duties.build import begin
from tests.referrals.build import asked, make_sent, seen_by
from tests.referrals.cast import Cast, make_person
from tests.referrals.test_agenda import next_meeting


@dataclass
class Hidden:
    """A child's case that child welfare sent to the sheriff, on the agenda of the body where both sit."""

    referral: Referral
    second: Referral
    meeting: Meeting
    item: AgendaItem


# What raw SQL may find of the case: the column that points to it, by table.
TABLES: Final = (
    "referrals_referral",
    "referrals_step",
    "referrals_referraldeskgrant",
    "referrals_referralpersongrant",
    "referrals_keptfrom",
    "referrals_putforward",
    "referrals_outsidereferral",
    "cases_case",
    "cases_casewall",
    "duties_duty",
    "duties_dutydeskgrant",
    "meetings_agendaitem",
    "meetings_recusal",
    "notices_notice",
)


def fresh(user: User) -> User:
    """As each of their requests would find them."""
    return User.objects.with_place().get(pk=user.pk)


def lead(user: User) -> User:
    """The same person as a lead of their agency, who may keep a case from people of others."""
    Membership.objects.filter(pk=user.place.pk).update(roles=[Role.AGENCY_LEAD])
    return fresh(user)


def make_hidden(cast: Cast) -> Hidden:
    """With somebody beside Carol at the hospital, whose last person nobody keeps from the case."""
    make_person("Cleo", cast.team, cast.hospital, Role.PARTNER)
    seat(cast.body, cast.welfare, cast.sheriff)
    meeting = next_meeting(cast)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)
    begin(cast.bob, referral, "abuse_report", timezone.now() - timedelta(hours=2))
    second = again(cast, referral)
    item = listed(meeting, cast)
    with acting_as_system(cast.team.pk):
        meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    return Hidden(referral, second, meeting, item)


def again(cast: Cast, earlier: Referral) -> Referral:
    """The same person to the hospital: a second referral of the same case."""
    with acting_as(cast.alice):
        draft = write_draft(
            by=cast.alice, from_desk=cast.welfare, asked=asked(cast.hospital), case=Case.objects.get(pk=earlier.case_id)
        )
        send(by=cast.alice, draft=draft)
        return seen_by(cast.alice, draft)


def listed(meeting: Meeting, cast: Cast) -> AgendaItem:
    """Draft, add and publish what the chair is offered; the first item of it."""
    chris = fresh(cast.chris)
    with acting_as_system(cast.team.pk):
        draft_agenda(meeting, by=System("agenda job"))
    with acting_as(chris):
        add(meeting, items=[one.item.pk for one in entries(meeting, chris, ItemState.SUGGESTED)], by=chris)
        publish(meeting, by=chris)
        return entries(meeting, chris)[0].item


def rows_seen(user: User) -> dict[str, int]:
    """How many rows of each walled table the person's context shows to plain SQL."""
    with acting_as(fresh(user)), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found
