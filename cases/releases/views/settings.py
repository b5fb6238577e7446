"""What a team's administrator sets about releases."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from cases.releases.actions.settings import set_releases
from cases.releases.forms import SettingsForm
from cases.releases.models import settings_of
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted


@rule("releases.settings")
@require_http_methods(["GET", "HEAD", "POST"])
def release_settings(request: PersonRequest) -> HttpResponse:
    """How long a release may last, how early its end is told, and what needs one whoever sends it."""
    user = request.user
    now = settings_of(user.place.team_id)
    form = SettingsForm(
        posted(request), initial={"longest_days": now.longest_days, "warn_days": now.warn_days, "bound": now.bound}
    )
    if form.is_valid() and done(form, partial(set_releases, by=user, **form.cleaned_data)):
        messages.success(request, "This holds for what is recorded and sent from now on.")
        return redirect("release-settings")
    witness("releases.settings_looked", by=user)
    return render(request, "releases/settings.html", {"form": form})
