"""The people and referrals that the figures are taken on; all invented, made by the product's own actions."""

from dataclasses import dataclass
from datetime import date, time

from django.contrib.auth.models import Group
from django.utils import timezone

from audit.ledger import System
from cases.profile import AgeGroup, Area, Concern, FirstContact, Gender, Language, Profile, YesNo
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.parts import first_parts
from mdt.meetings.actions.planning import set_series
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Meeting, PartSeat
from mdt.meetings.series import Rule
from mdt.team.models import Agency, AgencyMembership, Body, BodyDesk, Desk, Membership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Basis, Sector
from privacy.wall import acting_as, acting_as_system
from referrals.actions import sending, writing
from referrals.actions.forwarding import put_forward
from referrals.choices import Service, Urgency
from referrals.models import Referral

PERSON = Profile(
    age_group=AgeGroup.FROM_15,
    gender=Gender.WOMEN,
    language=Language.SPANISH,
    concern=Concern.SEX,
    area=Area.NORTH,
    in_danger=YesNo.NO,
    first_contact=FirstContact.THROUGH_SENDER,
)


FIRST_THURSDAY = {
    "rule": str(Rule(week=1, day=3, every=1, starts_on=date(2026, 10, 1))),
    "starts_on": date(2026, 10, 1),
    "at": time(12),
    "zone": "America/Los_Angeles",
    "minutes": 120,
    "place": "Room 210",
    "draft_days": 14,
}


@dataclass(frozen=True)
class Seat:
    """A desk and the one person at it."""

    desk: Desk
    person: User


def seat(team: Team, number: int) -> Seat:
    """An agency with a desk and a person at it."""
    agency = Agency.objects.create(
        name=f"Agency {number:02} (invented)", sector=Sector.CHILD_WELFARE, notes_allowed=True
    )
    AgencyMembership.objects.create(team=team, agency=agency)
    desk = Desk.objects.create(agency=agency, name="Intake", group=Group.objects.create(name=f"desk {number}"))
    person = User.objects.create(email=f"person{number}@example.org", name=f"Person {number} (invented)")
    person.current = Membership.objects.create(user=person, team=team, agency=agency, roles=[Role.PARTNER])
    person.save()
    person.groups.add(desk.group)
    return Seat(desk, User.objects.with_place().get(pk=person.pk))


def seats() -> list[Seat]:
    """Every seat that `seat` has made, in its order."""
    desks = Desk.objects.select_related("agency", "group").order_by("agency__name")
    seated = User.objects.with_place().filter(email__startswith="person")
    people = {person.place.agency_id: person for person in seated}
    return [Seat(desk, people[desk.agency_id]) for desk in desks]


def group_of(team: Team, owner: Seat, name: str) -> tuple[User, Body]:
    """A body with a series of meetings; its chair is of `owner`'s agency, whose desk sits in each of its parts."""
    body = Body.objects.create(team=team, name=name)
    chair = User.objects.create(email=f"chair.{body.pk}@example.org", name="Chair (invented)")
    agency = owner.person.place.agency
    chair.current = Membership.objects.create(user=chair, team=team, agency=agency, roles=[Role.CHAIR])
    chair.save()
    chair.groups.add(owner.desk.group)
    body.chair = chair
    body.save()
    BodyDesk.objects.create(body=body, desk=owner.desk)
    with acting_as_system(team.pk):
        first_parts(body)
        PartSeat.objects.bulk_create(PartSeat(team=team, part=part, desk=owner.desk) for part in body.parts.standing())
    chair = User.objects.with_place().get(pk=chair.pk)
    with acting_as(chair):
        set_series(body, settings=FIRST_THURSDAY, by=chair)
    return chair, body


def next_meeting(body: Body) -> Meeting:
    """Its next date; in the system's context."""
    coming = Meeting.objects.select_related("body").filter(body=body, starts_at__gt=timezone.now())
    return coming.earliest("starts_at")


def agenda_of(team: Team, owner: Seat, referrals: list[Referral]) -> tuple[User, Meeting]:
    """A body whose chair has published an agenda with all of `referrals`, put forward by `owner`'s agency."""
    chair, body = group_of(team, owner, "Team meeting")
    with acting_as(owner.person):
        for referral in Referral.objects.visible_to(owner.person).filter(pk__in=[one.pk for one in referrals]):
            put_forward(by=owner.person, referral=referral, body=body, basis=Basis.OWN_RULES)
    with acting_as_system(team.pk):
        meeting = next_meeting(body)
        draft_agenda(meeting, by=System("bench"))
    with acting_as(chair):
        add(meeting, items=[one.item.pk for one in entries(meeting, chair, ItemState.SUGGESTED)], by=chair)
        publish(meeting, by=chair)
    return chair, meeting


def send(sender: Seat, receiver: Seat) -> Referral:
    """One referral from one seat to another."""
    asked = writing.Asked(
        desk=receiver.desk,
        service=Service.SHELTER,
        urgency=Urgency.ROUTINE,
        basis=Basis.OWN_RULES,
        profile=PERSON,
        note="Prefers a morning call.",
    )
    with acting_as(sender.person):
        draft = writing.write_draft(by=sender.person, from_desk=sender.desk, asked=asked)
        sending.send(by=sender.person, draft=draft)
    return draft
