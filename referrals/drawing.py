"""The workflow drawn from its table, for docs/workflow.md."""

from collections.abc import Iterator

from referrals.choices import State
from referrals.workflow import MOVES, Move

_HEAD = """# The workflow of a referral

Made by `manage.py workflow_doc` from `referrals/workflow.py`; a test holds it against the table. Do not edit by hand.

"""


def page() -> str:
    """The whole of docs/workflow.md: the drawing (Mermaid), then a line for each move."""
    return _HEAD + "\n".join(["```mermaid", *_drawing(), "```", "", *_table(), ""])


def _drawing() -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in State:
        yield f"    {state.value} : {state.label}"
    yield "    [*] --> draft"
    for move in MOVES.values():
        for source in sorted(move.sources):
            if move.target:
                yield f"    {source} --> {move.target} : {move.button}"
    for state in sorted(MOVES["accept"].sources):
        yield f"    accepted --> {state} : {MOVES['undo_accept'].button} (30 s)"


def _table() -> Iterator[str]:
    yield "| move | who | from | to | ledger event | notice to | open to a release-bound receiver |"
    yield "|---|---|---|---|---|---|---|"
    for move in MOVES.values():
        yield "| " + " | ".join(_cells(move)) + " |"


def _cells(move: Move) -> list[str]:
    back = "where its yes came from" if move.key == "undo_accept" else "stays"
    return [
        move.button,
        str(move.side.label) if move.side else "either side",
        ", ".join(str(State(source).label) for source in sorted(move.sources)),
        str(move.target.label) if move.target else back,
        f"`referral.{move.key}`",
        str(move.tells.label) if move.tells else "nobody",
        "yes" if move.plain else "no",
    ]
