"""Invitations: asking people in, and their first visit by the address that they were sent."""

from functools import partial
from typing import Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import public, rule
from mdt.team.actions.people import (
    INVITATION_IS_OVER,
    Invited,
    accept_invitation,
    find_invitation,
    invite,
    sign_in_of,
    withdraw_invitation,
)
from mdt.team.forms import AcceptForm, InviteForm
from mdt.team.models import Agency, Invitation, User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press

WILL_BE_SENT: Final = "The mail will be sent in a moment. If it does not come, send it again from this list."


@rule("team.invite")
@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    user = request.user
    form = InviteForm(posted(request), by=user, initial={"agency": request.GET.get("agency")})
    if form.is_valid() and done(form, partial(_invite_all, request, form, user)):
        count = len(form.cleaned_data["people"])
        messages.success(request, f"{count} {'person' if count == 1 else 'people'} invited. {WILL_BE_SENT}")
        return redirect("people")
    return render(request, "team/invite.html", {"form": form})


def _invite_all(request: HttpRequest, form: InviteForm, user: User) -> None:
    """Everybody or nobody."""
    agency = form.cleaned_data.get("agency") or user.place.agency
    chosen = {"agency": agency, "roles": form.cleaned_data["roles"], "desk": form.cleaned_data["desk"], "by": user}
    for name, address in form.cleaned_data["people"]:
        send(request, invite(name=name, email=address, **chosen))


def send(request: HttpRequest, invited: Invited) -> None:
    """Mail the address once the invitation stands. A mail server that is away leaves it in the list, to send again."""
    address = settings.SITE_ADDRESS + reverse("accept-invitation", args=[invited.secret])

    def mail() -> None:
        get_adapter().send_mail("account/email/invitation", invited.invitation.email, {"invitation_url": address})

    transaction.on_commit(mail, robust=True)


def _find(user: User, invitation: UUID) -> Invitation:
    mine = Invitation.objects.filter(team=user.place.team_id, agency__in=Agency.objects.managed_by(user))
    return get_object_or_404(mine.select_related("agency", "desk"), pk=invitation, accepted_at=None)


@rule("team.invite")
@require_POST
def again(request: PersonRequest, invitation: UUID) -> HttpResponse:
    """A new address in place of the old one."""
    user = request.user
    old = _find(user, invitation)
    renew = partial(invite, agency=old.agency, email=old.email, roles=old.roles, name=old.name, desk=old.desk, by=user)
    return press(request, lambda: send(request, renew()), f"There is a new invitation. {WILL_BE_SENT}", "people")


@rule("team.invite")
@require_POST
def withdraw(request: PersonRequest, invitation: UUID) -> HttpResponse:
    user = request.user
    found = _find(user, invitation)
    return press(
        request, partial(withdraw_invitation, invitation=found, by=user), "The invitation is withdrawn.", "people"
    )


@public("The address is the key: a secret that works once, for seven days")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = find_invitation(secret)
    if invitation is None:
        return render(request, "team/invitation_over.html", {"reason": INVITATION_IS_OVER}, status=404)
    has_sign_in = sign_in_of(invitation)
    if has_sign_in:
        form, ready = Form(posted(request)), has_sign_in == request.user
    else:
        form, ready = AcceptForm(posted(request), initial={"name": invitation.name}), True
    if ready and form.is_valid() and _accepted(request, secret, form):
        messages.success(request, f"You are in the team of {invitation.team}.")
        return redirect("account" if has_sign_in else "account_login")
    context = {"form": form, "invitation": invitation, "known": has_sign_in, "ready": ready}
    return render(request, "team/accept.html", context)


def _accepted(request: HttpRequest, secret: str, form: Form) -> bool:
    by = request.user if isinstance(request.user, User) else None
    typed = {"name": form.cleaned_data.get("name", ""), "password": form.cleaned_data.get("password", "")}
    try:
        accept_invitation(secret=secret, by=by, **typed)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    except ValidationError as weak:
        form.add_error("password", weak)
        return False
    return True
