"""The workflow as a table: the states, who moves what, and what each move leaves behind.

Everything that moves a referral reads this table: policies, actions, pages, the event kinds, the database's own
constraint (a test holds the migration against it) and the drawing in docs/workflow.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models

from referrals.choices import State


class Side(models.TextChoices):
    SENDER = "sender", "the sender"
    RECEIVER = "receiver", "the receiver"


@dataclass(frozen=True)
class Move:
    """One thing a side may do. `target` is None when the state stays (a step) or goes back (an undo).

    `button` is what is pressed, `done` what the page then says, `event` the ledger's sentence, `tells` the side that
    gets a notice. `plain` marks the moves open to a release-bound receiver without a release back.
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


_OPEN = frozenset({State.SENT, State.QUESTION, State.WAITLISTED})
_LIVE = _OPEN | {State.ACCEPTED}


def _table(*moves: Move) -> Mapping[str, Move]:
    return {move.key: move for move in moves}


MOVES: Final = _table(
    Move(
        "send", Side.SENDER, frozenset({State.DRAFT}), State.SENT,
        "Send", "Sent", "sent {codes}", tells=Side.RECEIVER,
    ),
    Move(
        "accept", Side.RECEIVER, _OPEN, State.ACCEPTED,
        "Accept", "Accepted", "accepted {codes}", tells=Side.SENDER, plain=True,
    ),
    Move(
        "undo_accept", Side.RECEIVER, frozenset({State.ACCEPTED}), None,
        "Undo", "Not accepted any more", "took back their yes to {codes}", tells=Side.SENDER, plain=True,
    ),
    Move(
        "decline", Side.RECEIVER, _OPEN, State.DECLINED,
        "Decline", "Declined", "declined {codes}", tells=Side.SENDER, plain=True,
    ),
    Move(
        "ask", Side.RECEIVER, frozenset({State.SENT, State.WAITLISTED}), State.QUESTION,
        "Ask", "Question asked", "asked a question about {codes}", tells=Side.SENDER,
    ),
    Move(
        "answer", Side.SENDER, frozenset({State.QUESTION}), State.SENT,
        "Answer", "Answered", "answered a question about {codes}", tells=Side.RECEIVER,
    ),
    Move(
        "waitlist", Side.RECEIVER, frozenset({State.SENT, State.QUESTION}), State.WAITLISTED,
        "Waitlist", "Waitlisted", "put {codes} on their waitlist", tells=Side.SENDER,
    ),
    Move(
        "close", Side.RECEIVER, frozenset({State.ACCEPTED}), State.CLOSED,
        "Close", "Closed", "closed {codes}", tells=Side.SENDER, plain=True,
    ),
    Move(
        "withdraw", Side.SENDER, _LIVE, State.WITHDRAWN,
        "Withdraw", "Withdrawn", "withdrew {codes}", tells=Side.RECEIVER,
    ),
    Move(
        "called", None, _LIVE, None,
        "We called", "Called", "noted a call about {codes}",
    ),
    Move(
        "identified", None, _LIVE, None,
        "Identified by phone", "Identified by phone", "noted that both sides know whom {codes} is about",
    ),
)  # fmt: skip


def allowed_pairs() -> frozenset[tuple[str, str]]:
    """Every (from, to) that a row's state may take; an undo goes back to where its yes came from."""
    forward = {(source.value, move.target.value) for move in MOVES.values() if move.target for source in move.sources}
    back = {(State.ACCEPTED.value, source.value) for source in MOVES["accept"].sources}
    return frozenset(forward | back)


OPEN_STATES: Final = _OPEN
LIVE_STATES: Final = _LIVE
ENDED_STATES: Final = frozenset({State.DECLINED, State.CLOSED, State.WITHDRAWN})
