"""`python -m bench.agendas`: published agendas of 1,000 open cases and of 40, on a filled database, for their chairs.

`prepare` makes what is missing and prints where the agenda of 40 is and a session of its chair, as JSON; `rows COUNT`
prints the agenda's sheet with so many rows, also as JSON. Otherwise it takes turns: `data` gives the time of what
1,000 cases show their chair, `one_by_one` that of the same asked for case by case, `paper` of 40 cases with their PDF.
"""

import json
import sys
from dataclasses import asdict, replace
from uuid import UUID

import django

django.setup()

from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.counting import MARKS
from bench.data.people import Seat, group_of, next_meeting, seats
from bench.data.shape import FEW, MANY, SPREAD
from bench.turns import clocked, serve
from cases.tracks import part_of
from mdt.meetings.agenda import Line, Section, entries, parts_shown, sections, sheet, sources
from mdt.meetings.models import AgendaItem, ItemState, Meeting, PartKind, State
from mdt.meetings.pdf import AGENDA, setting
from mdt.meetings.sheet import Sheet
from mdt.team.models import Body, Team, User
from mdt.team.sectors import Basis
from privacy.plans import kept_plans
from privacy.wall import acting_as, acting_as_system
from referrals.choices import State as Standing
from referrals.models import PutForward, Referral

# Case by case costs so much that only so many are asked for, and counted up.
ASKED_SINGLY = 25
SECTIONS = ("referrals.put_forward", "referrals.continuing", "referrals.urgent", "referrals.new")


@transaction.atomic
def prepare(count: int) -> None:
    """Publish an agenda of the newest accepted referrals, unless an earlier run has; inboxes stay as they are."""
    name, owner, team = _name(count), seats()[SPREAD], Team.objects.get()
    if Body.objects.filter(name=name).exists():
        return
    with acting_as(owner.person):
        mine = Referral.objects.visible_to(owner.person).filter(state=Standing.ACCEPTED)
        sides = list(mine.order_by("-sent_at", "pk").values_list("pk", part_of("case__track", "track"))[:count])
    assert len(sides) == count, f"{len(sides)} cases are open, {count} are needed"
    chair, body = group_of(team, owner, name)
    with acting_as_system(team.pk):
        _list_all(next_meeting(body), owner, chair, sides)


def _list_all(meeting: Meeting, owner: Seat, chair: User, sides: list[tuple[UUID, str]]) -> None:
    team = meeting.team_id
    parts = {part.kind: part for part in meeting.body.parts.standing()}
    of_agency = {"team_id": team, "body": meeting.body, "holder": owner.desk.agency_id, "basis": Basis.OWN_RULES}
    PutForward.objects.bulk_create(PutForward(referral_id=record, **of_agency) for record, _ in sides)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            team_id=team,
            meeting=meeting,
            part=parts[PartKind(side)],
            source=SECTIONS[number % len(SECTIONS)],
            record=record,
            state=ItemState.LISTED,
            position=number,
            presenter=chair.place,
        )
        for number, (record, side) in enumerate(sides, start=1)
    )
    Meeting.objects.filter(pk=meeting.pk).update(
        state=State.PUBLISHED, published_at=timezone.now(), published_by=chair.place
    )


def _name(count: int) -> str:
    return f"Meeting of {count} (invented)"


def agenda_of(count: int) -> tuple[User, Meeting]:
    chair = User.objects.with_place().get(chairs__name=_name(count))
    with acting_as(chair):
        return chair, Meeting.objects.select_related("body", "series").get(
            body__name=_name(count), state=State.PUBLISHED
        )


def told() -> dict[str, object]:
    chair, meeting = agenda_of(FEW)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(chair, backend="mdt.team.backends.TeamBackend")
    name = settings.SESSION_COOKIE_NAME
    with acting_as(chair):
        codes = [entry.line.code for entry in entries(meeting, chair)]
    with CaptureQueriesContext(connections["default"]) as asked:
        _data()
    queries = sum(not query["sql"].startswith((*MARKS, "SELECT current_setting")) for query in asked.captured_queries)
    cookies = {name: client.cookies[name].value}
    return {"cookies": cookies, "path": f"/meetings/{meeting.pk}/", "codes": codes, "queries": queries}


def _data() -> list[Section]:
    chair, meeting = _MANY
    with acting_as(chair):
        made = sections(meeting, chair, entries(meeting, chair))
    assert sum(len(section.entries) for section in made) == MANY
    return made


def _one_by_one() -> float:
    """The milliseconds of the same lines as a page would get them that asks each source for each case."""
    chair, meeting = _MANY
    by_key, lines = {source.key: source for source in sources()}, dict[UUID, Line]()

    def ask() -> None:
        for item in AgendaItem.objects.filter(meeting=meeting).order_by("position")[:ASKED_SINGLY]:
            item.meeting = meeting
            lines.update(by_key[item.source].present([item], chair))

    with acting_as(chair):
        milliseconds = clocked(ask)
    assert len(lines) == ASKED_SINGLY
    return milliseconds * MANY / ASKED_SINGLY


def _paper() -> None:
    """40 cases from the database to their file, in one part, as the peer sets them."""
    chair, meeting = agenda_of(FEW)
    with acting_as(chair), kept_plans(), setting(AGENDA) as typeset:
        made = sheet_of(meeting, chair)
        file = typeset(made)
    assert len(made.rows) == FEW
    assert file.startswith(b"%PDF")


def sheet_of(meeting: Meeting, chair: User) -> Sheet:
    """All that stands on an agenda, as one sheet, asked for as its page does. Inside `acting_as(chair)`."""
    parts = parts_shown(meeting, chair)
    made = sections(meeting, chair, entries(meeting, chair, parts=parts), parts)
    rows = [row for section in made for row in sheet(meeting, section, chair).rows]
    first = sheet(meeting, made[0], chair)
    return replace(first, rows=tuple(replace(row, number=number) for number, row in enumerate(rows, start=1)))


def rows_of(count: int) -> dict[str, object]:
    chair, meeting = agenda_of(count)
    with acting_as(chair):
        return asdict(sheet_of(meeting, chair))


if __name__ == "__main__":
    if sys.argv[1:2] == ["rows"]:
        print(json.dumps(rows_of(int(sys.argv[2]))))
    else:
        prepare(MANY)
        prepare(FEW)
        _MANY = agenda_of(MANY)
        if sys.argv[1:] == ["prepare"]:
            print(json.dumps(told()))
        else:
            serve({"data": lambda: clocked(_data), "one_by_one": _one_by_one, "paper": lambda: clocked(_paper)})
