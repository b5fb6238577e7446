"""Finding by code: what is one's own is found, and everything else is the same page and the same kind of event."""

import re

import pytest

from cases.codes import ALPHABET, check_sign, near_codes, new_code, read_code
from cases.models import Case
from mdt.team.roles import Role
from privacy.wall import acting_as
from referrals.actions import answering, assigning, ending, sending, writing
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import asked, make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of, make_person
from tests.referrals.test_pages import body


def other_sign(sign: str) -> str:
    return ALPHABET[(ALPHABET.index(sign) + 1) % len(ALPHABET)]


def case_of(cast: Cast, referral: Referral) -> str:
    """The code of its case, as its sender sees it."""
    with acting_as(cast.alice):
        return str(Case.objects.get(pk=referral.case_id).code)


@pytest.fixture
def referral(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


def test_a_code_leads_its_own_people_there_however_it_is_typed(cast: Cast, referral: Referral) -> None:
    for typed in (referral.code, referral.code.lower().replace("-", " "), f" {referral.code.replace('-', '')} "):
        for who in (cast.alice, cast.bob):
            answer = client_of(who).post("/find/", {"code": typed})
            assert answer["Location"] == f"/referrals/{referral.pk}/"
    assert (
        client_of(cast.bob).post("/find/", {"code": case_of(cast, referral)})["Location"]
        == f"/referrals/{referral.pk}/"
    )
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    assert client_of(cast.alice).post("/find/", {"code": draft.code})["Location"] == f"/referrals/drafts/{draft.pk}/"


def test_what_is_not_theirs_is_not_there(cast: Cast, referral: Referral, ledger: Ledger) -> None:
    """The page differs in nothing but the typed code, and the event in nothing at all."""
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bob])
    declined = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, declined), reason="conflict")
    hidden = {
        cast.carol: (referral.code, case_of(cast, referral), draft.code),
        cast.otto: (referral.code, case_of(cast, referral)),
        cast.chris: (referral.code,),
        cast.bob: (draft.code, kept.code, case_of(cast, kept), declined.code),
    }
    for who, found in hidden.items():
        client = client_of(who)
        for code in found:
            nobody = new_code(code[:2])
            before = len(ledger.events())
            pages = [client.post("/find/", {"code": one}) for one in (code, nobody)]
            assert [page.status_code for page in pages] == [200, 200]
            assert body(pages[0]).replace(code, nobody) == body(pages[1])
            told = [event.said for event in ledger.events()[before:]]
            assert [(one["kind"], one["records"], one["detail"]["result"]) for one in told] == [
                ("referrals.searched", [], "nothing")
            ] * 2


def test_typo_help_names_only_what_the_asker_may_open(cast: Cast, referral: Referral) -> None:
    code = referral.code
    slips = [
        code[:4] + other_sign(code[4]) + code[5:],
        code[:-1] + other_sign(code[-1]),
        code[:4] + "0" + code[5:],
        code[:5] + code[6:],
        code[:5] + "A" + code[5:],
        code[3:],
        "RT" + code[2:],
    ]
    bob, carol = client_of(cast.bob), client_of(cast.carol)
    for typed in slips:
        assert "Did you mean" in bob.post("/find/", {"code": typed}).content.decode(), typed
        assert f'value="{code}"' in bob.post("/find/", {"code": typed}).content.decode()
        assert "Did you mean" not in carol.post("/find/", {"code": typed}).content.decode()
        assert code not in carol.post("/find/", {"code": typed}).content.decode()


@pytest.mark.parametrize("typed", ["", "Marisol", "RF", "x" * 400, "RF-OOOO-OOOO-O", "\x00", "‮RF", "' OR 1=1 --"])
def test_anything_else_is_said_to_be_no_code(cast: Cast, referral: Referral, ledger: Ledger, typed: str) -> None:
    answer = client_of(cast.bob).post("/find/", {"code": typed})

    assert answer.status_code == 200 and referral.code not in answer.content.decode()
    for event in ledger.events("referrals.searched"):
        assert event.said["detail"] == {"sort": "no whole code", "result": "nothing"} and event.codes == []


def test_a_case_of_several_shows_what_each_row_may_say(cast: Cast) -> None:
    first = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        case = Case.objects.get(pk=first.case_id)
        second = writing.write_draft(by=cast.alice, from_desk=cast.welfare, asked=asked(cast.hospital), case=case)
        sending.send(by=cast.alice, draft=second)
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, first))
    page = client_of(cast.alice).post("/find/", {"code": case.code}).content.decode()
    assert first.code in page and second.code in page and "2 referrals of this case" in page
    alone = client_of(cast.bob).post("/find/", {"code": case.code})
    assert alone["Location"] == f"/referrals/{first.pk}/"


def test_a_named_colleague_finds_what_they_were_named_for(cast: Cast, referral: Referral) -> None:
    nora = make_person("Nora", cast.team, cast.sheriff, Role.PARTNER, seated=False)
    assert client_of(nora).post("/find/", {"code": referral.code}).status_code == 200
    with acting_as(cast.bob):
        assigning.assign(by=cast.bob, referral=seen_by(cast.bob, referral), person=nora)
    assert client_of(nora).post("/find/", {"code": referral.code}).status_code == 302


def test_the_box_stands_where_it_leads_somewhere(cast: Cast) -> None:
    box = re.compile(r'<form class="find" role="search" method="post"')
    assert box.search(client_of(cast.bob).get("/").content.decode())
    assert not box.search(client_of(cast.dana).get("/audit/").content.decode())


def test_near_codes_hold_each_single_slip_and_are_few() -> None:
    """By hand: RF-2345-6789 has the sum 196, 10 modulo 31, so C. Each wrong sign leads back to it, among few others."""
    whole = "RF-2345-6789-" + check_sign("23456789")
    assert whole == "RF-2345-6789-C"
    signs = whole.replace("-", "")
    for place in range(2, len(signs)):
        for sign in ALPHABET:
            typed = signs[:place] + sign + signs[place + 1 :]
            if typed != signs:
                assert read_code(typed) is None
                near = near_codes(typed, {"RF", "HT"})
                assert whole in near and len(near) <= 40
    assert near_codes("", {"RF", "HT"}) == set()
