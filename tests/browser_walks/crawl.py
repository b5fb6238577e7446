"""The crawl list: every page of the system, who visits it, and in which state. One line for a new route."""

from dataclasses import dataclass
from typing import Final

from tests.referrals.cast import PASSWORD


@dataclass(frozen=True)
class Stop:
    """A page as one person finds it: empty, full, in error, or a file, which is only asked for.

    `who` is of the cast (tests/referrals/cast.py), or nobody. `at` names what the address needs (world.py). With
    `send`, the page's form is sent with `typed` (label and words) in it, beginning at the page `via` where it differs;
    of several forms the one with the button `press`.
    """

    route: str
    who: str
    state: str = "full"
    at: str = ""
    query: str = ""
    send: bool = False
    typed: tuple[tuple[str, str], ...] = ()
    via: str = ""
    press: str = ""
    status: int = 200

    def __str__(self) -> str:
        words = (
            self.route,
            self.at,
            self.query,
            f"as {self.who or 'nobody'}",
            self.state,
            *(label for label, _ in self.typed),
        )
        return " ".join(word for word in words if word)


def empty(route: str, who: str, at: str = "") -> Stop:
    return Stop(route, who, "empty", at)


def error(route: str, who: str, at: str = "", **typed: str) -> Stop:
    """What the page says after its form was sent as it stands, or with `typed` in it; `_` stands for a space."""
    return Stop(route, who, "error", at, send=True, typed=_typed(**typed))


def _typed(**typed: str) -> tuple[tuple[str, str], ...]:
    return tuple((label.replace("_", " "), words) for label, words in typed.items())


def gone(route: str, who: str, at: str) -> Stop:
    """The page in the place of one that this person may not know of."""
    return Stop(route, who, "error", at, status=404)


def file(route: str, who: str, at: str = "") -> Stop:
    return Stop(route, who, "file", at)


SIGN_IN: Final = (
    Stop("account_login", ""),
    error("account_login", ""),
    error("account_login", "", Email="nobody@example.org", Password="wrong words"),
    Stop(
        "mfa_authenticate", "", via="account_login", send=True,
        typed=_typed(Email="otto@example.org", Password=PASSWORD),
    ),
    error("mfa_authenticate", "", Code="000000"),
    Stop("account_reset_password", ""),
    error("account_reset_password", ""),
    Stop("account_reset_password_done", ""),
    Stop("account_reset_password_from_key", "", at="reset key"),
    error("account_reset_password_from_key", "", "reset key"),
    empty("account_reset_password_from_key", "", "used key"),
    Stop("account_reset_password_from_key_done", ""),
    Stop("account_change_password", "anna"),
    error("account_change_password", "anna"),
    Stop("account_reauthenticate", "anna"),
    error("account_reauthenticate", "anna"),
    Stop("mfa_reauthenticate", "otto"),
    error("mfa_reauthenticate", "otto", Code="000000"),
    Stop("mfa_reauthenticate_webauthn", "otto"),
    empty("mfa_index", "anna"),
    Stop("mfa_index", "otto"),
    Stop("mfa_activate_totp", "anna"),
    error("mfa_activate_totp", "anna"),
    Stop("mfa_deactivate_totp", "otto"),
    Stop("mfa_view_recovery_codes", "otto"),
    Stop("mfa_generate_recovery_codes", "otto"),
    file("mfa_download_recovery_codes", "otto"),
    empty("mfa_list_webauthn", "anna"),
    Stop("mfa_list_webauthn", "otto"),
    Stop("mfa_add_webauthn", "otto"),
    Stop("mfa_edit_webauthn", "otto", at="security key"),
    error("mfa_edit_webauthn", "otto", "security key", Name=""),
    Stop("mfa_remove_webauthn", "otto", at="security key"),
)  # fmt: skip

TEAM: Final = (
    *(empty("home", who) for who in ("alice", "ada", "chris", "cora", "lena")),
    *(Stop("home", who) for who in ("alice", "bob", "ada", "chris", "cora", "dana", "anna", "adam", "lena")),
    *(Stop("account", who) for who in ("alice", "adam")),
    Stop("accept-invitation", "", at="invitation"),
    error("accept-invitation", "", "invitation"),
    gone("accept-invitation", "", "used invitation"),
    empty("people", "lena"),
    *(Stop("people", who) for who in ("lena", "adam")),
    *(Stop("invite", who) for who in ("lena", "adam")),
    error("invite", "adam"),
    error("invite", "lena", Email_addresses="no address"),
    *(Stop("person", who, at="person") for who in ("lena", "adam")),
    gone("person", "lena", "stranger"),
    Stop("change-roles", "adam", at="person"),
    error("change-roles", "adam", "person", Partner=""),
    Stop("agencies", "adam"),
    Stop("add-agency", "adam"),
    error("add-agency", "adam"),
    *(Stop("agency", who, at="agency") for who in ("lena", "adam")),
    Stop("change-bindings", "adam", at="agency"),
    error("change-bindings", "adam", "agency", Sector=""),
    Stop("add-desk", "lena", at="agency"),
    error("add-desk", "lena", "agency"),
    Stop("desk", "lena", at="desk"),
    error("desk", "lena", "desk", Name_of_the_desk=""),
    Stop("close-desk", "adam", at="desk"),
    Stop("leave-team", "adam", at="agency"),
    Stop("bodies", "adam"),
    error("bodies", "adam"),
    Stop("body", "adam", at="body"),
)  # fmt: skip

MEETINGS: Final = (
    Stop("notices", "bob"),
    empty("notices", "bob"),
    Stop("my-settings", "bob"),
    Stop("mail-counts", "adam"),
    *(empty("meetings", who) for who in ("chris", "alice")),
    *(Stop("meetings", who) for who in ("chris", "carol", "alice")),
    Stop("agenda", "chris", at="meeting"),
    Stop("agenda", "carol", at="meeting"),
    empty("agenda", "carol", "published"),
    gone("agenda", "alice", "meeting"),
    file("agenda-pdf", "carol", "open_packet"),
    Stop("meeting-month", "chris", at="meeting"),
    Stop("sections", "chris", at="body"),
    error("sections", "chris", "body", Items_at_most="0"),
    Stop("presenters", "carol", at="meeting"),
    Stop("raise-topic", "carol", at="body"),
    error("raise-topic", "carol", "body"),
    Stop("ask-staffing", "carol", at="body"),
    error("ask-staffing", "carol", "body"),
    Stop("staffing", "chris", at="ask"),
    error("staffing", "chris", "ask"),
    Stop("parts", "chris", at="body"),
    Stop("parts", "chris", "error", "body", send=True, press="Add the part"),
    Stop("parts", "alice", "error", "body", status=403),
    file("invitation", "carol", "meeting"),
    empty("feed", "carol"),
    Stop("calendar-feed", "", "error", "used feed", status=404),
    Stop("packets", "chris", at="meeting"),
    Stop("build-agenda", "chris", at="meeting"),
    empty("build-agenda", "chris", "published"),
    Stop("preview-agenda", "chris", at="meeting"),
    empty("preview-agenda", "chris", "published"),
    Stop("agenda-item", "chris", at="item"),
    Stop("step-back", "chris", at="item"),
    error("step-back", "chris", "item"),
    Stop("item-people", "chris", at="item"),
    error("item-people", "chris", "item"),
    empty("series", "chris", "body"),
    error("series", "chris", "body", Place=""),
    Stop("series", "chris", at="body"),
    Stop("give-action", "chris", at="body"),
    error("give-action", "chris", "body"),
    empty("topics", "chris", "body"),
    Stop("topics", "chris", at="body"),
    error("topics", "chris", "body"),
    error("topics", "chris", "body", Topic="Call 503-555-0188"),
    Stop("run-meeting", "chris", "empty", at="published"),
    Stop("run-meeting", "cora", at="held"),
    Stop("run-meeting", "chris", at="over"),
    Stop("run-meeting", "carol", "error", at="held", status=403),
    Stop("run-item", "chris", at="held item"),
    Stop("run-item", "cora", at="held item"),
    Stop(
        "run-item",
        "chris",
        "error",
        "held item",
        send=True,
        press="Save and finish",
        typed=_typed(Words_for_the_minutes="Call 503-555-0188"),
    ),
    Stop("room-copy", "chris", at="held"),
    Stop("room-copy", "chris", "empty", at="published"),
    empty("attendance", "chris", "published"),
    Stop("attendance", "chris", at="held"),
    Stop("attendance", "chris", "error", at="over", send=True, press="Save who is here"),
    empty("acknowledge", "carol", "published"),
    Stop("statement", "carol"),
    Stop("set-statement", "chris"),
    error("set-statement", "chris", Statement=""),
    Stop("holding-rules", "chris", at="body"),
    error("holding-rules", "chris", "body", Years_to_keep_minutes_of_case_reviews="0"),
    empty("meeting-minutes", "carol", "published"),
    Stop("meeting-minutes", "carol", at="over"),
    Stop("meeting-minutes", "chris", at="over"),
    file("minutes-pdf", "carol", "minutes"),
    Stop("add-to-minutes", "chris", at="minutes"),
    error("add-to-minutes", "chris", "minutes"),
    *(empty("actions", who) for who in ("chris", "carol")),
    *(Stop("actions", who) for who in ("chris", "carol")),
)

_SEEN_BY_BOTH: Final = ("sent", "asked", "accepted", "closed", "withdrawn", "back")
REFERRALS: Final = (
    empty("inbox", "bob"),
    Stop("inbox", "bob"),
    Stop("inbox", "bob", query="?tab=accepted"),
    Stop("inbox", "bob", query="?tab=closed"),
    empty("inbox", "ada"),
    Stop("inbox", "bob", query="?service=shelter&urgency=routine&days=7"),
    Stop("inbox", "bob", query="?service=legal_victim&overdue=on"),
    Stop("referral", "bob", at="sent", query="?list=inbox&tab=waiting"),
    empty("views", "bob", "inbox list"),
    Stop("views", "bob", at="inbox list", query="?service=shelter"),
    Stop("views", "bob", "error", at="inbox list", query="?service=shelter", send=True),
    Stop("find", "bob"),
    error("find", "bob"),
    error("find", "bob", Code="RF-7F3K-9QXM-2"),
    Stop("export", "lena", at="inbox list"),
    error("export", "lena", "inbox list"),
    *(Stop("seen-by", who, at="sent") for who in ("alice", "bob")),
    gone("seen-by", "carol", "sent"),
    Stop("kept-from", "alice", at="sent"),
    error("kept-from", "alice", "sent"),
    empty("own-walls", "alice"),
    empty("outbox", "alice"),
    Stop("outbox", "alice"),
    Stop("outbox", "alice", query="?tab=accepted"),
    Stop("outbox", "alice", query="?tab=closed"),
    Stop("send", "alice"),
    error("send", "alice"),
    error("send", "alice", Note="Call her on 503-555-0188"),
    error("send", "alice", Note="Met Marisol on the bus"),
    Stop("send", "ada"),
    *(Stop("draft", "alice", at=draft) for draft in ("draft", "bare draft")),
    error("draft", "alice", "bare draft"),
    *(Stop("draft", "bob", at=f"draft {state}") for state in ("waits", "allowed", "refused")),
    error("send", "bob", Note="The front desk is 503-555-0188"),
    empty("waiting-notes", "lena"),
    Stop("waiting-notes", "lena"),
    Stop("waiting-note", "lena", at="note waits"),
    error("waiting-note", "lena", "note waits"),
    Stop("check", "alice", at="draft"),
    error("check", "alice", "draft"),
    Stop("sent", "alice", at="sent"),
    *(Stop("referral", who, at=at) for who in ("alice", "bob") for at in _SEEN_BY_BOTH),
    Stop("referral", "alice", at="declined"),
    gone("referral", "carol", "sent"),
    Stop("put-forward", "alice", at="sent"),
    error("put-forward", "alice", "sent"),
    *(Stop("decide", "bob", at=f"{key} sent") for key in ("decline", "ask", "waitlist")),
    *(error("decide", "bob", f"{key} sent") for key in ("decline", "ask", "waitlist")),
    Stop("decide", "bob", at="close accepted"),
    error("decide", "bob", "close accepted"),
    Stop("decide", "bob", "error", "decline accepted"),
    Stop("decide", "alice", at="withdraw sent"),
    Stop("decide", "alice", at="answer asked"),
    error("decide", "alice", "answer asked"),
    empty("standing-rules", "lena"),
    Stop("standing-rules", "lena"),
    error("standing-rules", "lena"),
    empty("old-log", "ada"),
    Stop("old-log", "ada"),
    empty("still-open", "bob"),
    Stop("still-open", "bob"),
    Stop("import", "cora"),
    error("import", "cora"),
    Stop("import", "cora", send=True, typed=_typed(The_log="log.csv")),
)  # fmt: skip

ROUTING: Final = (
    empty("who", "alice"),
    Stop("who", "alice", query="?service=shelter&age_group=25_over&language=spanish"),
    Stop("who", "cora", query="?service=shelter"),
    Stop("who", "alice", "error", query="?service=nothing"),
    Stop("again", "alice", at="sent"),
    empty("phoned-in", "cora"),
    Stop("phoned-in", "cora"),
    Stop("phoned-in", "cora", "error", query="?next=1"),
    Stop("log-call", "cora", query="?caller=hotel"),
    Stop("log-call", "cora", "error", query="?caller=hotel", send=True),
    Stop("log-call", "cora", query="?caller=advocate"),
    Stop("sent", "cora", at="call"),
    Stop("referral", "cora", at="call"),
    empty("outside", "alice"),
    Stop("outside", "alice"),
    Stop("log-outside", "alice", at="case"),
    error("log-outside", "alice", "case"),
    Stop("outside-outcome", "alice", at="outside"),
    error("outside-outcome", "alice", "outside"),
)

DUTIES: Final = (
    empty("duties", "alice"),
    *(Stop("duties", who) for who in ("alice", "bob")),
    Stop("duties", "alice", query="?tab=stopped"),
    Stop("start-duty", "alice", at="case"),
    Stop("start-duty", "carol", at="hospital case"),
    error("start-duty", "alice", "case"),
    *(Stop("duty", "alice", at=at) for at in ("duty", "asked duty", "done duty")),
    Stop("duty", "bob", at="asked duty"),
    gone("duty", "bob", "duty"),
    Stop("duty", "chris", at="duty"),
    Stop("put-duty-forward", "alice", at="open duty"),
    error("put-duty-forward", "alice", "open duty"),
    Stop("prove-duty", "alice", at="duty"),
    error("prove-duty", "alice", "duty"),
    Stop("duty-not-applicable", "alice", at="duty"),
    error("duty-not-applicable", "alice", "duty"),
    Stop("offer-duty", "alice", at="open duty"),
    error("offer-duty", "alice", "open duty"),
    Stop("duty-rules", "adam"),
    error("duty-rules", "adam"),
)  # fmt: skip

RELEASES: Final = (
    empty("releases", "ada"),
    Stop("releases", "ada"),
    Stop("releases", "ada", query="?tab=ended"),
    Stop("record-release", "ada"),
    Stop("record-release", "alice"),
    error("record-release", "ada"),
    *(Stop("release", "ada", at=at) for at in ("release", "ended release")),
    gone("release", "bob", "release"),
    Stop("revoke-release", "ada", at="release"),
    error("revoke-release", "ada", "release"),
    empty("choose-release", "ada"),
    Stop("choose-release", "ada"),
    Stop("send-under", "ada", at="chosen release"),
    error("send-under", "ada", "chosen release"),
    Stop("draft-release", "ada", at="released draft"),
    Stop("referral", "ada", at="released"),
    Stop("referral", "bob", at="released"),
    Stop("referral", "bob", at="release over"),
    Stop("referral", "ada", at="release over"),
    Stop("again", "ada", at="released"),
    Stop("release-settings", "adam"),
    Stop("release-settings", "adam", "error", send=True, typed=(("How many days may a release last at most?", "0"),)),
)  # fmt: skip

SCREENING: Final = (
    empty("screenings", "alice"),
    *(Stop("screenings", who) for who in ("alice", "ada")),
    Stop("choose-checklist", "alice", at="case"),
    Stop("screen", "alice", at="county signs"),
    error("screen", "alice", "county signs"),
    Stop("screen-case", "alice", at="signs of a case"),
    error("screen-case", "alice", "signs of a case"),
    *(Stop("screening", "alice", at=at) for at in ("many signs", "decided screening")),
    error("screening", "alice", "many signs"),
    gone("screening", "bob", "many signs"),
    empty("standing", "bob", "case"),
    Stop("standing", "alice", at="case"),
    error("standing", "alice", "case"),
    empty("instruments", "adam"),
    Stop("instruments", "adam"),
    Stop("add-checklist", "adam"),
    error("add-checklist", "adam"),
    error("add-checklist", "adam", Its_items="Call 503-555-0188"),
)  # fmt: skip

HOURS: Final = (
    empty("closures", "lena"),
    Stop("closures", "lena"),
    error("closures", "lena"),
    empty("county-days", "cora"),
    Stop("county-days", "cora"),
    error("county-days", "cora"),
    Stop("desk-hours", "lena", at="desk"),
    error("desk-hours", "lena", "desk", Opens="18:00"),
    Stop("again", "alice", at="declined"),
    error("again", "alice", "declined"),
    Stop("referral", "alice", at="lapsed"),
    gone("referral", "bob", "lapsed"),
)

DIRECTORY: Final = (
    *(empty("services", who) for who in ("bob", "lena")),
    *(Stop("services", who) for who in ("bob", "lena")),
    Stop("add-service", "lena", at="desk"),
    error("add-service", "lena", "desk"),
    Stop("change-service", "lena", at="service"),
    error("change-service", "lena", "service", English=""),
    empty("kept-directory", "cora"),
    *(Stop("kept-directory", who) for who in ("cora", "adam")),
    error("kept-directory", "cora"),
    error("kept-directory", "cora", Name_of_the_organization="Call 503-555-0188"),
)

ROOMS: Final = (
    empty("rooms", "carol"),
    *(Stop("rooms", who) for who in ("alice", "carol")),
    *(Stop("room", who, at="room") for who in ("chris", "alice")),
    gone("room", "carol", "room"),
    Stop("room-purpose", "chris", at="room"),
    error("room-purpose", "chris", "room", What_it_is_for="Call 503-555-0188"),
    Stop("end-room", "chris", at="room"),
    Stop("room-people", "chris", at="room"),
    error("room-people", "chris", "room"),
    Stop("raise-item", "alice", at="room"),
    error("raise-item", "alice", "room"),
    Stop("queue-item", "bob", at="waiting item"),
    Stop("queue-item", "alice", at="taken item"),
    Stop("report-queue-item", "alice", at="taken item"),
    error("report-queue-item", "alice", "taken item"),
    Stop("give-back-queue-item", "alice", at="taken item"),
    error("give-back-queue-item", "alice", "taken item"),
    Stop("give-to-subcommittee", "chris", at="item to give"),
    error("give-to-subcommittee", "chris", "item to give"),
)

AUDIT: Final = (
    empty("audit", "dana"),
    Stop("audit", "dana"),
    error("audit", "dana", Code="Sarah"),
    Stop("audit", "dana", send=True, typed=_typed(Code="HT-7F3K-9QXM-2")),
    Stop("audit-export", "dana"),
    error("audit-export", "dana"),
    empty("audit-checkpoint", "dana"),
    Stop("audit-checkpoint", "dana"),
)

SHELL: Final = (
    Stop("help", ""),
    Stop("help", "alice"),
    Stop("gallery", ""),
    Stop("gallery-sample", "", at="sample"),
)

STOPS: Final = (
    *SIGN_IN,
    *TEAM,
    *MEETINGS,
    *REFERRALS,
    *ROUTING,
    *DUTIES,
    *RELEASES,
    *SCREENING,
    *HOURS,
    *DIRECTORY,
    *ROOMS,
    *AUDIT,
    *SHELL,
)

# Forms in which nothing can be wrong: a button asks nothing, and a security key speaks for itself.
NOTHING_TO_GET_WRONG: Final = {
    "acknowledge",
    "audit-checkpoint",
    "choose-release",
    "close-desk",
    "draft-release",
    "end-room",
    "feed",
    "leave-team",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "my-settings",
    "packets",
    "old-log",
    "statement",
    "still-open",
}
