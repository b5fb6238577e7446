"""Notices: what is new for the desks of whoever looks; how often they want mail; what became of a team's mail."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.counted import counted
from mdt.notices import reading
from mdt.notices.actions import mark_all_read, mark_read, set_cadence
from mdt.notices.choices import Cadence
from mdt.notices.forms import MailForm
from mdt.notices.models import MailWish, Notice
from mdt.team.models import User
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted
from privacy.wall import acting_as_system

PAGE: Final = 50
_SHOWN: Final = "notices.shown"
_MAIL_DAYS: Final = 30


@rule("notices.read")
@require_safe
def notices(request: PersonRequest) -> HttpResponse:
    """The newest of them, by day; what is read makes room for the rest."""
    user, now = request.user, timezone.now()
    found: list[Any] = list(Notice.objects.visible_to(user).select_related("desk").unread_first()[: PAGE + 1])
    shown, unread = found[:PAGE], reading.unread_of(user)
    if unread:
        request.nav_counts = {"notices": unread}
    witness("notices.listed", by=user, detail={"count": len(shown)})
    today = timezone.localtime(now).date()
    context = {
        "new": reading.by_day([one for one in shown if one.unread], today),
        "old": reading.by_day([one for one in shown if not one.unread], today),
        "more": found[PAGE:],
        "unread": unread,
        "many": unread >= reading.MOST_COUNTED,
        "until": signing.dumps(now.isoformat(), salt=_SHOWN),
    }
    return render(request, "notices/notices.html", context)


def _find(user: User, pk: UUID) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(user), pk=pk)


@rule("notices.read")
@require_POST
def follow(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Mark it as read and go where it leads, if that may still be seen."""
    notice = _find(request.user, pk)
    mark_read(notice=notice, by=request.user)
    address = notice.says.address(notice.record_id, request.user)
    if address is None:
        messages.info(request, "What this was about is closed, or no longer open to you.")
    return redirect(address or "notices")


@rule("notices.read")
@require_POST
def read(request: PersonRequest, pk: UUID) -> HttpResponse:
    mark_read(notice=_find(request.user, pk), by=request.user)
    return redirect("notices")


@rule("notices.read")
@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Everything that there was when the page was drawn; what came since stays new."""
    try:
        until = datetime.fromisoformat(signing.loads(request.POST.get("until", ""), salt=_SHOWN))
    except signing.BadSignature:
        messages.warning(request, "This page is out of date, so nothing was changed. Press the button once more.")
        return redirect("notices")
    number = mark_all_read(by=request.user, until=until)
    messages.success(request, f"{counted(number, 'notice')} marked as read.")
    return redirect("notices")


@rule("notices.read")
@require_http_methods(["GET", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """How often mail comes, and signing out everywhere else."""
    user = request.user
    wish = MailWish.objects.filter(user=user).first() or MailWish(user=user)
    form = MailForm(posted(request), initial={"cadence": wish.cadence})
    if form.is_valid() and done(form, partial(set_cadence, by=user, **form.cleaned_data)):
        messages.success(request, f"Saved. Mail: {Cadence(form.cleaned_data['cadence']).label.lower()}.")
        return redirect("my-settings")
    return render(request, "notices/settings.html", {"form": form})


@rule("team.administer")
@require_safe
def mail(request: PersonRequest) -> HttpResponse:
    """What became of the team's mail in the last days, as numbers; of nobody and no record."""
    team = request.user.place.team
    since = timezone.now() - timedelta(days=_MAIL_DAYS)
    with acting_as_system(team.pk):
        counts = reading.mail_counts(team, since)
    witness("notices.mail_counted", by=request.user, detail={"days": _MAIL_DAYS})
    return render(request, "notices/mail.html", {"counts": counts, "days": _MAIL_DAYS})
