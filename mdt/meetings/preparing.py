"""What is done before an agenda is drafted, so that its sources only look. The floors above register it."""

from collections.abc import Callable

from mdt.team.models import Body

Preparation = Callable[[Body], object]

_PREPARATIONS: list[Preparation] = []


def register_before_drafting(preparation: Preparation) -> None:
    """Add something to do for a body before its agenda is drafted; called in `AppConfig.ready()`.

    It runs in the draft's transaction and in the system's context, and may run at every draft again.
    """
    _PREPARATIONS.append(preparation)


def prepare_drafting(body: Body) -> None:
    for preparation in _PREPARATIONS:
        preparation(body)
