"""Towns, by their list: the small ones, and the larger ones as where somebody lives, works or was found."""

import re
from collections.abc import Iterator
from functools import lru_cache

from privacy.guard.cues import words as word_set
from privacy.guard.findings import Span
from privacy.guard.lexicon import Lexicon
from privacy.guard.notes import Note
from privacy.guard.phrases import Phrasebook

_GOING = re.compile(
    r"\b(?>moved|bus|shuttle|ride|drove|drives?|lived|lives?|living|family|grew\sup|ran|house|stay(?:s|ed|ing)?"
    r"|camp(?:s|ed|ing)?|born"
    r"|came|comes|back|taken|took|picked|over|out|up|down|trailer|hid(?:es|ing)?|hiding|home|place|farm|grow|cabin"
    r"|work(?:s|ed|ing)?"
    r"|from|is|was|motel|hotel|outside|near|dropped|girl|man|men|client|youth|kid|teen|train|truck|met|found|seen)\b"
    r"(?:\s[\w']{1,9}+){0,2}\s{1,2}+(?>in|from|near|to|at|around|outside|outside\sof|through|toward|towards|via|by"
    r"|into|for)\s$",
    re.IGNORECASE,
)
_CLAUSE_GOES_ON = re.compile(
    r"\s{0,2}(?:$|[.,;:!?)\n]|(?:and|with|w|w/|but|when|for|to|at|then|where|by|because|since|on|last|this|who|till"
    r"|until|got"
    r"|after|before|so|or|if|area|oregon|or\.|now|tonight|again|is|was|has|twice|every|alone|bc|cuz|while|she|he"
    r"|they)\b)",
    re.IGNORECASE,
)

_SERVICES = (
    r"shelters?|hospitals?|advocates?|advocacy|offices?|PD|police|courts?|courthouse|DHS|ODHS|SANE|crisis|programs?|DA"
    r"|agency|agencies|teams?|partners?|providers?|beds?|vouchers?|services|area\s(?:providers?|shelters?|programs?)"
    r"|says|does|has\s(?:no|none|a\sbed|beds|motel|vouchers?|openings?)|tribe\s(?:has|can|offers|will)|tribal\s(?:police|court)"
    r"|(?:area\s|side\s)?(?:is\s)?(?:fine|ok|okay|off\slimits|too\sfar|unsafe|not\ssafe)"
    r"|(?:(?:[Nn]ation|[Tt]ribes?|[Tt]ribal)\s)?(?:housing|liaison|health|wellness)"
)
_ANOTHER = r"(?:\s(?:or|and)\s[A-Z][a-z]{2,15}+(?:\s[A-Z][a-z]{2,15}+)?)?"
# What is done or offered in a town that serves many: "Coos Bay shelter is full", "Siletz or Grand Ronde services".
_SERVED = re.compile(
    rf"(?:'s)?{_ANOTHER}\s(?:{_SERVICES})\b(?!\s(?:found|picked|arrested|pulled|stopped|contacted|brought|took|know|where))"
)
# Where one travels: "bus to Salem", "from Yakima to Portland", "gas card for Klamath Falls".
_TRAVELS = re.compile(
    r"\b(?:bus|train|flights?|tickets?|fl(?:y|ies|ew|ying)|driv(?:e|es|ing)|drove|rides?|transport(?:s|ed|ation)?"
    r"|greyhound|amtrak|max|gas|trips?|travel(?:s|ed|ing|led|ling)?|fare|plane|shuttle|relocat(?:e|es|ed|ing|ion)"
    r"|smart|lift|lyft|uber|mileage|arriv(?:ed|es|ing)|layover|circuit|connection)\s(?:(?:tickets?|cards?|money|back|up|down|over|out|her|them)\s){0,2}"
    r"(?:to|from|between|via|through|for)\s$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\s?(?:(?:to|through|via|then)\s|->?\s?|/)(?=[A-Z])")
_LEFT = re.compile(r"\b(?:moved|came|comes|ran|fled)\s(?:here\s|away\s)?from\s$", re.IGNORECASE)
_TO_FROM = re.compile(
    r"(?:\b(?:from|between|to)\s[A-Z][a-z]{1,15}+(?:\s[A-Z][a-z]{1,15}+)?,?\s(?:to|and|or|through|via)"
    r"|[A-Z][a-z]{2,15}+\s?(?:to|->?|/))\s?$"
)
_BETWEEN = re.compile(r"\b[Bb]etween\s(?:[A-Z][a-z]{1,15}+(?:\s[A-Z][a-z]{1,15}+)?,\s){0,3}$")
# What is looked for or missing there, and where nobody may be housed.
_SOUGHT = re.compile(
    r"\b(?:needs?|looking|any(?:one|body|thing)?|is\sthere|are\sthere|requests?|no|nothing|nearest|closest|covers?|not"
    r"|avoid|except|never|can't)\b"
    r"(?:\s(?!(?:home|family|house|mom|dad|lives?|living|girl|boy|kid|man|works?|working|from|is|was|her|his)\b)"
    r"[\w/+'&-]{1,14}+){0,5}?\s(?:(?:in|near|around|for|to|at|outside|or)\s(?:the\s)?)?$",
    re.IGNORECASE,
)
# Public buildings and roads of a town, but not "at the Molalla library".
_PUBLIC = re.compile(r"\s(?:library|prison|jail|pass|ferry|airport|highway|interview|lockup)\b")
_AT_THE = re.compile(r"\b(?:at|behind|outside|by|near)\s(?:the\s)?$", re.IGNORECASE)
_LOCATED = re.compile(
    r"\b(?:nearest|closest)\b[^.;\n]{0,40}?\s(?:is\s)?in\s$|\b(?:located|recovered|surfaced)\s(?:safe(?:ly)?\s)?(?:in|near)\s$",
    re.IGNORECASE,
)
_SLEEPS = re.compile(r"\b(?:sleeps?|sleeping|slept|squats?|squatting|parked|tent)\b[^.;\n]{0,24}$", re.IGNORECASE)
# Cities of fifty thousand and more: nobody is found by them who does not live, work or stay there.
_LARGE = word_set("""
salem eugene gresham hillsboro beaverton bend medford springfield corvallis albany vancouver tacoma spokane yakima boise
fresno sacramento reno bellingham everett olympia nampa oakland bakersfield modesto redding kennewick pasco richland
tigard stockton meridian kent renton bellevue
""")


def is_passing(text: str, start: int, end: int) -> bool:
    """A stop on the way, a town whose services are meant, or one where something is looked for."""
    before = text[max(0, start - 80) : start]
    return bool(
        (_SERVED.match(text, end) and not _GOING.search(before))
        or (_FROM_TO.match(text, end) and not _LEFT.search(before))
        or _TRAVELS.search(before)
        or _TO_FROM.search(before)
        or _BETWEEN.search(before)
        or _SOUGHT.search(before)
        or _LOCATED.search(before)
        or (_PUBLIC.match(text, end) and not _AT_THE.search(before))
    )


@lru_cache(maxsize=1)
def _places(words: Lexicon) -> Phrasebook:
    return Phrasebook(words.places)


_TOWARD = re.compile(
    r"\b(?:in|from|near|to|at|around|outside|of|through|toward|towards|via|behind|by|into|for)\s{1,2}(?:the\s|a\s)?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.!?\n])\s{0,3}$")


# A town of this state and a country or a far city: beside others of these it is that.
_ALSO_FAR = frozenset(("lebanon", "jordan", "peru", "detroit"))
# A county is large, and an office of its own.
_COUNTY = re.compile(r"\s(?:County(?!\s(?:girl|boy|teen|fair|kid|woman|man)\b)|[Cc]ounties)\b")
_FAR = re.compile(
    r"\b(?:jordan|syria|iraq|egypt|mexico|turkey|sudan|israel|yemen|dubai|kuwait|iran|cleveland|chicago|houston|atlanta|miami|memphis)\b",
    re.IGNORECASE,
)


def _stands_as_place(note: Note, start: int, end: int, words: tuple[str, ...]) -> bool:
    """A place that is also a word needs a capital inside the sentence, or 'moved to' and the like before it."""
    text = note.plain.text
    if _COUNTY.match(text, start + len(words[0])):
        return False
    if words[0] in _ALSO_FAR:
        around = text[max(0, start - 24) : start], text[start + len(words[0]) : start + len(words[0]) + 24]
        if any(_FAR.search(side) for side in around):
            return False
    if text[start].isupper() and is_passing(text, start, end):
        return False
    if words[0] in _LARGE and text[start].isupper():
        tied = text[max(0, start - 40) : start]
        return bool(_GOING.search(tied) or _SLEEPS.search(tied))
    before = text[max(0, start - 16) : start]
    toward = bool(_TOWARD.search(before))
    if len(words) > 1:
        return text[start].isupper() or toward or not all(note.lexicon.rank(word) > 500 for word in words)
    if note.lexicon.rank(words[0]) < 500 and words[0] not in note.lexicon.word_names:
        return True
    if not text[start].isupper():
        end = start + len(words[0])
        return bool(_GOING.search(text[max(0, start - 40) : start]) and _CLAUSE_GOES_ON.match(text, end))
    return text[start].isupper() and (toward or not _BEGINS.search(before))


# "Bend, Redmond or even Prineville": any of them would do.
_LISTED = re.compile(r",?\s?(?:(?:or|and|&|/|then)\s?)?(?:even\s|maybe\s)?")


def _pass_lists(text: str, towns: list[tuple[int, int, bool]]) -> None:
    """Towns in a row are a choice or a way, unless somebody lives or comes from there."""
    for at in range(1, len(towns)):
        before, here = towns[at - 1], towns[at]
        if (before[2] or here[2]) and _LISTED.fullmatch(text, before[1], here[0]):
            around = text[max(0, before[0] - 40) : before[0]]
            if text[before[0]].isupper() and text[here[0]].isupper() and not _GOING.search(around):
                towns[at - 1], towns[at] = (*before[:2], False), (*here[:2], False)


def judged(note: Note) -> list[tuple[int, int, bool]]:
    """Every town of a note, and whether it is asked about; found once for all who ask."""
    if note.towns is None:
        found = [one for one in _places(note.lexicon).find(note.words) if not note.sheltered(one[0], one[1])]
        note.towns = [(start, end, _stands_as_place(note, start, end, words)) for start, end, words in found]
        _pass_lists(note.plain.text, note.towns)
    return note.towns


def detect(note: Note) -> Iterator[Span]:
    for start, end, asked in judged(note):
        if asked:
            yield note.span(note.plain, start, end, "place")
