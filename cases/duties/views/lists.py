"""The duties of an agency: what runs, due soonest first, and what has stopped."""

from datetime import UTC, datetime
from uuid import UUID

from django.core import signing
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import rule
from audit.ledger import witness
from cases.duties import reading
from cases.duties.models import Duty
from cases.duties.querysets import Duties
from mdt.team.requests import PersonRequest

PAGE = 25
# Where a duty without a time stands in the order: last.
_LAST = datetime(9999, 1, 1, tzinfo=UTC)
_SALT = "duties.page"
_TABS = (("open", "Running"), ("stopped", "Stopped"))


@rule("duties.keep")
@require_safe
def duties(request: PersonRequest) -> HttpResponse:
    """What the reader's agency owes and is asked to take over, in one event."""
    user = request.user
    tab = "stopped" if request.GET.get("tab") == "stopped" else "open"
    owed = Duty.objects.owed_by(user).select_related("case")
    offered = list(Duty.objects.offered_to(user).open().select_related("case", "agency").order_by("offered_at", "pk"))
    found = _page(owed.stopped() if tab == "stopped" else owed.open(), tab, request.GET.get("after", ""))
    shown, rest = found[:PAGE], found[PAGE:]
    witness("duties.listed", by=user, records=[*offered, *shown], purpose=tab)
    context = {
        "tabs": [(key, words, key == tab) for key, words in _TABS],
        "tab": tab,
        "offered": reading.rows(offered),
        "rows": reading.rows(shown),
        "older": _cursor(shown[-1]) if rest else "",
        "paged": "after" in request.GET,
        "seated": bool(user.desk_groups),
    }
    return render(request, "duties/duties.html", context)


def _page(duties: Duties, tab: str, after: str) -> list[Duty]:
    """One page and one more row, from the key that `after` signs; a key that is not ours is the first page."""
    place = Coalesce("due_at", Value(_LAST)) if tab == "open" else F("stopped_at")
    ordered = duties.annotate(place=place).order_by("place" if tab == "open" else "-place", "pk")
    if key := _read_cursor(after):
        at, pk = key
        further = Q(place__gt=at) if tab == "open" else Q(place__lt=at)
        ordered = ordered.filter(further | Q(place=at, pk__gt=pk))
    return list(ordered[: PAGE + 1])


def _cursor(duty: Duty) -> str:
    place: datetime = duty.place  # type: ignore[attr-defined]  # annotated by _page
    return signing.dumps([place.isoformat(), str(duty.pk)], salt=_SALT)


def _read_cursor(after: str) -> tuple[datetime, UUID] | None:
    try:
        at, pk = signing.loads(after, salt=_SALT)
    except signing.BadSignature:
        return None
    return datetime.fromisoformat(at), UUID(pk)
