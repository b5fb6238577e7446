"""Cases shared with a room, as a test begins with them, and what somebody sees of it."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.urls import reverse

from cases.models import Case, CaseShare
from mdt.rooms.actions import name_member, take_out
from mdt.rooms.models import RoomMember
from mdt.team.models import Body, Desk
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.actions.sending import send
from referrals.actions.sharing import share_case, take_case_back
from referrals.actions.writing import write_draft
from referrals.models import Referral
from tests.cast import Cast, client_of
from tests.referrals.build import asked, seen_by
from tests.rooms.build import now_as


def share(cast: Cast, referral: Referral, room: Body, part: str = "sender", basis: str = Basis.OWN_RULES) -> None:
    user = now_as(cast, part)
    with acting_as(user):
        share_case(by=user, referral=seen_by(user, referral), body=room, basis=basis)


def another(cast: Cast, first: Referral, to: Desk, part: str = "sender", **changes: Any) -> Referral:
    """For the same case, from the desk of another part of the cast or of the same."""
    user = now_as(cast, part)
    own = Desk.objects.get(agency=user.place.agency_id, group__in=user.desk_groups)
    with acting_as(user):
        case = Case.objects.get(pk=first.case_id)
        draft = write_draft(by=user, from_desk=own, asked=asked(to, note="", **changes), case=case)
        send(by=user, draft=draft)
        return seen_by(user, draft)


def take_back(cast: Cast, part: str) -> None:
    user = now_as(cast, part)
    with acting_as(user):
        held = CaseShare.objects.of_desks(user).select_related("case").get()
        take_case_back(by=user, referral=Referral.objects.visible_to(user).filter(case=held.case_id)[0], share=held)


def seen(cast: Cast, part: str, referrals: Iterable[Referral]) -> list[bool]:
    """Which of them the door opens to somebody; a raw statement must find the same."""
    user, keys = now_as(cast, part), [one.pk for one in referrals]
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM referrals_referral WHERE id = ANY (%s)", [keys])
        raw = {pk for (pk,) in cursor.fetchall()}
        assert raw == set(Referral.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [key in raw for key in keys]


def sit(cast: Cast, part: str, desk: str) -> None:
    cast.people[part].groups.add(cast.desks[desk].group_id)


def enter(cast: Cast, room: Body, part: str) -> None:
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        name_member(room, place=cast.place(part), by=chair)


def leave(cast: Cast, room: Body, part: str) -> None:
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        take_out(
            RoomMember.objects.select_related("body__team", "place").get(body=room, place=cast.place(part)), by=chair
        )


def row(cast: Cast, part: str, referral: Referral, room: Body, desk: str, **changes: Any) -> dict[str, Any]:
    """What a statement of their own would write."""
    place = now_as(cast, part).place
    values = {"team": cast.team, "case_id": referral.case_id, "body": room, "desk": cast.desks[desk]}
    return values | {"basis": Basis.OWN_RULES, "shared_by": place} | changes


def page(cast: Cast, part: str, name: str, *args: object) -> str:
    """What the page says: its main part without the tags."""
    answer = client_of(now_as(cast, part)).get(reverse(name, args=args)).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", answer[answer.index("<main") : answer.index("</main>")]).split())
