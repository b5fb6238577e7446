"""Spelled-out numbers, dots and at-signs as a machine would write them, so that the patterns see one form."""

import re
from collections.abc import Mapping, Sequence, Set

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
_SPANISH_UNITS = _counted("cero uno dos tres cuatro cinco seis siete ocho nueve", 0) | {"una": 1, "un": 1}
_SPANISH_TEENS = _counted(
    "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos"
    " veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
    10,
) | {"primero": 1}
_SPANISH_TENS = _counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 3)
_ENGLISH = _UNITS.keys() | _TEENS.keys() | _TENS.keys() | _ORDINALS.keys() | {"hundred", "thousand"}
_SPANISH = _SPANISH_UNITS.keys() | _SPANISH_TEENS.keys() | _SPANISH_TENS.keys()
_MARKS = frozenset(
    (
        "dash",
        "hyphen",
        "dot",
        "point",
        "period",
        "space",
        "minus",
        "then",
        "guion",
        "punto",
        "uh",
        "um",
        "uhh",
        "umm",
        "er",
    )
)
_SUFFIX = {1: "st", 2: "nd", 3: "rd"}
_UNIT = "|".join(_UNITS)
_TEEN = "|".join(_TEENS)
_TEN = "|".join(_TENS)
_GAP = r"[ -]{1,2}+"
_PAIR = rf"(?:(?:{_TEN})(?:[ -]{{0,2}}+(?:{_UNIT})\b)?+|{_TEEN}|{_UNIT})"

_NUMBER = re.compile(
    rf"\b(?:(?P<head>{_PAIR}){_GAP}(?P<scale>hundred|thousand)\b(?:{_GAP}(?:and{_GAP})?+(?P<rest>{_PAIR})\b)?+"
    rf"|(?P<tens>{_TEN})(?:[ -]{{0,2}}+(?:(?P<unit>{_UNIT})|(?P<nth>first|second|third|fourth|fifth"
    rf"|sixth|seventh|eighth|ninth))\b)?"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<teen>{_TEEN})"
    rf"|(?P<times>double|triple)[ -]{{1,2}}+(?P<of>{_UNIT}|\d)|(?P<one>{_UNIT}))\b",
    re.IGNORECASE,
)
# "fivefivefive", "five5five".
_GLUED = re.compile(rf"\b(?:{_UNIT}|\d){{2,14}}+\b", re.IGNORECASE)
_GLUED_WORD = re.compile(rf"(?:{_UNIT}){{2,14}}+")
_GLUED_UNIT = re.compile(rf"{_UNIT}|\d", re.IGNORECASE)
_SPANISH_PAIR = (
    rf"(?>(?:{'|'.join(_SPANISH_TENS)})(?:\s+y\s+(?:{'|'.join(_SPANISH_UNITS)})\b)?+"
    rf"|{'|'.join(sorted(_SPANISH_TEENS, key=len, reverse=True))}|{'|'.join(_SPANISH_UNITS)})"
).replace(r"\s+", r"\s{1,2}+")
_SPANISH_NUMBER = re.compile(rf"\b{_SPANISH_PAIR}\b", re.IGNORECASE)
# Spanish number words are English words too ("once", "un"): alone they count only before a month or after "calle".
_SPANISH_RUN = re.compile(
    rf"(?:\d\s{{1,2}}+)?\b{_SPANISH_PAIR}\b(?:(?:[\s,.-]|\b(?:y|guion|punto)\b){{1,4}}+(?:{_SPANISH_PAIR}"
    rf"|\d{{1,4}})\b){{1,15}}+"
    rf"|\b{_SPANISH_PAIR}(?=\sde\s(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre)\b)",
    re.IGNORECASE,
)


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number < 20 else _SUFFIX.get(number % 10, 'th')}"


def _value(words: str) -> int:
    """The number that at most two English words name ("forty two")."""
    parts = re.split(r"[ -]+", words.lower())
    return sum(_TENS[part] * 10 if part in _TENS else (_TEENS | _UNITS).get(part, 0) for part in parts)


def _digits(match: re.Match[str]) -> str:
    found = {name: word.lower() for name, word in match.groupdict().items() if word}
    if "scale" in found:
        scale = 100 if found["scale"] == "hundred" else 1000
        return str(_value(found["head"]) * scale + _value(found.get("rest", "zero")))
    if "nth" in found:
        return _ordinal(_TENS[found["tens"]] * 10 + _ORDINALS[found["nth"]])
    if "ordinal" in found:
        return _ordinal(_ORDINALS[found["ordinal"]])
    if "of" in found:
        return str(_UNITS.get(found["of"], found["of"])) * (2 if found["times"] == "double" else 3)
    if "tens" in found:
        return str(_TENS[found["tens"]] * 10 + _UNITS[found.get("unit", "zero")])
    return str(_TEENS[found["teen"]] if "teen" in found else _UNITS[found["one"]])


def _unglued(match: re.Match[str]) -> str:
    return "".join(str(_UNITS.get(unit.lower(), unit)) for unit in _GLUED_UNIT.findall(match[0]))


def _spanish(match: re.Match[str]) -> str:
    parts = match[0].lower().split()
    if parts[0] in _SPANISH_TENS:
        return str(
            _SPANISH_TENS[parts[0]] * 10 + _SPANISH_UNITS[parts[-1]] if parts[1:] else _SPANISH_TENS[parts[0]] * 10
        )
    return str((_SPANISH_UNITS | _SPANISH_TEENS)[parts[0]])


# The words of a text in lower case, each with the places where it stands.
Index = Mapping[str, Sequence[int]]
_COUNTING = _ENGLISH | {"double", "triple"}
_STARTS = tuple(_TENS)


def _in_english(plain: Reading, index: Index) -> Reading:
    if _is_glued(plain.text, index):
        return plain.rewrite(_GLUED, _unglued).rewrite(_NUMBER, _digits)
    # "twentyone" is one word, but a number begins with it.
    counting = [word for word in index if word in _COUNTING or word.startswith(_STARTS)]
    places = sorted(at for word in counting for at in index[word])
    return plain.rewrite(_NUMBER, _digits, places=places) if places else plain


def _is_glued(text: str, index: Index) -> bool:
    """Whether number words stand in one word, or without a space beside a digit."""
    for word in index:
        if _GLUED_WORD.match(word):
            return True
    spoken = ((at, at + len(word)) for word in index.keys() & _UNITS.keys() for at in index[word])
    return any(text[start - 1 : start].isdigit() or text[end : end + 1].isdigit() for start, end in spoken)


def _in_spanish(spoken: Reading, plain: Reading, index: Index) -> Reading:
    """`spoken` is `plain` after the English words: where those were none, the index says where Spanish ones stand."""
    words = index.keys() & _SPANISH
    if not words:
        return spoken
    if spoken is plain:
        places = sorted(_with_digit(plain.text, at) for word in words for at in index[word])
        matches = plain.matches_at(_SPANISH_RUN, places)
    else:
        matches = _SPANISH_RUN.finditer(spoken.text)
    runs = [match.span() for match in matches]
    return spoken.rewrite(_SPANISH_NUMBER, _spanish, within=runs) if runs else spoken


def _with_digit(text: str, at: int) -> int:
    """Where a run begins whose first word stands at `at`: a digit right before it belongs to it."""
    before = text[max(0, at - 3) : at]
    digit = before.rstrip()
    beside = 0 < len(before) - len(digit) < 3 and digit[-1:].isdigit()
    return at - len(before) + len(digit) - 1 if beside else at


# A capital O or a small L among digits is a nought or a one ("5O3-555-O157").
_NOUGHT = re.compile(
    r"(?<=\d)[Oo](?=[\dOolI]|[\s.)/-]|$)|(?<![A-Za-z])[Oo](?=[OolI]{0,3}\d)|(?<=\d[\s.-])[Oo](?=[\s.-]\d)"
)
_ONE = re.compile(r"(?<=\d)[lI|](?=[\dlI|/])|(?<![A-Za-z])[lI|](?=\d{2}|/[\dlI|O])|(?<=[\dlI]\d)[lI|](?![A-Za-z])")
_STANDS_IN = re.compile(r"[OolI|][\d/-]|\d[\s.-]?[OolI|]")
_SAID_BETWEEN = re.compile(
    r"(?<=\d)\s{1,3}+(?:dash|hyphen|dot|point|period|space|minus|then|guion|punto)\s{1,3}+(?=\d)|(?<=\d)-(?:dash"
    r"|dot)-(?=\d)|(?<=\d)[\s,]{1,3}+(?:uhh?|umm?|er)[\s,]{1,3}+(?=\d)",
    re.IGNORECASE,
)


def numbers(plain: Reading, index: Index) -> Reading:
    """Digits for number words ("five oh three", "August seventeenth") and for letters that stand in for digits."""
    spoken = _in_spanish(_in_english(plain, index), plain, index)
    if not any(char.isdigit() for char in spoken.text):
        return spoken
    straight = spoken
    if _STANDS_IN.search(spoken.text):
        straight = spoken.rewrite(_NOUGHT, lambda match: "0").rewrite(_ONE, lambda match: "1")
    return straight if index.keys().isdisjoint(_MARKS) else straight.rewrite(_SAID_BETWEEN, lambda match: "-")


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


_SLASH = re.compile(r"(?<=\w)\s{1,3}+(?:forward\s)?slash\s{1,3}+(?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[({<*]")
_UNDERSCORED = frozenset(("underscore", "under", "guion"))
_ENDS = frozenset(("com", "net", "org", "edu", "gov"))
_DOTTED = frozenset(("dot", "punto", "period")) | _ENDS
_HOSTED = frozenset(_HOST.split("|")) | frozenset(_TOP.split("|"))


def links(plain: Reading, words: Set[str]) -> Reading:
    """What is said or spaced out ("kay (at) mail dot com") as it would be typed into an address bar.

    `words` are the words of the text in lower case; each rewriting is tried only where one that it needs is there.
    """
    bracketed = bool(_BRACKETS.search(plain.text))
    found = plain if words.isdisjoint(_UNDERSCORED) else plain.rewrite(_UNDERSCORE, lambda match: "_")
    found = found.rewrite(_AT, lambda match: "@") if bracketed else found
    if bracketed or not words.isdisjoint(_DOTTED):
        found = found.rewrite(_DOT, lambda match: ".")
    found = found.rewrite(_SLASH, lambda match: "/") if "slash" in words else found
    if not words.isdisjoint(_HOSTED):
        found = found.rewrite(_SPACED_AT, lambda match: "@")
    return found.rewrite(_GLUED_AT, _joined) if "@" in found.text else found


def _joined(match: re.Match[str]) -> str:
    return "@" if match[0][0] == "@" else match[0]
