"""The workflow drawn from its table, for docs/workflow.md."""

from collections.abc import Iterator

from mdt.team.roles import permissions
from referrals.choices import State
from referrals.shared_states import NEVER_REACHED, STANDINGS, TASKS, Standing
from referrals.workflow import MOVES, UNDO_SECONDS, Move, Side, taken_back_by

_COLUMNS = (
    "move",
    "who",
    "with the role",
    "from",
    "to",
    "coded reason",
    "ledger event",
    "notice to",
    "the other side then sees",
    "plain",
)

_HEAD = """# The workflow of a referral

Made by `manage.py workflow_doc` from `referrals/workflow.py`; a test holds it against the table. Do not edit by hand.

"""


def page() -> str:
    """The whole of docs/workflow.md: the drawing (Mermaid), a line for each move, and the states that others share."""
    return _HEAD + "\n".join(["```mermaid", *_drawing(), "```", "", *_table(), "", *_tasks(), ""])


def _drawing() -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in State:
        yield f"    {state.value} : {state.label}"
    yield "    [*] --> draft"
    for move in MOVES.values():
        for source in sorted(move.sources):
            if move.target:
                yield f"    {source} --> {move.target} : {move.button}"
    for move in MOVES.values():
        if undone := taken_back_by(move):
            for state in sorted(undone.sources):
                yield f"    {undone.target} --> {state} : {move.button}{_within(move)}"


def _within(move: Move) -> str:
    return f" ({UNDO_SECONDS} s)" if move.key.startswith("undo_") else ""


def _table() -> Iterator[str]:
    yield "| " + " | ".join(_COLUMNS) + " |"
    yield "|" + "---|" * len(_COLUMNS)
    for move in MOVES.values():
        yield "| " + " | ".join(_cells(move)) + " |"
    yield ""
    yield (
        f"What is undone within {UNDO_SECONDS} seconds is undone by whoever did it; *Un-accept* is open to the whole "
        "desk until the sender has acted or the first service is given. *Plain* moves are open to an agency that is "
        "bound by releases and has none back, and only of them its sender ever knows."
    )


def _cells(move: Move) -> list[str]:
    back = "where it came from" if move.takes_back else "stays"
    return [
        (move.button or move.done) + _within(move),
        str(move.side.label) if move.side else "either side",
        _roles(move),
        ", ".join(str(State(source).label) for source in sorted(move.sources)),
        str(move.target.label) if move.target else back,
        move.reason or "none",
        f"`referral.{move.key}`" if move.event else "the reading's own",
        str(move.tells.label) if move.tells else "nobody",
        move.shows,
        "yes" if move.plain else "no",
    ]


def _roles(move: Move) -> str:
    if move.side == Side.CLOCK:
        return "none"
    return ", ".join(sorted(str(role.label) for role in permissions()[move.permission].roles))


def _tasks() -> Iterator[str]:
    yield "## In the words that health records share"
    yield ""
    yield "The ten states of a referral's Task in HL7's SDOH Clinical Care guide 3.0.0, both ways."
    yield ""
    yield "| here | Task | a Task in this state comes back as |"
    yield "|---|---|---|"
    for standing, task in TASKS.items():
        yield f"| {_named(standing)} | {task.value} | {_named(STANDINGS[task])} |"
    yield f"| never | {NEVER_REACHED.value} | nothing: what was sent by mistake is withdrawn |"


def _named(standing: Standing) -> str:
    if standing.connected:
        return "Accepted and connected"
    if standing.state == State.CLOSED:
        return "Closed, help was given" if standing.helped else "Closed without help"
    return str(standing.state.label)
