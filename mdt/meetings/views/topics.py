"""The standing topics of a group, and ending one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from audit.opening import opening
from mdt.meetings.actions.topics import add_topic, end_topic
from mdt.meetings.forms import TopicForm
from mdt.meetings.models import Topic
from mdt.meetings.views.finding import group_to_prepare
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: PersonRequest, body: UUID) -> HttpResponse:
    """What stands, and a new one."""
    group = group_to_prepare(request.user, body)
    form = TopicForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        add_topic(group, words=form.cleaned_data["words"], kept_words=form.overrides, by=request.user)
        messages.success(request, "The topic is kept. It is suggested for each agenda to come.")
        return redirect("topics", body)
    standing = list(
        Topic.objects.visible_to(request.user).standing().filter(body=group, once=False).order_by("given_at", "pk")
    )
    with opening(standing, by=request.user, purpose="topics", kind="topics.listed") as words:
        shown = [(topic, words.read(topic, "words")) for topic in standing]
    return render(request, "meetings/topics.html", {"body": group, "form": form, "topics": shown})


@rule("meetings.build")
@require_POST
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("body"), pk=pk)
    group = group_to_prepare(request.user, topic.body_id)
    try:
        end_topic(topic, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("topics", group.pk)
