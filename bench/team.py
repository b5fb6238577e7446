"""The people and referrals that the figures are taken on; all invented, made by the product's own actions."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from cases.profile import AgeGroup, Area, Concern, FirstContact, Gender, Language, Profile, YesNo
from mdt.team.models import Agency, AgencyMembership, Desk, Membership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Basis, Sector
from privacy.wall import acting_as
from referrals import actions
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


def send(sender: Seat, receiver: Seat) -> Referral:
    """One referral from one seat to another."""
    asked = actions.Asked(
        desk=receiver.desk,
        service=Service.SHELTER,
        urgency=Urgency.ROUTINE,
        basis=Basis.OWN_RULES,
        profile=PERSON,
        note="Prefers a morning call.",
    )
    with acting_as(sender.person):
        draft = actions.write_draft(by=sender.person, from_desk=sender.desk, asked=asked)
        actions.send(by=sender.person, draft=draft)
    return draft
