"""Referrals to begin a test with, made by the product's own actions."""

from collections.abc import Sequence

from cases.profile import AgeGroup, Area, Concern, FirstContact, Gender, Language, Profile, Tick, YesNo
from mdt.team.models import Desk, User
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.actions import sending, writing
from referrals.choices import Service, Urgency
from referrals.models import Referral

YOUNG = Profile(
    age_group=AgeGroup.FROM_15,
    gender=Gender.WOMEN,
    language=Language.SPANISH,
    concern=Concern.SEX,
    area=Area.NORTH,
    in_danger=YesNo.NO,
    first_contact=FirstContact.THROUGH_SENDER,
    ticks=(Tick.INTERPRETER,),
)


def asked(desk: Desk, **changes: object) -> writing.Asked:
    values: dict[str, object] = {
        "desk": desk,
        "service": Service.SHELTER,
        "urgency": Urgency.ROUTINE,
        "basis": Basis.PERSON_AGREED,
        "profile": YOUNG,
        "note": "Prefers a morning call.",
    }
    return writing.Asked(**(values | changes))  # type: ignore[arg-type]


def make_draft(by: User, from_desk: Desk, to: Desk, source_type: str = "", **changes: object) -> Referral:
    with acting_as(by):
        return writing.write_draft(by=by, from_desk=from_desk, asked=asked(to, **changes), source_type=source_type)


def make_sent(
    by: User, from_desk: Desk, to: Desk, kept_from: Sequence[User] = (), source_type: str = "", **changes: object
) -> Referral:
    draft = make_draft(by, from_desk, to, source_type, **changes)
    with acting_as(by):
        sending.send(by=by, draft=draft, kept_from=kept_from)
        return Referral.objects.visible_to(by).select_related("to_agency", "from_desk", "to_desk").get(pk=draft.pk)


def seen_by(user: User, referral: Referral) -> Referral:
    """The referral as `user` fetches it, with their door. Use inside `acting_as(user)`."""
    rows = Referral.objects.visible_to(user).select_related("to_agency", "from_agency", "from_desk", "to_desk")
    return rows.get(pk=referral.pk)
