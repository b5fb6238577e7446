"""The form field: what is refused, what the writer may keep, and that the text is neither lost nor spread."""

import html
import logging
import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines

from privacy.guard import GuardUnavailable, examination
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText, Written, marked
from privacy.guard.judging import judge

STOPPED = (
    "This looks like a phone number. Take it out before you send. Your agency keeps contact details. "
    "This system only needs the code."
)
ASKED = 'This may be a name. If it is, write "the person" instead. If it is not, choose Keep it.'


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard as it is without the floors above, whose sources ask the database."""
    monkeypatch.setattr(examination, "_sources", [])


class NoteForm(GuardedForm, forms.Form):
    note = GuardedText(max_length=60, required=False)
    line = GuardedText(max_length=30, required=False, widget=GuardedLine)


def filled(prefix: str | None = None, **values: str) -> NoteForm:
    data = QueryDict(mutable=True)
    data.update(values)
    return NoteForm(data, prefix=prefix)


def page(form: forms.Form) -> str:
    return engines["django"].from_string("{{ form }}").render({"form": form})


def ticks(form: forms.Form) -> dict[str, str]:
    """The ticks of a page by the words that they stand for."""
    found = re.findall(r'type="checkbox" name="([^"]+)".*?<mark class="ask">(.*?)</mark>', page(form))
    return {html.unescape(words): name for name, words in found}


def test_a_clean_text_passes_as_it_was_written() -> None:
    form = filled(note="  Needs a bed tonight.\r\nHas two bags. ")

    assert form.is_valid()
    assert form.cleaned_data["note"] == "Needs a bed tonight.\nHas two bags."
    assert form.overrides == 0


def test_a_stop_is_refused_and_the_text_stays() -> None:
    form = filled(note="Call 503-555-0157")

    assert form.errors["note"] == [STOPPED]
    assert form.errors.as_data()["note"][0].code == "guard_stop"
    assert "Call 503-555-0157" in page(form)


def test_several_stops_are_named_together() -> None:
    assert "This looks like an email address and a phone number. Take them out" in str(
        filled(note="kay@example.org 503-555-0157").errors["note"][0]
    )


def test_what_is_asked_about_is_refused_until_it_is_kept() -> None:
    form = filled(note="Spoke with Robin about it.")
    assert form.errors["note"] == [ASKED]

    again = filled(note="Spoke with Robin about it.", **dict.fromkeys(ticks(form).values(), "on"))

    assert again.is_valid()
    assert again.overrides == 1


def test_a_stop_cannot_be_kept() -> None:
    form = filled(note="Call 503-555-0157, Robin")
    assert list(ticks(form)) == ["Robin"]

    assert filled(note="Call 503-555-0157, Robin", **dict.fromkeys(ticks(form).values(), "on")).errors["note"] == [
        STOPPED
    ]


def test_the_tick_stays_while_something_else_is_mended() -> None:
    form = filled(note="Spoke with Robin. 503-555-0157")
    again = filled(note="Spoke with Robin. 503-555-0158", **dict.fromkeys(ticks(form).values(), "on"))

    assert not again.is_valid()
    assert re.search(r'name="note-keep-[0-9a-f]{32}" id="\w+" checked>', page(again))


def test_other_words_are_asked_about_anew() -> None:
    """The tick belongs to the words, not to their place."""
    kept = dict.fromkeys(ticks(filled(note="Spoke with Robin.")).values(), "on")

    assert filled(note="Spoke with Terry.", **kept).errors["note"] == [ASKED]
    assert filled(note="Yesterday they spoke with Robin.", **kept).is_valid()


def test_each_of_two_words_needs_its_own_tick() -> None:
    text = "Spoke with Robin, then Terry."
    first, second = ticks(filled(note=text)).values()

    assert not filled(note=text, **{first: "on"}).is_valid()
    both = filled(note=text, **{first: "on", second: "on"})
    assert both.is_valid()
    assert both.overrides == 2


def test_a_word_written_twice_is_one_tick() -> None:
    found = ticks(filled(note="Spoke with Robin. Then Robin left."))

    assert list(found) == ["Robin"]
    assert filled(note="Spoke with Robin. Then Robin left.", **dict.fromkeys(found.values(), "on")).overrides == 1


def test_a_tick_of_one_field_counts_in_no_other() -> None:
    (tick,) = ticks(filled(note="Spoke with Robin.")).values()

    form = filled(line="Spoke with Robin.", **{tick: "on"})
    assert form.errors["line"] == [ASKED]


def test_a_prefix_keeps_two_forms_apart() -> None:
    form = filled("a", **{"a-note": "Spoke with Robin."})
    (tick,) = ticks(form).values()

    assert tick.startswith("a-note-keep-")
    assert filled("a", **{"a-note": "Spoke with Robin.", tick: "on"}).is_valid()


def test_an_invented_tick_counts_for_nothing() -> None:
    assert not filled(note="Spoke with Robin.", **{"note-keep-" + "0" * 32: "on", "note-keep-": "on"}).is_valid()


def test_a_tick_depends_on_the_secret_key(settings: Any) -> None:
    (before,) = ticks(filled(note="Spoke with Robin.")).values()
    settings.SECRET_KEY = "another"
    (after,) = ticks(filled(note="Spoke with Robin.")).values()

    assert before != after


def test_the_words_are_marked_on_the_page_and_escaped() -> None:
    drawn = page(filled(note="<b>Spoke with Robin</b> 503-555-0157"))

    assert '<mark class="stop">503-555-0157</mark>' in drawn
    assert '<mark class="ask">Robin</mark>' in drawn
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn


def test_segments_put_together_are_the_text() -> None:
    text = "Robin, her aunt, é\u200b 5 0 3 5 5 5 0 1 5 7!"

    segments = marked(text, judge(text))
    assert "".join(words for words, _ in segments) == text
    assert [tier for _, tier in segments] == ["ask", "", "stop", ""]


def test_nothing_is_shown_before_anything_was_found() -> None:
    assert 'class="guard"' not in page(NoteForm())
    assert 'class="guard"' not in page(filled(note="Needs a bed."))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bed\x00tonight", "This text holds a sign that cannot be stored."),
        ("bed \ud800 tonight", "This text holds a sign that cannot be stored."),
        ("bed " * 20, "This text has 79 characters. Use 60 or fewer. Nothing was cut off."),
    ],
)
def test_what_cannot_be_stored_is_said_and_nothing_is_lost(text: str, message: str) -> None:
    form = filled(note=text)

    assert str(form.errors["note"][0]).startswith(message)
    shown = html.unescape(page(form)).encode().decode()
    assert text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd") in shown


def test_a_line_break_counts_once() -> None:
    assert filled(note="bed\r\n" * 14 + "bed").is_valid()


def test_what_is_found_later_is_announced_where_the_page_had_nothing() -> None:
    """A live region has to be there before its words; without a signed-in reader it asks the server nothing."""
    assert '<div class="live" id="id_note_live" role="status"></div>' in page(NoteForm())


def test_the_browser_is_not_told_to_cut() -> None:
    drawn = page(NoteForm())

    assert "maxlength" not in drawn
    assert 'data-limit="60"' in drawn
    assert "Up to 60 characters." in drawn


def test_without_an_answer_the_text_is_refused_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(note: object) -> list[Any]:
        raise RuntimeError("canary")

    monkeypatch.setattr(examination, "DETECTORS", [fail])
    form = filled(note="Needs a bed.")

    assert form.errors.as_data()["note"][0].code == "guard_unavailable"
    assert "Your words are still here." in form.errors["note"][0]
    assert "Needs a bed." in page(form)


def test_a_form_that_needs_no_words_needs_no_guard_for_none() -> None:
    assert NoteForm({}).is_valid()


def test_the_text_is_in_no_message_log_or_repr(caplog: pytest.LogCaptureFixture) -> None:
    """Messages name kinds; what is printed by mistake prints nothing."""
    caplog.set_level(logging.DEBUG)
    form = filled(note="Robin canary 503-555-0157")
    told = [str(form.errors), repr(form.errors.as_data()), form.errors.as_json(), repr(form.fields["note"])]
    told += [repr(form["note"].data), repr(Written("Robin canary")), caplog.text, repr(judge("Robin canary"))]

    assert not re.search("robin|canary|0157", " ".join(told), re.IGNORECASE)


def test_a_refusal_carries_no_frame_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(note: Any) -> list[Any]:
        raise ValueError(note.text)

    monkeypatch.setattr(examination, "DETECTORS", [fail])
    with pytest.raises(GuardUnavailable) as caught:
        judge("Robin canary")

    assert "canary" not in repr(caught.value) + str(caught.value.__context__) + str(caught.value.__cause__)
