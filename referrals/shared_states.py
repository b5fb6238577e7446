"""Where a referral stands in the words that health records share, for those who exchange with them.

HL7's SDOH Clinical Care guide (3.0.0) tracks a referral as a Task in one of ten states: those of FHIR R4 without
`ready` and `received`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models

from referrals.choices import Outcome, State


class Task(models.TextChoices):
    """The ten states of a referral's Task."""

    DRAFT = "draft"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    FAILED = "failed"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True)
class Standing:
    """Where a referral stands here: its state, and what tells two referrals in one state apart."""

    state: State
    connected: bool = False
    helped: bool = False


# An outcome that says that the person was helped, or taken over by who does.
HELPED: Final = frozenset({Outcome.GOALS_MET, Outcome.TRANSFERRED, Outcome.NO_REPORT, Outcome.NOT_RECORDED})

TASKS: Final[Mapping[Standing, Task]] = {
    Standing(State.DRAFT): Task.DRAFT,
    Standing(State.SENT): Task.REQUESTED,
    Standing(State.QUESTION): Task.REQUESTED,
    Standing(State.WAITLISTED): Task.ON_HOLD,
    Standing(State.ACCEPTED): Task.ACCEPTED,
    Standing(State.ACCEPTED, connected=True): Task.IN_PROGRESS,
    Standing(State.DECLINED): Task.REJECTED,
    Standing(State.CLOSED, helped=True): Task.COMPLETED,
    Standing(State.CLOSED): Task.FAILED,
    Standing(State.WITHDRAWN): Task.CANCELLED,
}

# What was sent by mistake is withdrawn here, and its row stays as it was: no referral is struck through.
NEVER_REACHED: Final = Task.ENTERED_IN_ERROR

# The way back: where a Task's state puts a referral. Of two that share one, the one that needs no more said.
STANDINGS: Final[Mapping[Task, Standing]] = {
    task: next(standing for standing, given in TASKS.items() if given == task) for task in Task if task != NEVER_REACHED
}


def task_of(state: str, *, connected: bool = False, outcome: str = "") -> Task:
    """The Task's state of a referral in `state`; `connected` once the first service was given."""
    at = State(state)
    return TASKS[Standing(at, at == State.ACCEPTED and connected, at == State.CLOSED and outcome in HELPED)]
