"""The workflow as a table: the states, who moves what, and what each move leaves behind.

Everything that moves a referral reads this table: policies, actions, pages, the clock, the event kinds, the database's
own constraint (a test holds the migration against it) and the drawing in docs/workflow.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models

from referrals.choices import State


class Side(models.TextChoices):
    SENDER = "sender", "the sender"
    RECEIVER = "receiver", "the receiver"
    CLOCK = "clock", "the clock"


@dataclass(frozen=True)
class Move:
    """One thing a side may do; `side` None is either of the two agencies.

    `target` is None when the state stays (a step) or goes back (`takes_back` names the move that it undoes).
    `button` is what is pressed, nothing where nobody presses it; `done` is what the page then says; `event` is the
    ledger's sentence, nothing where another event tells it already; `tells` is the side that gets a notice and `shows`
    what the other side then sees. `reason` says which coded answer goes with it. `plain` marks the moves open to a
    release-bound receiver without a release back, and those of which its sender may know.
    """

    key: str
    side: Side | None
    sources: frozenset[State]
    target: State | None
    button: str
    done: str
    event: str
    tells: Side | None = None
    plain: bool = False
    takes_back: str = ""
    reason: str = ""
    shows: str = ""
    permission: str = "referrals.answer"


_OPEN = frozenset({State.SENT, State.QUESTION, State.WAITLISTED})
_LIVE = _OPEN | {State.ACCEPTED}
_BACK = "the referral as it was before"


def _table(*moves: Move) -> Mapping[str, Move]:
    return {move.key: move for move in moves}


MOVES: Final = _table(
    Move(
        "send", Side.SENDER, frozenset({State.DRAFT}), State.SENT,
        "Send", "Sent", "sent {codes}", tells=Side.RECEIVER,
        shows="a new referral in its inbox", permission="referrals.send",
    ),
    Move(
        "seen", Side.RECEIVER, _LIVE, None,
        "", "Seen", "", shows="when it was first opened",
    ),
    Move(
        "accept", Side.RECEIVER, _OPEN, State.ACCEPTED,
        "Accept", "Accepted", "accepted {codes}", tells=Side.SENDER, plain=True, shows="Accepted",
    ),
    Move(
        "undo_accept", Side.RECEIVER, frozenset({State.ACCEPTED}), None,
        "Undo", "Not accepted any more", "took back their yes to {codes}", tells=Side.SENDER, plain=True,
        takes_back="accept", shows=_BACK,
    ),
    Move(
        "unaccept", Side.RECEIVER, frozenset({State.ACCEPTED}), None,
        "Un-accept", "Not accepted any more", "un-accepted {codes}", tells=Side.SENDER, plain=True,
        takes_back="accept", shows=_BACK,
    ),
    Move(
        "connected", Side.RECEIVER, frozenset({State.ACCEPTED}), None,
        "First service given", "Connected: first service given", "noted the first service of {codes}",
        tells=Side.SENDER, shows="Connected, and when",
    ),
    Move(
        "decline", Side.RECEIVER, _OPEN, State.DECLINED,
        "Decline", "Declined", "declined {codes}", tells=Side.SENDER, plain=True,
        reason="why it cannot be taken", shows="Declined with the reason, and Try another desk",
    ),
    Move(
        "undo_decline", Side.RECEIVER, frozenset({State.DECLINED}), None,
        "Undo", "Not declined any more", "took back their no to {codes}", tells=Side.SENDER, plain=True,
        takes_back="decline", shows=_BACK,
    ),
    Move(
        "ask", Side.RECEIVER, frozenset({State.SENT, State.WAITLISTED}), State.QUESTION,
        "Ask", "Question asked", "asked a question about {codes}", tells=Side.SENDER,
        reason="the question", shows="Question asked, and the question",
    ),
    Move(
        "answer", Side.SENDER, frozenset({State.QUESTION}), State.SENT,
        "Answer", "Answered", "answered a question about {codes}", tells=Side.RECEIVER,
        reason="the answer", shows="the answer, and words if its writer may write any",
    ),
    Move(
        "waitlist", Side.RECEIVER, frozenset({State.SENT, State.QUESTION}), State.WAITLISTED,
        "Waitlist", "Waitlisted", "put {codes} on their waitlist", tells=Side.SENDER,
        reason="the review day", shows="Waitlisted, and the review day",
    ),
    Move(
        "undo_waitlist", Side.RECEIVER, frozenset({State.WAITLISTED}), None,
        "Undo", "Not waitlisted any more", "took {codes} off their waitlist again", tells=Side.SENDER,
        takes_back="waitlist", shows=_BACK,
    ),
    Move(
        "close", Side.RECEIVER, frozenset({State.ACCEPTED}), State.CLOSED,
        "Close", "Closed", "closed {codes}", tells=Side.SENDER, plain=True,
        reason="the outcome", shows="Closed, and the outcome",
    ),
    Move(
        "undo_close", Side.RECEIVER, frozenset({State.CLOSED}), None,
        "Undo", "Not closed any more", "opened {codes} again", tells=Side.SENDER, plain=True,
        takes_back="close", shows=_BACK,
    ),
    Move(
        "withdraw", Side.SENDER, _LIVE, State.WITHDRAWN,
        "Withdraw", "Withdrawn", "withdrew {codes}", tells=Side.RECEIVER,
        shows="the code and Withdrawn, nothing else",
    ),
    Move(
        "undo_withdraw", Side.SENDER, frozenset({State.WITHDRAWN}), None,
        "Undo", "Not withdrawn any more", "took back the withdrawal of {codes}", tells=Side.RECEIVER,
        takes_back="withdraw", shows=_BACK,
    ),
    Move(
        "called", None, _LIVE, None,
        "We called", "Called", "noted a call about {codes}", shows="Called, and when",
    ),
    Move(
        "identified", None, _LIVE, None,
        "Identified by phone", "Identified by phone", "noted that both sides know whom {codes} is about",
        shows="Identified by phone, and when",
    ),
    Move(
        "remind", Side.CLOCK, _OPEN, None,
        "", "Reminder sent", "reminded a desk of {codes}", tells=Side.RECEIVER, shows="Reminder sent, and when",
    ),
    Move(
        "deputy", Side.CLOCK, _OPEN, None,
        "", "Handed to the deputy", "told the deputy of {codes}", tells=Side.RECEIVER,
        shows="Handed to the deputy, and when",
    ),
    Move(
        "lapse", Side.CLOCK, _OPEN, State.DECLINED,
        "", "No answer in time", "let {codes} lapse", tells=Side.SENDER,
        reason="no answer in time", shows="No answer in time, and Try another desk; the receiver sees it no more",
    ),
)  # fmt: skip


def taken_back_by(move: Move) -> Move | None:
    """Of a move that takes another back, that other."""
    return MOVES[move.takes_back] if move.takes_back else None


def allowed_pairs() -> frozenset[tuple[str, str]]:
    """Every (from, to) that a row's state may take; what takes a move back goes to where that came from."""
    forward = {(source.value, move.target.value) for move in MOVES.values() if move.target for source in move.sources}
    undone = [undone for move in MOVES.values() if (undone := taken_back_by(move))]
    back = {(move.target.value, source.value) for move in undone if move.target for source in move.sources}
    return frozenset(forward | back)


OPEN_STATES: Final = _OPEN
LIVE_STATES: Final = _LIVE
ENDED_STATES: Final = frozenset({State.DECLINED, State.CLOSED, State.WITHDRAWN})
UNDO_SECONDS: Final = 30
# What can be taken back: its step keeps what the move changed.
KEEPING: Final = frozenset(move.takes_back for move in MOVES.values() if move.takes_back)
