"""Street addresses, crossings, unit numbers and post boxes."""

import re

from privacy.guard import cues
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, any_of, rule
from privacy.guard.telling import is_telling

_COMPASS = r"(?>north(?:east|west)|south(?:east|west)|n\.?e|n\.?w|s\.?e|s\.?w)\b\.?+"
WAY = r"(?>north(?:east|west)?|south(?:east|west)?|east|west|n\.?e|n\.?w|s\.?e|s\.?w|[nsew])\b\.?+"
_ROADS = (
    "street|streets|str|st|avenue|aven|ave|av|boulevard|blvd|road|rd|lane|ln|highway|hwy|parkway|pkwy|terrace|ter"
    "|trail|trl|crescent|wy"
)
_ROAD = any_of(_ROADS)
# These are also everyday words, so they count only after a name or a long house number.
_LOOSE_ROADS = (
    "court|ct|place|pl|way|drive|dr|circle|cir|loop|square|sq|point|pt|park|row|run|alley|path|heights|hts|ridge|crest"
    "|view|vista|broadway|plaza|plz|apartments|apts|commons|estates"
)
LOOSE_ROAD = any_of(_LOOSE_ROADS)
_NAMED_ROADS = "St|Ave|Avenue|Street|Blvd|Boulevard|Rd|Road|Ln|Lane|Dr|Drive|Ct|Pl|Loop|Pkwy|Hwy|Highway"
NOT_STREETS = cues.words("""
a an the this that her his their our my of in on to at for from with by and or is was are were be been has had have it
years year months month weeks week days day hours hour minutes minute nights night times people kids children youth
girls boys women men beds dollars percent miles more less other open new clean off out into over under going living
main every each per no not who when court drug family municipal traffic juvenile safe foster step point busy same side
high dirt gravel back city residential quiet long rough hard mi mile km hr hrs min mins
""")
# Words of the trade that streets are named after.
_STREETS = cues.words("washington oregon california virginia montana florida alaska idaho church court state park")
_SIDE = r"(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w']{1,20}+)"


def _number(ordinal: str) -> int:
    found = re.match(r"\d+", ordinal)
    return int(found[0]) if found else 0


def names_a_street(match: Match) -> bool:
    words = (match["street"] or "").split()
    return not any(word.lower().strip(".,") in NOT_STREETS for word in words)


def _is_on_main_street(match: Match) -> bool:
    """A number and 'n main st' or 'main street' make an address, 'two main streets' does not."""
    words = [word.lower().strip(".,") for word in (match["street"] or "").split()]
    mains = words == ["main"] and len(match["number"]) >= 2 and not match[0].lower().endswith("streets")
    return mains or names_a_street(match)


def _names_a_place(match: Match) -> bool:
    """A loose suffix ('drive', 'court') needs a capital before it or a house number of three digits."""
    last = match["street"].split()[-1]
    return names_a_street(match) and (last[0].isupper() or last[0].isdigit() or len(match["number"]) >= 3)


def _is_crossing(match: Match) -> bool:
    """'82nd and Foster'; two ordinals up to 31 may be two days."""
    sides = [match["a"], match["b"]]
    numbered = [_number(side) for side in sides if side[0].isdigit()]
    if match["by"].strip().lower() in ("at", "near", "off", "by") and max(numbered, default=0) < 4:
        return False
    if not numbered or any(side.lower() not in _STREETS and side.lower() in lexicon().vocabulary for side in sides):
        return False
    return len(numbered) == 1 or max(numbered) > 31


_STREETLY = re.compile(r"\d(?:st|nd|rd|th)\b|\b(?:st|ave|street|avenue|blvd|rd|road)\b", re.IGNORECASE)


def _is_corner(match: Match) -> bool:
    plain = {match["a"].lower(), match["b"].lower()} & NOT_STREETS
    return not plain and (match["head"].lower() != "between" or bool(_STREETLY.search(match[0])))


def _is_quarter(match: Match) -> bool:
    """'SE Powell' is a street; 'NW Oregon' is a region."""
    name = match["name"].lower()
    return name not in lexicon().vocabulary and name not in NOT_STREETS


def _is_bare_street(match: Match) -> bool:
    """'1240 Lombard, blue door'; '2015 Altima' may be a year."""
    return not re.fullmatch(r"(?:19|20)\d\d", match["number"]) and is_telling(match["name"].lower(), 3000)


def _is_numbered_street(match: Match) -> bool:
    return int(match["n"]) > 31 or bool(_STREETLY.search(match["id"][len(match["n"]) + 2 :]))


_NUMBER = r"(?<![\d$.,/:#-])(?P<number>\d{1,6}+)(?:-?[a-d]\b)?+(?:\s1/2)?+"
_STREET = r"(?P<street>(?:[\w'.]{1,20}+\s{1,2}+){1,3}?)"
_STREET_OR_NONE = _STREET.replace("{1,3}?", "{0,3}?")

_PUBLIC_ROOM = re.compile(
    r"\b(?:hearing|courts?|courtroom|trial|arraignment|arraigned|meeting|meets|mtg|mdt|conference|exam|triage|ed|er|icu"
    r"|group|class|classes|interview|session|training|audiencia|corte|form|docket|clinic)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)


# "Room 3 interview".
_HELD = re.compile(r"\s(?:interview|exam|hearing|meeting|group|class)\b", re.IGNORECASE)


def _is_dwelling(match: Match) -> bool:
    """'room 214', but not the room of a hearing or of an examination."""
    before = match.string[max(0, match.start() - 50) : match.start()]
    if match["head"].lower() in ("room", "rm") and _HELD.match(match.string, match.end()):
        return False
    return match["head"].lower() not in ("room", "rm", "suite", "ste") or not _PUBLIC_ROOM.search(before)


RULES = (
    rule(
        "address",
        "plain",
        r"\b(?P<who>[a-z']{4,20}+)\s(?:street|avenue|boulevard|blvd)\b",
        lambda match: is_telling(match["who"].lower(), 3000),
        needs="street|avenue|boulevard|blvd",
    ),
    rule(
        "address",
        "digits",
        r"\b\d{1,3}(?:st|nd|rd|th)\s(?:and|&|n)\s(?P<who>[a-z']{4,20}+)",
        lambda match: match["who"].lower() != "foremost" and is_telling(match["who"].lower(), 3000),
        opens="digit",
    ),
    rule("address", "digits", r"\s\d{1,3}\b", heads="carretera"),
    rule(
        "address",
        "digits",
        r"\s(?:#|no\.?\s|num\.?\s|numero\s)?\d{1,4}\b",
        heads="lote|cuarto numero|habitacion|apartamento|depto|depa",
    ),
    rule(
        "address",
        "digits",
        rf"{_NUMBER}\s{{1,3}}+(?:{WAY}\s)?(?:(?:us|or|state|county)\s)?(?:hwy|highway|route|rte|road"
        rf"|rd)\s?-?\d{{1,3}}[a-z]?\b",
        needs="hwy|highway|route|rte|road|rd",
        opens="counted",
    ),
    rule("address", "digits", r"\d{2,5}+\s(?:block|blk)\b", opens="counted"),
    rule(
        "address",
        "digits",
        r"\.?\s(?:no\.?\s|#\s?)?\d{1,4}\b(?!\s(?:miles|days|hours|percent|times))",
        heads="farm road|forest road|county road|fire road|service road|house no|house number|house num",
    ),
    rule(
        "address",
        "plain",
        r"\s(?P<id>(?:ne|nw|se|sw)\s(?P<name>[a-z]{4,20}+))\b",
        lambda match: match["name"].lower() not in lexicon().vocabulary and is_telling(match["name"].lower(), 3000),
        heads="on|off|near|at|by|around|down|from",
    ),
    rule(
        "address",
        "digits",
        r"\s\d{1,3}(?:\.\d)?\s(?:on|of|off)\s(?:highway|hwy|i-?\d|route|us|sr)",
        heads="mile|mi|marker",
    ),
    rule(
        "address",
        "digits",
        r"\s(?P<id>\d{1,5}\s(?P<name>[A-Z][a-z]{2,20}+))(?=[.,;]|$|\s(?:with|w|and|in)\b)",
        _is_quarter,
        heads="at|lives|stays",
        cased=True,
    ),
    rule(
        "address",
        "digits",
        r"(?<![\d$.,/:#-])(?P<id>(?P<number>\d{3,5}|\d{1,2}\s\d0"
        r"|\d{1,2}\s[1-9]\d)\s(?P<name>[A-Z][a-z]{3,20}+))(?=[.,;]|$)",
        _is_bare_street,
        opens="digit",
        cased=True,
    ),
    rule("address", "digits", r"\.?\s?#?\d{1,3},?\s(?:box|bx|caja)\s\d{1,5}\b", heads="rt|rte|route|ruta|star route"),
    rule(
        "address",
        "digits",
        r"\.?\s(?:[\w'.]{1,20}+[\s,]{1,2}+){0,4}?(?:#|no\.?\s|num(?:ero)?\.?\s)?\d{1,5}\b(?!\s?(?:horas|anos|dias"
        r"|personas"
        r"|semanas|meses|veces|ninos|hombres)\b)",
        heads="calle|avenida|avda|callejon|bulevar|camino|colonia|privada|calzada|pasaje",
    ),
    rule(
        "address",
        "digits",
        r"\s(?P<street>[A-Z][\w']{2,20}+)",
        names_a_street,
        heads="calle|avenida|avda|callejon|camino|carretera",
        cased=True,
    ),
    rule(
        "address",
        "digits",
        r"\.?\s?\d{1,4}(?:[.,]\d)?\s(?:de\sla\s|de\s)?(?:carretera|autopista|ruta|camino|hwy|highway)\b",
        heads="km|kilometro|kilometer",
    ),
    rule(
        "address",
        "digits",
        r"(?:\s[\w.]{1,15}+){0,3}?\s(?:km|kilometro)\.?\s?\d{1,4}\b",
        heads="carretera|autopista|ruta",
    ),
    rule(
        "address",
        "digits",
        r"\.?\s?#?\d{1,3}(?:\.\d)?\b(?!\s?(?:mg|ml)\b)",
        heads="milepost|mile post|mile marker|milemarker|mile mkr|mm",
    ),
    rule(
        "address",
        "digits",
        r"[\s-]?\d{1,3}[\s,]{1,2}(?:\w{2,5}+\s){0,2}?(?:mp|mm|mile|milepost)\s?\d{1,3}\b",
        heads="hwy|highway|i|us|sr|or|route",
    ),
    rule(
        "address",
        "digits",
        rf"{_NUMBER}\s{{1,3}}+(?:{WAY}\s{{1,2}}+){_STREET_OR_NONE}{_ROAD}\b(?:\.?\s{WAY}\b)?+",
        _is_on_main_street,
        needs=_ROADS,
        opens="counted",
    ),
    rule(
        "address",
        "digits",
        rf"{_NUMBER}\s{{1,3}}+{_STREET}{_ROAD}\b(?:\.?\s{WAY}\b)?+",
        _is_on_main_street,
        needs=_ROADS,
        opens="counted",
    ),
    rule(
        "address",
        "digits",
        rf"{_NUMBER}\s{{1,3}}+(?:{WAY}\s{{1,2}}+)?{_STREET}{LOOSE_ROAD}\b",
        _names_a_place,
        needs=_LOOSE_ROADS,
        opens="counted",
    ),
    rule("address", "digits", rf"{_NUMBER}\s{{1,3}}+{_COMPASS}(?:\s{{1,2}}+[\w']{{1,20}}+)?+", opens="counted"),
    rule(
        "address",
        "digits",
        rf"{_NUMBER}\s{{1,3}}+(?:[NSEW]|North|South|East|West)\b\.?\s{{1,2}}+[A-Z\d][\w']{{1,20}}+",
        cased=True,
        opens="counted",
    ),
    rule(
        "address",
        "digits",
        r"\.?\s?(?:#\s?|no\.?\s|number\s)?(?:[a-z]-?)?\d{1,5}+(?:-?[a-z])?+\b(?!\s?(?:(?:hours?|days?|weeks?|months?"
        r"|years?|people|kids|nights|beds|of\sthe\s(?:clinic|court|hospital|center|exam)|available|open|free|left|am"
        r"|pm|or)\b|-\s?\d|%))",
        _is_dwelling,
        heads="apt|apartment|suite|ste|room|rm|unit|bldg|building|trailer|space|spc|lot|cabin",
    ),
    rule("address", "digits", r"\.?\s#?[a-z]\b(?!\s[a-z]|')", heads="apt|apartment"),
    rule(
        "address",
        "digits",
        r"(?:\sis)?[\s:#]{1,3}\d{2,6}\b(?!\s?(?:hours?|hrs?|am|pm|days?|weeks?|o'clock)\b|:)",
        heads="address|addr|lives at|lived at|living at|stays at|stayed at|staying at|resides at|residing at|house at"
        "|house number|home at|located at|house|lives #",
    ),
    rule(
        "address",
        "digits",
        rf"\b(?P<a>{_SIDE})\.?(?:\s(?:st|ave|avenue|street|blvd|rd|road|hwy)\.?)?(?P<by>\s?(?:and|&|/|at|x|near|off|by"
        rf"|@)\s?)(?:(?:NE|NW|SE|SW|N|S|E|W)\s)?(?P<b>{_SIDE})\b(?!\sgrade)",
        _is_crossing,
        opens="digit",
        cased=True,
    ),
    rule(
        "address",
        "digits",
        rf"\b(?P<a>{_SIDE})\.?(?:\s(?:st|ave|avenue|street|blvd|rd|road|hwy)\.?)?(?P<by>\s?(?:and|&|/|at|x|near|off|by"
        rf"|@)\s?)(?:(?:NE|NW|SE|SW|N|S|E|W)\s)?(?P<b>{_SIDE})\b(?!\sgrade)",
        _is_crossing,
        opens="capital",
        cased=True,
    ),
    rule(
        "address",
        "digits",
        r"\s(?:(?:ne|nw|se|sw)\s)?(?P<a>[\w']{2,20}+)(?:\s(?:st|ave|street|avenue|blvd|rd|road)\b\.?)?\s(?:and"
        r"|&)\s(?:(?:ne|nw|se|sw)\s)?(?P<b>[\w']{2,20}+)(?:\s(?:st|ave|street|avenue|blvd|rd|road)\b)?",
        _is_corner,
        heads="corner of|intersection of|crossroads of|between",
    ),
    rule(
        "address",
        "digits",
        r"(?:\.?)\s\d{1,3}(?:st|nd|rd|th)\b(?:\s(?:ave(?:nue)?|st(?:reet)?|pl(?:ace)?|ct|dr(?:ive)?)\b)?",
        heads="ne|nw|se|sw|n|s|e|w|northeast|northwest|southeast|southwest",
    ),
    rule(
        "address",
        "plain",
        r"\.?\s(?P<name>[A-Z][a-z']{2,20}+)(?:\s(?:Ave(?:nue)?|St(?:reet)?|Blvd|Boulevard|Rd|Road|Dr(?:ive)?|Ln|Lane"
        r"|Ct|Court|Pl|Place|Way|Loop)\b)?",
        _is_quarter,
        heads="ne|nw|se|sw|northeast|northwest|southeast|southwest",
        cased=True,
    ),
    rule(
        "address",
        "plain",
        r"(?<![\w.])(?P<street>(?:(?:N|S|E|W|NE|NW|SE|SW)\.?\s)?[A-Z][a-z']{2,20}+(?:\s[A-Z][a-z']{2,20}+)?)\s"
        rf"{any_of(_NAMED_ROADS)}\b(?!\.\s?[A-Z])",
        names_a_street,
        needs=_NAMED_ROADS,
        cased=True,
    ),
    rule(
        "address",
        "digits",
        r"\s(?P<id>(?P<n>\d{1,3})(?:st|nd|rd|th)(?:\s(?:ave(?:nue)?|st(?:reet)?)\b)?)(?!\s(?:birthday|floor|grade"
        r"|percent|time|day|of|session|week))",
        _is_numbered_street,
        heads="on|off|near|at|by|around|down|from|to|past",
    ),
    rule(
        "address",
        "plain",
        r"\s(?P<id>(?P<street>[a-z']{3,20}+)\s(?:street|avenue|ave|blvd|boulevard|road|rd|highway|hwy|lane|ln"
        r"|parkway))\b",
        names_a_street,
        heads="on|off|near|at|by|around|down",
    ),
)
