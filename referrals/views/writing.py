"""Writing a referral, checking it and sending it: two pages and a draft between them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from audit.doors import rule
from audit.ledger import witness
from audit.opening import WordsBroken, opening
from cases.profile import Profile
from cases.releases.models import Release
from mdt.team.access import Door
from mdt.team.actions.people import people_at
from mdt.team.leaving import leaving, saves_and_leaves
from mdt.team.models import Desk, User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.plans import kept_plans
from referrals import policies, reading
from referrals.actions import sending, writing
from referrals.actions.moving import Overtaken
from referrals.choices import State
from referrals.forms import CheckForm, ReferralForm, answers_of, begun
from referrals.models import Referral, StopRequest
from referrals.querysets import Referrals
from referrals.views._looks import GONE, cannot_send, desk_of, drafts_of, good_enough, leaves, looked, seen_by, tracked
from referrals.views.asking import asked_lead
from referrals.views.autosaving import draft_key, draft_marks
from referrals.views.under import choosing

_CHECKED = "referrals.checked"
SENT_ALREADY = "You sent this already, from another window. Nothing was sent twice."
CHANGED = "Your answers changed in another window, so nothing was sent. Check them again."
UNREADABLE = "The words of this draft cannot be opened. Tell your administrator."


@rule("referrals.send")
@saves_and_leaves
def send(request: PersonRequest) -> HttpResponse:
    """The form, empty or as another page begins it; a post keeps a draft and goes on to the check page.

    Whoever is bound by releases chooses one first: until then nothing that they type is taken.
    """
    user = request.user
    desk = desk_of(user)
    if desk is None:
        return cannot_send(request)
    if policies.why_not_keep(None, user.place.agency):
        return choosing(request)
    if "begin" in request.POST:
        form = ReferralForm(initial=begun(request.POST), writer=user)
        return render(request, "referrals/write.html", {"form": form, **draft_marks(user)})
    form = ReferralForm(request.POST or None, writer=user)

    def keep() -> Referral:
        return writing.keep_draft(by=user, key=draft_key(request, user), from_desk=desk, asked=form.asked())

    try:
        if asked := asked_lead(request, form, keep):
            return asked
        if request.method == "POST" and good_enough(request, form):
            draft = keep()
            return redirect("outbox") if leaves(request) else redirect("check", draft.pk)
    except Overtaken as other:
        return _gone_meanwhile(request, other.referral.pk)
    return render(request, "referrals/write.html", {"form": form, **_marks(request)})


@rule("referrals.follow")
@saves_and_leaves
def edit_draft(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A draft's answers again, to change or finish."""
    user = request.user
    draft = drafts_of(user).filter(pk=pk).first()
    if draft is None:
        return _gone_meanwhile(request, pk)
    if request.method == "POST":
        form = ReferralForm(request.POST, writer=user, release=draft.release)
        try:
            if asked := asked_lead(
                request, form, lambda: writing.rewrite_draft(by=user, draft=draft, asked=form.asked())
            ):
                return asked
            if good_enough(request, form):
                keep = leaving(request) and "note" in form.errors
                writing.rewrite_draft(by=user, draft=draft, asked=form.asked(), keep_note=keep)
                return redirect(drafts_page(user)) if leaves(request) else redirect("check", pk)
        except Overtaken:
            return _gone_meanwhile(request, pk)
        except Refused as refusal:
            form.add_error(None, f"{refusal} Choose another release below first; your answers stay on this page.")
        under = [draft.release] if draft.release else []
        witness("referral.looked", by=user, records=[draft, *under], door=Door.SENDER, purpose="draft")
    else:
        try:
            initial = answers_of(draft, *_opened(user, draft, "draft"))
        except WordsBroken:
            return _unreadable(request)
        form = ReferralForm(initial=initial, writer=user, release=draft.release)
    waiting = StopRequest.objects.filter(draft=draft).first()
    context = {"form": form, "draft": draft, "stop_request": waiting}
    if draft.release is None:
        context |= _marks(request, draft)
    context |= tracked(user, draft.case_id, form["service"].value())
    return render(request, "referrals/write.html", context)


def _marks(request: PersonRequest, draft: Referral | None = None) -> dict[str, str]:
    """What the page needs to save its draft while it is written; a form that comes back keeps its own."""
    if not request.user.has_perm("referrals.send"):
        # A draft of a call is not saved under way: one made anew under its key would not say who called.
        return {}
    if draft is None and draft_key(request, request.user):
        return {name: request.POST.get(name, "") for name in ("draft_key", "draft_at")}
    return draft_marks(request.user, draft)


@rule("referrals.follow")
@require_POST
def discard(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Delete a draft of one's own."""
    try:
        writing.discard_draft(by=request.user, draft=get_object_or_404(drafts_of(request.user), pk=pk))
    except Overtaken:
        messages.warning(request, GONE)
    return redirect(drafts_page(request.user))


@rule("referrals.follow")
@kept_plans()
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Every answer once more, the last questions, and the button that names the agency it goes to."""
    user = request.user
    draft = drafts_of(user).filter(pk=pk).first()
    if draft is None:
        return _sent_already(request, pk)
    if draft.to_desk is None:
        return redirect("draft", pk)
    if reason := _why_not_released(user, draft):
        messages.warning(request, reason)
        return redirect("draft-release", pk)
    if request.method == "POST":
        return _send_checked(request, draft)
    try:
        profile, note = _opened(user, draft, "check")
    except WordsBroken:
        return _unreadable(request)
    waiting = StopRequest.objects.filter(draft=draft).first()
    if reason := policies.why_not_whole(draft) or policies.why_not_send_yet(waiting and waiting.state):
        messages.warning(request, reason)
        return redirect("draft", pk)
    seen = _seal_of(draft, call=reading.call_first(draft, profile), report=reading.is_child(profile))
    form = _check_form(draft, seen)
    return render(request, "referrals/check.html", _check_page(user, draft, form, seen, profile, note))


def _send_checked(request: PersonRequest, draft: Referral) -> HttpResponse:
    """Send what the page showed: the answers' seal says which draft, at which state, asked what."""
    seen = _shown(request.POST.get("seen", ""))
    if seen.get("at") != draft.changed_at.isoformat() or seen.get("id") != str(draft.pk):
        messages.warning(request, CHANGED)
        return redirect("check", draft.pk)
    form = _check_form(draft, seen, request.POST)
    if not form.is_valid():
        profile, note = _opened(request.user, draft, "check")
        return render(request, "referrals/check.html", _check_page(request.user, draft, form, seen, profile, note))
    given = form.cleaned_data
    try:
        sending.send(
            by=request.user,
            draft=draft,
            report=given.get("report", ""),
            called=given.get("called") == "yes",
            kept_from=list(given["kept_from"]) if "kept_from" in request.POST else (),
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("draft", draft.pk)
    except Overtaken as other:
        if other.referral.state == State.DRAFT:
            messages.warning(request, CHANGED)
            return redirect("check", draft.pk)
        messages.info(request, SENT_ALREADY)
    return redirect("sent", draft.pk)


def _opened(user: User, draft: Referral, purpose: str) -> tuple[Profile, str | None]:
    under = [draft.release] if draft.release else []
    with opening([draft], by=user, purpose=purpose, door="sender", beside=under) as words:
        return reading.profile_of(draft, words), words.read(draft, "note")


def _unreadable(request: PersonRequest) -> HttpResponse:
    messages.warning(request, UNREADABLE)
    return redirect(drafts_page(request.user))


def _sent_by(user: User, pk: UUID) -> Referral:
    """What was a draft of theirs a moment ago, in another window."""
    record: Referral = get_object_or_404(_sent_of(user, pk))
    return record


def _sent_of(user: User, pk: UUID) -> Referrals:
    return seen_by(user).filter(pk=pk, written_by=user)


def _sent_already(request: PersonRequest, pk: UUID) -> HttpResponse:
    record = _sent_by(request.user, pk)
    messages.info(request, SENT_ALREADY)
    return redirect("sent", record.pk)


def _gone_meanwhile(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A draft that went out from another window stays as it was sent; what is typed here can become a new one.

    So it can where the draft was deleted: that it was theirs is said by the key that their page carries.
    """
    user = request.user
    if request.method != "POST":
        return _sent_already(request, pk)
    record = _sent_of(user, pk).first() if draft_key(request, user) == pk else _sent_by(user, pk)
    if record:
        looked(user, record, "draft")
    context = {"form": ReferralForm(request.POST, writer=user), "sent": record, "gone": record is None}
    return render(request, "referrals/write.html", context, status=409)


def _shown(seal: str) -> dict[str, Any]:
    """What a check page of the last day said that it showed; nothing, if no such page is behind it."""
    try:
        shown: dict[str, Any] = signing.loads(seal, salt=_CHECKED, max_age=86400)
    except signing.BadSignature:
        return {}
    return shown


def _check_form(draft: Referral, seen: dict[str, Any], posted: Any = None) -> CheckForm:
    return CheckForm(
        posted, ask_call=seen["call"], ask_report=seen["report"], people=_people_at(draft.to_desk, draft.team_id)
    )


def _check_page(
    user: User, draft: Referral, form: CheckForm, seen: dict[str, Any], profile: Profile, note: str | None
) -> dict[str, Any]:
    return {
        "draft": draft,
        "form": form,
        "seen": signing.dumps(seen, salt=_CHECKED),
        "lines": reading.profile_lines(profile),
        "note": note,
        "call": reading.asks_for_call(draft),
    } | tracked(user, draft.case_id, draft.service)


def _seal_of(draft: Referral, *, call: bool, report: bool) -> dict[str, Any]:
    return {"id": str(draft.pk), "at": draft.changed_at.isoformat(), "call": call, "report": report}


def _why_not_released(user: User, draft: Referral) -> str | None:
    """Why the release that a draft was written under, or the lack of one, keeps it here."""
    if draft.release and not Release.objects.visible_to(user).standing().filter(pk=draft.release.pk).exists():
        return "The release that this draft was written under is not in force any more. Choose another one."
    needed: str = getattr(draft, "release_needed", "")
    return policies.why_not_under(draft.release, user.place.agency, needed, draft)


def _people_at(desk: Desk | None, team: UUID) -> QuerySet[User]:
    """Who sits at the desk in this team: who else works for its agency, with another team, is not told here."""
    if desk is None:
        return User.objects.none()
    places = people_at(desk).filter(team=team)
    return User.objects.filter(pk__in=places.values("user"), is_active=True).order_by("name", "pk")


def drafts_page(user: User) -> str:
    """Where their drafts are listed: a coordinator has those of calls alone."""
    return "outbox" if user.has_perm("referrals.send") else "phoned-in"
