"""How somebody is reached: email, web, internet, social media and payment names, places on a map."""

import ipaddress
import re
from collections.abc import Iterator

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.lexicon import lexicon
from privacy.guard.notes import Note
from privacy.guard.rules import Match, any_of, rule
from privacy.guard.telling import looks_made_up

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


def _is_domain(match: Match) -> bool:
    labels = match["host"].lower().split(".")
    if labels[-1] in _SLIPS and not match["path"]:
        return len(labels) > 2 or bool(re.search(r"[\d-]", labels[0])) or match["host"].lower() == "cash.app"
    return True


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
        r"\s?\d{1,2}[.\s°]\s?\d{1,7}(?:\.\d{1,4})?[^\n\w]{0,3}\s?[EW]\s?\d{1,3}[.\s°]",
        heads="n|s",
    ),
    rule("gps", "plain", r"\.?\s?\d{1,2}\s?[NS],?\s?R\.?\s?\d{1,2}\s?[EW]\b", heads="t"),
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
        opens="dotted",
    ),
    # Three words of a map square.
    rule("gps", "plain", r"(?<!/)///[a-z]{2,20}+\.[a-z]{2,20}+\.[a-z]{2,20}+", marks="/"),
    rule("url", "links", r"/[\w-]{3,24}+(?![\w/])", heads="u|r"),
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


def detect(note: Note) -> Iterator[Span]:
    if any(note.plain.text.count(mark) >= fewest for mark, fewest in ((".", 3), (":", 2), ("-", 5))):
        yield from _internet_addresses(note)
