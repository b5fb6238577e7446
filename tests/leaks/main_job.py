"""The main job with the canary in every text: drafted, deleted, refused, kept, sent, asked about, brought in."""

import re
from typing import Final
from uuid import UUID

from mdt.directory.actions import add_organisation
from mdt.meetings.actions.topics import add_topic
from privacy.wall import acting_as
from tests.browser_walks.held import meetings_that_are_held, open_room
from tests.browser_walks.meeting import draft
from tests.leaks.sweep import CANARY, WANTED, Sweep
from tests.leaks.visitor import Form, Page, Visitor
from tests.referrals.cast import build_cast
from tests.referrals.log import csv_text, row

_NEW: Final = "/referrals/new/"
_NOTES: Final = "/referrals/notes/"
_CODE: Final = re.compile(r"RF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


def people() -> tuple[UUID, UUID]:
    """The invented team of the tests, an organisation outside it, a meeting in progress, one that is over, and a room.

    Gives the keys of the sheriff's desk and of the meeting in progress.
    """
    cast = build_cast()
    with acting_as(cast.cora):
        add_organisation(by=cast.cora, name="Harbor Outside (invented)", services=["shelter"])
    meeting = draft(cast, referrals=1, actions=1)
    with acting_as(cast.chris):
        topic = add_topic(cast.body, words="Report on training", kept_words=0, by=cast.chris)
    held = meetings_that_are_held(cast, meeting, topic)["held"]["pk"]
    open_room(cast)
    return cast.sheriff.pk, held


class MainJob:
    """Alice sends to the desk with the key `desk`, where Bob sits. `codes` are those of what was sent."""

    def __init__(self, sweep: Sweep, desk: str) -> None:
        self.sweep = sweep
        self.alice, self.bob = sweep.sign_in("alice@example.org"), sweep.sign_in("bob@example.org")
        self.lena = sweep.sign_in("lena@example.org")
        self.choices = WANTED | {"desk": [desk], "report": ["made"]}
        self.codes: list[str] = []

    def do(self) -> None:
        self._drafts()
        self._refused()
        self._typed()
        self._stopped("refuse")
        self._stopped("allow")
        first = self._send(self._write(f"{CANARY} is near the safe place"))
        second = self._send(self._kept())
        self._decide(first, "ask")
        self._answer(first)
        # Once more, so that the sweep finds a question that waits for its answer.
        self._decide(first, "ask")
        self._press(second, "accept")
        self._press(second, "identified")
        self._put_forward(first)

    def _write(self, note: str, *more: tuple[str, str], form: Form | None = None) -> Page:
        form = form or self.alice.read(_NEW).form(_NEW)
        self.sweep.typed |= set(form.typed())
        return self.alice.send(form, [*form.filled(lambda name, kind: note, self.choices), *more])

    def _drafts(self) -> None:
        """One that stays, and one that is deleted: its bytes stay in the database's files for a while."""
        for _ in range(2):
            drafts = self._write(f"{CANARY} is written down for later", ("later", "1"))
        gone = self.alice.send(drafts.form("/discard/"), drafts.form("/discard/").filled(lambda name, kind: "", {}))
        assert len([form for form in gone.forms() if form.action.endswith("/discard/")]) == 1

    def _refused(self) -> None:
        """The words stay on the writer's screen and go nowhere else."""
        page = self._write(f"{CANARY} call 503-555-0188")
        assert page.path == _NEW and CANARY in page.text and "phone number" in page.text

    def _typed(self) -> None:
        """What the page asks while its writer still types."""
        form = self.alice.read(_NEW).form(_NEW)
        token = [
            (name, value) for name, value in form.filled(lambda name, kind: "", {}) if name == "csrfmiddlewaretoken"
        ]
        live = Form("/words/check/", "post")
        page = self.alice.send(live, [*token, ("words-field", "note"), ("note", f"{CANARY} call 503-555-0188")])
        assert page.status == 200 and CANARY in page.text

    def _stopped(self, answer: str) -> None:
        """Bob's stopped note waits for his lead, who reads it and answers."""
        form = self.bob.read(_NEW).form(_NEW)
        desks = [option for option in form.fields["desk"].options if option]
        typed = form.filled(lambda name, kind: f"{CANARY} call 503-555-0188", WANTED | {"desk": desks[:1]})
        draft = self.bob.send(form, [*typed, ("ask_lead", "1")])
        assert "waits for your lead" in draft.text and CANARY not in draft.text
        waiting = next(link for link in self.lena.read(_NOTES).links() if re.fullmatch(rf"{_NOTES}[\w-]+/", link))
        page = self.lena.read(waiting)
        assert CANARY in page.text
        self.lena.send(page.form(waiting), page.form(waiting).filled(lambda name, kind: "", {"answer": [answer]}))
        if answer == "allow":
            draft = self.bob.read(draft.path)
            check = self.bob.send(draft.form("/note/use/"), draft.form("/note/use/").filled(lambda name, kind: "", {}))
            assert CANARY in check.text

    def _kept(self) -> Page:
        """What the guard asks about, and its writer keeps."""
        note = f"met Marisol near the {CANARY}"
        asked = self._write(note)
        assert asked.path == _NEW and "note-keep-" in asked.text
        return self._write(note, form=asked.form(_NEW))

    def _send(self, check: Page) -> str:
        form = check.form("/check/")
        sent = self.alice.send(form, form.filled(lambda name, kind: "", self.choices))
        assert sent.path.endswith("/sent/"), sent.text
        self.codes += _CODE.findall(sent.text)[:1]
        return sent.path.removesuffix("sent/")

    def _decide(self, referral: str, key: str) -> None:
        form = self.bob.read(f"{referral}decide/{key}/").form(f"/{key}/")
        assert self.bob.send(form, form.filled(lambda name, kind: CANARY, {})).path == referral

    def _answer(self, referral: str) -> None:
        form = self.alice.read(f"{referral}decide/answer/").form("/answer/")
        self.sweep.typed |= set(form.typed())
        assert self.alice.send(form, form.filled(lambda name, kind: f"{CANARY} again", {})).path == referral

    def _press(self, referral: str, key: str) -> None:
        form = self.bob.read(referral).form(f"/{key}/")
        assert self.bob.send(form, form.filled(lambda name, kind: "", {})).status == 200

    def _put_forward(self, referral: str) -> None:
        """The sender lets the meeting body see it."""
        form = self.alice.read(f"{referral}put-forward/").form("/put-forward/")
        assert self.alice.send(form, form.filled(lambda name, kind: "", {})).path == referral


def build_agenda(chair: Visitor) -> None:
    """Look for what is due, and put all of it on the agenda, so that each item's page can be reached."""
    page = chair.read(next(link for link in chair.read("/meetings/").links() if link.endswith("/build/")))
    for press in ("/draft/", "/add/"):
        form = page.form(press)
        page = chair.send(form, form.filled(lambda name, kind: "", {}))
        assert page.path.endswith("/build/")


def bring_in(coordinator: Visitor) -> None:
    """An old log: what is refused is told by its place, and what may come in is brought in."""
    form = coordinator.read("/old-log/import/").form("/import/")
    person = {"age_group": "under 12", "language": "Chuukese", "concern": "at risk", "noticed": "longer ago"}
    good = row(**person, note=f"{CANARY} near the safe place")
    bad = row(note=f"{CANARY} call 503-555-0188", concern=CANARY, to_agency=f"{CANARY} House")
    seen = coordinator.send(form, form.filled(lambda name, kind: "", {}), _log(good, bad))
    assert "What cannot come in" in seen.text and CANARY not in seen.text
    done = coordinator.send(seen.form("/import/"), seen.form("/import/").filled(lambda name, kind: "", {}))
    assert "1 row brought in." in done.text


def _log(*rows: dict[str, str]) -> tuple[str, bytes]:
    return f"{CANARY}.csv", csv_text(rows).encode()
