"""Names in other dress: initials, nicknames in quotes, letters spelled out, digits for letters."""

import re
from collections.abc import Iterator

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.notes import Note
from privacy.guard.rules import Match, rule

# Abbreviations of two or three letters that are written with stops.
_ABBREVIATIONS = cues.words("""
us usa dc po am pm da dv md rn ba ne nw se sw id er ie eg ps ged dob ssn aka fbi dhs na cps pd phd le ma bs ed ok tv
yo hr lpn ua ot pt nb vs sp lp mn fn et al dds od mo wk ad ssi sos rsvp fyi asap eta ok oz lb min max st ft iv
""")
# Two capitals that say something else: states, medicine, courts, offices, measures.
_LETTER_PAIRS = cues.words("""
ix xi xv xx ht iq ad am pm us uk ut ec em ok id tv dv sa mh le da dd po pd pc pt ot er ed or wa ca nv az nw ne sw se
va mi iv hr it pr ui ux rv ai ss md rn np pa do ma ba bs ms mr dr st jr sr vs re cc fy ft hs es cm cw ic io ii vi hb
sb cp tp gf bf ac ap sc cs cv jv cr rx dx tx hx sx fx px bp kg lb oz cj sg ln rd av ct pl hw hq mp pj tt dm al ak ar
co de fl ga hi ia il in ks ky la me mn mo mt nc nd nh nj nm ny oh ri sd tn vt wi wv wy si ah vh gc vm gi gu ha ig fb
bx cx ob gp nb ng ua eu un xl xs fm mc lo gm ta pp cd dj bd qd im sq ev os pe pi tb td th uv vp wc ww yo mg ml cl tc
sf ep fe gb mb kb pn rt vr xr fp fs fa gr gt hd ie eg op pg ph ps qi ra rs sm so ts vc vd vo xo xp aa na bh bm cf ch
dc df en et ex fu gh gl go ho hp if is je ke ow pk rp wo ye dt
""")
_PLAIN_HYPHENED = cues.words("m-f a-z t-v x-y q-a a-b m-w t-t f-m s-s o-k")
_PERSON = "|".join(sorted(cues.PEOPLE | {"named", "aka", "and", "with", "mr", "mrs", "ms", "dr"} - {"ex"}))
_BESIDE_PERSON = re.compile(rf"\b(?:{_PERSON}|w|w/|with|re|to|for|of|told)\s?[:(]?\s?$", re.IGNORECASE)
_SPEECH = re.compile(r"\b(?:says?|said|saying|told|answered|replied|wrote|states?|stated|tells)\s[\w\s]{0,12}[,:]?\s?$")
_QUOTED = re.compile(r"(?:(?<=\s)|^|(?<=\())[\"'](?P<id>[^\"'\n]{2,24}+)[\"']")
# After a nickname the sentence goes on with a verb; after speech it ends or goes on with 'and'.
_GOES_ON = re.compile(r"\s(?!and\b|but\b|when\b|to\b)[a-z]")
_DISGUISED = re.compile(
    r"(?<![\w@#$/.-])(?=[\w@$!]{0,14}[A-Za-z])(?=[\w@$!]{0,14}[0-9@$!])[A-Za-z0-9@$!]{3,15}+(?![\w@#/.-])"
)
_DISGUISE = str.maketrans("0134578@$!", "oieastbasi")


_DOES = re.compile(r"\s(?:is|was|has|had|said|says|told|ran|needs|wants|lives|left|went|disclosed|reported|stays)\b")


def _is_initials(match: Match) -> bool:
    letters = re.sub(r"[.\s-]", "", match["id"]).lower()
    if letters in ("am", "pm"):
        if match["id"][0].isupper() and not match.start("id"):
            return bool(_DOES.match(match.string, match.end("id")))
        return bool(_BESIDE_PERSON.search(match.string, max(0, match.start() - 12), match.start("id")))
    return letters not in _ABBREVIATIONS and match["id"].lower() not in _PLAIN_HYPHENED


def _is_letter_pair(match: Match) -> bool:
    """Two capitals that are no abbreviation; in a note all in capitals they say nothing."""
    around = match.string[max(0, match.start() - 8) : match.end() + 8]
    return match["id"].lower() not in _LETTER_PAIRS and not re.search(r"[A-Z]{3}", around)


def _is_spelled(match: Match) -> bool:
    """'k a y l a'; 'I a m' and the like are too short to tell."""
    return len(match[0]) > 8 or not re.search(r"\b[ai]\s[a-z]\b", match[0])


RULES = (
    rule(
        "initials",
        "plain",
        r"(?<![\w.])(?P<id>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?)(?!\w)",
        _is_initials,
        cased=True,
        opens="capital",
    ),
    rule("initials", "plain", r"(?<![\w.@/-])(?P<id>[a-z]\.[a-z](?:\.[a-z])?\.?)(?![\w@/-])", _is_initials, cased=True),
    rule("initials", "plain", r"(?<![\w.@/&-])(?P<id>[A-Z]-[A-Z])(?![\w-])", _is_initials, cased=True, opens="capital"),
    rule(
        "initials",
        "plain",
        r"(?<![\w.@/&-])(?P<id>[B-HJ-Z]\s?(?:&|and|y)\s[B-HJ-Z])(?![\w'-]|\s(?:visas?|status|forms?)\b)",
        cased=True,
        opens="capital",
    ),
    rule(
        "initials",
        "plain",
        r"\s(?P<id>[B-HJ-Z])\.(?=\s{0,2}(?:$|[,;)]|\s(?:at|in|on|again|today|and|is|was)\b))",
        heads="saw|met|see|and|from|with|by|told|and|w|to|for|of",
        cased=True,
    ),
    rule(
        "initials",
        "plain",
        r"\.?\s(?P<id>[a-z])\b(?![\w/'-])",
        heads="mr|mrs|ms|miss|mister|dr|det|officer|teacher|auntie|uncle|tia|tio|coach",
    ),
    rule(
        "initials",
        "plain",
        r"[\s:(]{1,2}+(?P<id>[a-z][.-][a-z]\.?)(?![\w/-])",
        _is_initials,
        heads=_PERSON + "|pt|clt|re|youth",
    ),
    rule(
        "initials",
        "plain",
        r"(?:[\s:,(\"']|\b(?:are|is|of|were)\b){1,5}+(?P<id>[A-Za-z][.\s]?[A-Za-z]\.?(?:[.\s]?[A-Za-z])?)\b",
        heads="initials|initialed|initial",
    ),
    rule(
        "initials",
        "plain",
        r"(?<![\w.&/'-])(?P<id>[A-Z]{2})(?![\w&/'-]|\.\w)",
        _is_letter_pair,
        cased=True,
        opens="capital",
    ),
    rule("initials", "plain", r"\.?\s(?P<id>[B-HJ-Z])(?:\.|\b)(?!\svisas?\b|[\w'/-])", heads=_PERSON, cased=True),
    rule(
        "initials", "plain", r"\s(?P<id>[b-hj-z])(?=\s(?:is|was|has|took|said|ran|hit|drove|can|will)\b)", heads=_PERSON
    ),
    rule("initials", "plain", r"\b(?P<id>[B-HJ-Z]\.\s[A-Z][a-z]{2,20}+)", cased=True, opens="capital"),
    rule(
        "initials",
        "plain",
        r"(?:^|(?<=[.!?]\s))(?P<id>[B-HJ-Z])\.?(?=\s(?:is|was|has|had|said|says|told|ran|needs|wants|lives|left|went"
        r"|disclosed|reported|stays|called)\b)",
        cased=True,
        opens="capital",
    ),
    rule("name", "plain", r"\b(?:O'|Mc|Mac|D'|Fitz|L')[A-Z][a-z]{2,20}+", cased=True, opens="capital"),
    rule("name", "plain", r"(?<![\w'])(?:[A-Za-z][\s.-]){3,15}[A-Za-z](?![\w'])", _is_spelled),
)


def _is_plain(note: Note, word: str) -> bool:
    return word in note.lexicon.vocabulary or word in cues.GRAMMAR


def _nicknames(note: Note) -> Iterator[Span]:
    """One to three words with capitals in quotes that are not what somebody said."""
    text = note.plain.text
    for match in _QUOTED.finditer(text):
        words = match["id"].split()
        raised = 0 < len(words) <= 3 and all(word[0].isupper() for word in words)
        known = all(_is_plain(note, word.lower().strip(".,!?'")) for word in words)
        speech = _SPEECH.search(text, max(0, match.start() - 30), match.start())
        if raised and not known and (not speech or _GOES_ON.match(text, match.end())):
            yield note.span(note.plain, *match.span("id"), "name")


def _disguised(note: Note) -> Iterator[Span]:
    """A name with digits for letters ('D3nise')."""
    for match in _DISGUISED.finditer(note.plain.text):
        word = match[0].rstrip("!").lower()
        read = word.translate(_DISGUISE)
        if not word.isalpha() and (note.lexicon.is_name(read) or note.lexicon.is_name(read.replace("i", "l"))):
            yield note.span(note.plain, match.start(), match.start() + len(word), "name")


def detect(note: Note) -> Iterator[Span]:
    yield from _nicknames(note)
    yield from _disguised(note)
