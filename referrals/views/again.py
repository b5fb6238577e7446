"""The same person to another desk: the same answers, only the desk is chosen anew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit.doors import rule
from audit.opening import WordsBroken, opening
from cases.releases.models import Release
from mdt.team.access import Door
from mdt.team.leaving import saves_and_leaves
from mdt.team.models import Desk, User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals import policies, reading
from referrals.actions import writing
from referrals.forms import AgainForm, answers_of, begun
from referrals.models import Referral
from referrals.views._looks import cannot_send, desk_of, good_enough, leaves, looked, seen_by, tracked
from referrals.views.asking import asked_lead
from referrals.views.writing import UNREADABLE


@rule("referrals.send")
@saves_and_leaves
def again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The form with the answers of a referral that one's own desk sent; a post keeps a draft in the same case."""
    user = request.user
    earlier: Referral = get_object_or_404(seen_by(user), pk=pk, door=Door.SENDER)
    desk = desk_of(user)
    if desk is None:
        looked(user, earlier, "again")
        return cannot_send(request)
    releases = _releases(user, earlier)
    over = releases == []
    if over and request.method != "POST":
        looked(user, earlier, "again")
        return render(request, "referrals/no_release.html", {"earlier": earlier})
    if request.method == "POST":
        looked(user, earlier, "again")
        form = AgainForm(request.POST, writer=user, releases=releases)
        if kept := _kept(request, desk, form, earlier):
            return kept
    else:
        with opening([earlier], by=user, purpose="again", door=Door.SENDER) as words:
            try:
                initial = answers_of(earlier, reading.profile_of(earlier, words), words.read(earlier, "note"))
            except WordsBroken:
                messages.warning(request, UNREADABLE)
                return redirect("referral", pk)
        form = AgainForm(initial=initial | {"desk": begun(request.GET).get("desk")}, writer=user, releases=releases)
    context = {"form": form, "earlier": earlier, "over": over}
    return render(request, "referrals/write.html", context | tracked(user, earlier.case_id, form["service"].value()))


def _kept(request: PersonRequest, desk: Desk, form: AgainForm, earlier: Referral) -> HttpResponse | None:
    """Where it goes on once the draft is kept; None where the page comes back, with all that was typed."""

    def keep() -> Referral:
        return writing.write_draft(by=request.user, from_desk=desk, asked=form.asked(), case=earlier.case)

    if asked := asked_lead(request, form, keep):
        return asked
    if not good_enough(request, form):
        return None
    try:
        draft = keep()
    except Refused as refusal:
        form.add_error(None, f"{refusal} Your answers are still on this page.")
        return None
    return redirect("outbox") if leaves(request) else redirect("check", draft.pk)


def _releases(user: User, earlier: Referral) -> list[Release] | None:
    """The releases in force for its case, one of which must be chosen; None where none is needed."""
    if not earlier.release_category and policies.why_not_keep(None, user.place.agency) is None:
        return None
    own = Release.objects.visible_to(user).standing().of_case_or_none(earlier.case_id)
    return list(own.select_related("body").order_by("-expires_at", "-pk"))
