"""What lists and pages show of a referral whose words cannot be opened, and of one that is withdrawn."""

import pytest

from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.actions import ending
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of

WORDS = "The words of this referral cannot be opened. Tell your administrator."


def shred(referral: Referral) -> None:
    with acting_as_system(referral.team_id):
        DataKey.objects.filter(pk=referral.pk).delete()


@pytest.mark.parametrize(("who", "path"), [("bob", "/inbox/"), ("alice", "/referrals/")])
def test_a_list_says_which_row_cannot_be_opened_and_shows_the_others(
    cast: Cast, ledger: Ledger, who: str, path: str
) -> None:
    whole, broken = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    shred(broken)

    page = client_of(getattr(cast, who)).get(path)
    rows = page.content.decode().split('<li class="item">')[1:]

    assert page.status_code == 200
    (sick,) = [row for row in rows if WORDS in row]
    assert broken.code in sick and "Sent" in sick and "15 to 17" not in sick and "Accept" not in sick
    (well,) = [row for row in rows if WORDS not in row]
    assert whole.code in well and "15 to 17" in well
    assert [event.codes for event in ledger.events("words.broken")] == [[broken.code]]


def test_the_page_of_a_broken_referral_says_so_and_shows_none_of_its_words(cast: Cast) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    shred(sent)

    page = client_of(cast.bob).get(f"/referrals/{sent.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert WORDS in text and sent.code in text and "15 to 17" not in text and "morning" not in text


@pytest.mark.parametrize("page", ["", "check/"])
def test_a_draft_that_cannot_be_opened_is_said_on_the_list(cast: Cast, page: str) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    shred(draft)

    shown = client_of(cast.alice).get(f"/referrals/drafts/{draft.pk}/{page}", follow=True)
    assert shown.redirect_chain == [("/referrals/", 302)]
    assert "The words of this draft cannot be opened." in shown.content.decode()


def test_a_withdrawn_referral_is_looked_at_and_not_opened(cast: Cast, ledger: Ledger) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, sent))
    shred(sent)  # the pages of whom it is closed to need no key

    bob = client_of(cast.bob)
    pages = [bob.get("/inbox/?tab=closed"), bob.get(f"/referrals/{sent.pk}/")]

    assert [page.status_code for page in pages] == [200, 200]
    assert all(sent.code in page.content.decode() and WORDS not in page.content.decode() for page in pages)
    looks = [(event.kind, event.codes) for event in ledger.events() if sent.code in event.codes]
    assert looks[-2:] == [("referrals.listed", [sent.code]), ("referral.looked", [sent.code])]
