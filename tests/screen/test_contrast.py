"""The tokens' contrast in both themes, by the formula of WCAG 2.2."""

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "config" / "static" / "config" / "app.css").read_text()
TEXT, SHAPE = 4.5, 3.0

PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "link", "link-deep")
        for ground in ("paper", "ground", "calm-tint")
    ),
    *(("ink", f"{kind}-tint", TEXT) for kind in ("info", "good", "care", "stop", "ask")),
    *((kind, f"{kind}-tint", TEXT) for kind in ("info", "good", "care", "stop", "ask")),
    *(("ink-soft", f"{kind}-tint", TEXT) for kind in ("info", "good", "care", "stop")),
    *(("link", f"{kind}-tint", TEXT) for kind in ("info", "care")),
    *((kind, ground, TEXT) for kind in ("care", "stop") for ground in ("paper", "ground")),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-deep", TEXT),
    ("on-top", "top", TEXT),
    ("on-top-soft", "top", TEXT),
    *(("focus", ground, SHAPE) for ground in ("paper", "ground", "info-tint", "good-tint", "care-tint", "stop-tint")),
    ("focus-top", "top", SHAPE),
    *(("line-strong", ground, SHAPE) for ground in ("paper", "ground")),
    *(("brand", ground, SHAPE) for ground in ("paper", "ground")),
    *((kind, "paper", SHAPE) for kind in ("info", "good", "care", "stop", "ask")),
]


def tokens(theme: str) -> dict[str, tuple[int, int, int]]:
    """The colours of a theme: the dark one overrides the light one."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    source = light if theme == "light" else light + dark
    found = re.findall(r"--([\w-]+): #([0-9a-f]{6});", source)
    return {name: (int(hex_[:2], 16), int(hex_[2:4], 16), int(hex_[4:], 16)) for name, hex_ in found}


def luminance(colour: tuple[int, int, int]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_known_values() -> None:
    """WCAG's own examples: black on white is 21, #777 on white just misses 4.5."""
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    assert round(contrast((0x77, 0x77, 0x77), (255, 255, 255)), 2) == 4.48


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_and_shapes_stand_out(theme: str) -> None:
    colours = tokens(theme)
    poor = [
        f"{front} on {back}: {contrast(colours[front], colours[back]):.2f}"
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    ]

    assert poor == []


def test_the_dark_theme_is_dark() -> None:
    assert luminance(tokens("dark")["paper"]) < 0.05 < 0.9 < luminance(tokens("light")["paper"])
