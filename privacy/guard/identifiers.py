"""Numbers that belong to one person or case: telephone, Social Security, record, plate and other long numbers."""

import re
from collections.abc import Iterator

from privacy.guard.findings import Span
from privacy.guard.notes import Note
from privacy.guard.rules import Match, rule

# What a record number is a number of.
_RECORDS = (
    "case|file|report|incident|docket|cause|record|records|chart|mrn|mr|medical record|patient|student|inmate|booking"
    "|jail|juvenile|sid|ssid|swis|lasid|osis|spn|fbi|ncmec|ncic|leds|lea|cybertip|cyber|cybertipline|tip|tipline|cps"
    "|dhs|odhs|orkids|or-kids|court|warrant|citation|ticket|police|pd|ppb|sheriff|mpd|cad|event|badge|dpsst|member"
    "|medicaid|medicare|ohp|insurance|policy|group|account|acct|acc|routing|iban|card|debit|credit|ebt|passport|visa"
    "|ead|alien|uscis|receipt|registration|anumber|license|licence|lic|permit|dl|odl|state|tribal|enrollment|client"
    "|hmis|servicepoint|person|provider|npi|dea|ssi|benefits|claim|referral|reference|ref|confirmation|tracking|serial"
    "|imei|vin|locker|log|control|dna|evidence|property|complaint|investigation|detective|detectives|da|jury"
    "|prescription|rx|lab|specimen|order|invoice|id|pin|code|password|passcode|sn|no|number|num|matter|proceeding"
    "|petition|kit|pcr|conf|mtcn|pnr|locator|itinerary|expediente|caso|exp|folio|recibo|pasaporte|numero"
)
_NO = (
    r"(?:number|numbers|num|nbr|no|nr|ids?|i\.d|code|ref|is|was|ends?|ending|starts?|starting|with|in|as|under|of|the"
    r"|file|report|case|record|card|tip|kit|issued|which|reads)"
)
_CONNECT = rf"(?P<said>(?:'s)?(?:[\s:=.,(#-]|\b{_NO}\b\.?){{1,8}}+)"
_VALUE = r"(?P<value>[a-z0-9](?:[a-z0-9]|[-/.](?=[a-z0-9])){1,24}+)"
COUNTED = (
    r"(?!\s?(?:days?|weeks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?|times|am|pm|a\.m|p\.m|people|beds|dollars|%"
    r"|percent|kids|children|youth|pages|nights|st|nd|rd|th|of|or|sessions|steps|clients|cases|referrals)\b)"
)
_SAYS_NUMBER = re.compile(r"#|\b(?:number|num|nbr|no|id|i\.d|code|ending|ends?)\b", re.IGNORECASE)
_NO_NUMBER = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:[ap]m|st|nd|rd|th)|\d{1,2}[/.-]\d{1,2}|\d{1,2}", re.IGNORECASE)


# A code of this system (HT-7F3K-9QXM-4) tells nothing to one who may not open it.
_PHONE = re.compile(r"\d{3}[-./]?\d{3}[-./]\d{4}")
_OWN_CODE = re.compile(r"(?:HT|RF)-[0-9A-Z]{4}-[0-9A-Z]{4}\b", re.IGNORECASE)


def digits_in(text: str) -> int:
    return sum(char.isdigit() for char in text)


# "Evidence Code 412" is a law.
_LAW = re.compile(
    r"\b(?:evidence|penal|family|vehicle|government|institutions|education|municipal|probate|labor|civil|criminal"
    r"|procedure|health\sand\ssafety)\scode\s(?:(?:section|sec)\.?\s)?$",
    re.IGNORECASE,
)
# "OAR 413-200-0301" is a rule of the state, and so are others after it: of the same chapter, or with a middle that no
# telephone number has. The state's area codes are no chapters.
_STATE_RULE = re.compile(r"(?!458|503|541|971)(?P<chapter>\d{3})-(?:(?P<no_exchange>[01])\d\d|\d{3})-\d{4}")
_STATE_RULES = re.compile(r"\bOARs?\s(?P<others>(?:\d{3}-\d{3}-\d{4},?\s(?:(?:and|or|&)\s)?){0,3})$")
# How many characters before a number say what it is.
_NEAR = 48
# What a ticket costs, in round sums.
_FARE = re.compile(r"\d{1,2}[05]0")


def _is_record(match: Match) -> bool:
    """After a word for a record: a number that is announced as one, or is too long for a count or a year."""
    value, head = match["value"], match["head"].lower()
    count, letters = digits_in(value), bool(re.search(r"[a-z]", value, re.IGNORECASE))
    announced = bool(_SAYS_NUMBER.search(match["said"])) or head in (
        "id",
        "pin",
        "no",
        "number",
        "badge",
        "sid",
        "code",
    )
    if head == "ticket" and _FARE.fullmatch(value) and "#" not in match["said"]:
        return False
    if _OWN_CODE.match(value) or _PHONE.fullmatch(value):
        return False
    if _LAW.search(match.string, max(0, match.start() - _NEAR), match.start("value")) and len(value) <= 5:
        return False
    if announced and not _NO_NUMBER.fullmatch(value):
        return count >= 3 or (count >= 2 and letters) or ("#" in match["said"] and count >= 2)
    if head in ("no", "number", "num", "mr") or _NO_NUMBER.fullmatch(value):
        return False
    mixed = letters and value.isupper() and len(value) >= 6
    return count >= 4 or (count >= 3 and letters and len(value) >= 5) or (count >= 2 and mixed)


_MEASURE = re.compile(
    r"\d{1,3}(?:x\d{1,3}){1,2}|\d{1,6}(?:mg|mcg|ml|kg|lbs?|mi|km|am|pm|s|st|nd|rd|th|k|x|hrs?|min|yo|cc|g|oz|ft|in|usd|hz|gb|mb|sqft)|(?:covid"
    r"|sars|windows|office|form|section|title|hb|sb|ors|oar)[- ]?\d{1,6}",
    re.IGNORECASE,
)


def _is_code(match: Match) -> bool:
    """Letters and digits in one: not a measure, an ordinal or a form."""
    return digits_in(match[0]) >= 4 and not _MEASURE.fullmatch(match[0]) and bool(re.search(r"[a-zA-Z]", match[0]))


# Kinds of cases: juvenile, criminal, civil, domestic, contempt, probate and others.
_COURT = "ju|jv|cr|cv|dr|cn|pr|pb|sc|lt|vi|fl|dl|dp"
YEAR = re.compile(r"(?:19|20)\d\d")


def _is_hyphened(match: Match) -> bool:
    """'26-308320', but neither '2025-2026' nor '0800-1700'."""
    return not re.fullmatch(r"\d{4}-\d{4}", match[0])


RULES = (
    rule("phone", "digits", r"(?<![\w-])\d{3}[-. ][A-Z]{3}[-. ]?[A-Z]{4}\b", cased=True, opens="digit"),
    rule("record", "digits", r"[^.\n\d]{0,14}?(?P<id>\b(?:\d[ -]){3,15}\d)(?!\d)", heads=_RECORDS),
    rule("record", "digits", r"(?:\s\w{2,8}){0,2}[\s#:.]{1,3}(?P<id>\d{1,3}(?:,\d{3}){2})\b", heads=_RECORDS),
    rule("record", "plain", r"\s?-?#?\s?\d{3}(?:[\s-]?\d{3}){2}(?!\d)|\s?-?#?\s?\d{8,9}(?!\d)", heads="a"),
    rule("record", "plain", r"\s?-?\d[\d -]{8,12}\d", heads="eac|wac|lin|src|nbc|msc|ioe|ysc|zar"),
    rule(
        "record",
        "plain",
        r"\s(?:(?i:no|number|num)\b\.?\s|#\s?)?(?P<id>[A-Z][A-Z\d]\s?\d{2,4})\b",
        heads="flight|flt|vuelo",
        cased=True,
    ),
    rule("record", "digits", rf"{_CONNECT}{_VALUE}{COUNTED}", _is_record, heads=_RECORDS),
    rule("record", "digits", r"#\s?(?P<value>[a-z]{0,3}+-?\d[\w-]{3,20})\b"),
    rule("record", "digits", r"[\s-]?\d{2,4}[\s-]\d{3,7}\b", heads="jv|cr|cv|dr|ju|mi|sp|cs|gp"),
    # "22JU 05518": the year and kind of a case before its number.
    rule(
        "record",
        "digits",
        rf"(?<![\w./-])\d{{2}}(?:\d\d)?+(?:[\s-]?(?:{_COURT.upper()})|(?:{_COURT}))[\s-]\d{{3,6}}\b",
        needs=_COURT,
        opens="digit",
        cased=True,
    ),
    # Marks of sums and of steps, which stand between other numbers too.
    rule(
        "phone",
        "digits",
        r"(?<!\d)\d{3}\s?(?P<mark>[+=<>])\s?\d{3}\s?(?P=mark)\s?\d{4}(?!\d)",
        marks="+=<>",
        opens="digit",
    ),
    rule(
        "record",
        "digits",
        r"(?<![\w./-])(?!(?:HT"
        r"|RF)-)(?=[a-z0-9-]{0,12}\d)(?=[a-z0-9-]{0,20}[a-z])[a-z0-9]{1,24}(?:-[a-z0-9]{1,12}){0,4}+(?![\w./@-])",
        _is_code,
        opens="mixed",
    ),
    rule("record", "digits", r"(?<![\w./-])\d{2,4}-\d{4,8}(?![\w/-])", _is_hyphened, opens="digit"),
    rule(
        "phone",
        "digits",
        r"(?<![\w$])8(?:00|33|44|55|66|77|88)\)?[\s.-]{0,2}+[A-Z]{2,5}[\s.-]?[A-Z]{1,6}+\b",
        cased=True,
        opens="digit",
    ),
    rule("digits", "digits", r"[\s#:]{0,3}+(?:number\s|no\.?\s)?\d{2,6}\b", heads="badge"),
)

# A cluster: digits with at most a few marks between them, but those of lists, sums, measures, money and law.
_CLUSTER = re.compile(r"(?<!\d)\+?\(?\d(?:(?:[^\w,;:&+=<>'\"#$€£%§°]|_){0,5}+\d){4,39}+")
_LISTED = re.compile(
    r"(?<!\d)\d(?:(?:[\s.-]{0,2}+|\s{0,2}+(?:[,;:]|and\b|then\b)\s{0,2}+)\d){6,15}+(?!\d)", re.IGNORECASE
)
_APART = re.compile(r"\d[\s-]\d")
_BREAK = re.compile(r"[,;:]|and|then", re.IGNORECASE)
_GROUP = re.compile(r"\d{1,40}+")
_CLOCK = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
_PHONE_SHAPES = {(3, 3, 4), (3, 4), (1, 3, 3, 4), (3, 2, 4), (3, 7), (6, 4), (3, 3, 2, 2), (3, 2, 2)}


def _kind_of_cluster(text: str, before: str) -> str | None:
    groups = _GROUP.findall(text)
    lengths = tuple(map(len, groups))
    total = sum(lengths)
    if total < 7:
        return _kind_of_short_cluster(text, before, total)
    if _is_span_of_time(text, groups) or (total == 8 and lengths == (2, 2, 2, 2)):
        return None
    if lengths == (3, 2, 4) or lengths == (9,):
        return "ssn"
    if lengths == (5, 4) and "-" in text:
        return "zip"
    return "phone" if total in (7, 10, 11, 12) else "number"


def _is_span_of_time(text: str, groups: list[str]) -> bool:
    """'2025-2026' or '0800-1700'."""
    if all(YEAR.fullmatch(group) for group in groups):
        return len(groups) <= 4
    return len(groups) == 2 and "-" in text and all(_CLOCK.fullmatch(group) for group in groups)


def _kind_of_short_cluster(text: str, before: str, total: int) -> str | None:
    """Five or six digits in a row that are no amount of money are asked about."""
    return (
        "digits"
        if text.isdigit() and total >= 5 and not text.endswith("00") and not re.search(r"[$€£]\s?$|\d[.,]$", before)
        else None
    )


def _is_state_rule(match: Match) -> bool:
    before = _STATE_RULES.search(match.string, max(0, match.start() - _NEAR), match.start())
    rule = before and _STATE_RULE.fullmatch(match[0])
    if not (before and rule):
        return False
    return before["others"][:3] in ("", rule["chapter"]) or bool(rule["no_exchange"])


def _clusters(note: Note) -> Iterator[Span]:
    text = note.digits.text
    for match in _CLUSTER.finditer(text):
        kind = _kind_of_cluster(match[0], text[max(0, match.start() - 3) : match.start()])
        if kind and not _is_state_rule(match):
            yield note.span(note.digits, *match.span(), kind)
    for match in _LISTED.finditer(text):
        groups = _BREAK.split(match[0])
        lengths = tuple(digits_in(group) for group in groups)
        apart = sum(lengths) in (7, 9, 10, 11) and lengths[1:] and any(_APART.search(group) for group in groups)
        if lengths in _PHONE_SHAPES or apart or (set(lengths) == {1} and len(lengths) >= 7):
            yield note.span(note.digits, *match.span(), "phone")


def detect(note: Note) -> Iterator[Span]:
    if note.counts:
        yield from _clusters(note)
