"""License plates, whole or in part, as they are read, spelled and remembered."""

import re

from privacy.guard import cues
from privacy.guard.identifiers import COUNTED, digits_in
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, rule

# Letters as they are spelled over a radio.
_SPELLING = (
    "alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|juliett|kilo|lima|mike|november|oscar|papa"
    "|niner|quebec|romeo|sierra|tango|uniform|victor|whiskey|xray|x-ray|yankee|zulu|adam|boy|charles|david|edward|frank"
    "|george|henry|ida|john|king|lincoln|mary|nora|ocean|paul|queen|robert|sam|tom|union|william|young|zebra"
)


# Abbreviations that a plain number follows.
_NUMBERED = cues.words(
    "ors oar usc cfr hb sb dhs phq gad gcs icd dsm act sec iep ssi std cse age ext est max min avg wks mos hrs days usd"
    " temp"
)


def _is_told_plate(match: Match) -> bool:
    """After 'plate' one digit among letters is enough; after looser words three, or capitals with a digit."""
    value, count = match["value"], digits_in(match["value"])
    named = any(word in match["head"].lower() for word in ("plate", "placa", "partial"))
    return count >= (1 if named else 3) or (count >= 1 and len(value) >= 3 and value.isupper() and value[0].isalpha())


def _is_spelled_out(match: Match) -> bool:
    """'8 R T X 2 1 9': letters and digits one by one."""
    letters = re.findall(r"[a-z]", match[0], re.IGNORECASE)
    count, single = digits_in(match[0]), not re.search(r"\d\d", match[0])
    return count >= 3 and len(letters) >= (1 if single and len(match[0]) > 10 else 2)


def _is_plate(match: Match) -> bool:
    letters = re.sub(r"[^A-Z]", "", match[0]).lower()
    return letters not in _NUMBERED and lexicon().rank(letters) < 100_000


def _is_pieced(match: Match) -> bool:
    """'ABC - 123', 'k, t, w, 5, 1, 2': four to eight letters and digits after 'plate', in pieces that are no words."""
    pieces = re.findall(r"[a-z]+|\d+", match["id"].lower())
    letters = [piece for piece in pieces if piece.isalpha()]
    joined, words = "".join(pieces), lexicon()
    wordy = any(words.rank(piece) > 5000 and len(piece) > 1 and not match["id"].isupper() for piece in letters)
    return 4 <= len(joined) <= 8 and bool(letters) and digits_in(joined) >= 2 and not wordy


_VEHICLE = (
    "car|truck|van|minivan|suv|sedan|pickup|coupe|motorcycle|tahoe|escalade|honda|toyota|ford|chevy|dodge|nissan|kia"
    "|charger|mustang|civic|camry|accord|altima|prius|jeep|bmw|mercedes|lexus|subaru|carro|camioneta|troca"
)


def _is_beside_vehicle(match: Match) -> bool:
    """'car was 493 hqt': three small letters that are no word."""
    letters = re.sub(r"[^a-z]", "", match["id"].lower())
    return letters not in _NUMBERED and lexicon().rank(letters) < 20_000 and letters not in lexicon().vocabulary


def _is_partly_told(match: Match) -> bool:
    """'tag ends 4KD': a letter and a digit at least, or capitals."""
    value = match["id"]
    return bool(re.search(r"\d", value)) or value.isupper()


def _is_marked(match: Match) -> bool:
    """After 'partial' alone ("partial ROI?") a digit is needed too."""
    return match["head"].lower() != "partial" or digits_in(match["id"]) > 0


_MODEL = re.compile(r"[A-Z]{1,4}[- ]?\d{1,4}[A-Z]?|\d[A-Z]\d|\d(?:WD|DR)|\d{1,2}(?:[AP]M|K|YO)")


def _is_odd_plate(match: Match) -> bool:
    """'own car Q0Q-ZZ9', but no model ("Ford F150", "Lexus ES300")."""
    value = match["id"]
    letters = sum(char.isalpha() for char in value)
    return len(value) >= 5 and letters >= 2 and digits_in(value) >= 1 and not _MODEL.fullmatch(value)


RULES = (
    rule(
        "plate",
        "digits",
        r"(?:[\s:#.,(-]|\b(?:is|was|no|number|that|starts|with|reads|the|or|wa|ca)\b){1,6}+"
        r"(?P<id>(?:[a-z0-9]{1,4}+[ ,./-]{1,3}+){1,7}[a-z0-9]{1,4})\b",
        _is_pieced,
        heads="plate|plates|license plate|lic plate|placa|placas|tag|lic|license",
    ),
    rule(
        "plate",
        "plain",
        r"\s(?:is\s|says\s|say\s|reads\s|was\s|that\ssays\s)?[\"']?(?P<id>[a-z0-9]{2,8}+)",
        heads="vanity plate|vanity plates|custom plate|custom plates|personalized plate|vanity tag",
    ),
    rule(
        "plate",
        "digits",
        r"(?:[\s:=#.,(-]|\b(?:number|no|is|was|ends?|ending|with|w|in|reads?|says?|had|has|having|partial|something"
        r"|like|maybe|half|seen|only|got|starts?|started|starting|begins|terminan?|empiezan?|con|en"
        r"|from|son|es|de|or|oregon|wa"
        r"|washington|california|ca|the|of"
        r"|on)\b){1,8}+(?P<id>(?P<value>(?=[a-z0-9 -]{0,9}\d)[a-z0-9]{1,4}[\s-]?[a-z0-9]{2,5}"
        rf"|(?:[a-z0-9]\s){{4,7}}[a-z0-9]|\d(?:\s\d){{2,6}}|[a-z]{{1,3}}\d|\d{{1,3}}(?!st|nd|rd|th|am"
        rf"|pm)[a-z]{{1,3}}|\d{{2,4}}))\b{COUNTED}",
        _is_told_plate,
        heads="plate|plates|license plate|licence plate|license tag|licence|tag|tags|lic|lic plate|temp plate|temp tag"
        "|tab|tabs|lp|placa|placas|matricula|partial",
    ),
    rule(
        "plate",
        "digits",
        r"(?<![\w-])(?:[A-Z]{3}[ -]?\d[ -]?\d[ -]?\d|[A-Z]\d{2}[ -]?\d[A-Z]{2}|[A-Z]{2}[ -]?\d{4,5}|[A-Z]{3}\d{4})"
        r"(?![\w-])",
        _is_plate,
        cased=True,
        opens="capital",
    ),
    rule(
        "plate",
        "digits",
        r"(?<![\w-])(?:\d[ -]?\d[ -]?\d[ -]?[A-Z]{3}|\d[A-Z]{3}\d{3})(?![\w-])",
        _is_plate,
        cased=True,
        opens="digit",
    ),
    rule(
        "plate",
        "plain",
        r"(?:\sletters)?\s(?:are|is|says?|reads?|starts?|starting|letters|with|w/|begins?|had|has|ending|ends|con"
        r"|empiezan?|terminan?|son)(?:\s(?:with|in|con|en))?\s(?P<id>[A-Z]{2,8})\b",
        heads="plate|plates|license plate|tag|placa|placas",
        cased=True,
    ),
    rule("plate", "digits", r"(?<![\w-])(?:(?:[a-z]|\d{1,3}+)[ -]){4,16}+(?:[a-z]|\d{1,3}+)(?![\w-])", _is_spelled_out),
    rule("plate", "digits", rf"(?:[\s,-]{{1,2}}+(?:{_SPELLING})\b){{1,6}}+[\s,-]{{1,2}}+\d", heads=_SPELLING),
    rule("plate", "digits", rf"\d{{1,20}}+\b(?:[\s,-]{{1,2}}+(?:{_SPELLING})\b){{2,6}}+", opens="digit"),
    rule(
        "plate",
        "plain",
        r"[^.\n]{0,20}?\s(?P<id>[a-z]\s(?:as\sin|like\sin|like|as|for|in)\s\w{2,10}+)",
        heads="plate|tag|license|lic",
    ),
    rule(
        "plate",
        "digits",
        r"(?:\splates?|\stag)?(?:\s(?:is|was|of|reads?|with))?[\s:]{1,2}(?P<id>(?:[a-z\d][ -]){2,6}[a-z\d])(?![\w'-])",
        lambda match: digits_in(match["id"]) >= 1 and bool(re.search(r"[a-z]", match["id"], re.IGNORECASE)),
        heads="partial|plate|plates|tag|placa|placas",
    ),
    rule(
        "plate",
        "plain",
        r"(?:\splate)?(?:\s(?i:no|number|num)\b\.?|\s?#)?[\s:,]{1,2}(?P<id>[A-Z]{2,3}[ -]?\d{3,5})\b",
        heads="license|licence|lic|registration|tags expired|tag expired|plates expired|expired tags",
        cased=True,
    ),
    # "tag ends 4KD", "plate starts with WKJ".
    rule(
        "plate",
        "digits",
        r"\s(?:number\s)?(?:ends?|ended|ending|started|began|starts?|starting|begins|beginning|termina[n]?"
        r"|empieza[n]?)(?:\s(?:in|with"
        r"|w/|en"
        r"|con))?\s(?P<id>[a-z\d]{2,5})\b(?!\s?(?:days?|weeks?|am|pm|months?))",
        _is_partly_told,
        heads="plate|plates|tag|tags|lic|license|placa|placas|temp tag",
    ),
    # "first three of the plate ZXR", "last 3 of plate are 8HT".
    rule(
        "plate",
        "plain",
        r"\s(?:\w{1,7}+\s){0,2}?(?:of|del?)\s(?:the\s|her\s|his\s|a\s|la\s)?(?:plates?|tag|lic(?:ense)?"
        r"|placas?)\b[\s:,]{0,2}"
        r"(?:(?:is|are|was|were|=|son|es)\s)?(?P<id>[a-z\d]{2,4})\b",
        _is_partly_told,
        heads="first|last|middle|start|end|1st|primeros|ultimos|primeras|ultimas",
    ),
    # "only got KLB off the plate".
    rule(
        "plate",
        "plain",
        r"\b(?P<id>[A-Z\d]{2,7}|\d(?:\s\d){1,5})\s(?:off|on|from|of)\s(?:the|a|his|her|its"
        r"|that)\s(?:license\s)?(?:plates?|tags?)\b",
        needs="plate|plates|tag|tags",
        cased=True,
    ),
    # "K?? 219", "217-K**": what was not seen is marked.
    rule(
        "plate",
        "plain",
        r"[^.\n?*_]{0,24}?\s(?P<id>(?=[A-Z\d?*_ -]{0,8}[?*_])(?=[A-Z\d?*_ -]{0,8}[A-Z\d])[A-Z\d?*_]{1,7}"
        r"[ -]?[A-Z\d?*_]{2,7})",
        _is_marked,
        heads="plate|plates|tag|lic|license|placa|placas|partial",
        cased=True,
    ),
    rule(
        "plate",
        "digits",
        r"(?:\s(?:was|is|with|w/|had|has|plate|con|tag)|,){0,2}\s(?P<id>\d{3}\s?[a-z]{3}|[a-z]{3}\s?\d{3})(?![\w/-])",
        _is_beside_vehicle,
        heads=_VEHICLE,
    ),
    rule(
        "plate",
        "plain",
        r"(?:\s(?:was|is|with|w/|had|has|plate|tag|reads?)|,|:|\s\(?-?){0,2}\s?"
        r"(?P<id>[A-Z\d]{2,4}[- ]?[A-Z\d]{2,4})(?![\w/-])",
        _is_odd_plate,
        heads=_VEHICLE,
        cased=True,
    ),
    rule(
        "plate",
        "digits",
        r"[^.\n\d]{0,24}?\b(?P<id>[A-Z]{2,3}\s\d{1,2})\b",
        heads="plate|plates|license plate|placa|placas",
        cased=True,
    ),
    rule(
        "plate",
        "digits",
        r"\d(?:\s[a-z\d]){1,6}\s(?:of|off|on|from)\s(?:the|his|her|that|a)\s(?:plate|tag)\b",
        opens="digit",
    ),
)
