"""Spelled-out numbers, dots and at-signs as a machine would write them, so that the patterns see one form."""

import re
from collections.abc import Set

from privacy.guard.folding import Reading


def _counted(words: str, first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), start=first)}


_UNITS = _counted("zero one two three four five six seven eight nine", 0) | {"oh": 0}
_TEENS = _counted("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 2)
_ORDINALS = _counted(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
) | {"thirtieth": 30}
_SPOKEN = _UNITS.keys() | _TEENS.keys() | _TENS.keys() | _ORDINALS.keys()
_MARKS = frozenset(("dash", "hyphen", "dot", "point", "period", "space", "minus", "then"))
_SUFFIX = {1: "st", 2: "nd", 3: "rd"}
_UNIT = "|".join(_UNITS)

_NUMBER = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -]{{0,2}}+(?:(?P<unit>{_UNIT})|(?P<nth>first|second|third|fourth|fifth"
    rf"|sixth|seventh|eighth|ninth))\b)?"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<teen>{'|'.join(_TEENS)})"
    rf"|(?P<times>double|triple)[ -]{{1,2}}+(?P<of>{_UNIT}|\d)|(?P<one>{_UNIT}))\b",
    re.IGNORECASE,
)


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number < 20 else _SUFFIX.get(number % 10, 'th')}"


def _digits(match: re.Match[str]) -> str:
    found = {name: word.lower() for name, word in match.groupdict().items() if word}
    if "nth" in found:
        return _ordinal(_TENS[found["tens"]] * 10 + _ORDINALS[found["nth"]])
    if "ordinal" in found:
        return _ordinal(_ORDINALS[found["ordinal"]])
    if "of" in found:
        return str(_UNITS.get(found["of"], found["of"])) * (2 if found["times"] == "double" else 3)
    if "tens" in found:
        return str(_TENS[found["tens"]] * 10 + _UNITS[found.get("unit", "zero")])
    return str(_TEENS[found["teen"]] if "teen" in found else _UNITS[found["one"]])


# A capital O or a small L among digits is a nought or a one ("5O3-555-O157").
_NOUGHT = re.compile(r"(?<=\d)[Oo](?=[\dOo]|[\s.)-]|$)|(?<![A-Za-z])[Oo](?=[Oo]{0,3}\d)|(?<=\d[\s.-])[Oo](?=[\s.-]\d)")
_ONE = re.compile(r"(?<=\d)[lI|](?=[\dlI|])|(?<![A-Za-z])[lI|](?=\d{2})|(?<=\d\d)[lI|](?![A-Za-z])")
_SAID_BETWEEN = re.compile(
    r"(?<=\d)\s{1,3}+(?:dash|hyphen|dot|point|period|space|minus|then)\s{1,3}+(?=\d)|(?<=\d)-(?:dash|dot)-(?=\d)",
    re.IGNORECASE,
)


def numbers(plain: Reading, words: Set[str]) -> Reading:
    """Digits for number words ("five oh three", "August seventeenth") and for letters that stand in for digits.

    `words` are the words of the text in lower case.
    """
    spoken = plain if words.isdisjoint(_SPOKEN) else plain.rewrite(_NUMBER, _digits)
    if not any(char.isdigit() for char in spoken.text):
        return spoken
    straight = spoken.rewrite(_NOUGHT, lambda match: "0").rewrite(_ONE, lambda match: "1")
    return straight if words.isdisjoint(_MARKS) else straight.rewrite(_SAID_BETWEEN, lambda match: "-")


_TOP = "com|net|org|edu|gov|mil|us|co|io|me|info|tv|gg|app|biz|xyz|ai|dev|live|club|site|online|link|example|test"
_AT = re.compile(r"\s{0,3}+[\[({<*]\s{0,2}+(?:at|@|arroba)\s{0,2}+[\])}>*]\s{0,3}+", re.IGNORECASE)
_DOT = re.compile(
    r"\s{0,3}+[\[({<*]\s{0,2}+(?:dot|\.|punto|period)\s{0,2}+[\])}>*]\s{0,3}+"
    r"|(?<=\w)\s{1,3}+(?:dot|punto)\s{1,3}+(?=\w)|(?<=\w)\s{0,2}+\.\s{0,2}+(?-i:(?=(?:com|net|org|edu"
    r"|gov)\b))",
    re.IGNORECASE,
)
_UNDERSCORE = re.compile(r"(?<=\w)\s{1,3}+(?:underscore|under\sscore|guion\sbajo)\s{1,3}+(?=\w)", re.IGNORECASE)
# A bare "at" is an at-sign before a mail host or after what looks made up; else it is the word.
_HOST = "gmail|hotmail|yahoo|outlook|icloud|protonmail|aol|msn|ymail"
_SPACED_AT = re.compile(
    rf"(?<=\w)\s{{1,3}}+(?:@|arroba)\s{{1,3}}+(?=[\w-]{{1,30}}+\.(?:{_TOP})\b)"
    rf"|(?<=\w)\s{{1,3}}+at\s{{1,3}}+(?=(?:{_HOST})\.)"
    rf"|(?<=[\d_])\s{{1,3}}+at\s{{1,3}}+(?=[\w-]{{1,30}}+\.(?:{_TOP})\b)",
    re.IGNORECASE,
)
_GLUED_AT = re.compile(rf"(?<=\w)\s{{1,3}}+@(?=\w)|(?<=\w)@\s{{1,3}}+(?=[\w-]{{1,30}}+\.(?:{_TOP})\b)")


_TYPED = frozenset(("at", "dot", "punto", "period", "arroba", "underscore", "under", "guion"))
_SIGN = re.compile(r"[@\[({<*]|\s\.|\.\s{0,2}(?:com|net|org|edu|gov)\b")


def links(plain: Reading, words: Set[str]) -> Reading:
    """What is said or spaced out ("kay (at) mail dot com") as it would be typed into an address bar."""
    if words.isdisjoint(_TYPED) and not _SIGN.search(plain.text):
        return plain
    scored = plain.rewrite(_UNDERSCORE, lambda match: "_")
    dotted = scored.rewrite(_AT, lambda match: "@").rewrite(_DOT, lambda match: ".")
    return dotted.rewrite(_SPACED_AT, lambda match: "@").rewrite(_GLUED_AT, _joined)


def _joined(match: re.Match[str]) -> str:
    return "@" if match[0][0] == "@" else match[0]
