"""Letters that no paper can show are refused where they are typed, and their text is kept."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from mdt.meetings.forms import SeriesForm, TopicForm
from mdt.meetings.holding_forms import AddendumForm, GuestForm, OutcomeForm
from mdt.meetings.letters import fit_for_paper
from mdt.meetings.models import Topic
from mdt.meetings.staffing_forms import PlanForm, RaiseForm
from mdt.subcommittees import forms as rooms
from privacy.wall import acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Cast

PRINTED: list[tuple[type[forms.Form], str]] = [
    (SeriesForm, "place"),
    (PlanForm, "place"),
    *((form, "words") for form in (TopicForm, RaiseForm, OutcomeForm, AddendumForm, GuestForm)),
    *((form, "words") for form in (rooms.RaiseForm, rooms.GiveForm, rooms.ReportForm)),
]


@pytest.mark.parametrize(("form", "name"), PRINTED)
def test_words_that_come_to_stand_on_a_paper_have_letters_that_it_shows(form: type[forms.Form], name: str) -> None:
    field = form.base_fields[name]
    field.run_validators("Niños, Việt Nam, Ελλάδα: “half” – done…\non two lines,\u200b with a soft\u00adhyphen")
    with pytest.raises(ValidationError) as refusal:
        field.run_validators("Report on the training 😀")
    assert refusal.value.messages == [
        "The printed agenda and minutes cannot show 😀. Leave that out, or write it in words."
    ]


def test_letters_that_no_screen_shows_are_named_by_number() -> None:
    with pytest.raises(ValidationError) as refusal:
        fit_for_paper("Room\x07 ٣")
    assert "cannot show U+0007 ٣." in refusal.value.messages[0]


def test_a_topic_comes_back_with_what_was_typed(cast: Cast) -> None:
    page = client_of(cast.chair).post(reverse("topics", args=[cast.body.pk]), {"words": "Training 😀"})
    assert "cannot show 😀" in page.content.decode() and 'value="Training 😀"' in page.content.decode()
    with acting_as_system():
        assert not Topic.objects.exists()
