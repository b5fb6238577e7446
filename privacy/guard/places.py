"""Small towns, landmarks, bus lines and other ways to say where somebody is."""

import re

from privacy.guard.cues import GRAMMAR
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import any_of, rule
from privacy.guard.telling import is_named, is_telling
from privacy.guard.towns import is_passing

_PLACE_ENDINGS = (
    "River|Lake|Creek|Falls|Butte|Mountain|Bridge|Station|Transit Center|Trail|Reservation|Reservoir|Canyon|Valley|Bay"
    "|Beach|Island|Heights|Hills|Ridge|Meadows|Terrace|Village|Estates|Crossing|Landing|Park|Corner|Corners"
)
_LANDMARK = (
    "statue|bridge|tower|silo|silos|elevator|cannery|mill|sawmill|quarry|lighthouse|windmill|ferry|dam|cemetery|casino"
    "|fairgrounds|depot|overpass|billboard|mural|dinosaur|barn|chapel|steeple|landfill|dump|boat ramp|boat launch"
    "|marina|dock|docks|trestle|tunnel|monument|stockyard|racetrack|speedway|airstrip|hatchery|campground"
    "|skate park|skatepark|drive-in|golf course|rock pit|gravel pit|rest area|weigh station|truck scales|train tracks"
    "|rail yard|railyard|radio tower|water tank|reservoir|slough|boat yard|boatyard|pumpkin patch|corn maze|totem pole"
    "|carousel|ferris wheel|clock tower|fire station|grange|grange hall|post office|cannon|flagpole"
)
_ABOUT = r"(?:(?:about|around|under|maybe|roughly|only|just|like|almost|some|barely|unos)\s)?"
_PLACED = re.compile(r"[A-Z][a-z]{1,20}+(?:,\s|\s\()$")
_WITH = (
    "store|station|house|building|church|motel|barn|shop|place|trailer|apartment|apartments|complex|garage|shed|gate"
    "|duplex|cabin|mini mart|minimart|diner|laundromat|fourplex|bar|tent|yard|driveway|porch"
)


RULES = (
    rule("place", "digits", r"\s\d{1,3}\sbus\b", heads="the"),
    # "Antelope, population fifty", "a town of ninety".
    rule(
        "place",
        "digits",
        rf"\.?\s(?:of\s|is\s)?{_ABOUT}\d{{1,4}}\b(?![,.]\d|\s?%|\spercent)",
        lambda match: bool(_PLACED.search(match.string, max(0, match.start() - 24), match.start())),
        heads="population|pop",
    ),
    rule("place", "digits", rf"\s{_ABOUT}\d{{1,4}}\b(?![,.]\d)", heads="town of|village of|hamlet of|pueblo de"),
    rule(
        "place",
        "plain",
        r"\s(?P<id>(?:(?:san|santa|santo|la|el|los|las)\s)?(?P<who>[a-z]{4,20}+))(?=[.,;)]|$|\s(?:y|con|pero|cuando"
        r"|hasta|desde)\b)",
        lambda match: lexicon().rank(match["who"].lower()) < 3000 and not lexicon().is_spanish(match["who"].lower()),
        heads="crecio en|nacio en|vive en|vivia en|vivio en|viene de|vino de|llego de|originaria de|originario de|es de"
        "|son de",
        shelter=True,
    ),
    rule(
        "place",
        "digits",
        r"[\s-]\d{1,3}\b(?!\s?(?:miles|hours|minutes)\b)",
        heads="highway|hwy|exit|milepost|mile marker",
    ),
    rule("place", "plain", r"\sline\s(?:stop|station|platform)\b", heads="green|blue|red|orange|yellow"),
    rule(
        "place",
        "plain",
        r"\b(?P<who>[A-Z][a-z]{2,20}+(?:\s[A-Z][a-z]{2,20}+)?)\s"
        rf"{any_of(_PLACE_ENDINGS)}\b",
        lambda match: is_named(match) and not is_passing(match.string, match.start(), match.end()),
        needs=_PLACE_ENDINGS,
        cased=True,
        shelter=True,
        opens="capital",
    ),
    rule(
        "place",
        "plain",
        r"(?:\s(?:tribe|tribal|nation|reservation|member|descendant))?",
        lambda match: not is_passing(match.string, match.start(), match.end("head")),
        heads="siletz|klamath|umatilla|warm springs|grand ronde|yakama|nez perce|navajo|lakota|paiute|coquille"
        "|cow creek|cowlitz|tlingit|blackfeet|sioux|apache|hopi|lummi|puyallup|tulalip|quinault|makah|colville"
        "|cherokee nation",
    ),
    rule(
        "place",
        "plain",
        r"\s(?:and\s(?:raised|grew\sup)\s)?(?:in|from|at)\s(?P<id>[A-Z]\w{2,20}+)",
        lambda match: match["id"].lower() not in lexicon().vocabulary,
        heads="born|adopted|emigrated|grew up|raised|hometown is",
        cased=True,
    ),
    rule(
        "place",
        "plain",
        r"\s(?:the|that)\s(?:[\w-]{2,15}+\s){0,3}?"
        rf"{any_of(_LANDMARK)}\b",
        heads="by|past|near|behind|off|under|beneath|from|next to|beside|at|below|above|around|before|after|between"
        "|underneath|to|toward|opposite",
    ),
    rule(
        "place",
        "plain",
        r"\s(?:with|w|w/|that\shas|painted)\s(?:the\s|an?\s)?(?!the\s|a\s)(?:[\w-]{2,15}+\s){1,2}?(?:roof|door|doors"
        r"|sign|fence"
        r"|gate|awning|shutters"
        r"|mailbox|siding|trim|flags?|mural|porch|lights|cross|tarp|windows|paint|statue|chimney|dog\sstatue)\b",
        heads=_WITH,
    ),
    rule("place", "digits", r"\b\d{1,3}(?:st|nd|rd|th)\s(?:and|&)\sthe\s\w{3,20}+", opens="digit"),
    rule(
        "place",
        "plain",
        r"\s(?:tiny|small|little|remote)\s(?:town|village|island|ranch|community)\s(?:of|called|named)\s\w{3,20}+",
        heads="a|the",
    ),
    rule(
        "place",
        "plain",
        r"\s(?:called|named|llamad[oa])\s\w{3,20}+",
        heads="village|town|pueblo|rancho|aldea|ranch|camp|island",
    ),
    rule(
        "place",
        "plain",
        r"\s(?:the\s)?(?P<id>(?P<who>[a-z]{4,20}+))(?=[.,;)]|$|\s(?:and|with|but|when|for|until|area|way|on|as|where"
        r"|before)\b)",
        lambda match: is_telling(match["who"].lower(), 400),
        heads="grew up in|born in|raised in|lives in|lived in|moved to|moved from|family in|hides in"
        "|from a village near|village near|out in|stuck in|dropped in|gets off at|up by|camp at",
        shelter=True,
    ),
    rule(
        "place",
        "plain",
        r"\s(?P<id>[a-z]{4,20}+\sway)(?=[.,;)]|$)",
        lambda match: (
            is_telling(match["id"].split()[0].lower(), 8000) and match["id"].split()[0].lower() not in GRAMMAR
        ),
        heads="up|out|over|down",
    ),
    rule("place", "digits", r"\s\d{2,3}\scorridor\b|\s[a-z]{4,15}\scorridor\b", heads="the"),
    rule(
        "place",
        "plain",
        r"(?:\s[a-z]{4,15}){0,2}?\s(?:transit\scenter|tc|max\s(?:stop|station))\b",
        heads="gateway|hollywood|lloyd|clackamas|rose quarter|rose|beaverton|gresham|sunset|barbur|holgate|parkrose"
        "|milwaukie",
    ),
    rule(
        "place",
        "plain",
        r"(?=[.,;)]|$|\s(?:and|with|but|when|at|to)\b)",
        heads="gets off at gateway|gets off at hollywood|gets off at holgate|in halfway|to halfway",
    ),
)
