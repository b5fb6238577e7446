"""The parts of a meeting: what the database refuses, who sees which packet, and which words stay out."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.urls import reverse

from cases.codes import ALPHABET, check_sign, new_code
from mdt.meetings.actions.editing import move
from mdt.meetings.actions.parts import add_part, end_part, set_roster
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.actions.work import give_action
from mdt.meetings.agenda import entries, sections
from mdt.meetings.codes import holds_code
from mdt.meetings.models import ActionKind, AgendaItem, ItemState, Part, PartBasis, PartKind, PartSeat
from mdt.team.models import Body
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Binder, Cast, Drafted, draft_and_add
from tests.meetings.test_drafting import draft


@pytest.fixture
def mixed(cast: Cast, binder: Binder) -> Drafted:
    """A and B in the open part, C and D children's, E an adult's."""
    binder.sides = {"C": PartKind.CHILD, "D": PartKind.CHILD, "E": PartKind.ADULT}
    return draft_and_add(cast, binder, "EDCBA")


def roster(cast: Cast, kind: PartKind, *members: str) -> None:
    desks = {name: getattr(cast, name).groups.get().desk.pk for name in members}
    with acting_as(cast.chair):
        part = Part.objects.select_related("body").get(body=cast.body, kind=kind)
        set_roster(part, desks=desks.values(), by=cast.chair)


def packets(drafted: Drafted, name: str) -> dict[str, str]:
    """The letters of each part that a person sees, with the numbers that they have there."""
    reader = getattr(drafted.cast, name)
    with acting_as(reader):
        made = sections(drafted.meeting, reader, entries(drafted.meeting, reader))
    letters = drafted.binder.papers
    return {
        one.part.kind: " ".join(f"{entry.number}{letters[entry.item.record]}" for entry in one.entries) for one in made
    }


def test_each_part_has_its_own_packet_numbered_from_one(mixed: Drafted) -> None:
    assert packets(mixed, "chair") == {"open": "1B 2A", "child": "1D 2C", "adult": "1E"}


def test_who_does_not_sit_in_a_part_finds_no_trace_of_it(mixed: Drafted) -> None:
    """Lee leaves the children's part: no heading, no number, no minute of it, and its PDF is not there."""
    mixed.publish()
    child = mixed.cast.part(PartKind.CHILD)
    address = reverse("agenda-pdf", args=[mixed.meeting.pk, child.pk])
    assert client_of(mixed.cast.lee).get(address).status_code == 200

    roster(mixed.cast, PartKind.CHILD, "chair", "dana")

    assert packets(mixed, "lee") == {"open": "1B 2A", "adult": "1E"}
    assert packets(mixed, "dana")["child"] == "1D 2C"
    assert client_of(mixed.cast.lee).get(address).status_code == 404
    page = client_of(mixed.cast.lee).get(reverse("agenda", args=[mixed.meeting.pk])).content.decode()
    assert "Child case review" not in page and "418.747" not in page and "Paper C" not in page
    with acting_as(mixed.cast.lee):  # the wall alone
        assert not AgendaItem.objects.filter(part=child).exists()
        assert AgendaItem.objects.filter(part=child).update(minutes=1) == 0


def test_a_part_never_shares_a_file_with_another(mixed: Drafted) -> None:
    mixed.publish()
    files = {
        kind: client_of(mixed.cast.dana).get(reverse("agenda-pdf", args=[mixed.meeting.pk, mixed.cast.part(kind).pk]))
        for kind in (PartKind.OPEN, PartKind.CHILD, PartKind.ADULT)
    }
    names = [file.headers["Content-Disposition"] for file in files.values()]
    assert names == [f'attachment; filename="agenda-{kind}.pdf"' for kind in ("open", "child", "adult")]


def test_an_item_moves_within_its_part(mixed: Drafted) -> None:
    with acting_as(mixed.cast.chair):
        move(mixed.meeting, item=mixed.item("A"), to=1, by=mixed.cast.chair)
        move(mixed.meeting, item=mixed.item("D"), to=99, by=mixed.cast.chair)

    assert packets(mixed, "chair") == {"open": "1A 2B", "child": "1C 2D", "adult": "1E"}


def test_without_a_part_that_takes_it_a_record_is_not_suggested(cast: Cast, binder: Binder) -> None:
    cast.series()
    with acting_as(cast.chair):
        end_part(Part.objects.select_related("body").get(kind=PartKind.ADULT, body=cast.body), by=cast.chair)
    binder.sides = {"C": PartKind.CHILD, "E": PartKind.ADULT}

    drafted = draft_and_add(cast, binder, "CE")

    assert packets(drafted, "chair") == {"open": "", "child": "1C"}


def test_an_action_comes_back_in_the_part_where_it_was_given(mixed: Drafted) -> None:
    cast = mixed.cast
    with acting_as(cast.chair):
        given = give_action(
            cast.body,
            kind=ActionKind.FOLLOW_UP,
            agency=cast.dana.place.agency,
            person=None,
            due_on=date(2026, 11, 1),
            part=cast.part(PartKind.CHILD),
            by=cast.chair,
        )
    draft(mixed.meeting)

    with acting_as_system():
        assert AgendaItem.objects.get(record=given.pk, state=ItemState.SUGGESTED).part == cast.part(PartKind.CHILD)


# The database by itself ---------------------------------------------------------------------------------------


def test_another_groups_part_holds_no_item_and_no_action_of_this_one(mixed: Drafted) -> None:
    cast = mixed.cast
    with acting_as_system():
        other = Body.objects.create(team=cast.team, name="Another group")
        foreign = Part.objects.create(team=cast.team, body=other, kind=PartKind.OPEN, basis=PartBasis.NONE)
    with pytest.raises(IntegrityError, match="another group"), acting_as_system():
        AgendaItem.objects.filter(pk=mixed.item("A")).update(part=foreign)
    action = cast.action(cast.dana, date(2026, 11, 20))
    with pytest.raises(IntegrityError, match="another group"), acting_as_system():
        type(action).objects.filter(pk=action.pk).update(part=foreign)


def test_a_part_never_changes_what_it_is_and_has_a_basis_of_its_kind(cast: Cast) -> None:
    part = cast.part(PartKind.CHILD)
    for change in ({"kind": PartKind.ADULT, "basis": PartBasis.AGREEMENT}, {"basis": PartBasis.CHILD_FATALITY}):
        with pytest.raises(IntegrityError, match="never changes"), acting_as_system():
            Part.objects.filter(pk=part.pk).update(**change)
    with pytest.raises(IntegrityError, match="a_part_has_a_basis"), acting_as_system():
        Part.objects.create(team=cast.team, body=cast.body, kind=PartKind.MEMBERS, basis=PartBasis.CHILD_ABUSE_TEAM)
    with pytest.raises(IntegrityError, match="one_part_of_a_kind"), acting_as_system():
        Part.objects.create(team=cast.team, body=cast.body, kind=PartKind.CHILD, basis=PartBasis.CHILD_FATALITY)
    with pytest.raises(IntegrityError, match="the_open_part_stays"), acting_as_system():
        Part.objects.filter(body=cast.body, kind=PartKind.OPEN).update(ended_at="2026-10-26T16:00Z")


def test_a_desk_outside_the_group_sits_in_none_of_its_parts(cast: Cast) -> None:
    outside = cast.outsider.groups.get().desk
    with pytest.raises(IntegrityError, match="another group"), acting_as_system():
        PartSeat.objects.create(team=cast.team, part=cast.part(PartKind.OPEN), desk=outside)
    with pytest.raises(Refused, match="sit in this group"), acting_as(cast.chair):
        part = Part.objects.select_related("body").get(body=cast.body, kind=PartKind.OPEN)
        set_roster(part, desks=[outside.pk], by=cast.chair)


def test_only_who_prepares_the_meetings_sets_a_roster_even_past_the_action(cast: Cast) -> None:
    part = cast.part(PartKind.ADULT)
    with acting_as_system():
        seats = PartSeat.objects.filter(part=part)
        desk = cast.lee.groups.get().desk
        seats.filter(desk=desk).delete()
    row = {"id": uuid4().hex, "team": cast.team.pk.hex, "part": part.pk.hex, "desk": desk.pk.hex}
    insert = (
        "INSERT INTO meetings_partseat (id, team_id, part_id, desk_id) VALUES (%(id)s, %(team)s, %(part)s, %(desk)s)"
    )
    for who in (cast.lee, cast.dana, cast.outsider, cast.stranger):
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(who), connection.cursor() as cursor:
            cursor.execute(insert, row)
        with acting_as(who):
            assert PartSeat.objects.filter(part=part).delete()[0] == 0
            assert Part.objects.filter(pk=part.pk).update(ended_at="2026-10-26T16:00Z") == 0
    with acting_as(cast.coordinator), connection.cursor() as cursor:
        cursor.execute(insert, row)
    for who in (cast.dana, cast.outsider):
        with pytest.raises(Refused), acting_as(who):
            add_part(cast.body, kind=PartKind.MEMBERS, basis=PartBasis.AGREEMENT, by=who)


# Codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Talk about HT-7F3K-9QXM-4",
        "about rf-7f3k-9qxm next",
        "HT–7F3K–9QXM–4",
        "RF 7F3K 9QXM " + check_sign("7F3K9QXM"),
        "HT7F3K9QXM" + check_sign("7F3K9QXM"),
        "НТ-7F3K-9QXM-4",  # Cyrillic letters
        "HT\u200b-7F3K\u200b-9QXM-4",
        "ＨＴ-7F3K-9QXM-4",  # full width
        "H​T-7F3K-9QXM-4",
        "7F3K-9QXM-" + check_sign("7F3K9QXM"),
        "DU-7F3K-9QXM-4",
        "RF_7F3K_9QXM_4",
    ],
)
def test_a_code_is_found_however_it_is_written(words: str) -> None:
    assert holds_code(words)


@pytest.mark.parametrize(
    "words",
    [
        "Report on the HT training of last month",
        "HT case list next year",
        "SC Johnson grant, 2026-2027",
        "Review the protocol under ORS 418.747",
        "Budget 2026-2027 and the RFP 2026-01",
        "Room 1234-5678-9",
        "Due 2026 budget review, part 2",
    ],
)
def test_harmless_words_hold_no_code(words: str) -> None:
    assert not holds_code(words)


def test_each_new_code_is_found_and_none_needs_its_dashes() -> None:
    for _ in range(200):
        code = new_code("HT")
        assert holds_code(f"About {code}, please.")
        assert holds_code(code.lower())
        if set(code[3:]) & set(ALPHABET[:8]):
            assert holds_code(code.replace("-", "")) and holds_code(code.replace("-", " "))


def test_a_topic_with_a_code_is_refused_with_words_and_kept_on_the_page(cast: Cast, ledger: Ledger) -> None:
    page = client_of(cast.chair).post(reverse("topics", args=[cast.body.pk]), {"words": "Talk about RF-7F3K-9QXM-4"})
    said = page.content.decode()

    assert "The open part of a meeting names no case" in said
    assert "Talk about RF-7F3K-9QXM-4" in said
    assert not ledger.events("topic.added")
    with pytest.raises(Refused, match="names no case"), acting_as(cast.chair):
        add_topic(cast.body, words="HT-7F3K-9QXM-4", kept_words=0, by=cast.chair)


# Pages --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_chair_adds_seats_and_ends_parts_on_the_page(cast: Cast, ledger: Ledger) -> None:
    chair, page = client_of(cast.chair), reverse("parts", args=[cast.body.pk])
    assert "Members only, no cases: The members&#x27; written agreement" in chair.get(page).content.decode()

    chair.post(page, {"what": "members/agreement"})
    part = cast.part(PartKind.MEMBERS)
    desk = cast.dana.groups.get().desk
    after = chair.post(reverse("set-roster", args=[part.pk]), {"members-desks": [str(desk.pk)]}, follow=True)

    assert "What they see follows at once." in after.content.decode()
    with acting_as_system():
        assert [seat.desk for seat in part.seats.all()] == [desk]
    chair.post(reverse("end-part", args=[part.pk]))
    again = chair.post(reverse("end-part", args=[part.pk]), follow=True).content.decode()
    assert "That part has ended already." in again
    kinds = sorted(event.kind for event in ledger.events() if event.kind.startswith("part."))
    assert kinds == ["part.added", "part.ended", "part.roster_set"]
    kept = chair.post(reverse("end-part", args=[cast.part(PartKind.OPEN).pk]), follow=True).content.decode()
    assert "Each group keeps its open part." in kept
    assert "Choose the part." in chair.post(page, {}).content.decode()
    wrong = chair.post(reverse("set-roster", args=[cast.part(PartKind.CHILD).pk]), {"child-desks": ["nonsense"]})
    assert wrong.status_code == 200 and "error" in wrong.content.decode()
