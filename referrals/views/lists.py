"""Inbox and outbox: what waits first, one link in each row, pages by key and never by offset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import rule
from audit.ledger import witness
from audit.opening import opening
from mdt.team.access import Door
from mdt.team.requests import PersonRequest
from referrals import reading
from referrals.choices import State
from referrals.models import Referral
from referrals.policies import is_gone
from referrals.querysets import Referrals
from referrals.views._looks import to_undo
from referrals.workflow import ENDED_STATES, OPEN_STATES

PAGE = 25


@dataclass(frozen=True)
class Tab:
    """One tab: which states it holds, what orders it, and what an empty one says."""

    key: str
    label: str
    states: frozenset[State]
    order: str
    empty: str


INBOX = (
    Tab("waiting", "Waiting", OPEN_STATES, "answer_by", "Nothing is waiting for your agency. New referrals show here."),
    Tab(
        "accepted",
        "Accepted",
        frozenset({State.ACCEPTED}),
        "-changed_at",
        "You have accepted nothing that is still open.",
    ),
    Tab("closed", "Closed", ENDED_STATES, "-changed_at", "Nothing is closed yet."),
)
OUTBOX = (
    Tab("waiting", "Waiting for an answer", OPEN_STATES, "answer_by", "Nothing of yours is waiting for an answer."),
    Tab(
        "accepted",
        "Accepted",
        frozenset({State.ACCEPTED}),
        "-changed_at",
        "None of your open referrals is accepted yet.",
    ),
    Tab("closed", "Ended", ENDED_STATES, "-changed_at", "Nothing has ended yet."),
)


@rule("referrals.answer")
@require_safe
def inbox(request: PersonRequest) -> HttpResponse:
    """What came to the desks of whoever looks."""
    received = Referral.objects.visible_through(request.user, Door.RECEIVER)
    undo = to_undo(request.GET.get("undo", ""))
    return _list(request, received, INBOX, "referrals/inbox.html", "inbox", {"undo": undo})


@rule("referrals.send")
@require_safe
def outbox(request: PersonRequest) -> HttpResponse:
    """What their agency sent, and their own drafts."""
    drafts = Referral.objects.drafts_of(request.user).select_related("to_agency").order_by("-changed_at", "pk")[:PAGE]
    mine = Referral.objects.visible_through(request.user, Door.SENDER)
    return _list(
        request,
        mine,
        OUTBOX,
        "referrals/outbox.html",
        "outbox",
        {"may_rule": request.user.has_perm("referrals.rules")},
        drafts=list(drafts),
    )


def _list(
    request: PersonRequest,
    referrals: Referrals,
    tabs: tuple[Tab, ...],
    template: str,
    purpose: str,
    more: Mapping[str, Any] | None = None,
    drafts: Sequence[Referral] = (),
) -> HttpResponse:
    tab = next((one for one in tabs if one.key == request.GET.get("tab")), tabs[0])
    counts = dict(referrals.order_by().values_list("state").annotate(Count("pk")))
    found = _page(referrals.filter(state__in=tab.states), tab.order, request.GET.get("after", ""))
    shown, rest = found[:PAGE], found[PAGE:]
    gone = [record for record in shown if is_gone(record)]
    closed = [*drafts, *gone]
    readable = [record for record in shown if record not in gone]
    kind = "words.opened" if readable else "referrals.listed"
    with opening(readable, by=request.user, purpose=purpose, kind=kind, beside=closed) as words:
        rows = reading.rows(shown, words)
    if not shown and not drafts:
        witness("referrals.listed", by=request.user, purpose=purpose)
    context = {
        "tabs": [(one, sum(counts.get(state, 0) for state in one.states), one == tab) for one in tabs],
        "tab": tab,
        "rows": rows,
        "older": _cursor(shown[-1], tab.order) if rest else "",
        "paged": "after" in request.GET,
        "drafts": drafts,
        **(more or {}),
    }
    return render(request, template, context)


def _page(referrals: Referrals, order: str, after: str) -> list[Referral]:
    """One page and one more row, from the key that `after` signs; a key that is not ours is the first page."""
    column = order.removeprefix("-")
    ordered = referrals.for_rows().order_by(
        F(column).desc() if order.startswith("-") else F(column).asc(nulls_last=True), "pk"
    )
    if key := _read_cursor(after):
        ordered = ordered.filter(_past(order, *key))
    return list(ordered[: PAGE + 1])


def _past(order: str, at: datetime | None, pk: UUID) -> Q:
    """What follows one row. Rows of the old log are due at no time, and stand last."""
    column = order.removeprefix("-")
    if at is None:
        return Q(**{column: None, "pk__gt": pk})
    further = Q(**{f"{column}__lt" if order.startswith("-") else f"{column}__gt": at}) | Q(**{column: None})
    return further | Q(**{column: at, "pk__gt": pk})


def _cursor(referral: Referral, order: str) -> str:
    at: datetime | None = getattr(referral, order.removeprefix("-"))
    return signing.dumps([at and at.isoformat(), str(referral.pk)], salt="referrals.page")


def _read_cursor(after: str) -> tuple[datetime | None, UUID] | None:
    if not after:
        return None
    try:
        at, pk = signing.loads(after, salt="referrals.page")
    except signing.BadSignature:
        return None
    return at and datetime.fromisoformat(at), UUID(pk)
