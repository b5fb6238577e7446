"""One action on the ticked referrals of a list: the question with their number, then what was done and what not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from audit.doors import rule
from audit.ledger import witness
from mdt.counted import counted
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.roles import permissions
from privacy.keys import read_key
from referrals.actions.assigning import assign_many
from referrals.actions.forwarding import put_forward_many
from referrals.actions.together import MOST, Together, doors_of
from referrals.list_forms import AssignForm, ForwardForm
from referrals.queue import INBOX, Queue
from referrals.views._looks import seen_by


@rule("referrals.answer")
@require_POST
def assign_ticked(request: PersonRequest) -> HttpResponse:
    """Let a colleague work on them."""
    form = AssignForm(_asked(request), people=colleagues(request.user))
    return _together(request, form, "Assign", "assigned to {person}", lambda keys, given: assign_many(
        by=request.user, keys=keys, **given
    ))  # fmt: skip


@rule("referrals.put_forward")
@require_POST
def forward_ticked(request: PersonRequest) -> HttpResponse:
    """Let a meeting body see them."""
    form = ForwardForm(_asked(request), by=request.user)
    return _together(request, form, "Put forward", "put forward to {body}", lambda keys, given: put_forward_many(
        by=request.user, keys=keys, **given
    ))  # fmt: skip


def colleagues(user: User) -> QuerySet[User]:
    """The people of one's own agency here who work on referrals, oneself among them."""
    place, roles = user.place, sorted(permissions()["referrals.read"].roles)
    here = User.objects.filter(is_active=True, current__team=place.team_id, current__agency=place.agency_id)
    return (
        here.filter(current__ended_at=None, current__roles__overlap=roles)
        .select_related("current")
        .order_by("name", "pk")
    )


def _together(
    request: PersonRequest,
    form: forms.Form,
    verb: str,
    said: str,
    do: Callable[[set[UUID], dict[str, Any]], Together],
) -> HttpResponse:
    back = f"{reverse('inbox')}?{Queue.read(INBOX, request.GET).query}"
    keys = _ticked(request)
    if not keys or len(keys) > MOST:
        why = "Tick at least one referral first." if not keys else f"Choose at most {MOST} referrals at once."
        messages.warning(request, f"{why} Nothing was changed.")
        return redirect(back)
    records = list(seen_by(request.user).filter(pk__in=keys).order_by("pk"))
    if not records:
        messages.warning(request, "None of what you ticked is open to you any more. Nothing was changed.")
        return redirect(back)
    if form.is_valid():
        try:
            result = do(keys, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = f"{counted(len(result.done), 'referral')} {said.format(**form.cleaned_data)}."
            if result.whole:
                messages.success(request, done)
                return redirect(back)
            _looked(request.user, [referral for referral, _ in result.refused])
            return render(request, "referrals/many_done.html", {"result": result, "done": done, "back": back})
    _looked(request.user, records)
    button = f"{verb} {counted(len(records), 'referral')}"
    context = {"form": form, "records": records, "button": button, "back": back, "missing": len(keys) - len(records)}
    return render(request, "referrals/many.html", context)


def _looked(user: User, records: list[Any]) -> None:
    witness("referrals.listed", by=user, records=records, door=doors_of(records), purpose="together")


def _asked(request: PersonRequest) -> Any:
    """The list posts the ticks alone; the page that asks posts its answers too."""
    return request.POST if "asked" in request.POST else None


def _ticked(request: PersonRequest) -> set[UUID]:
    said = (read_key(text) for text in request.POST.getlist("pick"))
    return {key for key in said if key}
