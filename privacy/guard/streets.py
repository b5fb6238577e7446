"""Streets without a suffix, exits, and numbered stands of camps, courts and harbours."""

import re

from privacy.guard import cues
from privacy.guard.addresses import LOOSE_ROAD, NOT_STREETS, WAY, names_a_street
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, rule
from privacy.guard.telling import is_telling

# Words that many streets are named after; beside a house number they need no suffix.
_STREET_NAMES = cues.words("""
oak pine fir elm maple cedar birch ash alder walnut spruce willow poplar dogwood hemlock laurel juniper larkspur
marigold sycamore cottonwood magnolia hawthorne belmont burnside lombard glisan stark holgate powell division foster
woodstock killingsworth hoyt irving johnson kearney lovejoy madison monroe adams jefferson jackson franklin harrison
lincoln clay salmon taylor yamhill morrison alberta prescott fremont siskiyou tillamook beech chestnut hickory aspen
sequoia redwood vine main commercial center lancaster mission molalla linwood harmony webster oatfield roots sunnyside
clackamas sandy flavel duke ramona harold
""")
_FEATURES = (
    "gulch|hollow|creek|mill|ridge|bend|hill|grove|canyon|butte|meadow|meadows|springs|valley|lake|glen|landing"
    "|crossing|run|trail|point|falls|orchard|heights|bluff|cove|fork|junction|summit|terrace|estates|acres|gardens"
)
_UNITS_AFTER = r"(?:#\s?[\da-z]|unit|apt|ste|spc|space|bldg|no\.?)"


def _is_tree_street(match: Match) -> bool:
    return match["name"].lower() in _STREET_NAMES


def _is_off_street(match: Match) -> bool:
    """'the house on Larkspur', but not 'lives on Friday'."""
    name = match["name"].lower()
    return name not in lexicon().vocabulary and name not in NOT_STREETS


def _is_told_street(match: Match) -> bool:
    """After 'behind' or 'at': a rare word, or one that streets are named after."""
    name = match["name"].lower()
    year = re.fullmatch(r"(?:19|20)\d\d", match["number"])
    return not year and (name in _STREET_NAMES or is_telling(name, 2000))


RULES = (
    # "1122 Fir", "4410 pine, porch light off", "44 10 pine": streets without a suffix.
    rule(
        "address",
        "digits",
        r"(?<![\d$.,/:#-])(?:\d{2,5}|\d{1,2}\s\d0|\d{1,2}\s[1-9]\d|\d(?:\s\d){1,4})(?:-?[a-d])?(?:\s1/2)?\s"
        rf"(?:{WAY}\s{{1,2}})?(?P<name>[a-z]{{3,20}}+)(?=[.,;)]|$|\s(?:in|with|w|and|was|is|at|near|has|for|to|house"
        rf"|behind|by|where|on)\b"
        rf"|\s(?:st|ave|ne|nw|se|sw)\b|\s{_UNITS_AFTER})",
        _is_tree_street,
        opens="digit",
    ),
    rule(
        "address",
        "digits",
        rf"(?<![\d$.,/:#-])\d{{2,5}}(?:-?[a-d])?\s(?P<name>[a-z]{{3,20}}+)\s{_UNITS_AFTER}\b",
        lambda match: is_telling(match["name"].lower(), 3000) or _is_tree_street(match),
        opens="counted",
    ),
    rule(
        "address",
        "digits",
        rf"(?<![\d$.,/:#-])(?P<number>\d{{3,6}})\s(?P<street>[a-z']{{3,20}}+)\s(?:{_FEATURES})\b",
        names_a_street,
        opens="counted",
    ),
    rule(
        "address",
        "digits",
        rf"(?<![\d$.,/:#-])(?P<number>\d{{1,6}})\s(?P<street>(?:[A-Z][a-z']{{1,20}}+\s){{1,2}})(?i:{_FEATURES})\b",
        names_a_street,
        cased=True,
        opens="counted",
    ),
    rule("address", "digits", r"(?<![\d$.,/:#-])\d{2,6}\s[a-z']{3,20}+\s(?:ne|nw|se|sw)\b", opens="counted"),
    rule(
        "address",
        "digits",
        rf"(?<![\d$.,/:#-])\d(?:\s\d{{1,2}}){{1,4}}\s(?:{WAY}\s{{1,2}}){{1,2}}[a-z\d]{{2,20}}",
        opens="digit",
    ),
    rule(
        "address",
        "digits",
        rf"(?<![\d$.,/:#-])\d{{2,5}}\s(?P<name>[a-z]{{4,20}}+)\s(?:{LOOSE_ROAD})\b",
        lambda match: is_telling(match["name"].lower(), 3000) or _is_tree_street(match),
        opens="counted",
    ),
    rule(
        "address",
        "digits",
        r"\s(?:the\s)?(?P<id>(?P<number>\d{3,5})(?:-?[a-d])?\s(?P<name>[a-z]{4,20}+))\b",
        _is_told_street,
        heads="behind|beside|lives at|stays at|staying at|living at|house at|found at|met at|to|from|near|by|at"
        "|outside",
    ),
    rule("address", "digits", r"@\s?(?P<number>\d{3,5})\s(?P<name>[a-z]{4,20}+)\b", _is_told_street, marks="@"),
    rule(
        "address",
        "plain",
        r"\s(?:(?:is|was|that's|located)\s)?(?:on|off)\s(?P<name>[A-Z][a-z]{3,20}+)\b(?!\s(?:at|and)\s\d)",
        _is_off_street,
        heads="house|duplex|apartment|trailer|lives|lived|living|place|fourplex|condo",
        cased=True,
    ),
    # "off I-5 exit 288", "exit 14 motel", "lives off Hwy 126".
    rule(
        "address",
        "digits",
        r"\s(?P<id>(?:i-?\s?5|i-?\s?84|i-?\s?205|hwy\s\d{1,3}"
        r"|us\s?\d{1,3})?[\s,]{0,2}exit\s#?\d{1,3}[ab]?)\b(?!\s(?:interviews?|weeks|days|plans))",
        heads="off|at|near|by|from|on|past",
    ),
    rule(
        "address",
        "digits",
        r"\s#?\d{1,3}[ab]?\b(?=\s(?:motel|hotel|off|on|truck|rest|near|by)\b)",
        heads="exit off",
    ),
    rule(
        "address",
        "digits",
        r"\s(?:\w{2,10}\s){0,2}?(?:off|on|along)\s(?P<id>(?:hwy|highway|route|rte|county\s(?:rd|road))\s\d{1,3})\b",
        heads="lives|lived|house|trailer|stays|staying|home|cabin|farm",
    ),
    # Numbered stands: "campsite 14", "site B12", "slip 14", "traila 14", "dept 5B".
    rule(
        "address",
        "digits",
        r"\s(?:no\.?\s|numero\s|#\s?)?[a-z]?-?\d{1,4}[a-z]?\b(?!\s?(?:days|weeks|hours|people|nights|veces|horas"
        r"|anos))",
        heads="campsite|camp site|tent site|rv site|trlr|apto|aptos|sp|berth|traila|trailer house|espacio|cuarto"
        "|casa numero"
        "|depa|departamento|edificio|mp",
    ),
    rule("address", "digits", r"\s[a-z]-?\d{1,3}\b|\s\d{1,3}\s(?:at|in)\sthe\b", heads="site"),
    rule("address", "digits", r"\s?#?\d{1,4}-?[a-h]\b(?!\s?m)", heads="dept|dpto|no"),
    rule("address", "plain", r"\s(?P<id>[B-H])\b", heads="bldg|building", cased=True),
    rule("address", "plain", r"\s(?P<id>[a-h])\b(?!['\s]?[a-z])", heads="bldg"),
    rule(
        "address",
        "digits",
        r"#\s?\d{1,4}\b(?=\s(?:at|in|of)\s(?:the\s)?(?:[\w']{2,15}+\s){0,2}(?:apts?|apartments|motel|inn|trailer|park"
        r"|complex|court"
        r"|estates|manor|village|lodge|hotel)\b)",
        marks="#",
    ),
    rule(
        "address",
        "digits",
        r"\s\d{1,3}\s(?:y|con)\s(?:la\s|el\s)?(?:\d{1,3}|[a-z]{4,20})\b",
        lambda match: match[0].split()[-1].lower() not in ("media", "cuarto", "pico", "dias"),
        heads="en la|por la|esquina de la|calle|de la",
    ),
    rule(
        "address",
        "plain",
        r"\s[A-Z]\w{2,15}\sand\s[A-Z]\w{2,15}\son\s\d{1,3}(?:st|nd|rd|th)\b",
        heads="between",
        cased=True,
    ),
    rule("address", "digits", r"\s#?\d{2,3}[ab]?\b(?!\s?(?:interviews?|weeks|days|plans|minutes|%))", heads="exit"),
    rule(
        "address",
        "digits",
        r"\s\d{1,3}\s(?:at|in)\sthe\s(?:marina|dock|docks|harbor|moorage)\b",
        heads="slip|moorage|berth",
    ),
    rule("address", "digits", r"\s\d{1,3}\b", heads="park site"),
    # "22 18 flavel", "45th st apartment", "Larkspur Way", "Hwy 26 and 362nd".
    rule(
        "address",
        "digits",
        r"(?<![\d$.,/:#-])\d{2}\s[1-9]\d\s(?P<name>[a-z]{5,20}+)\b(?!s\b)",
        lambda match: is_telling(match["name"].lower(), 500),
        opens="counted",
    ),
    rule("address", "digits", r"\b\d{1,3}(?:st|nd|rd|th)\s(?:st|street|ave|avenue|blvd|pl)\b", opens="digit"),
    rule(
        "address",
        "plain",
        r"\b(?P<name>[A-Z][a-z]{3,20}+)\s(?:Way|Court|Circle|Cir|Terrace|Ter|Trail|Trl|Square|Parkway)\b",
        lambda match: is_telling(match["name"].lower(), 3000),
        needs="way|court|circle|cir|terrace|ter|trail|trl|square|parkway",
        leads=1,
        cased=True,
    ),
    rule(
        "address", "digits", r"\s\d{1,3}\s(?:and|&|at|x|near)\s\d{1,3}(?:st|nd|rd|th)\b", heads="hwy|highway|route|rte"
    ),
    rule("address", "digits", r"\s\d{3,4}\s(?:at|of|in|del?)\s(?:the\s)?(?:motel|hotel|inn|lodge)\b", heads="in|to|is"),
    rule("address", "digits", r"\b\d{1,5}\s(?:calle|avenida|camino|callejon)\s[a-z\d]{1,20}", opens="counted"),
    rule("address", "digits", r"\s\d{3,5}\s(?:de\sla|del)\s[a-z]{3,20}", heads="en el|al|el"),
    rule(
        "address",
        "digits",
        r"[\s:]{1,2}(?:are\s|is\s)?[A-Z\d]\w{0,15}\s?(?:/|and|&)\s?\w{1,15}",
        heads="cross streets|cross street|cross st|cross sts",
    ),
    rule(
        "address",
        "digits",
        r"\s(?:the\scorner\sof\s)?\d{1,3}\s(?:and|&|n)\s(?P<name>[A-Z][a-z]{3,20}+)",
        _is_off_street,
        heads="at|on|by|near|off|around|to",
        cased=True,
    ),
    rule(
        "address",
        "digits",
        r"\b\d{1,3}-?[a-h]\b(?=\s(?:upstairs|downstairs|in\sthe\sback|back|at\sthe)\b)",
        opens="digit",
    ),
    rule("address", "digits", r"\b\d{1,3}\s(?:mile\smarker|milepost|mm|mp)\b", opens="counted"),
)
