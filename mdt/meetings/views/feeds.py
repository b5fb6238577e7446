"""A person's calendar feed: its page, and the feed itself, which a calendar program fetches without a sign-in."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import public, rule
from audit.ledger import witness
from mdt.meetings import calendar
from mdt.meetings.actions.feeds import NOT_SIGNED_OUT, end_feed, make_feed, owner_of
from mdt.meetings.models import CalendarFeed, Meeting
from mdt.team.requests import PersonRequest
from privacy.wall import acting_as

# How far back a feed reaches; what is over for longer stays in nobody's pocket.
BACK = timedelta(days=35)


@rule("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: PersonRequest) -> HttpResponse:
    """Whether there is one; a press makes a new address, which this one answer shows and nothing keeps."""
    address = ""
    if request.method == "POST":
        secret = make_feed(by=request.user)
        address = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
    held = CalendarFeed.objects.filter(NOT_SIGNED_OUT, place=request.user.place).first()
    return render(request, "meetings/feed.html", {"feed": held, "address": address})


@rule("meetings.read")
@require_POST
def end(request: PersonRequest) -> HttpResponse:
    end_feed(by=request.user)
    messages.success(request, "Your calendar address is turned off. It finds nothing any more.")
    return redirect("feed")


@public("A calendar program has no sign-in: the secret in the address says whose feed it is, and it names nothing.")
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of one person: times and one fixed summary. Any address that is not alive is simply not there."""
    owner = owner_of(secret)
    if owner is None or not owner.has_perm("meetings.read"):
        raise Http404
    with acting_as(owner):
        visible = Meeting.objects.visible_to(owner).after(timezone.now() - BACK).order_by("starts_at", "pk")
        meetings = list(visible)
        witness("feed.read", by=owner, records=meetings)
    content = calendar.feed_file([calendar.Invitation.of(meeting) for meeting in meetings])
    return HttpResponse(content, content_type=calendar.FEED_TYPE)
