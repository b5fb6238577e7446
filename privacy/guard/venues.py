"""Shops, hotels, clubs, farms, churches and other places of work and meeting."""

import re
from collections.abc import Iterator

from privacy.guard.findings import Span
from privacy.guard.notes import Note
from privacy.guard.rules import any_of, rule
from privacy.guard.telling import PLAIN, is_capital_or_telling, is_named, is_telling, is_telling_phrase

_NAME = r"[A-Z][\w'&.-]{1,24}+"
_VENUE = (
    "store|station|shop|salon|bar|club|cafe|diner|restaurant|motel|hotel|casino|mill|plant|warehouse|nursery|farm"
    "|dairy|orchard|car wash|laundromat|market|bakery|library|hospital|school|church|mall|theater|deli|pizzeria|spa"
    "|gym|pool|tavern|dispensary|clinic|cannery|packing house|greenhouse|dealership|vineyard|ranch|daycare|company"
    "|business|feed store|courthouse|bridge|overpass|river|tracks|fairgrounds|park|post office|fire station"
    "|funeral home|ski lift|ski resort|radio station|newspaper|hardware store|pharmacy|golf course|bowling alley"
    "|marina|winery|brewery|dance studio|dojo|ferry|campground|museum|zoo"
    "|police station|gas station|shopping center|fairground|cemetery"
)
_VENUES = any_of(_VENUE)
_VENUE_ENDINGS = (
    "Motel|Hotel|Inn|Lodge|Suites|Resort|Casino|Tavern|Bar|Club|Cafe|Coffee|Diner|Grill|Restaurant|Pizza|Pizzeria"
    "|Bakery|Market|Mart|Salon|Spa|Nails|Massage|Church|Temple|Mosque|Mall|Farm|Farms|Orchard|Orchards|Nursery|Ranch"
    "|Apartments|Mobile Home|Trailer|RV|Plaza|Lounge|Cabaret|Gym|Fitness|Clinic|Hospital|Medical|Shelter|House"
    "|Cleaners|Laundromat|Cleaning|Landscaping|Construction|Roofing|Foods|Trucking|Motors|Auto|Library|Theater|Theatre"
    "|Arena|Stadium|Skatepark|Pub|Brewery|Winery|Vineyard|Vineyards|Dispensary|Baptist|Lutheran|Methodist|Pentecostal"
    "|Ministries|Chapel|Fellowship|Barbershop|Barbers|Tattoo|Buffet|Taqueria|Teriyaki|Donuts|Bowl|Lanes|Center"
    "|Warehouse"
)
_WORKS = (
    "works|work|worked|working|job|employed|employee|cashier|server|hostess|waitress|shift|shifts|hired|dances|dance"
    "|dancing|danced|strips|stripping|barista|cook|cooks|cleans|cleaning|babysits|internship|intern|gig|volunteers"
    "|waits tables|manager|stripper"
)
_LIVES = (
    "lives|live|lived|living|stays|stay|stayed|staying|works|work|worked|working|hides|hiding|sleeps|sleep|slept"
    "|sleeping|house|home|trailer|apartment|camp|camps|camped|camping|parked|tent|room|dumped|found|meets|meet|met"
)
EVERYWHERE = frozenset(
    (
        "river",
        "store",
        "shop",
        "bar",
        "motel",
        "hotel",
        "club",
        "school",
        "church",
        "hospital",
        "restaurant",
        "park",
        "farm",
        "diner",
        "cafe",
        "deli",
        "bakery",
        "laundromat",
        "library",
        "gym",
        "hospital",
        "clinic",
        "casino",
        "pool",
        "company",
        "business",
        "warehouse",
        "salon",
        "spa",
        "market",
        "mall",
    )
)
_LOW_ENDINGS = (
    "spa|lounge|motel|hotel|inn|lodge|motor lodge|suites|nails|nail salon|salon|barbershop|barber shop|barbers|cafe"
    "|diner|grill"
    "|bistro|tavern|taqueria|market|mart|manor|afh|adult foster home|care home|farms|farm|orchard|orchards|vineyard"
    "|vineyards|winery|nursery|nurseries|dairy|ranch|massage|massage parlor|parlor|club|cabaret|church|chapel|temple"
    "|mosque"
    "|ministries|casino|brewery|pub|saloon|bakery|pizza|pizzeria|teriyaki|buffet|donuts|cleaners|laundromat"
    "|landscaping|roofing|construction|drywall|painting|cannery|produce|foods|seafood|greenhouse|greenhouses"
    "|apartments|villas"
    "|estates|mobile home park|trailer park|rv park|arms|plaza|mall|gym|fitness|bar|bar and grill|truck plaza"
    "|truck stop"
    "|truckstop|travel center|boutique|pawn|smoke shop|vape shop|food cart|food truck|cleaning|janitorial|trucking"
    "|towing"
    "|shack|hut|smokehouse|steakhouse|creamery|eatery"
    "|auto|auto body|staffing|modeling|studio|studios|escorts|inn and suites|resort|hostel|campground|rv|terrace"
)
_LOW_BEGINNINGS = (
    "club|motel|hotel|taqueria|iglesia|bar|cafe|hostal|posada|rancho|casa|chez|camp|finca|cantina|pho|bodega"
)
_SPANISH = (
    "taqueria|panaderia|iglesia|restaurante|restaurant|cantina|tienda|carniceria|lavanderia|rancho|finca|salon|motel"
    "|hotel|hacienda"
    "|posada|fabrica|empacadora|vivero|bar|templo|parroquia|supermercado|mercado|club"
)
_NAMED = (
    "car wash|food cart|truck stop|nail salon|hair salon|massage parlor|gas station|day care|shelter|motel|hotel|bar"
    "|club|salon|spa|store|church|restaurant|company|business|farm|ranch|house|home|place"
    "|shop|cafe|bakery|market|center|apartments|apartment|complex|agency|nail shop|care home|group home|foster home"
    "|facility|nursery|warehouse|plant|factory|casino|laundromat|tavern|lounge|diner|studio"
)


RULES = (
    rule(
        "venue",
        "plain",
        r"(?<![\w'])(?P<who>(?:[A-Z0-9][\w'&-]{0,24}+\s){1,4})"
        rf"{any_of(_VENUE_ENDINGS)}\b",
        is_named,
        needs=_VENUE_ENDINGS,
        leads=4,
        cased=True,
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\b(?:Motel|Hotel|Hostal|Casa|Club|Bar|Cafe|Restaurante?|Taqueria|Iglesia|Church\sof|Camp|Lake|Fort"
        r"|Our\sLady\sof|St\.?|Saint|Santa|San)\s(?P<who>[A-Z0-9][\w'-]{1,24}+)",
        is_named,
        cased=True,
        opens="capital",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:[a-z]{2,10}+\s){0,2}(?:at|for|by|in|with)\s(?:(?:the|a|an)\s)?"
        rf"(?P<id>(?P<who>{_NAME}(?:\s(?:[A-Z][\w'&.-]{{0,24}}+|and|&|of)){{0,3}}))",
        is_named,
        heads=_WORKS,
        cased=True,
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        rf"\s(?:[a-z]{{2,10}}+\s){{0,2}}(?:at|for|in)\s(?:the|her\suncle's|his\suncle's"
        rf"|her\saunt's)\s(?P<id>(?:[\w'-]{{2,20}}+\s){{0,2}}{_VENUES})\b",
        lambda match: match["id"].lower() not in EVERYWHERE,
        heads=_WORKS,
    ),
    rule("venue", "plain", rf"\s(?:[\w'-]{{2,20}}+\s){{1,2}}{_VENUES}\b", heads="the only"),
    rule(
        "venue",
        "plain",
        r"\s(?:just\s|right\s)?(?:by|near|off|on|behind|across|next\sto|beside|in\sfront\sof|at\sthe\scorner|called"
        r"|named|outside)\s(?:from\s)?(?:the\s)?(?:(?!(?:Sun|Mon|Tues?|Wed|Wednes|Thurs?|Fri|Satur|Sat)(?:day"
        r"|\b))[A-Z\d][\w-]{0,20}|courthouse"
        r"|bridge|school|mall|fairgrounds|train|max|hospital|police|fire|casino|church)\b",
        heads="motel|hotel|inn|club|bar|truck stop|truckstop|gas station|trailer park|rv park|apartment complex"
        "|apartments|church|mall|store|shop|salon|casino|massage parlor|spa|restaurant|diner|rest area|rest stop"
        "|campground|storage unit",
        cased=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:[\w'-]{2,12}+\s){0,3}?(?:above|behind|across\sfrom|across\sthe\s(?:street|road)\sfrom|next\sto"
        r"|next\sdoor\sto|beside"
        rf"|under|upstairs\sfrom|near|by|outside)\sthe\s(?P<who>(?:[\w'-]{{2,20}}+\s){{0,1}}{_VENUES})\b",
        lambda match: match["who"].lower() not in EVERYWHERE,
        heads=_LIVES,
    ),
    rule(
        "venue",
        "plain",
        rf"\s(?:the|a|an)\s(?:[\w'-]{{2,20}}+\s){{0,2}}{_VENUES}\b",
        heads="runs|run|owns|own|owned|manages|managed|owner of|manager of|manager at",
    ),
    rule(
        "venue",
        "plain",
        rf"(?<![\w'])(?P<who>(?:[\w'&-]{{2,20}}+\s){{1,3}}?){any_of(_LOW_ENDINGS)}\b(?!'?s?\s(?:work|job|owner|crew"
        rf"|worker))",
        is_telling_phrase,
        needs=_LOW_ENDINGS,
        leads=3,
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:el\s|la\s|los\s|las\s|del\s|de\sla\s)?(?P<who>[a-z][\w']{2,20}+)",
        is_capital_or_telling,
        heads=_LOW_BEGINNINGS,
        shelter=True,
    ),
    rule("venue", "plain", r"\s(?:el|la|los|las|del|don|dona)\s(?!que\b|esta\b)[\w']{3,20}+", heads=_SPANISH),
    rule(
        "venue",
        "plain",
        r"(?:\s(?:is|was|es))?\s(?:called|named|llamad[oa]|se\sllama)\s(?:the\s|el\s"
        r"|la\s)?(?P<id>[\w']{3,20}+(?:\s[\w']{3,20}+)?)",
        heads=_NAMED,
    ),
    rule(
        "venue",
        "plain",
        r"\sat\s(?:the\s)?(?P<who>[\w'&-]{3,20}+(?:\s[\w'&-]{3,20}+)?)(?=[.,;)]|$|\s(?:on|in|by|near|and|most|every"
        r"|for|with)\b)",
        lambda match: any(word not in PLAIN and is_telling(word, 30_000) for word in match["who"].lower().split()),
        heads="strips|strip|stripping|dances|dancing|danced|bartends|bartending|waitresses|hostesses",
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:nights|days|evenings|weekends|mornings|graveyard|swing|doubles|part\stime|full\stime)\s(?:at"
        r"|for)\s(?:the\s)?"
        r"(?P<who>[\w'&-]{3,20}+(?:\s[\w'&-]{3,20}+)?)(?=[.,;)]|$|\s(?:on|in|by|near|and|most|every|with|as)\b)",
        lambda match: any(word not in PLAIN and is_telling(word, 30_000) for word in match["who"].lower().split()),
        heads="works|work|worked|working",
        shelter=True,
    ),
    rule("venue", "plain", r"\sof\s[A-Z]\w{2,20}+", heads="room|suite", cased=True),
)


_TOWARD = re.compile(
    r"\b(?:in|from|near|to|at|around|outside|of|through|toward|towards|via|behind|by|into|for)\s{1,2}(?:the\s|a\s)?$",
    re.IGNORECASE,
)


def detect(note: Note) -> Iterator[Span]:
    text = note.plain.text
    for start, end, wordlike in note.shops:
        placed = text[start].isupper() and _TOWARD.search(text[max(0, start - 16) : start])
        if (placed or not wordlike) and not note.sheltered(start, end):
            yield note.span(note.plain, start, end, "venue")
