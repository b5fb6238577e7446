"""One referral: reading it, and everything that a side may do with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from audit.opening import WordsBroken, opening
from cases.profile import Track
from cases.releases.asking import ends_at
from mdt.meetings.asking import asked_of, is_asked
from mdt.rooms.inside import A_ROOM, ROOM_DOOR
from mdt.team.access import Door
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.plans import kept_plans
from privacy.wall import acting_as_system
from referrals import policies, reading
from referrals.actions import answering, calling, ending, seeing, undoing
from referrals.actions.moving import Overtaken, ReleaseOver
from referrals.choices import State
from referrals.ended import ended_referral, own_steps
from referrals.forms import (
    AnswerForm,
    AskForm,
    CloseForm,
    DecideForm,
    DeclineForm,
    WaitlistForm,
    WithdrawForm,
)
from referrals.models import Referral, Step
from referrals.queue import queue_of
from referrals.routing import best_others
from referrals.views._looks import in_hand, looked, seen_by, sent_home, to_undo, undo_key, undo_later
from referrals.workflow import KEEPING, MOVES, Move, Side

# How long a desk that held a referral is told which colleague declined it.
_MEANWHILE: Final = timedelta(minutes=15)
_UNDONE: Final = "Undone. The referral is as it was before."


@rule("referrals.read")
@require_safe
@kept_plans()
def referral(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A referral as its side may read it: a body's member reads no note, and what is withdrawn is a code again."""
    seen = seen_by(request.user).with_groups_of(request.user.place.agency_id).with_shares()
    seen = seen.annotate(is_asked=is_asked(request.user))
    record = seen.filter(pk=pk).first()
    if record is None:
        return _ended(request, pk)
    queue = queue_of(request.GET)
    beside = queue.beside(request.user, record) if queue else None
    side = policies.side_of(record)
    if side == Side.RECEIVER:
        request.menu_at = reverse("inbox")
    gone = policies.is_gone(record)
    if not gone:
        seeing.see(by=request.user, referral=record)
    told_steps = side and not gone and not record.untouched
    steps = list(record.steps.select_related("agency").order_by("-at", "-pk")) if told_steps else []
    told = _told_of_gone(request.user, record, side) if gone else _told(request.user, record, side, steps)
    context = told | {
        "referral": record,
        "side": side,
        "in_room": record.passed == ROOM_DOOR,
        "a_room": A_ROOM,
        "gone": gone,
        "answer_by": reading.answer_by(record),
        "heading": reading.heading(record),
        "sides": reading.sides(record),
        "status": reading.status(record),
        "flags": reading.flags(record),
        "moves": _offered(record, request.user),
        "child": record.track == Track.CHILD,
        "undo": policies.undoable(record, steps, request.user, timezone.now()),
        "may_try_again": side == Side.SENDER and request.user.has_perm("referrals.send"),
        "may_unaccept": policies.may_unaccept(record, steps),
        "release_says": _release_says(record, side),
        "perms_put_forward": request.user.has_perm("referrals.put_forward"),
        "to_forward": asked_of(record.pk, request.user) if side and not gone and record.is_asked else None,
        "queue": queue,
        "beside": beside,
        "call": side == Side.SENDER and reading.asks_for_call(record),
        "undo_last": to_undo(request.GET.get("undo", "")),
    }
    return render(request, "referrals/referral.html", context)


def _release_says(record: Referral, side: Side | None) -> Mapping[str, Any]:
    """Until when, and for what, a release lets the other side see it; nothing for what needs none."""
    if not record.release_category or record.case_id is None:
        return {}
    ends = getattr(record, "release_ends", None)
    if side == Side.SENDER:
        giver, reader = record.from_agency_id, record.receiver.pk
        ends = ends_at(case=record.case_id, giver=giver, reader=reader, category=record.release_category)
    return {"ends": ends, "what": record.get_release_category_display()}


def _ended(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What is left of it for a receiver that had accepted: its code and what that agency did itself. Else 404."""
    left = ended_referral(pk)
    if left is None:
        raise Http404
    witness("referral.looked", by=request.user, records=[left], door="release", purpose="ended")
    return render(request, "referrals/ended.html", {"left": left, "steps": own_steps(pk)})


def _told(user: User, record: Referral, side: Side | None, steps: Sequence[Step]) -> dict[str, Any]:
    """What its words say to this side, or that they cannot be opened."""
    with opening([record], by=user, purpose="read") as words:
        try:
            profile = reading.profile_of(record, words)
            back = side == Side.SENDER and record.state == State.DECLINED and user.has_perm("referrals.send")
            return {
                "offers": best_others(user, record, profile) if back else [],
                "lines": reading.profile_lines(profile),
                "note": words.read(record, "note") if side else None,
                "timeline": reading.timeline(record, steps, words) if side else [],
            }
        except WordsBroken:
            return {"broken": True}


def _told_of_gone(user: User, record: Referral, side: Side | None) -> dict[str, Any]:
    """A withdrawn referral is a code and when it was sent; nothing is opened."""
    looked(user, record, "read")
    return {"timeline": [reading.sent(record)] if side else []}


@rule("referrals.follow")
@require_safe
def sent(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The code in large type, and what happens next and by when."""
    record = get_object_or_404(in_hand(request.user), pk=pk, door=Door.SENDER)
    looked(request.user, record, "sent")
    return render(request, "referrals/sent.html", {"referral": record, "call": reading.asks_for_call(record)})


@rule("referrals.answer")
@require_POST
def accept(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One press from the inbox or the page; the page then offers to undo it."""
    return _press(request, pk, answering.accept)


@rule("referrals.follow")
@require_POST
def undo(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take one's own last move back; a no has taken the referral out of sight, and brings it back too."""
    # Whoever said no may go on seeing it in a group or a room: that is no side from which to take it back.
    if in_hand(request.user).filter(pk=pk, door__in=[Door.SENDER, Door.RECEIVER, Door.ASSIGNED]).exists():
        return _press(request, pk, undoing.undo)
    if not request.user.has_perm("referrals.answer"):
        raise Http404
    try:
        undoing.undo_decline(by=request.user, key=pk)
    except Referral.DoesNotExist:
        return _press(request, pk, undoing.undo)
    except Refused as refusal:
        return sent_home(request, refusal)
    messages.success(request, _UNDONE)
    return redirect("referral", pk)


@rule("referrals.answer")
@require_POST
def unaccept(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, undoing.unaccept)


@rule("referrals.answer")
@require_POST
def connected(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, answering.connect)


@rule("referrals.follow")
@require_POST
def called(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, calling.note_call)


@rule("referrals.follow")
@require_POST
def identified(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, calling.note_identified)


def _press(request: PersonRequest, pk: UUID, action: Callable[..., None]) -> HttpResponse:
    """A move made by one press. What stands in its way is said on the referral's page."""
    record = in_hand(request.user).filter(pk=pk).first()
    if record is None:
        return _declined_meanwhile(request, pk)
    onward = _onward(request, record)
    try:
        action(by=request.user, referral=record)
    except ReleaseOver as over:
        return sent_home(request, over)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    except Overtaken as other:
        messages.warning(request, _changed(record, other.referral))
    else:
        if onward and action is answering.accept:
            messages.success(request, f"{record.code}: accepted.")
            return redirect(f"{onward}&undo={undo_key(pk)}")
        if action in (undoing.undo, undoing.unaccept):
            messages.success(request, _UNDONE)
    return redirect(_same(request, pk))


def _onward(request: PersonRequest, record: Referral) -> str:
    """From a referral that was opened from a list, the next one of that list, or the list when it was the last."""
    queue = queue_of(request.GET)
    if queue is None:
        return ""
    following = queue.beside(request.user, record).next
    if following is None:
        return f"{reverse(queue.kind.key)}?{queue.query}"
    return f"{reverse('referral', args=[following])}?{queue.onward}"


def _same(request: PersonRequest, pk: UUID) -> str:
    """The referral itself, still within the list that it was opened from."""
    queue = queue_of(request.GET)
    return reverse("referral", args=[pk]) + (f"?{queue.onward}" if queue else "")


@dataclass(frozen=True)
class Decision:
    """A page with one decision: its form, how its answers reach the action, and what it says follows."""

    form: type[DecideForm]
    do: Callable[[User, Referral, Any], None]
    follows: str


DECISIONS: Final[Mapping[str, Decision]] = {
    "decline": Decision(
        DeclineForm,
        lambda by, record, form: answering.decline(by=by, referral=record, reason=form.cleaned_data["reason"]),
        "The sender sees the reason and can try another agency. You will no longer see this referral.",
    ),
    "ask": Decision(
        AskForm,
        lambda by, record, form: answering.ask(by=by, referral=record, question=form.cleaned_data["question"]),
        "The sender is told and answers here. For anything else, call their desk.",
    ),
    "answer": Decision(
        AnswerForm,
        lambda by, record, form: answering.answer(
            by=by,
            referral=record,
            reply=form.cleaned_data["reply"],
            words=form.cleaned_data.get("words", ""),
            kept_words=cast(AnswerForm, form).overrides,
        ),
        "The other agency is told and can then accept or decline.",
    ),
    "waitlist": Decision(
        WaitlistForm,
        lambda by, record, form: answering.waitlist(by=by, referral=record, review_on=form.review_on()),
        "The sender sees that you have a waitlist and when you look again.",
    ),
    "close": Decision(
        CloseForm,
        lambda by, record, form: ending.close(by=by, referral=record, outcome=form.cleaned_data["outcome"]),
        "The sender sees how it ended and nothing else.",
    ),
    "withdraw": Decision(
        WithdrawForm,
        lambda by, record, form: ending.withdraw(by=by, referral=record),
        "The other agency then sees the code and that you withdrew it, and nothing else.",
    ),
}


@rule("referrals.follow")
def decide(request: PersonRequest, pk: UUID, key: str) -> HttpResponse:
    """Decline, ask, answer, waitlist, close or withdraw: a page of its own, never a dialog."""
    if key not in DECISIONS:
        raise Http404
    decision, move = DECISIONS[key], MOVES[key]
    record = in_hand(request.user).filter(pk=pk).first()
    if record is None:
        return _declined_meanwhile(request, pk)
    form = decision.form(request.POST if request.method == "POST" else None, referral=record)
    problem = policies.why_not_move(move, record)
    onward = _onward(request, record) if request.method == "POST" else ""
    if problem is None and record.state not in move.sources:
        problem = _changed(record, record)
    if request.method == "POST" and problem is None and form.is_valid():
        try:
            problem = _try(decision, request.user, record, form)
        except ReleaseOver as over:
            return sent_home(request, over)
        if problem is None:
            messages.success(request, f"{record.code}: {move.done.lower()}.")
            if onward:
                return redirect(f"{onward}&undo={undo_key(pk)}" if move.key in KEEPING else onward)
            return redirect(undo_later(pk)) if key == "decline" else redirect("referral", pk)
    context = {
        "queue": queue_of(request.GET),
        "referral": record,
        "heading": reading.heading(record),
        "move": move,
        "form": form,
        "follows": decision.follows,
        "problem": problem,
    }
    looked(request.user, record, key)
    return render(
        request, "referrals/decide.html", context, status=409 if problem and request.method == "POST" else 200
    )


def _try(decision: Decision, by: User, record: Referral, form: forms.Form) -> str | None:
    try:
        decision.do(by, record, form)
    except ReleaseOver:
        raise
    except (Refused, Overtaken) as problem:
        return _changed(record, problem.referral) if isinstance(problem, Overtaken) else str(problem)
    return None


def _declined_meanwhile(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A colleague's decline a moment ago took it out of sight: say who and when to a desk that had it, else 404."""
    user = request.user
    if ended_referral(pk):
        messages.warning(request, "The release has ended. Nothing was changed.")
        return redirect("referral", pk)
    if not user.has_perm("referrals.answer"):
        raise Http404
    with acting_as_system(user.place.team_id):
        had = Referral.objects.declined_at_desks_of(user).filter(pk=pk)
        record = had.filter(changed_at__gt=timezone.now() - _MEANWHILE).first()
    if record is None:
        raise Http404
    looked(user, record, "declined")
    messages.warning(request, _who_was_first(record))
    return redirect("inbox")


def _offered(record: Referral, user: User) -> list[Move]:
    return policies.moves_for(record) if policies.may_follow(user, record) else []


def _changed(shown: Referral, now: Referral) -> str:
    """What came in between. Of a receiver that answers plainly neither who it was nor to what."""
    if reading.is_silent(shown):
        return "This has changed since, so nothing was saved. Open it again to see how it stands."
    return _who_was_first(now)


def _who_was_first(record: Referral) -> str:
    """Who moved it and when, so that the other knows whom to ask."""
    when = date_format(timezone.localtime(record.changed_at), "P")
    return f"{record.changed_by} changed this to “{record.in_words}” at {when}. Your change was not saved."
