"""Leave now from a form: what was typed is kept as a draft, and the session is over whatever became of that."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from audit.ledger import LedgerUnavailable
from privacy.wall import acting_as_system
from referrals.actions import writing
from referrals.models import Referral
from tests.referrals.build import make_draft, make_sent
from tests.referrals.cast import Cast, client_of

TYPED = {"age_group": "15_17", "urgency": "today", "ticks": ["interpreter"], "note": "Prefers a morning call."}


def leave(client: Client, path: str, **typed: Any) -> None:
    """Leaving always gives the same answer: the sign-in page, and nothing of ours left in the browser."""
    answer = client.post(path, typed | {"leave": "1"})

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/").status_code == 302


def drafts() -> list[Referral]:
    with acting_as_system():
        return list(Referral.objects.filter(state="draft").order_by("pk"))


def test_what_was_typed_is_a_draft_for_whoever_signs_in_again(cast: Cast) -> None:
    leave(client_of(cast.alice), "/referrals/new/", desk=str(cast.sheriff.pk), **TYPED)

    (draft,) = drafts()
    assert (draft.to_desk_id, draft.urgency) == (cast.sheriff.pk, "today")
    page = client_of(cast.alice).get(f"/referrals/drafts/{draft.pk}/").content.decode()
    assert "Prefers a morning call." in page


def test_a_draft_that_is_left_is_the_same_draft(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    leave(client_of(cast.alice), f"/referrals/drafts/{draft.pk}/", **TYPED)

    assert [one.pk for one in drafts()] == [draft.pk]
    assert drafts()[0].urgency == "today"


def test_from_the_page_for_another_desk_the_case_stays(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    leave(client_of(cast.alice), f"/referrals/{referral.pk}/again/", **TYPED)

    assert [draft.case_id for draft in drafts()] == [referral.case_id]


def test_a_note_that_is_stopped_is_not_kept_and_the_rest_is(cast: Cast) -> None:
    leave(client_of(cast.alice), "/referrals/new/", **TYPED | {"note": "Call her at 503-555-0157."})

    (draft,) = drafts()
    assert draft.urgency == "today"
    assert "503" not in client_of(cast.alice).get(f"/referrals/drafts/{draft.pk}/").content.decode()


def test_a_note_that_stood_there_before_stays_where_its_new_words_are_stopped(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    leave(client_of(cast.alice), f"/referrals/drafts/{draft.pk}/", **TYPED | {"note": "Call her at 503-555-0157."})

    assert drafts()[0].urgency == "today"
    assert "Prefers a morning call." in client_of(cast.alice).get(f"/referrals/drafts/{draft.pk}/").content.decode()


def test_an_untouched_form_leaves_nothing(cast: Cast) -> None:
    leave(client_of(cast.alice), "/referrals/new/", note="")

    assert drafts() == []


def test_another_persons_draft_is_not_touched_and_one_leaves_all_the_same(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    leave(client_of(cast.bob), f"/referrals/drafts/{draft.pk}/", **TYPED)

    assert [(one.pk, one.urgency) for one in drafts()] == [(draft.pk, "routine")]


@pytest.mark.parametrize("problem", [LedgerUnavailable, DatabaseError])
def test_whoever_leaves_is_out_even_where_nothing_can_be_kept(
    cast: Cast, problem: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*args: object, **more: object) -> None:
        raise problem("Prefers a morning call.")

    monkeypatch.setattr(writing, "enter", fails)
    leave(client_of(cast.alice), "/referrals/new/", **TYPED)

    assert drafts() == []
    assert problem.__name__ in caplog.text
    assert "Prefers" not in caplog.text


def test_the_pages_that_keep_a_draft_leave_by_their_own_form(cast: Cast) -> None:
    """Also with scripts off: the button is the form's."""
    draft, sent = make_draft(cast.alice, cast.welfare, cast.sheriff), make_sent(cast.alice, cast.welfare, cast.sheriff)
    for path in ("new", f"drafts/{draft.pk}", f"{sent.pk}/again"):
        page = client_of(cast.alice).get(f"/referrals/{path}/").content.decode()
        assert 'form="referral-form" name="leave"' in page, path
        assert 'id="referral-form"' in page, path
