"""What a sender could still tell of a receiver that answers plainly: by a message, a button, a count."""

import re
from html import unescape

from django.utils import timezone

from mdt.directory.actions import add_organisation
from mdt.team.models import User
from privacy.wall import acting_as
from referrals.actions import answering, ending
from referrals.actions.outside import log_outside
from referrals.choices import Outcome, Question
from referrals.models import Referral
from tests.cast import client_of
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast
from tests.releases.build import end, make_release, send_under


def page(user: User, address: str) -> str:
    """What stands on the page, without its tags."""
    main = client_of(user).get(address).content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def held(user: User) -> Referral:
    """The one referral, as its page fetches it. Use inside `acting_as(user)`."""
    rows: Referral = Referral.objects.visible_to(user).with_release(user).select_related("to_agency", "to_desk").get()
    return rows


def test_whoever_said_no_at_a_shelter_is_nobodys_to_know(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    with acting_as(cast.ada):
        answering.decline(by=cast.ada, referral=held(cast.ada), reason="cannot_now")

    for key in ("withdraw", "answer"):
        assert "Ada" not in page(cast.alice, f"/referrals/{referral.pk}/decide/{key}/")


def test_what_was_asked_under_a_release_back_is_not_told_when_it_has_ended(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    with acting_as(cast.ada):
        case = held(cast.ada).case
    back = make_release(cast.ada, cast.shelter, cast.welfare.agency, case=case)
    with acting_as(cast.ada):
        answering.ask(by=cast.ada, referral=held(cast.ada), question=Question.SAFE_TIME)
    address = f"/referrals/{referral.pk}/"
    assert "1 question for you" in page(cast.alice, "/")
    assert f'{address}decide/answer/"' in client_of(cast.alice).get(address).content.decode()

    end(cast.ada, back)

    assert "question" not in page(cast.alice, "/")
    assert "1 sent and still open" in page(cast.alice, "/")
    assert f'{address}decide/answer/"' not in client_of(cast.alice).get(address).content.decode()
    asked = page(cast.alice, f"{address}decide/answer/")
    never = make_sent(cast.alice, cast.welfare, cast.shelter)
    plain = page(cast.alice, f"/referrals/{never.pk}/decide/answer/")
    assert asked.replace(referral.code, "") == plain.replace(never.code, "")


def test_that_a_shelter_saw_it_is_told_while_a_release_back_is_in_force(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    address = f"/referrals/{referral.pk}/"
    with acting_as(cast.ada):
        back = make_release(cast.ada, cast.shelter, cast.welfare.agency, case=held(cast.ada).case)
    client_of(cast.ada).get(address)
    assert "Seen" in page(cast.alice, address)

    end(cast.ada, back)

    assert "Seen" not in page(cast.alice, address)


def test_how_it_ended_is_not_counted_when_the_release_back_has_ended(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.shelter)
    with acting_as(cast.ada):
        case = held(cast.ada).case
    back = make_release(cast.ada, cast.shelter, cast.welfare.agency, case=case)
    with acting_as(cast.ada):
        answering.accept(by=cast.ada, referral=held(cast.ada))
        ending.close(by=cast.ada, referral=held(cast.ada), outcome=Outcome.GOALS_MET)
    assert "1 closed with help given" in page(cast.alice, "/")

    end(cast.ada, back)

    assert "help given" not in page(cast.alice, "/")


def test_what_was_noted_outside_is_counted_no_longer_than_its_case_is_shown(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    send_under(cast.ada, cast.shelter, cast.sheriff, release)
    with acting_as(cast.cora):
        pantry = add_organisation(by=cast.cora, name="Harbor Outside (invented)", services=["shelter"])
    with acting_as(cast.bob):
        case = held(cast.bob).case
        assert case
        day = timezone.localdate()
        log_outside(by=cast.bob, case=case, organisation=pantry, service="shelter", referred_on=day)
    assert "Outside the team (1)" in page(cast.bob, "/referrals/")

    end(cast.ada, release)

    assert "Outside the team (1)" not in page(cast.bob, "/referrals/")
