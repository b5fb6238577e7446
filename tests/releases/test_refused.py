"""What the database refuses whatever statement the app's role sends, and what the actions say in words."""

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from cases.releases.models import Release
from mdt.team.models import BodyDesk, User
from mdt.team.policies import Refused
from mdt.team.sectors import RELEASE_BOUND
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, sending
from referrals.actions.forwarding import put_forward
from referrals.choices import CATEGORY_OF, Service
from referrals.models import Referral, Step
from referrals.workflow import MOVES, Side
from tests.cast import client_of
from tests.referrals.build import asked, make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, build_cast
from tests.releases.build import draft_under, end, make_release, send_under, terms_posted


def test_the_databases_lists_are_the_codes() -> None:
    import importlib

    wall = importlib.import_module("referrals.migrations.0014_release_wall")
    last = importlib.import_module("referrals.migrations.0017_categories_of_services")
    first = importlib.import_module("cases.releases.migrations.0002_wall")

    assert {service: key for key, services in last.CATEGORIES for service in services} == dict(CATEGORY_OF)
    assert set(CATEGORY_OF) == set(Service) - {Service.OTHER}
    assert set(first.BINDINGS) == set(RELEASE_BOUND)
    assert set(wall.PLAIN) == {move.key for move in MOVES.values() if move.plain and move.side == Side.RECEIVER}


def raw(user: User, statement: str, *values: Any) -> None:
    with acting_as(user), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("why", ["ended", "another receiver", "another category", "another agency's"])
def test_nothing_goes_out_under_a_release_that_does_not_let_it(cast: Cast, why: str) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    to = cast.hospital if why == "another receiver" else cast.sheriff
    more = {"service": Service.MEDICAL} if why == "another category" else {}
    draft = draft_under(cast.ada, cast.shelter, to, release, **more)
    if why == "ended":
        end(cast.ada, release)
    if why == "another agency's":
        foreign = make_release(cast.alice, cast.welfare, cast.sheriff.agency)
        with acting_as(cast.ada), pytest.raises(Refused):
            sending.send(by=cast.ada, draft=_with(draft, foreign))
        return

    with acting_as(cast.ada), pytest.raises(Refused):
        sending.send(by=cast.ada, draft=draft)
    with pytest.raises(DatabaseError, match="only under a release in force"):
        raw(
            cast.ada,
            "UPDATE referrals_referral SET state = 'sent', sent_at = now() WHERE id = %s",
            draft.pk,
        )
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get(pk=draft.pk).state == "draft"


def _with(draft: Referral, release: Release) -> Referral:
    draft.release = release
    return draft


def test_help_that_always_needs_a_release_needs_one_of_anybody(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff, service=Service.SUBSTANCE_USE)
    client = client_of(cast.alice)

    assert client.get(f"/referrals/drafts/{draft.pk}/check/").headers["Location"].endswith("/release/")
    with acting_as(cast.alice), pytest.raises(Refused, match="needs a release"):
        sending.send(by=cast.alice, draft=draft)
    release = make_release(cast.alice, cast.welfare, cast.sheriff.agency, categories=["substance_use"])
    assert client.post(f"/referrals/drafts/{draft.pk}/release/", {"release": str(release.pk)}).status_code == 302
    with acting_as(cast.alice):
        sending.send(by=cast.alice, draft=Referral.objects.drafts_of(cast.alice).get(pk=draft.pk))
        assert Referral.objects.get(pk=draft.pk).release_category == "substance_use"
    end(cast.alice, release)
    with acting_as(cast.bob):
        assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        "expires_at = expires_at + interval '1 day'",
        "named = named || '{00000000-0000-0000-0000-000000000000}'::uuid[]",
        "categories = '{medical}'",
        "answers_may_flow_back = true",
        "agency_id = (SELECT id FROM team_agency WHERE id <> agency_id LIMIT 1)",
    ],
)
def test_the_terms_of_a_release_are_never_changed(cast: Cast, change: str) -> None:
    make_release(cast.ada, cast.shelter, cast.sheriff.agency)

    with pytest.raises(DatabaseError, match="frozen"):
        raw(cast.ada, f"UPDATE releases_release SET {change}")


def test_what_is_taken_back_stays_so_and_only_its_giver_does_it(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    raw(cast.bob, "UPDATE releases_release SET revoked_at = now(), revoked_how = 'oral'")
    with acting_as(cast.bob):
        assert not Release.objects.exists()
    end(cast.ada, release)

    with pytest.raises(DatabaseError, match="stays revoked"):
        raw(cast.ada, "UPDATE releases_release SET revoked_at = NULL, revoked_how = ''")
    with acting_as(cast.ada), pytest.raises(Refused, match="already"):
        from cases.releases.actions.revoking import revoke

        revoke(by=cast.ada, release=Release.objects.get(), how="written")


def test_nobody_forges_another_agencys_release(cast: Cast) -> None:
    made = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    columns = [
        field.column for field in Release._meta.concrete_fields if field.column not in ("id", "signature", "code")
    ]
    taken = {name: getattr(made, name) for name in columns}

    with pytest.raises(DatabaseError, match="row-level security"):
        raw(
            cast.bob,
            f"INSERT INTO releases_release (id, signature, code, {', '.join(taken)}) "
            f"VALUES (gen_random_uuid(), '\\x00', 'RL-FORGED', {', '.join(['%s'] * len(taken))})",
            *taken.values(),
        )


def test_a_release_lasts_no_longer_than_the_team_lets_it(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    posted = terms_posted(cast.sheriff.agency, ends_on=(today + timedelta(days=30)).isoformat())
    page = client_of(cast.ada).post("/releases/record/", posted)

    assert "30 days at most" in page.content.decode()
    client_of(cast.adam).post("/releases/settings/", {"longest_days": "60", "warn_days": "7"})
    assert client_of(cast.ada).post("/releases/record/", posted).status_code == 302


def test_services_that_depend_on_it_and_a_spoken_yes_make_no_release(cast: Cast) -> None:
    posted = terms_posted(cast.sheriff.agency)

    for bad in ({"freely_given": ""}, {"how": "oral"}, {"categories": []}, {"to": ""}):
        assert client_of(cast.ada).post("/releases/record/", posted | bad).status_code == 200
    with acting_as(cast.ada):
        assert not Release.objects.exists()
    assert client_of(cast.ada).post("/releases/record/", posted).status_code == 302


def test_a_bound_receiver_answers_in_full_only_while_a_release_back_is_in_force(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    with pytest.raises(DatabaseError, match="release back"):
        raw(cast.ada, "UPDATE referrals_referral SET state = 'question'")
    with acting_as(cast.ada):
        case = seen_by(cast.ada, referral).case
    back = make_release(cast.ada, cast.shelter, cast.welfare.agency, case=case)
    with acting_as(cast.ada):
        answering.ask(by=cast.ada, referral=_told(cast.ada, referral), question="language")
    alice = client_of(cast.alice)
    assert "Question asked" in alice.get(f"/referrals/{referral.pk}/").content.decode()

    end(cast.ada, back)

    page = alice.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Question" not in page.split("<main")[1] and "interpreter is needed" not in page
    with acting_as(cast.alice):
        assert Step.objects.count() == 0
    with acting_as(cast.ada), pytest.raises(Refused):
        answering.waitlist(by=cast.ada, referral=_told(cast.ada, referral), review_on=referral.sent_at.date())  # type: ignore[union-attr]


def _told(user: User, referral: Referral) -> Referral:
    rows = Referral.objects.visible_to(user).with_release(user)
    found: Referral = rows.select_related("to_agency", "from_agency", "from_desk", "to_desk").get(pk=referral.pk)
    return found


def test_a_member_that_joined_later_sees_nothing(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.body)
    referral = send_under(cast.ada, cast.shelter, cast.hospital, release)
    BodyDesk.objects.create(body=cast.body, desk=cast.sheriff)
    with acting_as(cast.ada):
        put_forward(by=cast.ada, referral=seen_by(cast.ada, referral), body=cast.body, basis="release")

    with acting_as(cast.chris):
        assert Referral.objects.visible_to(cast.chris).count() == Referral.objects.count() == 1
    with acting_as(cast.bob):
        assert Referral.objects.visible_to(cast.bob).count() == Referral.objects.count() == 0


def test_nothing_goes_to_a_group_that_no_release_names(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.hospital.agency)
    referral = send_under(cast.ada, cast.shelter, cast.hospital, release)
    received = make_sent(cast.alice, cast.welfare, cast.shelter)

    for one in (referral, received):
        with acting_as(cast.ada), pytest.raises(Refused, match="under a release"):
            put_forward(by=cast.ada, referral=seen_by(cast.ada, one), body=cast.body, basis="release")
        with pytest.raises(DatabaseError, match="row-level security"):
            raw(
                cast.ada,
                "INSERT INTO referrals_putforward (id, referral_id, team_id, body_id, holder, basis, rule, at) "
                "VALUES (gen_random_uuid(), %s, %s, %s, %s, 'release', '', now())",
                one.pk, cast.team.pk, cast.body.pk, cast.shelter.agency_id,
            )  # fmt: skip


def test_what_is_typed_under_a_release_that_ends_meanwhile_is_not_kept_and_not_lost(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    other = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    end(cast.ada, release)
    given = asked(cast.sheriff)
    answers = {
        "desk": str(cast.sheriff.pk), "service": given.service, "urgency": "routine", "age_group": "15_17",
        "gender": "women", "language": "spanish", "concern": "sex", "area": "north", "in_danger": "no",
        "first_contact": "direct",
    }  # fmt: skip

    page = client_of(cast.ada).post(f"/referrals/new/{release.pk}/", answers).content.decode()

    assert "The release has ended" in page and str(other.pk) in page
    assert 'value="spanish" ' in page and "checked" in page
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 0
    assert client_of(cast.ada).post(f"/referrals/new/{other.pk}/", answers).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["revoke", "send"])
def test_taking_back_and_sending_take_turns(first: str) -> None:
    cast = build_cast()
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    draft = draft_under(cast.ada, cast.shelter, cast.sheriff, release)
    begun, results = threading.Event(), {}

    def send() -> None:
        with acting_as(cast.ada):
            sending.send(by=cast.ada, draft=draft)

    def take_back() -> None:
        end(cast.ada, release)

    def run(label: str, act: Any, *, holds: bool) -> None:
        try:
            with transaction.atomic():
                if not holds:
                    begun.wait(10)
                act()
                if holds:
                    begun.set()
                    threading.Event().wait(0.6)
            results[label] = "done"
        except Refused:
            results[label] = "refused"
        finally:
            connections.close_all()

    acts = {"send": send, "revoke": take_back}
    threads = [
        threading.Thread(target=run, args=(key, act), kwargs={"holds": key == first}) for key, act in acts.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert results == {"revoke": "done", "send": "refused" if first == "revoke" else "done"}
    with acting_as(cast.bob):
        assert not Referral.objects.exists()


def test_nobody_asks_for_others_whether_a_release_is_there(cast: Cast) -> None:
    """The sheriff holds the case too: that the shelter has a release for it would tell that the person is there."""
    release = make_release(cast.ada, cast.shelter, cast.body)
    referral = send_under(cast.ada, cast.shelter, cast.hospital, release)
    case, giver, reader = referral.case_id, cast.shelter.agency_id, cast.hospital.agency_id
    asks = {
        "wall.release_ends(%s, %s, %s, 'housing') IS NOT NULL": (case, giver, reader),
        "wall.release_lets(%s, %s, %s, 'housing')": (case, giver, reader),
        "wall.put_forward_lets(%s, %s, %s)": (referral.pk, giver, cast.body.pk),
        "wall.release_stands(%s)": (release.pk,),
    }

    def told(user: User) -> list[bool]:
        found = []
        with acting_as(user), connection.cursor() as cursor:
            for ask, values in asks.items():
                cursor.execute(f"SELECT {ask}", values)
                found.append(cursor.fetchone()[0])
        return found

    assert told(cast.ada) == [True] * 4
    assert told(cast.carol) == [True, True, False, False]
    for user in (cast.bob, cast.alice, cast.chris, cast.otto):
        assert told(user) == [False] * 4
    asked = ("put_forward_stands", "case_lets", "case_lets_reader")
    for owners in ("release_names(%s, %s, %s, 'housing')", *(f"{name}(%s, %s, %s)" for name in asked)):
        with pytest.raises(DatabaseError, match="permission denied"):
            raw(cast.bob, f"SELECT wall.{owners}", case, giver, cast.body.pk)
