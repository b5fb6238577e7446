"""Fields, hints and errors: the same markup by c-field, `{{ form }}` and `as_field_group`."""

import re

import pytest
from django import forms
from django.test.html import parse_html

from config.gallery import SampleForm
from mdt.choices import Hinted
from tests.screen.conftest import Draw


def test_the_three_ways_to_draw_a_field_are_one(draw: Draw) -> None:
    form = SampleForm({})
    component = draw('{% for f in form %}<c-field :field="f" />{% endfor %}', form=form)
    groups = draw("{% for f in form %}{{ f.as_field_group }}{% endfor %}", form=form)

    assert parse_html(draw("{{ form }}", form=form)) == parse_html(component) == parse_html(groups)


def test_nothing_is_preselected(draw: Draw) -> None:
    tags = re.findall("<(?:input|option)[^>]*>", draw("{{ form }}", form=SampleForm()))
    chosen = [tag for tag in tags if " checked" in tag or " selected" in tag]

    assert len(tags) == 14
    assert chosen == ['<option value="" selected>']


def test_an_answer_stays_chosen(draw: Draw) -> None:
    drawn = draw("{{ f }}", f=SampleForm({"urgency": "week", "note": "kept <words>"}))

    assert re.search(r'value="week"[^>]* checked', drawn)
    assert "kept &lt;words&gt;" in drawn


@pytest.mark.parametrize("name", ["agency", "review", "checked"])
def test_an_error_belongs_to_its_input(draw: Draw, name: str) -> None:
    drawn = draw('<c-field :field="f" />', f=SampleForm({})[name])
    described = re.search(r'aria-describedby="([^"]+)"', drawn)

    assert 'aria-invalid="true"' in drawn
    assert described
    assert f"id_{name}_error" in described[1].split()
    assert all(f'id="{target}"' in drawn for target in described[1].split())


def test_an_error_of_radios_belongs_to_the_group(draw: Draw) -> None:
    drawn = draw('<c-field :field="f" />', f=SampleForm({})["urgency"])

    assert '<fieldset aria-describedby="id_urgency_helptext id_urgency_error">' in drawn
    assert re.search(r'<legend class="label">How soon\?\s*</legend>', drawn)
    assert re.search(r'id="id_urgency_error"><span class="hidden">Error:</span> Choose how soon', drawn)


def test_a_choice_shows_its_hint(draw: Draw) -> None:
    drawn = draw('<c-field :field="f" />', f=SampleForm()["urgency"])

    assert drawn.count("Call first, then send.") == 1
    assert '<label for="id_urgency_0">Today</label>' in drawn


def test_a_hint_survives_the_copying_of_forms() -> None:
    label = dict(SampleForm().fields["urgency"].choices)["today"]  # type: ignore[attr-defined]

    assert isinstance(label, Hinted)
    assert label.hint == "Call first, then send."


def test_only_optional_fields_say_so(draw: Draw) -> None:
    assert "(optional)" in draw('<c-field :field="f" />', f=SampleForm()["note"])
    assert "(optional)" not in draw('<c-field :field="f" />', f=SampleForm()["review"])


def test_a_hidden_field_has_no_label(draw: Draw) -> None:
    class Hidden(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput)

    assert "<label" not in draw('<c-field :field="f" />', f=Hidden()["key"])
    assert 'type="hidden"' in draw("{{ f }}", f=Hidden())


def test_the_summary_links_to_what_is_there(draw: Draw) -> None:
    form = SampleForm({})
    summary = draw('<c-error-summary :form="form" />', form=form)
    page = draw("{{ form }}", form=form)
    links = re.findall(r'href="#([^"]+)"', summary)

    assert links == ["id_help_needed_0", "id_urgency_0", "id_agency", "id_review", "id_checked"]
    assert all(f'id="{target}"' in page for target in links)
    assert 'tabindex="-1" autofocus' in summary


def test_no_errors_no_summary(draw: Draw) -> None:
    assert draw('<c-error-summary :form="form" />', form=SampleForm()).strip() == ""


def test_an_error_of_the_whole_form_is_in_the_summary(draw: Draw) -> None:
    form = SampleForm({})
    form.add_error(None, "Dana accepted this at 9:14 a.m.")

    assert "<li>Dana accepted this at 9:14 a.m.</li>" in draw('<c-error-summary :form="form" />', form=form)


def test_a_form_posts_with_a_token_and_no_bubbles(draw: Draw) -> None:
    drawn = draw('<c-form :form="form" url="/send/" submit="Send to Eastside" cancel="/" />', form=SampleForm())

    assert '<form class="form" method="post" action="/send/" novalidate' in drawn
    assert drawn.count('name="csrfmiddlewaretoken"') == 1
    assert ">Send to Eastside</button>" in drawn
    assert 'name="review"' in drawn


def test_a_form_draws_only_the_fields_it_is_given(draw: Draw) -> None:
    drawn = draw('<c-form :form="form" submit="Send"><c-field :field="form.note" /></c-form>', form=SampleForm())

    assert 'name="note"' in drawn
    assert 'name="review"' not in drawn


def test_a_confirm_page_leads_with_what_is_to_fix(draw: Draw) -> None:
    drawn = draw(
        '<c-confirm title="Decline" :form="form" submit="Decline referral" cancel="/">Summary</c-confirm>',
        form=SampleForm({}),
    )

    order = [
        drawn.index(words) for words in ("error-summary", "<h1>Decline</h1>", "Summary", "<form", "Decline referral")
    ]
    assert order == sorted(order)
