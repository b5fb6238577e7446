"""What a list shows of records stands in its one event, drafts too; bare counts of one's own desk leave none."""

import pytest

from tests.conftest import Ledger
from tests.referrals.build import make_draft, make_sent
from tests.referrals.cast import Cast, client_of


@pytest.mark.parametrize("sent", [True, False])
def test_ones_own_drafts_are_in_the_event_of_the_list(cast: Cast, ledger: Ledger, sent: bool) -> None:
    shown = [make_draft(cast.alice, cast.welfare, cast.sheriff)]
    if sent:
        shown.append(make_sent(cast.alice, cast.welfare, cast.sheriff))
    before = len(ledger.events())

    page = client_of(cast.alice).get("/referrals/").content.decode()

    (event,) = ledger.events()[before:]
    assert all(referral.code in page for referral in shown)
    assert [named["code"] for named in event.said["records"]] == [referral.code for referral in shown]


def test_an_empty_list_is_an_event_too(cast: Cast, ledger: Ledger) -> None:
    client_of(cast.alice).get("/referrals/")

    assert ledger.kinds() == ["referrals.listed"]


def test_counts_on_home_leave_no_event_and_show_no_code(cast: Cast, ledger: Ledger) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    before = len(ledger.events())

    page = client_of(cast.alice).get("/").content.decode()

    assert "sent and still open" in page and "your draft" in page
    assert sent.code not in page and draft.code not in page
    assert str(sent.pk) not in page and str(draft.pk) not in page
    assert len(ledger.events()) == before
