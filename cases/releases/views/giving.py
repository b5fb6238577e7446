"""The giver's pages: the list, recording one, one with what goes under it, taking it back."""

from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.doors import rule
from audit.ledger import witness
from audit.opening import WordsBroken, opening
from cases.parties import cases_held_by, cases_lately_held_by
from cases.releases import policies, reading
from cases.releases.actions.recording import record
from cases.releases.actions.revoking import revoke
from cases.releases.forms import ReleaseForm, RevokeForm
from cases.releases.models import Release, settings_of
from cases.releases.uses import uses
from mdt.team.access import Door
from mdt.team.models import Desk, User
from mdt.team.policies import NO_DESK
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press
from privacy.keys import read_key

PAGE = 50


@rule("releases.give")
@require_safe
def releases(request: PersonRequest) -> HttpResponse:
    """In force and to come first, then those that have ended."""
    user, now = request.user, timezone.now()
    own = Release.objects.visible_to(user).select_related("case", "body").order_by("-expires_at", "-pk")
    ended = request.GET.get("tab") == "ended"
    over = own.over(now) if ended else own.not_over(now)
    found = list(over[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    witness("releases.listed", by=user, records=found, door=Door.SENDER, purpose="list")
    soon = settings_of(user.place.team_id).warn_days
    context = {
        "rows": reading.lines(found, now, soon_days=soon),
        "ended": ended,
        "standing": not ended,
        "seated": bool(user.desk_groups),
        "more": more,
    }
    return render(request, "releases/releases.html", context)


@rule("releases.give")
@require_http_methods(["GET", "HEAD", "POST"])
def record_release(request: PersonRequest) -> HttpResponse:
    """The terms of what was signed; `?case=` begins it for a case of one's own."""
    user = request.user
    desk = Desk.objects.sat_at_by(user).first()
    if desk is None:
        return render(request, "releases/cannot_record.html", {"reason": NO_DESK})
    key = read_key(request.GET.get("case", ""))
    chosen = list(cases_held_by(user).filter(pk=key)) if key else []
    cases = [*chosen, *cases_lately_held_by(user).exclude(pk__in=[case.pk for case in chosen])[:PAGE]]
    form = ReleaseForm(
        posted(request),
        by=user,
        cases=cases,
        longest=settings_of(user.place.team_id).longest_days,
        today=timezone.localdate(timezone=ZoneInfo(user.place.team.time_zone)),
        initial={"case": str(key)} if key else {},
    )
    if form.is_valid():
        kept: list[Release] = []
        if done(form, lambda: kept.append(record(by=user, desk=desk, terms=form.terms()))):
            messages.success(request, "The release is recorded. Keep the signed form in your own file.")
            return redirect("release", kept[0].pk)
    witness("releases.listed", by=user, records=cases, purpose="record")
    return render(request, "releases/record.html", {"form": form})


@rule("releases.give")
@require_safe
def release(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What it says, what goes under it, and how it was signed, which nobody else ever reads."""
    user, now = request.user, timezone.now()
    found = _own(user, pk)
    with opening([found], by=user, purpose="read", door=Door.SENDER) as words:
        try:
            signature = words.read(found, "signature")
        except WordsBroken:
            signature = None
    line = reading.lines([found], now, soon_days=settings_of(user.place.team_id).warn_days)[0]
    context = {
        "release": found,
        "line": line,
        "signature": signature,
        "names": reading.names(found),
        "under": uses().under(found, user),
        "start": uses().start(found) if getattr(found, "stands", False) else "",
        "may_revoke": policies.why_not_revoke(found, now) is None,
    }
    return render(request, "releases/release.html", context)


@rule("releases.give")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_release(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One choice and one press, and it is over."""
    user = request.user
    found = _own(user, pk)
    if reason := policies.why_not_revoke(found, timezone.now()):
        witness("release.looked", by=user, records=[found], door=Door.SENDER, purpose="revoke")
        messages.warning(request, reason)
        return redirect("release", pk)
    form = RevokeForm(posted(request))
    if form.is_valid():
        act = partial(revoke, by=user, release=found, how=form.cleaned_data["how"])
        return press(
            request, act, "The release has ended. Nobody it names sees anything by it any more.", "release", pk
        )
    witness("release.looked", by=user, records=[found], door=Door.SENDER, purpose="revoke")
    context = {"release": found, "form": form, "names": reading.names(found), "under": uses().under(found, user)}
    return render(request, "releases/revoke.html", context)


def _own(user: User, pk: UUID) -> Release:
    own: Release = get_object_or_404(
        Release.objects.visible_to(user).select_related("case", "body", "agency", "desk"), pk=pk
    )
    return own
