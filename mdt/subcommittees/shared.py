"""What agencies have shared with a room: the floors above say what, each for one reader at that moment."""

from collections.abc import Sequence
from typing import Protocol

from mdt.meetings.agenda import Line
from mdt.team.models import Body, User


class SharedRecords(Protocol):
    """What a floor above registers in `AppConfig.ready()`."""

    @property
    def key(self) -> str: ...
    @property
    def order(self) -> int: ...

    def present(self, body: Body, user: User) -> Sequence[Line]:
        """The lines of what stands shared with the room and `user` may see at this moment; one or two queries."""
        ...


_SHARED: dict[str, SharedRecords] = {}


def register_shared(records: SharedRecords) -> None:
    """Add what can be shared.

    Raises:
        ValueError: its key is taken.
    """
    if _SHARED.setdefault(records.key, records) is not records:
        raise ValueError(f"The shared records {records.key} are registered twice.")


def shared_with(body: Body, user: User) -> list[Line]:
    """All of them, kind by kind in their order."""
    kinds = sorted(_SHARED.values(), key=lambda records: records.order)
    return [line for records in kinds for line in records.present(body, user)]


def by_case(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The same by the case's code, each case where its first line stands."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.case, []).append(line)
    return found
