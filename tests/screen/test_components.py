"""Each component draws what its line in docs/screen.md says, and escapes what it is given."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test.html import parse_html

from tests.screen.conftest import Draw

COTTON = settings.BASE_DIR / "config" / "templates" / "cotton"
NASTY = "<script>alert('x')</script>\" onload=\"x"


def same(left: str, right: str) -> bool:
    return bool(parse_html(left) == parse_html(right))


def test_a_button_is_a_button(draw: Draw) -> None:
    drawn = draw('<c-button kind="danger" name="move" value="up" about="item 2">Withdraw</c-button>')

    assert same(
        drawn,
        '<button class="button danger" type="submit" name="move" value="up">'
        'Withdraw<span class="hidden"> item 2</span></button>',
    )


def test_a_button_with_an_address_is_a_link(draw: Draw) -> None:
    assert same(draw('<c-button href="/a/">Go</c-button>'), '<a class="button primary" href="/a/">Go</a>')


def test_a_component_does_not_see_the_page(draw: Draw) -> None:
    """A page variable that happens to be called `href` must not turn a button into a link."""
    assert "<a" not in draw("<c-button>Go</c-button>", href="/leak/", about="leak")


@pytest.mark.parametrize(
    "text",
    [
        '<c-button href="{{ x }}" about="{{ x }}">{{ x }}</c-button>',
        '<c-button data-id="{{ x }}">a</c-button>',
        '<c-action url="{{ x }}" label="{{ x }}" name="a" value="{{ x }}" next="{{ x }}" />',
        '<c-alert title="{{ x }}" kind="{{ x }}">{{ x }}</c-alert>',
        '<c-undo message="{{ x }}" url="{{ x }}" about="{{ x }}" />',
        '<c-code value="{{ x }}" label="{{ x }}" copy />',
        '<c-summary title="{{ x }}" change="{{ x }}"><c-summary-row key="{{ x }}" value="{{ x }}" /></c-summary>',
        '<c-summary-row key="a" :value="x" />',
        '<c-status state="{{ x }}" label="{{ x }}" />',
        '<c-tab href="{{ x }}" label="{{ x }}" count="{{ x }}" />',
        '<c-item href="{{ x }}" title="{{ x }}" code="{{ x }}">{{ x }}</c-item>',
        '<c-event title="{{ x }}" when="{{ x }}" at="{{ x }}" by="{{ x }}">{{ x }}</c-event>',
        '<c-line label="{{ x }}" number="{{ x }}" checked="{{ x }}" hours="{{ x }}" />',
        '<c-total used="{{ x }}" of="{{ x }}" label="{{ x }}" />',
        '<c-move url="{{ x }}" about="{{ x }}" count="{{ x }}" position="{{ x }}" />',
        '<c-guard id="g" :pieces="pieces" :findings="findings" />',
        '<c-error-summary :errors="errors" />',
        '<c-confirm title="{{ x }}" submit="{{ x }}" cancel="{{ x }}" url="{{ x }}">{{ x }}</c-confirm>',
        '<c-pages newer="{{ x }}" older="{{ x }}" shown="{{ x }}" />',
        '<c-chip label="{{ x }}" href="{{ x }}" />',
        '<c-empty title="{{ x }}">{{ x }}</c-empty>',
        '<c-identity title="{{ x }}" code="{{ x }}">{{ x }}</c-identity>',
        '<c-table caption="{{ x }}"></c-table>',
        '<c-count number="{{ x }}" label="{{ x }}" href="{{ x }}" />',
        '<c-step title="{{ x }}" when="{{ x }}">{{ x }}</c-step>',
        '<c-more summary="{{ x }}">{{ x }}</c-more>',
    ],
)
def test_what_is_given_is_escaped(draw: Draw, text: str) -> None:
    finding = {"tier": NASTY, "message": NASTY, "keep": NASTY}

    drawn = draw(text, x=NASTY, pieces=[(NASTY, "stop"), (NASTY, "")], findings=[finding], errors=[(NASTY, NASTY)])

    assert "alert(" in drawn
    assert "<script" not in drawn
    assert '" onload' not in drawn


def test_an_action_posts_with_a_token(draw: Draw) -> None:
    drawn = draw('<c-action url="/a/" label="Accept" about="RF-1" next="/inbox/" />')
    drawn, tokens = re.subn(r'<input type="hidden" name="csrfmiddlewaretoken" value="\w{64}">', "", drawn)

    assert tokens == 1
    assert same(
        drawn,
        '<form class="action" method="post" action="/a/">'
        '<input type="hidden" name="next" value="/inbox/"><button class="button secondary" type="submit">'
        'Accept<span class="hidden"> RF-1</span></button></form>',
    )


def test_a_line_nobody_checked_cannot_be_called(draw: Draw) -> None:
    old = draw('<c-line label="Desk" number="503-555-0142" />')

    assert "old, do not call" in old
    assert "tel:" not in old


def test_a_checked_line_says_when(draw: Draw) -> None:
    drawn = draw('<c-line label="Desk" number="503-555-0142" checked="March 3, 2031" />')

    assert 'href="tel:503-555-0142"' in drawn
    assert "checked on March 3, 2031" in drawn
    assert "do not call" not in drawn


def test_the_first_item_cannot_move_up_nor_the_last_down(draw: Draw) -> None:
    assert 'value="up"' not in draw('<c-move url="/m/" about="1" first />')
    assert 'value="down"' not in draw('<c-move url="/m/" about="9" last />')
    assert re.findall('value="(up|down|to)"', draw('<c-move url="/m/" about="2" count="9" position="2" />')) == [
        "up",
        "down",
        "to",
    ]


def test_a_false_flag_is_false(draw: Draw) -> None:
    """`:current="no"` with a false variable must not mark the tab."""
    assert "aria-current" not in draw('<c-tab href="#" label="Waiting" :current="no" />', no=False)
    assert 'aria-current="page"' in draw('<c-tab href="#" label="Waiting" :current="yes" />', yes=True)


def test_a_tab_shows_zero(draw: Draw) -> None:
    assert "(0)" in draw('<c-tab href="#" label="Waiting" :count="n" />', n=0)


def test_change_links_say_what_they_change(draw: Draw) -> None:
    drawn = draw('<c-summary-row key="Age group" value="18 to 24" change="/age/" />')

    assert '<a href="/age/">Change<span class="hidden"> Age group</span></a>' in drawn


def test_no_pages_no_navigation(draw: Draw) -> None:
    assert draw("<c-pages />").strip() == ""


def test_marks_of_the_guard_keep_the_text_whole(draw: Draw) -> None:
    drawn = draw('<c-guard id="g" :pieces="p" />', p=[("Call ", ""), ("555-0142", "stop"), (".", "")])

    assert 'Call <mark class="stop">555-0142</mark>.' in drawn


def test_minutes_are_said_in_words(draw: Draw) -> None:
    drawn = draw('<c-total used="131" of="120" label="Agenda time" />')

    assert "<strong>131 of 120 min</strong>" in drawn
    assert 'value="131"' in drawn
    assert "Over the time" in drawn


def test_minutes_are_compared_as_numbers(draw: Draw) -> None:
    """As words, "90" would come after "120"."""
    assert "Over the time" not in draw('<c-total used="90" of="120" />')
    assert "Over the time" not in draw('<c-total :used="n" of="120" />', n=120)


def test_a_code_in_a_sentence_leaves_no_gap_before_the_full_stop(draw: Draw) -> None:
    assert draw('See <c-code value="RF-1" small />.').endswith('<span class="code small">RF-1</span>.')


def test_a_code_is_copied_only_with_a_script(draw: Draw) -> None:
    """The copy button is hidden until the script that serves it has run."""
    assert re.search(r'<button[^>]*data-copy="RF-1"[^>]* hidden>', draw('<c-code value="RF-1" copy />'))
    assert "<button" not in draw('<c-code value="RF-1" />')


@pytest.mark.parametrize("path", sorted(COTTON.glob("*.html")), ids=lambda path: path.stem)
def test_every_component_is_written_down_and_shown(path: Path) -> None:
    name = "c-" + path.stem.replace("_", "-")
    pages = [*(COTTON.parent / "gallery").rglob("*.html"), COTTON.parent / "case.html", COTTON / "confirm.html"]
    shown = "".join(page.read_text() for page in pages)

    assert f"| `{name}` |" in (settings.BASE_DIR / "docs" / "screen.md").read_text()
    assert re.search(rf"<{name}[ />]", shown)
