"""A team in which every page has something on it, made by the product's own actions; all of it is invented."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from audit.ledger import System
from cases.actions.walls import keep_from
from cases.duties.actions.forwarding import put_forward
from cases.duties.actions.stopping import prove
from cases.models import Case
from cases.screening.actions.screening import decide
from cases.screening.actions.standing import say_standing
from mdt.directory.actions import add_organisation
from mdt.directory.choices import Service
from mdt.directory.models import Organisation
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.staffings import ask_staffing
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.actions.work import finish
from mdt.meetings.models import ActionItem, AgendaItem, HowSoon, Meeting, Part, PartKind, WhyStaffing
from mdt.subcommittees.actions.giving import raise_item
from mdt.subcommittees.actions.working import take
from mdt.subcommittees.models import QueueItem
from mdt.team.actions.people import invite
from mdt.team.models import Membership, User
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.guard.fields import Stopped
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, calling, ending, stops
from referrals.actions.forwarding import set_rule
from referrals.actions.outside import log_outside
from referrals.choices import DeclineReason, Outcome, Question, Urgency
from referrals.models import Referral, StandingRule
from referrals.tasks import tick
from tests.browser_walks.held import meetings_that_are_held, open_room, share_a_case
from tests.browser_walks.meeting import draft
from tests.directory.build import offer
from tests.duties.build import ask, begin
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast
from tests.referrals.log import bring, row
from tests.releases.build import draft_under, end, make_release, send_under
from tests.screening.build import add_list, keep

Places = Mapping[str, Mapping[str, Any]]


def empty_places(cast: Cast) -> Places:
    """Where the pages are that are there before anything was done: by name, what their addresses need."""
    people = {name: Membership.objects.get(user=getattr(cast, name)) for name in ("bob", "otto")}
    return {
        "": {},
        "inbox list": {"of": "inbox"},
        "sample": {"name": "home"},
        "county signs": {"key": "county-signs"},
        "person": {"place": people["bob"].pk},
        "stranger": {"place": people["otto"].pk},
        "agency": {"agency": cast.sheriff.agency_id},
        "desk": {"desk": cast.sheriff.pk},
        "body": {"body": cast.body.pk},
        "used invitation": {"secret": "made-up"},
        "used feed": {"secret": "made-up"},
        "used key": {"uidb36": "1", "key": "made-up"},
    }


def fill(cast: Cast) -> Places:
    """Do something of everything. Returns where each thing is found."""
    places = dict(empty_places(cast)) | _referrals(cast) | _meetings(cast) | _duties(cast)
    places |= _releases(cast) | _rooms(cast, places["item"])
    places |= _screenings(cast, places["case"]["case"]) | _directory(cast) | _routing(cast, places["case"]["case"])
    bring(
        cast.team, row(), row(age_group="18-24"), row(from_agency="Harbor Advocates", to_agency="Northfield Hospital")
    )
    with acting_as(cast.lena):
        set_rule(by=cast.lena, body=cast.body, kind=StandingRule.Kind.NEW, days=0, basis=Basis.PERSON_AGREED)
    invited = invite(
        agency=cast.sheriff.agency, email="new@example.org", roles=[Role.PARTNER], by=cast.lena, desk=cast.sheriff
    )
    return places | {
        "invitation": {"secret": invited.secret},
        "security key": {"pk": _second_steps(cast.otto).pk},
        "reset key": {"uidb36": user_pk_to_url_str(cast.anna), "key": default_token_generator.make_token(cast.anna)},
    }


def _referrals(cast: Cast) -> dict[str, dict[str, Any]]:
    """One in each state from child welfare to the sheriff, one with everything urgent, one that came back."""
    bob = cast.bob
    # First of all: later in the day the one that is waitlisted until today would be due as well.
    lapsed = _lapsed(cast)
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)
    asked, accepted, listed, closed, declined, withdrawn = (
        make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(6)
    )
    with acting_as(bob):
        answering.ask(by=bob, referral=seen_by(bob, asked), question=Question.SAFE_TIME)
        answering.accept(by=bob, referral=seen_by(bob, accepted))
        calling.note_call(by=bob, referral=seen_by(bob, accepted))
        answering.waitlist(by=bob, referral=seen_by(bob, listed), review_on=timezone.localdate())
        answering.accept(by=bob, referral=seen_by(bob, closed))
        ending.close(by=bob, referral=seen_by(bob, closed), outcome=Outcome.GOALS_MET)
        answering.decline(by=bob, referral=seen_by(bob, declined), reason=DeclineReason.NO_CAPACITY)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, withdrawn))
    with acting_as(bob):
        keep_from(asked.case, person=cast.bea, by=bob)
    back = make_sent(bob, cast.sheriff, cast.welfare)
    made = {
        "lapsed": lapsed,
        "sent": sent,
        "asked": asked,
        "accepted": accepted,
        "closed": closed,
        "declined": declined,
        "withdrawn": withdrawn,
        "back": back,
        "draft": make_draft(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY),
        "bare draft": make_draft(cast.alice, cast.welfare, cast.sheriff, service="", note=""),
    }
    return (
        {name: {"pk": referral.pk} for name, referral in made.items()}
        | _stopped(cast)
        | {
            f"{key} {name}": {"pk": made[name].pk, "key": key}
            for key, name in [
                ("decline", "sent"),
                ("ask", "sent"),
                ("waitlist", "sent"),
                ("withdraw", "sent"),
                ("answer", "asked"),
                ("close", "accepted"),
                ("decline", "accepted"),
            ]
        }
    )


def _stopped(cast: Cast) -> Places:
    """Notes of the sheriff's that the guard stopped: one waits for its lead, one was allowed, one refused."""
    places: dict[str, dict[str, Any]] = {}
    for name in ("waits", "allowed", "refused"):
        made = make_draft(cast.bob, cast.sheriff, cast.welfare, note="")
        with acting_as(cast.bob):
            stopped = Stopped("The front desk is 503-555-0188, Marisol knows.", {"phone": 1}, 1)
            asked = stops.ask_lead(by=cast.bob, draft=made, stopped=stopped)
        if name != "waits":
            with acting_as(cast.lena):
                stops.decide(by=cast.lena, request=asked, allow=name == "allowed")
        places |= {f"draft {name}": {"pk": made.pk}, f"note {name}": {"pk": asked.pk}}
    return places


def _releases(cast: Cast) -> dict[str, dict[str, Any]]:
    """The shelter gives one that bears an accepted referral, one that is over, and one under which a draft waits."""
    sheriff = cast.sheriff.agency
    lasting, over, chosen = (make_release(cast.ada, cast.shelter, sheriff) for _ in range(3))
    released, ended = (send_under(cast.ada, cast.shelter, cast.sheriff, one) for one in (lasting, over))
    with acting_as(cast.bob):
        for one in (released, ended):
            answering.accept(by=cast.bob, referral=seen_by(cast.bob, one))
    end(cast.ada, over)
    draft = draft_under(cast.ada, cast.shelter, cast.sheriff, chosen)
    return {
        "release": {"pk": lasting.pk},
        "ended release": {"pk": over.pk},
        "chosen release": {"release": chosen.pk},
        "released": {"pk": released.pk},
        "release over": {"pk": ended.pk},
        "released draft": {"pk": draft.pk},
    }


def _duties(cast: Cast) -> dict[str, dict[str, Any]]:
    """Of child welfare: one that runs late, one that the sheriff is asked to take over, one that was done late."""
    sent, now = make_sent(cast.alice, cast.welfare, cast.sheriff), timezone.now()
    to_hospital = make_sent(cast.alice, cast.welfare, cast.hospital)
    late = begin(cast.alice, sent, "missing", now - timedelta(hours=30))
    asked = begin(cast.alice, sent, "cross_report", now)
    done = begin(cast.alice, sent, "foreign_child", now - timedelta(hours=30))
    begin(cast.alice, sent, "located", now)
    open_one = begin(cast.alice, sent, "abuse_report", now)
    ask(cast.alice, asked, cast.sheriff)
    with acting_as(cast.alice):
        for duty, recipient in ((late, "ncmec"), (done, "hhs")):
            prove(by=cast.alice, duty=duty, recipient=recipient, done_at=now, how="online", held="yes")
        put_forward(by=cast.alice, duty=late, body=cast.body, basis=Basis.OWN_RULES)
    duties = {"duty": late, "asked duty": asked, "done duty": done, "open duty": open_one}
    cases = {"case": {"case": sent.case_id}, "hospital case": {"case": to_hospital.case_id}}
    return cases | {name: {"pk": duty.pk} for name, duty in duties.items()}


def _routing(cast: Cast, case: UUID) -> dict[str, dict[str, Any]]:
    """A call that went on to a desk, and a person who was sent outside the team."""
    call = make_sent(cast.cora, cast.court, cast.hospital, source_type="hotel", note="")
    make_draft(cast.cora, cast.court, cast.sheriff, source_type="school", note="")
    with acting_as(cast.alice):
        noted = log_outside(
            by=cast.alice,
            case=Case.objects.get(pk=case),
            organisation=Organisation.objects.get(),
            service="shelter",
            referred_on=timezone.localdate(),
        )
    return {"call": {"pk": call.pk}, "outside": {"pk": noted.pk}}


def _directory(cast: Cast) -> dict[str, dict[str, Any]]:
    """The sheriff takes people, has a waitlist, and said long ago that it takes nobody; one organisation outside."""
    entry = offer(cast.sheriff, Service.CRISIS, languages=["english"], features=["all_hours", "no_fee"])
    offer(cast.sheriff, Service.SHELTER, capacity="waitlist", ages=["15_17"])
    offer(cast.sheriff, Service.BASIC, capacity="not_taking", checked_on=date(2026, 1, 5))
    offer(cast.hospital, Service.SHELTER)
    with acting_as(cast.cora):
        add_organisation(by=cast.cora, name="Harbor Outside (invented)", services=["shelter", "basic"])
    return {"service": {"pk": entry.pk}}


def _screenings(cast: Cast, case: UUID) -> dict[str, dict[str, Any]]:
    """One that nobody has decided about, one that somebody has; a case that is suspected; the team's own checklist."""
    many, decided = keep(cast.alice), keep(cast.alice)
    add_list(cast.adam)
    with acting_as(cast.alice):
        decide(by=cast.alice, screening=decided, action="look_again")
        say_standing(by=cast.alice, case=Case.objects.get(pk=case), kind="suspected", holds=True)
    return {
        "many signs": {"pk": many.pk},
        "decided screening": {"pk": decided.pk},
        "signs of a case": {"key": "county-signs", "case": case},
    }


def _lapsed(cast: Cast) -> Referral:
    """One that nobody answered: its times are over, and the clock has done all that it does."""
    lapsed = make_sent(cast.alice, cast.welfare, cast.sheriff)
    past = timezone.now() - timedelta(days=1)
    with acting_as_system(cast.team.pk):
        Referral.objects.filter(pk=lapsed.pk).update(answer_by=past, remind_at=past, deputy_at=past, lapse_at=past)
    assert tick() == 3
    return lapsed


def _meetings(cast: Cast) -> dict[str, dict[str, Any]]:
    """The next meeting with an agenda half built, the one after it published, and actions open and done."""
    meeting = draft(cast, referrals=3, actions=3)
    with acting_as_system(cast.team.pk):
        items = [item.pk for item in AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")]
        _, later = Meeting.objects.select_related("body").order_by("starts_at")[:2]
        draft_agenda(later, by=System("agenda job"))
        packet = Part.objects.get(body=cast.body, kind=PartKind.OPEN).pk
        done = ActionItem.objects.select_related("body").latest("due_on")
    with acting_as(cast.chris):
        topic = add_topic(cast.body, words="Report on training", kept_words=0, by=cast.chris)
        add(meeting, items=items[:4], by=cast.chris)
        publish(later, by=cast.chris)
    with acting_as(cast.carol):
        finish(done, by=cast.carol)
        part = Part.objects.get(pk=packet)
        ask = ask_staffing(part, soon=HowSoon.WEEK, why=WhyStaffing.STUCK, minutes=30, by=cast.carol)
    return {
        "ask": {"pk": ask.pk},
        "meeting": {"pk": meeting.pk},
        "published": {"pk": later.pk},
        "open_packet": {"pk": later.pk, "part": packet},
        "item": {"pk": meeting.pk, "item": items[0]},
        **meetings_that_are_held(cast, meeting, topic),
    }


def _rooms(cast: Cast, item: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """A subcommittee that `chris` chairs, with child welfare and the sheriff in it: one item waits, one is taken."""
    body = open_room(cast)
    with acting_as(cast.alice):
        waits, taken = (raise_item(body, words=words, kept_words=0, by=cast.alice) for words in ("Nights", "Beds"))
        take(QueueItem.objects.select_related("body__team").get(pk=taken.pk), by=cast.alice)
    return {
        "room": {"body": body.pk},
        **share_a_case(cast, body),
        "waiting item": {"pk": waits.pk},
        "taken item": {"pk": taken.pk},
        "item to give": {"pk": item["pk"], "item": item["item"]},
    }


def _second_steps(user: User) -> Authenticator:
    """Every second step at sign-in that there is. Returns the key."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return WebAuthn.add(user, "Blue key", _registered()).instance


def _registered() -> dict[str, Any]:
    """What a browser sends when a security key is added (WebAuthn 5.1.3): a fresh key that nobody holds."""
    name = b"a key of the tests"
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(bytes(16), name, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    attested = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, held), {})
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    return {
        "id": websafe_encode(name),
        "rawId": websafe_encode(name),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)},
    }
