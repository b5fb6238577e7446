"""What no template may hold: inline style or script, addresses of others, words that we do not use."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDERS = [settings.BASE_DIR / name for name in ("audit", "cases", "config", "mdt", "privacy", "referrals")]
TEMPLATES = sorted(path for folder in FOLDERS for path in folder.rglob("templates/**/*.html"))
PAGES = [path for path in TEMPLATES if re.search(r'extends "(base|case|account/base_\w+)\.html"', path.read_text())]
PAGES = [path for path in PAGES if path.parent.name != "layouts"]
STATIC = settings.BASE_DIR / "config" / "static" / "config"

FORBIDDEN = {
    "inline style": r"<style|\sstyle\s*=",
    "event attribute": r"\son[a-z]+\s*=",
    "script in the page": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    "script address": r"javascript:",
    "another site": r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//",
    "unescaped attribute": r"\s:(?:hx-|data-|aria-)",
    "evaluated attribute": r"hx-(?:on|vals|headers|vars)\b",
    "word we do not use": r"(?i)\b(?:invalid|forbidden|oops|please|violation|failed)\b",
}


def lines(path: Path) -> str:
    return re.sub(r"{#.*?#}", "", path.read_text())


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 70
    assert len(PAGES) > 25


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_a_template_holds_nothing_forbidden(path: Path) -> None:
    found = {why: re.findall(rule, lines(path)) for why, rule in FORBIDDEN.items()}

    assert {why: hits for why, hits in found.items() if hits} == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_a_page_has_a_title_and_a_heading(path: Path) -> None:
    text = lines(path)
    titled = "{% block title %}" in text or "account/base_" in text
    headings = len(re.findall(r"<h1|<c-identity|<c-confirm", text))
    inherits = "{% block main %}" not in text

    assert titled or path.name == "case.html"
    assert headings == 0 if inherits else headings >= 1


def test_the_rules_notice_what_they_forbid() -> None:
    bad = '<p style="a" onclick="b"><script>c</script><style></style><img src="//d"><c-x :hx-get="e" hx-on="f">Please'
    bad += '<a href="javascript:g">'

    assert [why for why, rule in FORBIDDEN.items() if not re.search(rule, bad)] == []


def test_a_page_asks_for_json_not_script() -> None:
    assert not re.search(FORBIDDEN["script in the page"], '<script id="x" type="application/json">{}</script>')


def test_the_stylesheet_stays_small_and_at_home() -> None:
    css = (STATIC / "app.css").read_text()

    assert len(css.splitlines()) < 900
    assert "url(" not in css
    assert "@import" not in css


def test_the_script_evaluates_nothing() -> None:
    assert not re.search(
        r"\beval\b|Function\(|innerHTML|insertAdjacentHTML|document\.write|Storage", (STATIC / "app.js").read_text()
    )
