"""What a member raises: once, in the open part, in words that the guard has read and no code."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.urls import reverse

from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.raising import raise_topic, take_back
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Lane, Meeting, Selection, Series, Topic
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Cast
from tests.meetings.test_drafting import draft


def raised(cast: Cast) -> Topic:
    with acting_as(cast.dana):
        return raise_topic(cast.body, words="Report on training", kept_words=0, by=cast.dana)


def test_it_is_on_one_agenda_and_not_on_the_next(cast: Cast, clock: time_machine.Traveller) -> None:
    cast.series()
    raised(cast)
    november = cast.next_meeting()
    clock.shift(timedelta(minutes=1))
    draft(november)
    with acting_as(cast.chair):
        (entry,) = entries(november, cast.chair, ItemState.SUGGESTED)
        assert (entry.item.source, entry.line.detail) == ("meetings.raised", "Raised by Dana, Eastside Practice")
        add(november, items=[entry.item.pk], by=cast.chair)
        publish(november, by=cast.chair)
    with acting_as_system():
        december = Meeting.objects.select_related("body").filter(starts_at__gt=november.starts_at).earliest("starts_at")
    draft(december)
    with acting_as_system():
        assert not AgendaItem.objects.filter(meeting=december).exists()


def test_only_its_raiser_takes_it_back_and_then_it_is_suggested_no_more(cast: Cast) -> None:
    cast.series()
    topic = raised(cast)
    with pytest.raises(Refused), acting_as(cast.lee):
        take_back(topic, by=cast.lee)
    draft(cast.next_meeting())
    with acting_as(cast.dana):
        take_back(topic, by=cast.dana)
    draft(cast.next_meeting())
    with acting_as_system():
        assert not AgendaItem.objects.exists()


def test_codes_and_outsiders_are_refused_in_words(cast: Cast) -> None:
    page = client_of(cast.dana)
    address = reverse("raise-topic", args=[cast.body.pk])
    refused = page.post(address, {"words": "What of RF-7F3K-9QXM-4"}).content.decode()
    assert "names no case" in refused and "RF-7F3K-9QXM-4" in refused
    assert client_of(cast.outsider).get(address).status_code == 404
    with pytest.raises(Refused), acting_as(cast.outsider):
        raise_topic(cast.body, words="Training", kept_words=0, by=cast.outsider)


def test_the_sections_of_a_series_are_chosen_on_their_page(cast: Cast) -> None:
    series = cast.series()
    raised(cast)
    page, address = client_of(cast.chair), reverse("sections", args=[cast.body.pk])
    form = page.get(address).context["form"]
    given = {name: "" if field.initial in (None, False) else field.initial for name, field in form.fields.items()}
    wrong = page.post(address, given | {"meetings.raised-most": "0"})
    assert wrong.context["form"].errors.keys() == {"meetings.raised-most"}
    with acting_as(cast.chair):
        assert not Selection.objects.exists()

    del given["meetings.raised-on"]
    page.post(address, given | {"meetings.topics-lane": "list"})
    with acting_as(cast.chair):
        kept = {one.section: (one.on, one.lane) for one in Selection.objects.filter(series=series)}
    assert kept == {"meetings.raised": (False, Lane.DISCUSS), "meetings.topics": (True, Lane.LIST)}
    assert draft(cast.next_meeting()) == 0


def test_members_choose_no_sections_past_the_page(cast: Cast) -> None:
    cast.series()
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.dana):
        Selection.objects.create(team=cast.team, series=Series.objects.get(), section="meetings.topics", on=False)
