"""What the guard finds, where, and how it weighs it; expected answers written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.guard import KINDS, Report, Span, Tier, examine
from privacy.guard.findings import settle
from privacy.guard.folding import fold

CLEAN = [
    "Prefers a woman advocate who speaks Spanish.",
    "Missed school often in the last month.",
    "Older boyfriend controls money and phone.",
    "Needs help with food and bus fare.",
    "Two younger children need child care.",
    "Hope to connect before the next meeting.",
    "Not safe to leave a voicemail.",
    "Safety plan reviewed this week.",
    "Will turn 18 within six months.",
    "DHS has an open assessment and agrees with this referral.",
    "Screening band was possible concern.",
    "Threats of deportation; interpreter needed.",
    "3 runaway episodes in 12 months.",
    "Wants to go back to school and get a GED.",
    "",
    "Call the desk 24/7; pain was 7/10 today.",
    "Between 14 and 17 years, in the 2025-2026 school year.",
    "Open 0800-1700 and half of the time, 1/2, on call.",
    "Same person as HT-7F3K-9QXM-4.",
]

FOUND = [
    ("SSN 543-22-1189", "ssn", "SSN 543-22-1189"),
    ("insta @kay_194", "handle", "@kay_194"),
    ("mom Denise will drive", "name", "Denise"),
    ("DOB 08/17/2009", "birth", "DOB 08/17/2009"),
    ("Case no. 26-308320", "record", "Case no. 26-308320"),
    ("staying at 1875 SE Harrison St apt 4", "address", "1875 SE Harrison St"),
    ("Call her at 503-555-0157 after 5.", "phone", "503-555-0157"),
    ('=HYPERLINK("http://x.example","note")', "url", "http://x.example"),
    ("reach her at five oh three, five five five, oh one five seven", "phone", "five oh three"),
    ("text 5O3-555-O157", "phone", "5O3-555-O157"),
    ("write to kay (at) example (dot) org", "email", "kay (at) example (dot) org"),
    ("born on the 17th of August, 2009", "date", "August"),
    ("hearing on August 17th", "date", "August 17th"),
    ("house at 9 SW Ash", "address", "9 SW Ash"),
    ("near 82nd and Foster", "address", "82nd and Foster"),
    ("uses P.O. Box 2203", "po-box", "P.O. Box 2203"),
    ("mail to 97222-1408", "zip", "97222-1408"),
    ("plate 742 KLD", "plate", "742 KLD"),
    ("paid to $kay194", "payment", "$kay194"),
    ("posted at tiktok.com/@x", "url", "tiktok.com/@x"),
    ("from 192.0.2.44 at night", "ip", "192.0.2.44"),
    ("from 2001:db8::7:44 at night", "ip", "2001:db8::7:44"),
    ("file A214 558 309", "record", "A214 558 309"),
    ("pin 45.3573, -122.6068", "gps", "45.3573, -122.6068"),
    ("Grace told staff she is scared.", "name", "Grace"),
    ("lives with shaniqua now", "name", "shaniqua"),
    ("goes by smoke", "name", "smoke"),
    ("client K.M. is waiting", "initials", "K.M"),
    ("attends Milwaukie High", "school", "Milwaukie High"),
    ("stays at the Motel 6", "venue", "Motel 6"),
    ("grew up in Estacada", "place", "Estacada"),
    ("she is 14 years old", "age", "14 years old"),
    ("has a tattoo of a crown", "body", "tattoo"),
    ("drives a silver Honda Civic", "vehicle", "Honda Civic"),
    ("the only Chuukese girl at her school", "detail", "only Chuukese girl"),
]


@pytest.mark.parametrize("text", CLEAN)
def test_notes_of_the_trade_are_clean(text: str) -> None:
    assert examine(text) == Report(Tier.CLEAN, ())


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_an_identifier_is_found_where_it_stands(text: str, kind: str, words: str) -> None:
    at = text.index(words)
    found = [span for span in examine(text).spans if span.start < at + len(words) and at < span.end]

    assert kind in {span.kind for span in found}


DISGUISED = [
    ("zero-width characters", "503\u200b555\u200b0157", "stop"),
    ("full-width digits", "call ５０３-５５５-０１５７", "stop"),
    ("keycaps", "5\ufe0f\u20e303 555 0157", "stop"),
    ("Arabic digits", "٥٠٣ ٥٥٥ ٠١٥٧", "stop"),
    ("look-alike letters", "mom D\u0435n\u0456s\u0435 will drive", "ask"),
    ("a soft hyphen", "mom De\u00adnise will drive", "ask"),
    ("accents", "told Renée", "ask"),
    ("small letters", "denise will drive", "ask"),
    ("shouting", "MOM DENISE WILL DRIVE HER", "ask"),
    ("letters apart", "d e n i s e will drive", "ask"),
    ("digits for letters", "D3n1se will drive", "ask"),
    ("digits apart", "5 4 3 2 2 1 1 8 9", "stop"),
    ("lines", "503\n555\n0157", "stop"),
    ("words for marks", "five zero three dash five five five dash zero one five seven", "stop"),
]


@pytest.mark.parametrize(("text", "tier"), [row[1:] for row in DISGUISED], ids=[row[0] for row in DISGUISED])
def test_a_disguise_does_not_help(text: str, tier: str) -> None:
    assert examine(text).tier == tier


def test_places_are_places_of_the_text_as_written() -> None:
    text = "é\u200b\U0001d518 call five oh three 555 0157 now"
    (span,) = examine(text).of(Tier.STOP)

    assert text[span.start : span.end] == "five oh three 555 0157"


def test_a_stop_makes_the_whole_text_a_stop() -> None:
    report = examine("mom Denise, 503-555-0157")

    assert report.tier is Tier.STOP
    assert report.kinds(Tier.ASK) == ("name",)
    assert report.kinds(Tier.STOP) == ("phone",)


def test_an_allowed_phrase_is_not_asked_about() -> None:
    text = "Ask Harbor Light and the Estacada desk."

    assert examine(text).tier is Tier.ASK
    assert examine(text, allowed={"Harbor Light", "estacada"}).tier is Tier.CLEAN


def test_an_allowed_phrase_never_quiets_a_stop() -> None:
    assert examine("call 503-555-0157", allowed={"503-555-0157", "call"}).tier is Tier.STOP


def test_part_of_an_allowed_phrase_is_not_allowed() -> None:
    """The agency's name is allowed, the woman whose name is a part of it is not."""
    assert examine("Denise said so.", allowed={"Denise House"}).tier is Tier.ASK
    assert examine("Denise House said so.", allowed={"Denise House"}).tier is Tier.CLEAN


def test_an_allowed_place_does_not_hide_a_person_of_that_name() -> None:
    assert examine("The Sandy desk agrees.", allowed={"Sandy"}).tier is Tier.CLEAN
    assert examine("Her mom Sandy agrees.", allowed={"Sandy"}).tier is Tier.ASK


def test_overlapping_findings_keep_the_one_of_more_weight() -> None:
    name, phone, late = (
        Span(0, 9, "name", Tier.ASK),
        Span(5, 12, "phone", Tier.STOP),
        Span(20, 22, "name", Tier.ASK),
    )

    assert settle([late, name, phone]) == Report(Tier.STOP, (phone, late))


def test_a_report_never_shows_the_words() -> None:
    assert "Denise" not in repr(examine("mom Denise"))


@given(st.text(st.characters() | st.sampled_from("@.:/#$ 0159-'\"KayJ\u200b\u0435"), max_size=200))
def test_any_text_can_be_examined(text: str) -> None:
    """Whatever is typed: no error, spans inside the text, in order, without overlap, of a known kind."""
    end = 0
    for span in examine(text).spans:
        assert end <= span.start < span.end <= len(text)
        assert KINDS[span.kind].tier is span.tier
        end = span.end


@given(st.text(max_size=100))
def test_folding_keeps_the_way_back(text: str) -> None:
    reading = fold(text)

    assert len(reading.text) == len(reading.starts) == len(reading.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(reading.starts, reading.ends, strict=True))


@given(st.lists(st.sampled_from("\u200b\u200d\u2060\ufeff\u00ad"), min_size=11, max_size=11))
def test_unseen_characters_between_digits_change_nothing(unseen: list[str]) -> None:
    text = "".join(char + gap for char, gap in zip("5035550157", unseen, strict=False))

    assert examine(text).tier is Tier.STOP
