"""Which letters a paper can show, and a validator for words that will stand on one."""

import unicodedata

from django.core.exceptions import ValidationError

LETTERS_CODE = "letters"

# What Libertinus Serif, the face in the typst wheel, has in each weight that the templates use: Latin with
# Vietnamese and the okina, Greek, Cyrillic, punctuation. tests/meetings/test_pdf.py sets every one of them.
LETTERS = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x23F), (0x250, 0x2E4), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1),
    (0x3A3, 0x3CE), (0x3FD, 0x45F), (0x490, 0x4C4), (0x1E00, 0x1E9B), (0x1EA0, 0x1EF9), (0x2010, 0x2027),
    (0x2030, 0x2037), (0x2039, 0x203E), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2190, 0x2193),
)  # fmt: skip
# Soft hyphen, word joiner, blanks and joiners of no width. What turns the direction of text is none of them.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SHOWN = {chr(point) for first, last in LETTERS for point in range(first, last + 1)}


def composed(text: str) -> str:
    """Letters composed (a face has é, seldom e and an accent), any white space as one blank.

    Without the signs that nobody sees and that come along where text is pasted.
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def missing_in(text: str) -> str:
    """The letters of a composed text that no paper can show, each once."""
    return "".join(sorted(set(text) - _SHOWN))


def named(letters: str) -> str:
    """Letters for the screen: those that it may not show either by their number."""
    return " ".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in letters)


def fit_for_paper(text: str) -> None:
    """Refuse a letter where it is typed: one would keep everybody's paper of that part from being made.

    Raises:
        ValidationError: naming the letters.
    """
    if missing := missing_in(composed(text)):
        raise ValidationError(
            "The printed agenda and minutes cannot show %(letters)s. Leave that out, or write it in words.",
            code=LETTERS_CODE,
            params={"letters": named(missing)},
        )
