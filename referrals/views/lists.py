"""Inbox and outbox: what waits first, one link in each row, filters in the address, pages by key, never by offset."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.doors import rule
from audit.ledger import witness
from audit.opening import opening
from mdt.team.models import Agency, Team, User
from mdt.team.requests import PersonRequest
from privacy.plans import kept_plans
from referrals import reading
from referrals.ended import EndedReferrals
from referrals.list_forms import FilterForm
from referrals.models import OutsideReferral, Referral, SavedView
from referrals.policies import is_gone
from referrals.queue import INBOX, OUTBOX, PAGE, Capped, Cursor, Kind, Listed, Queue, capped
from referrals.views._looks import to_undo


@rule("referrals.answer")
@require_safe
@kept_plans()
def inbox(request: PersonRequest) -> HttpResponse:
    """What came to the desks of whoever looks."""
    undo = to_undo(request.GET.get("undo", ""))
    left = {"ended": EndedReferrals()} if request.GET.get("tab") == "closed" else {}
    return _list(request, INBOX, "referrals/inbox.html", {"undo": undo}, left=left)


@rule("referrals.send")
@require_safe
@kept_plans()
def outbox(request: PersonRequest) -> HttpResponse:
    """What their agency sent, and their own drafts."""
    drafts = Referral.objects.drafts_of(request.user).select_related("to_agency").order_by("-changed_at", "pk")[:PAGE]
    more = {"may_rule": request.user.has_perm("referrals.rules")}
    outside = Capped(OutsideReferral.objects.visible_to(request.user).filter(outcome=""))
    return _list(request, OUTBOX, "referrals/outbox.html", more, drafts=list(drafts), counts={"outside": outside})


def _list(
    request: PersonRequest,
    kind: Kind,
    template: str,
    more: Mapping[str, Any],
    *,
    drafts: Sequence[Referral] = (),
    counts: Mapping[str, Capped] | None = None,
    left: Mapping[str, EndedReferrals] | None = None,
) -> HttpResponse:
    """`counts` are what else is capped, and `left` what of an ended release, in the statement beside the rows."""
    user, queue = request.user, Queue.read(kind, request.GET)
    seen = queue.seen(user)
    beside = _beside(user, queue, {**queue.counts(seen, user), **(counts or {}), **(left or {})})
    ended = EndedReferrals.read(beside.get("ended", ()))
    if ended:
        witness("referrals.listed", by=user, records=ended, door="release", purpose="ended")
    rows = queue.among(seen, user).for_rows(kind.other).with_assigned(user.place.agency_id).with_release(user)
    after, before = (Cursor.read(request.GET.get(name, "")) for name in ("after", "before"))
    shown, newer, older = queue.page(rows, after, before)
    for record in shown:
        # Of the list's own side is whoever looks.
        setattr(record, kind.own, user.place.agency)
    gone = [record for record in shown if is_gone(record)]
    readable = [record for record in shown if record not in gone]
    event = "words.opened" if readable else "referrals.listed"
    with opening(readable, by=user, purpose=kind.key, kind=event, beside=[*drafts, *gone]) as words:
        lines = reading.rows(shown, words)
    if not shown and not drafts:
        witness("referrals.listed", by=user, purpose=kind.key)
    context = {
        **around(queue, beside),
        "rows": lines,
        "older": _at(queue, "after", shown[-1]) if older and shown else "",
        "newer": _at(queue, "before", shown[0]) if newer and shown else "",
        "drafts": drafts,
        "ended": ended,
        "may_export": user.has_perm("referrals.export"),
        **{name: capped(beside[name]) for name in counts or () if beside[name]},
        **more,
    }
    return render(request, template, context)


def around(queue: Queue, beside: Mapping[str, Any]) -> dict[str, Any]:
    """What is drawn around the rows: tabs, filters, chips, saved views; and what the addresses of the rows carry."""
    agencies = [(UUID(one["pk"]), one["name"]) for one in beside["others"]]
    return {
        "queue": queue,
        "onward": queue.onward,
        "tabs": [(tab, capped(beside[f"in_{tab.key}"]), tab == queue.tab) for tab in queue.kind.tabs],
        "tab": queue.tab,
        "carried": "&" + carried if (carried := queue.on(queue.tab).query.partition("&")[2]) else "",
        "filters": FilterForm(queue, agencies),
        "chips": chips_of(queue, dict(agencies)),
        "views": [(one["name"], f"{reverse(queue.kind.key)}?{_query(queue.kind, one)}") for one in beside["saved"]],
    }


def _beside(user: User, queue: Queue, asked: Mapping[str, Capped | EndedReferrals]) -> Mapping[str, Any]:
    """What stands around the rows, in one statement: what is asked, the agencies, the saved views."""
    agencies = Agency.objects.in_team(user.place.team_id).exclude(pk=user.place.agency_id).order_by("name")
    views = views_of(user, queue.kind).order_by("name", "pk")
    team = Team.objects.filter(pk=user.place.team_id).annotate(
        **asked,
        others=Listed(agencies.values(named=JSONObject(pk="pk", name="name"))),
        saved=Listed(views.values(named=JSONObject(name="name", filters="filters"))),
    )
    found: Mapping[str, Any] = team.values(*asked, "others", "saved").get()
    return found


def views_of(user: User, kind: Kind) -> Any:
    """The saved views of one list: their own, and those shared with a desk where they sit."""
    place = user.place
    here = SavedView.objects.filter(team_id=place.team_id, agency=place.agency_id, of=kind.key)
    return here.filter(Q(owner=user) | Q(desk__group__in=user.desk_groups)).annotate(own=Value(True))


def _query(kind: Kind, view: Mapping[str, Any]) -> str:
    """A view's filters read anew: what is not a choice any more is left out."""
    return Queue.read(kind, view["filters"]).query


def chips_of(queue: Queue, agencies: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it."""
    words = FilterForm.words(queue, agencies)
    return [(words[name], f"?{queue.without(name)}") for name in queue.narrowed_by]


def _at(queue: Queue, where: str, referral: Referral) -> str:
    return f"?{queue.query}&{where}={Cursor.of(referral, queue.tab.order)}"
