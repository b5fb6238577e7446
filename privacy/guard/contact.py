"""How somebody is reached: email, web, internet, social media and payment names, places on a map."""

import ipaddress
import re
from collections.abc import Iterator

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.lexicon import lexicon
from privacy.guard.notes import Note
from privacy.guard.rules import Match, any_of, rule

_TOP = (
    "com|net|org|edu|gov|mil|int|info|biz|name|io|ai|app|dev|gg|tv|xyz|site|online|link|live|club|store|shop|page|blog"
    "|chat|example|test|localhost|onion|local|ly|ee|ru|ua|mx|uk|ca|de|fr|cn|jp|kr|vn|ph|br|es|gt|hn|fm|la|ws|cc|to|us"
    "|co|me|so|in|is|it|st|sx|pm|ph|pw|vip|top|cash|lol|fun|icu|cam|sex|xxx|porn|adult|money|family|email|tel|gl|gle"
    "|be|im|gd|sh|eu|nl|pl|cz|ro|hk|tw|sg|au|nz|gq|tk|ml|cf|ga|cx|ph|su"
)
# Endings that are words too: a full stop without a space after it is a slip of the pen, not a domain.
_SLIPS = cues.words("""
to us co la de es live page name local test online shop store club chat link int example me so in is it st pm top cash
fun money family email site blog app cam adult sex dev tel no my at be by
""")
_MAIL = "gmail|hotmail|yahoo|outlook|icloud|protonmail|proton mail|aol|msn|ymail"
_PLATFORMS = (
    "finsta|rinsta|whats app|sugarbook|skipthegames|megapersonals|leolist|listcrawler|insta|instagram|ig|snap|snapchat"
    "|sc|tiktok|tik tok|tt|facebook|fb|messenger|whatsapp|what's app|telegram|tele"
    "|signal|discord|disc|kik|twitter|youtube|yt|twitch|roblox|reddit|tumblr|pinterest|wechat|line|viber|onlyfans"
    "|only fans"
    "|tinder|grindr|plenty of fish|pof|bumble|hinge|badoo|tagged|meetme|yubo|wizz|omegle|skype|linkedin|gamertag"
    "|psn|xbox|xbox live|steam|threads|bigo|textnow|threema|wickr|myspace|vk"
)
_PAYMENTS = (
    "venmo|cash app|cashapp|cashtag|paypal|pay pal|zelle|chime|apple pay|google pay|remitly|bitcoin|btc|wallet"
    "|western union"
)
_SAID = (
    r"(?:'s)?(?:/\w{1,12}+)?(?P<said>(?:\s{0,2}+(?:->|→|:|=|-|,|\()|\s{1,2}+(?:is|es|was|name|names|handle|user|username"
    r"|account|acct|id|tag|under|as|page|profile|at|to|and|or|her|his|their|goes|go|sent|paid|he|she|they|uses|used|use"
    r"|now|new|cuenta|usuario|nombre|called|named|con)\b){0,5}+)\s{0,2}+"
)
_NAMED = re.compile(
    r"=|\b(?:name|usuario|nombre|called|named|handle|user|username|account|acct|id|tag|profile|under)\b", re.IGNORECASE
)


def _is_handle(match: Match) -> bool:
    """A word after a platform is a name if it looks made up, or if a colon or 'name' announces it."""
    word, said, words = match["word"].lower().strip("._-"), match["said"], lexicon()
    if match["id"][0] in "@$" or re.search(r"\d|_|\w\.\w", word):
        return bool(re.search(r"[a-z]", word))
    if _NAMED.search(said):
        return (words.rank(word) < 100_000 and word not in words.vocabulary) or _stands_alone(match)
    if re.search(r"\bgoes to|\bsent to|\bpaid to", said):
        return looks_made_up(word)
    if re.search(r"[:=]", said):
        return _stands_alone(match) or words.rank(word) < 2000
    return len(word) > 2 and (words.rank(word) == 0 and not words.is_plain(word))


def looks_made_up(word: str) -> bool:
    """No word of any list: with a digit or a mark inside, or unknown and without the build of a plain word."""
    if re.search(r"\d|_|\w\.\w", word):
        return bool(re.search(r"[a-z]", word))
    words = lexicon()
    return len(word) > 3 and words.rank(word) == 0 and word not in words.vocabulary and not words.is_spanish(word)


def _is_user(match: Match) -> bool:
    word = match["word"].lower().strip("._-")
    told = bool(match["told"])
    return looks_made_up(word) or (told and word not in lexicon().vocabulary and lexicon().rank(word) < 20_000)


def _is_paid(match: Match) -> bool:
    return lexicon().rank(match["id"].lower()) < 500 and match["id"].lower() not in lexicon().vocabulary


def _stands_alone(match: Match) -> bool:
    after = match.string[match.end("word") : match.end("word") + 1]
    return after in ("", ".", ",", ";", ")", "\n")


def _is_domain(match: Match) -> bool:
    labels = match["host"].lower().split(".")
    if labels[-1] in _SLIPS and not match["path"]:
        return len(labels) > 2 or bool(re.search(r"[\d-]", labels[0])) or match["host"].lower() == "cash.app"
    return True


def _is_at(match: Match) -> bool:
    """'@ work' is a word for 'at'; '@ kay_194' is a name."""
    return "@ " not in match[0] or bool(re.search(r"\d|_", match[0]))


RULES = (
    rule("email", "links", r"(?<![\w.+-])[\w.+'-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,6}+", marks="@"),
    rule(
        "email",
        "links",
        r"(?:\s(?:address|is|at|acct|account)|:|\s){1,4}+(?P<id>[\w.+-]{0,40}\d[\w.+-]{0,20}+)",
        heads=f"email|e-mail|{_MAIL}",
    ),
    rule(
        "email",
        "links",
        rf"(?P<id>(?<![\w.+-])[\w.+-]{{2,40}}+\s?(?:@|\bat\b)\s?{any_of(_MAIL)}\b)",
        needs=_MAIL,
    ),
    rule(
        "url",
        "links",
        r"\s?:\s?/{0,3}[^\s\"'<>)]{2,200}+",
        heads="http|https|ftp|hxxp|hxxps|file|data|javascript|tel|mailto|sms",
    ),
    rule("email", "links", r"(?<![\w.+-])[\w.+-]{2,40}+@[\w-]{2,30}+", marks="@"),
    rule(
        "email",
        "links",
        r"(?<![\w.+-])(?P<word>[\w.+-]{2,40}+)\s(?:at|arroba)\s[\w-]{2,30}+\s?[.,]\s?(?:com|org|net|edu|gov|us|info"
        r"|test|example|me|mx|ca|co|io|uk|biz|live|mail|app)\b",
        lambda match: looks_made_up(match["word"].lower()) or lexicon().rank(match["word"].lower()) < 2000,
        needs="at|arroba",
    ),
    rule("url", "links", r"\s?w\s?w\s?\.\s?\w", heads="w"),
    rule("url", "links", r"\s[\w-]{2,30}+\s(?:com|org|net|edu|info|example)\b", heads="www"),
    rule(
        "gps",
        "plain",
        r"[^\n.]{0,20}?\b[a-z]{2,20}+\.[a-z]{2,20}+\.[a-z]{2,20}+\b",
        heads="w3w|what3words|what three words",
    ),
    rule(
        "gps",
        "plain",
        r"\b[NS]\s?\d{1,2}[.\s°]\s?\d{1,7}(?:\.\d{1,4})?[^\n\w]{0,3}\s?[EW]\s?\d{1,3}[.\s°]",
        marks="NSns",
    ),
    rule("gps", "plain", r"\bT\.?\s?\d{1,2}\s?[NS],?\s?R\.?\s?\d{1,2}\s?[EW]\b", marks="Tt"),
    rule("gps", "digits", r"[^.\n\d]{0,15}?-?\d{1,3}\.\d{2}", heads="gps|geo|pin|coords|location"),
    rule(
        "gps",
        "digits",
        r"(?<!\d)\d{1,3}+(?:[.-]\d{1,8}+)?+\s(?:degrees?|deg|grados)\b[^.\n]{0,24}?\b(?:north|south|east|west|minutes"
        r"|norte|oeste|[nsew])\b",
        opens="digit",
    ),
    rule(
        "gps",
        "digits",
        r"(?<![\d.])\d{1,3}+[.-]\d{1,8}+(?:\s\d){0,6}+\s?(?:north|n)\b[\s,and]{1,6}+(?:minus\s)?\d{1,3}",
        opens="digit",
    ),
    rule("gps", "plain", r"(?<![\d.])\d{1,2}\.\d{1,10}\s?,?\s?-\d{2,3}\.\d", opens="digit"),
    rule("gps", "digits", r"[\s:=.]{1,3}-?\d{1,3}[.\s-]\d", heads="lat|latitude|lon|lng|longitude|latitud|longitud"),
    rule("url", "links", r"\d?\.[^\s\"'<>)]{2,200}+", heads="www"),
    rule(
        "url",
        "links",
        rf"(?<![\w@.-])(?P<host>(?:[a-z0-9][a-z0-9-]{{0,40}}+\.){{1,5}}(?:{_TOP}))(?![\w-]|\.\w)"
        r"(?P<path>\s?/\s?[^\s\"'<>)]{1,200}+)?",
        _is_domain,
    ),
    # Three words of a map square.
    rule("gps", "plain", r"(?<!/)///[a-z]{2,20}+\.[a-z]{2,20}+\.[a-z]{2,20}+", marks="/"),
    rule("url", "links", r"(?<![\w/])(?:u|r)/[\w-]{3,24}+(?![\w/])", marks="/"),
    rule("payment", "plain", r"(?<![\w$])\$[a-z][\w-]{2,24}+", marks="$"),
    rule(
        "payment",
        "links",
        r"\s?:?\s?(?P<id>[a-z][\w-]{2,24}+)",
        _is_paid,
        heads="dollar sign|dollarsign|cashtag|cash tag",
    ),
    rule("payment", "plain", r"(?<!\w)(?:bc1|0x)[a-z0-9]{20,70}+(?!\w)"),
    rule(
        "payment",
        "digits",
        r"[^.\n\d]{0,25}?\b(?:ends?|ending|termina)\s(?:in|with|on|en)\s(?P<id>\d{4})\b",
        heads=f"{_PAYMENTS}|card|account|acct|debit|credit|bank|cuenta|tarjeta",
    ),
    rule("payment", "links", rf"{_SAID}(?P<id>[$@]?(?P<word>[\w.-]{{3,30}}+))", _is_handle, heads=_PAYMENTS),
    rule("handle", "links", r"(?<![\w@.])@\s?(?=[\w.]{0,29}[a-z])[\w.]{2,30}+(?<!\.)", _is_at, marks="@"),
    rule(
        "handle",
        "plain",
        r"(?:'s)?\s(?:business\s)?(?:page|profile|account|acct|group|name|under|called|named)(?:\s(?:is|was|under"
        r"|called|named))?"
        r"[\s:]{1,2}(?P<id>[A-Z][\w.-]{1,20}+(?:\s[A-Z][\w.-]{1,20}+){1,3})",
        heads=_PLATFORMS,
        cased=True,
    ),
    rule("handle", "links", rf"{_SAID}(?P<id>[@$]?(?P<word>[\w][\w.-]{{1,30}}+))", _is_handle, heads=_PLATFORMS),
    rule(
        "handle",
        "links",
        r"(?P<said>(?:\s{0,2}+[:=-]|\s(?:is|was)\b|\s(?=\S{0,30}[\d_])"
        r"|\s){1,2}+)\s{0,2}+(?P<id>(?P<word>[\w.#-]{2,30}+))",
        lambda match: lexicon().rank(match["word"].lower()) < 20_000 or (":" in match["said"] and _stands_alone(match)),
        heads="username|user name|screen name|screenname|handle|gamer tag|gamertag|profile name|account name"
        "|login name",
    ),
    rule(
        "handle",
        "plain",
        rf"\s(?P<id>[A-Z][\w.-]{{1,20}}+(?:\s[A-Z][\w.-]{{1,20}}+){{0,3}})\s(?:on|over|in)\s(?:(?:her|his|their)\s)?"
        rf"(?i:{any_of(_PLATFORMS)})\b",
        heads="under|as|called|named|name|name of|profile",
        cased=True,
    ),
    rule(
        "handle",
        "plain",
        r"(?:'s)?\s?(?:is|name\sis|as|:|=|-)\s{1,2}(?P<id>[A-Z][a-z][\w.-]{0,20}+(?:\s[A-Z][a-z][\w.-]{0,20}+){1,3})",
        heads=f"{_PLATFORMS}|profile|page",
        cased=True,
    ),
    rule(
        "handle",
        "links",
        r"\s(?:that\sis\s|is\s|was\s)?(?:called|named|under)\s(?:the\sname\s)?(?P<id>(?P<word>[\w.-]{3,30}+))",
        lambda match: looks_made_up(match["word"].lower()),
        heads="account|profile|page|user|channel|group chat|chat",
    ),
    rule("handle", "plain", r"(?<![\w.#])(?=[\w.]{0,30}[a-z])[\w.]{2,32}+#\d{4}\b", marks="#"),
    rule(
        "handle",
        "links",
        r"(?<![\w'-])(?=[\w.]{0,24}[a-z])(?=[a-z0-9.]{0,24}_|_)[\w.]{3,30}+(?<!_)(?![\w'-])",
        marks="_",
    ),
    rule(
        "gps",
        "plain",
        r"\b\d{1,3}+\.\d{3,10}+\s?°?\s?[NS]?\s{0,2}+[,;/ ]?+\s{0,2}+-?\d{1,3}+\.\d{3,10}+\s?°?\s?[EW]?\b",
        opens="digit",
    ),
    rule(
        "gps",
        "plain",
        r"\b\d{1,3}+\s?°\s?\d{1,2}+(?:\.\d{1,6}+)?+\s?['′]?(?:\s?\d{1,2}+(?:\.\d{1,6}+)?+\s?[\"″]?)?\s?[NSEW]\b",
        marks="°",
        opens="digit",
    ),
    rule(
        "gps",
        "digits",
        r"[\s:]{1,3}-?\d{1,3}\.\d{1,8},?\s(?:and\s)?(?:west|east|w|e)\s-?\d{1,3}\b",
        heads="north|south|n|s",
    ),
    rule(
        "gps", "plain", r"[\s:]{1,3}(?:is\s)?(?P<id>(?=[a-z]{0,6}\d)[a-z\d]{5,12})\b", heads="geohash|geo hash|mgrs|utm"
    ),
    rule(
        "gps",
        "plain",
        r"\s\d{1,2},?\s(?:township|twp|t)\s?\d{1,3}",
        heads="section|sec|township|twp",
    ),
    rule("gps", "plain", r"\b\d{1,3}\.\d{3,10}\s?°\s?[NSEW]\b", marks="°", opens="digit"),
    rule(
        "gps",
        "digits",
        r"[\s:,=]{1,3}+(?:of\s|are\s|is\s|at\s){0,2}-?\d{1,3}[.\s°-]{1,2}\d",
        heads="coordinates|coords|coordenadas|latitude|longitude|latitud",
    ),
    rule(
        "gps",
        "plain",
        r"[\s:=]{1,3}+(?:is\s|are\s|at\s|pin\s){0,2}-?\d{1,3}\.\d{2,10}+",
        heads="lat|latitude|lon|long|longitude|lng|gps|coordinates|coordinate|coords|pin",
    ),
    rule("gps", "plain", r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}+\b", cased=True, marks="+"),
)

_ADDRESS_SHAPE = re.compile(r"(?<![\w:.])[0-9a-f:.]{3,45}+(?:/\d{1,3})?(?![\w:])", re.IGNORECASE)
_HARDWARE = re.compile(r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", re.IGNORECASE)


def _internet_addresses(note: Note) -> Iterator[Span]:
    """IP addresses of both versions, by the standard library's own judgement, and hardware addresses."""
    text = note.plain.text
    for match in _ADDRESS_SHAPE.finditer(text):
        shape = match[0].partition("/")[0]
        shape = shape if shape.endswith("::") else shape.rstrip(".:")
        if (shape.count(":") >= 2 or shape.count(".") == 3) and _is_internet_address(shape):
            yield note.span(note.plain, match.start(), match.start() + len(shape), "ip")
    for match in _HARDWARE.finditer(text):
        yield note.span(note.plain, *match.span(), "ip")


def _is_internet_address(shape: str) -> bool:
    try:
        ipaddress.ip_address(shape)
    except ValueError:
        return False
    return True


_USER = re.compile(
    r"(?:\b(?P<told>goes\sby|known\sas|called|named|name\sis|user|as|account|profile|handle|llama"
    r"|conocido\scomo)\s{1,2}+)?"
    r"(?<![\w@.])(?P<id>@?(?P<word>[a-z\d][\w.-]{2,29}+))\s{1,2}+(?:on|in|via|en|over|at|through)\s{1,2}+"
    r"(?:her\s|his\s|their\s|the\s|my\s)?+(?P<platform>[a-z]{2,12}+(?:\s[a-z]{3,4})?+)",
    re.IGNORECASE,
)
_PLATFORM_NAMES = frozenset(_PLATFORMS.split("|")) | {"x", "cashapp", "venmo", "zelle"}


def _users(note: Note) -> Iterator[Span]:
    """A name in front of its platform: 'goes by money.mitch on tiktok'."""
    if _FIRST_OF_PLATFORMS.isdisjoint(note.index("links")):
        return
    for match in _USER.finditer(note.links.text):
        said = match["platform"].lower()
        named = said in _PLATFORM_NAMES or said.split()[0] in _PLATFORM_NAMES - {"of", "line", "tele", "sc"}
        if named and _is_user(match):
            yield note.span(note.links, *match.span("id"), "handle")


_FIRST_OF_PLATFORMS = frozenset(name.split()[0] for name in _PLATFORM_NAMES)


def detect(note: Note) -> Iterator[Span]:
    yield from _users(note)
    if any(note.plain.text.count(mark) >= fewest for mark, fewest in ((".", 3), (":", 2), ("-", 5))):
        yield from _internet_addresses(note)
