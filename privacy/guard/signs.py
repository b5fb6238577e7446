"""Names in other dress: initials, nicknames in quotes, letters spelled out, digits for letters."""

import re
from collections.abc import Iterator

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.lexicon import lexicon
from privacy.guard.notes import Note
from privacy.guard.rules import Match, rule

# Abbreviations of two or three letters that are written with stops.
_ABBREVIATIONS = cues.words("""
us usa dc po am pm da dv md rn ba ne nw se sw id er ie eg ps ged dob ssn aka fbi dhs na cps pd phd le ma bs ed ok tv
yo hr lpn ua ot pt nb vs sp lp mn fn et al dds od mo wk ad ssi sos rsvp fyi asap eta ok oz lb min max st ft iv
""")
# Codes of law, as they are cited: "18 U.S.C. § 1591".
_CODES = frozenset(("usc", "cfr", "ors", "oar", "rcw", "crs", "frcp", "fre"))
# Two capitals that say something else: states, medicine, courts, offices, measures.
_LETTER_PAIRS = cues.words("""
ix xi xv xx ht iq ad am pm us uk ut ec em ok id tv dv sa mh le da dd po pd pc pt ot er ed or wa ca nv az nw ne sw se
va mi iv hr it pr ui ux rv ai ss md rn np pa do ma ba bs ms mr dr st jr sr vs re cc fy ft hs es cm cw ic io ii vi hb
sb cp tp gf bf ac ap sc cs cv jv cr rx dx tx hx sx fx px bp kg lb oz cj sg ln rd av ct pl hw hq mp pj tt dm al ak ar
co de fl ga hi ia il in ks ky la me mn mo mt nc nd nh nj nm ny oh ri sd tn vt wi wv wy si ah vh gc vm gi gu ha ig fb
bx cx ob gp nb ng ua eu un xl xs fm mc lo gm ta pp cd dj bd qd im sq ev os pe pi tb td th uv vp wc ww yo mg ml cl tc
sf ep fe gb mb kb pn rt vr xr fp fs fa gr gt hd ie eg op pg ph ps qi ra rs sm so ts vc vd vo xo xp aa na bh bm cf ch
dc df sl en et ex fu gh gl go ho hp if is je ke ow pk rp wo ye dt uc pv ro ci ju
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
_AGES = cues.words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen catorce quince")
_CLOCK = re.compile(r"\d{1,2}[ap]m")
_DISGUISE = str.maketrans("0134578@$!", "oieastbasi")


_DOES = re.compile(r"\s(?:is|was|has|had|said|says|told|ran|needs|wants|lives|left|went|disclosed|reported|stays)\b")


# Pairs of small consonants that say something else.
_SMALL_PAIRS = (_LETTER_PAIRS - {"kb", "mb", "gb", "dj", "cj", "jv"}) | cues.words("""
dl vm mj hh gm wk yr hw tl rm rd bb kk fr tw lv dk pw ny nj ml tb bk bt pls th nd st rn hs lk ff gg hr lb mg mm cm ft lt
np nm rt dm dr mr ms vs fm mf kg sh tv wi wt wth wtf brb idk omg lol tmrw sry thx thru jk nvm btw cps dhs mom pt clt
""")
_NO_NAMES = cues.words("dv sa id er ed iv hr or md rn da pd po am pm tv us ok no bf gf pt sw cw ex cs sc le")


def _is_small_pair(match: Match) -> bool:
    """'saw jt', 'kb is back': two consonants that nobody writes for a word."""
    pair = match["id"].lower()
    return pair not in _SMALL_PAIRS and pair not in _ABBREVIATIONS


def _is_pair_of_somebody(match: Match) -> bool:
    if match["id"] in ("pls", "plz", "vs", "hrs", "yrs", "wks", "lbs"):
        return False
    return match["id"].lower().rstrip("s'") not in _NO_NAMES and match["id"].lower()[:2] not in _NO_NAMES


def _is_initials(match: Match) -> bool:
    letters = re.sub(r"[.\s-]", "", match["id"]).lower()
    if letters in _CODES:
        return False
    if letters in ("am", "pm"):
        if match["id"][0].isupper() and not match.start("id"):
            return bool(_DOES.match(match.string, match.end("id")))
        return bool(_BESIDE_PERSON.search(match.string, max(0, match.start() - 12), match.start("id")))
    return letters not in _ABBREVIATIONS and match["id"].lower() not in _PLAIN_HYPHENED


def _is_initial(match: Match) -> bool:
    """'B. Torres', but not 'U.S. Attorney'."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return before[1:] != "." or (before[0] + match[0][0]).lower() not in _ABBREVIATIONS


def _is_small_initials(match: Match) -> bool:
    """'j.t.' in small letters, not part of an address or an abbreviation."""
    before = match.string[match.start() - 1 : match.start()]
    letters = re.sub(r"[.\s-]", "", match[0])
    if not match[0].islower() or before in tuple(".@/-'"):
        return False
    if letters in ("am", "pm"):
        return bool(_BESIDE_PERSON.search(match.string, max(0, match.start() - 12), match.start()))
    return letters not in _ABBREVIATIONS


def _is_letter_pair(match: Match) -> bool:
    """Two capitals that are no abbreviation; in a note all in capitals they say nothing."""
    around = match.string[max(0, match.start() - 8) : match.end() + 8]
    return match["id"].lower() not in _LETTER_PAIRS and not re.search(r"[A-Z]{3}", around)


def _is_spelled(match: Match) -> bool:
    """'k a y l a'; 'I a m' and the like are too short to tell."""
    return len(match[0]) > 8 or not re.search(r"\b[ai]\s[a-z]\b", match[0])


def _is_no_word(match: Match) -> bool:
    """'prefers finn', 'chosen name oak', but not 'prefers texts'."""
    word, words = match["id"].lower(), lexicon()
    named = words.is_name(word) or word in words.word_names or "name" in match["head"].lower()
    return named and word not in words.vocabulary and word not in cues.GRAMMAR


_LETTERS = "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z"

RULES = (
    rule(
        "initials",
        "plain",
        r"(?<![\w.])(?P<id>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?)(?!\w)",
        _is_initials,
        cased=True,
        opens="capital",
    ),
    rule("initials", "plain", r"\.[a-z](?:\.[a-z])?\.?(?![\w@/-])", _is_small_initials, heads=_LETTERS, cased=True),
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
    rule("initials", "plain", r"\b(?P<id>[B-HJ-Z]\.\s[A-Z][a-z]{2,20}+)", _is_initial, cased=True, opens="capital"),
    rule(
        "initials",
        "plain",
        r"(?:^|(?<=[.!?]\s))(?P<id>[B-HJ-Z])\.?(?=\s(?:is(?!\s(?:the|for|a|an|failing|my)\b)|was|has|had|said|says"
        r"|told|ran|needs|wants|lives|left|went"
        r"|disclosed|reported|stays|called)\b)",
        cased=True,
        opens="capital",
    ),
    rule("name", "plain", r"\b(?:O'|Mc|Mac|D'|Fitz|L')[A-Z][a-z]{2,20}+", cased=True, opens="capital", shelter=True),
    rule("name", "plain", r"(?:[\s.-][A-Za-z]){3,15}(?![\w'])", _is_spelled, heads=_LETTERS),
    rule(
        "initials",
        "plain",
        r"(?:\s(?:w|with|to|from|re))?[\s:]{1,2}(?P<id>[bcdfghjklmnpqrstvwxz]{2}|[act]j)(?=[\s:.,;)]|$)(?!\s?\d|\.\w)",
        _is_small_pair,
        heads="saw|met|met w|spoke|spoke to|talked to|text|texted|call|called|from|with|w|re|told|ask|for|see|seen"
        "|picked up|visit|visited",
    ),
    rule(
        "initials",
        "plain",
        r"(?:^|(?<=[.!?,;]\s)|(?<=and\s))(?P<id>[bcdfghjklmnpqrstvwxz]{2}|[acdjt]j)(?=\s(?:is|was|has|had|said|says"
        r"|told|ran|needs|wants|left|called|texted|disclosed"
        r"|reported|took|got|hit|drove|picked|refused|agreed|denied|came|went|wont|won't|isnt|isn't|doesnt|still"
        r"|again)\b)",
        _is_small_pair,
        needs="is|was|has|had|said|says|told|ran|needs|wants|left|called|texted|disclosed|reported|took|got|hit"
        "|drove|picked"
        "|refused|agreed|denied|came|went|wont|won|isnt|isn|doesnt|no|still|again",
        leads=1,
    ),
    # "TB's mom", "jms mom", "CJ's house".
    rule(
        "initials",
        "plain",
        r"\b(?P<id>[A-Z]{2}(?:'s|s)|[bcdfghjklmnpqrstvwxz]{2}s|[acdjt]j'?s)\s(?:mom|mother|dad|father|aunt|uncle"
        r"|sister|brother|son|daughter|baby|boyfriend|bf|gf"
        r"|girlfriend|house|place|phone|room|car|grandma|grandmother|roommate|kids"
        r"|advocate)\b",
        _is_pair_of_somebody,
        needs="mom|mother|dad|father|aunt|uncle|sister|brother|son|daughter"
        "|baby|boyfriend|bf|gf|girlfriend|house|place|phone|room|car|grandma|grandmother|roommate|kids"
        "|advocate",
        leads=2,
        cased=True,
    ),
    rule(
        "initials",
        "plain",
        r"\s(?P<id>[A-Z]{2})(?=\s(?:disclosed|said|says|is|was|ran|wants|needs|reported|reports|states|stated|told"
        r"|denied|refused|left|agreed|called)\b)",
        _is_pair_of_somebody,
        heads="client|youth|victim|minor|patient|survivor|child|teen|girl|boy|suspect",
        cased=True,
    ),
    # "T took it", "D- (you know who)", "d is back with him", "M***** texted".
    rule(
        "initials",
        "plain",
        r"(?:^|(?<=[.!?]\s))(?P<id>[B-HJ-Z]|[cdfghjlmpqstvz])[.-]{0,3}(?=\s(?:is(?!\s(?:the|for|a|an|failing|my)\b)"
        r"|was|has|had|said|says|told|ran"
        r"|needs|wants|left|called|texted|took|drove|hit|got|came"
        r"|gave|picked|went|paid|keeps|kept|threatened|refused|wont)\b|\s\()",
        needs="is|was|has|had|said|says|told|ran|needs|wants|left|called|texted|disclosed|reported|took|got|hit"
        "|drove|picked|refused|agreed|denied|came|went|wont|won|isnt|isn|doesnt|no|still|again|gave|paid|keeps|kept"
        "|threatened|you|his|her|same|not",
        leads=1,
        cased=True,
    ),
    rule("initials", "plain", r"(?:\*{2,12}|_{2,12}|-{2,8}|\.{3,6})(?![\w*])(?=\s|$|'s)", heads=_LETTERS),
    rule("initials", "plain", r"\s(?P<id>[b-hj-z])\b(?!['\w-])", heads="lil|lil'|big|young|yung|unc|cuz|bf|baby|mz"),
    rule(
        "name",
        "plain",
        r"(?<![\w-])[a-z]-(?:bone|nut|dog|dawg|money|rock|roc|loc|mac|baby|smooth|town|low|dub|boy|man|ski|ball|rell"
        r"|dot|murder|nasty|love)\b",
        needs="bone|nut|dog|dawg|money|rock|roc|loc|mac|baby|smooth|town|low|dub|boy"
        r"|man|ski|ball|rell|dot|murder|nasty|love",
        leads=1,
    ),
    rule(
        "name",
        "plain",
        r"(?<![\w-])[A-Z][a-z]{1,3}-[a-z]{2,4}(?=\s(?:is|was|wants|needs|said|has|told|ran|texted)\b)",
        opens="capital",
        cased=True,
    ),
    rule(
        "name",
        "plain",
        r"\s(?P<id>[a-z]{3,12})(?=[.,;)]|$|\s(?:and|but|not|now|at)\b)",
        _is_no_word,
        heads="prefers|goes by|answers to|chosen name|uses name|uses the name|nickname",
    ),
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


def _is_hidden_name(note: Note, word: str, read: str) -> bool:
    """'D3nise', 'J0rdan': letters on both sides of the digit if the name is a word too."""
    listed = note.lexicon.is_name(read) or note.lexicon.is_name(read.replace("i", "l"))
    return listed or (read in note.lexicon.word_names and len(read) > 4 and word[0].isalpha() and word[-1].isalpha())


def _disguised(note: Note) -> Iterator[Span]:
    """A name with digits for letters ('D3nise')."""
    for match in _DISGUISED.finditer(note.plain.text):
        word = match[0].rstrip("!").lower()
        read = word.translate(_DISGUISE)
        if _CLOCK.fullmatch(word):
            continue
        if read in _AGES and not word.isalpha():
            yield note.span(note.plain, match.start(), match.start() + len(word), "age")
        if not word.isalpha() and _is_hidden_name(note, word, read):
            yield note.span(note.plain, match.start(), match.start() + len(word), "name")


def detect(note: Note) -> Iterator[Span]:
    yield from _nicknames(note)
    yield from _disguised(note)
