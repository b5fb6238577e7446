"""Where somebody can be found: schools, venues, jobs and small places."""

import re
from collections.abc import Iterator
from functools import lru_cache

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.lexicon import Lexicon, lexicon
from privacy.guard.notes import Note, Phrasebook
from privacy.guard.rules import Match, any_of, rule

_PLAIN = cues.words("""
a an the her his their our my your its in at from to of for and or is was no not any new old same local online public
private alternative regular high middle elementary junior senior grade after before during with this that next last
every each another different summer night day home back free missed missing misses skipping skipped safe good bad
whole entire trade medical dental law nursing beauty technical vocational charter community through finish finished
finishing attends attending into out until since about on enrolled credit credits graduate graduated graduating
started start starting complete completed neighborhood large small big busy cheap nearby motel hotel group family once
often today needs called call met if when while because someone everyone we she he they it
""")


def _is_named(match: Match) -> bool:
    """At least one word of the phrase is no plain word of the trade."""
    words = [word.lower().strip(".'").removesuffix("'s") for word in match["who"].split()]
    return any(word not in lexicon().vocabulary and word not in _PLAIN for word in words)


def _is_rare(match: Match) -> bool:
    """In small letters only a word that is a name or unknown makes a school of 'putnam high'."""
    word, words = match["who"].lower(), lexicon()
    if word in words.vocabulary or word in _PLAIN:
        return False
    return words.is_name(word) or words.is_proper(word) or not words.is_plain(word)


_NAME = r"[A-Z][\w'&.-]{1,24}+"
_VENUE = (
    "store|station|shop|salon|bar|club|cafe|diner|restaurant|motel|hotel|casino|mill|plant|warehouse|nursery|farm"
    "|dairy|orchard|car wash|laundromat|market|bakery|library|hospital|school|church|mall|theater|deli|pizzeria|spa"
    "|gym|pool|tavern|dispensary|clinic|cannery|packing house|greenhouse|dealership|vineyard|ranch|daycare|company"
    "|business|feed store|courthouse|bridge|overpass|river|tracks|fairgrounds|park|post office|fire station"
    "|police station|gas station|shopping center|fairground|cemetery"
)
_VENUES = any_of(_VENUE)
_SCHOOL_ENDINGS = (
    "High|Middle|Elementary|Grade School|Primary|Academy|Prep|School|HS|MS|College|University|Preschool|Montessori"
    "|high school|middle school|high|elementary|academy"
)
_SMALL_ENDINGS = "high school|middle school|elementary|high|middle|hs|prep|academy|community college|college|university"
_VENUE_ENDINGS = (
    "Motel|Hotel|Inn|Lodge|Suites|Resort|Casino|Tavern|Bar|Club|Cafe|Coffee|Diner|Grill|Restaurant|Pizza|Pizzeria"
    "|Bakery|Market|Mart|Salon|Spa|Nails|Massage|Church|Temple|Mosque|Mall|Farm|Farms|Orchard|Orchards|Nursery|Ranch"
    "|Apartments|Mobile Home|Trailer|RV|Plaza|Lounge|Cabaret|Gym|Fitness|Clinic|Hospital|Medical|Shelter|House"
    "|Cleaners|Laundromat|Cleaning|Landscaping|Construction|Roofing|Foods|Trucking|Motors|Auto|Library|Theater|Theatre"
    "|Arena|Stadium|Skatepark|Pub|Brewery|Winery|Vineyard|Vineyards|Dispensary|Baptist|Lutheran|Methodist|Pentecostal"
    "|Ministries|Chapel|Fellowship|Barbershop|Barbers|Tattoo|Buffet|Taqueria|Teriyaki|Donuts|Bowl|Lanes|Center"
    "|Warehouse"
)
_PLACE_ENDINGS = (
    "River|Lake|Creek|Falls|Butte|Mountain|Bridge|Station|Transit Center|Trail|Reservation|Reservoir|Canyon|Valley|Bay"
    "|Beach|Island|Heights|Hills|Ridge|Meadows|Terrace|Village|Estates|Crossing|Landing|Park|Corner|Corners"
)
_WORKS = (
    "works|work|worked|working|job|employed|employee|cashier|server|hostess|waitress|shift|shifts|hired|dances|dance"
    "|dancing|danced|strips|stripping|barista|cook|cooks|cleans|cleaning|babysits|internship|intern|gig|volunteers"
    "|waits tables|manager|stripper"
)
_ATTENDS = (
    "attend|attends|attended|attending|goes to|went to|go to|going to|enrolled at|enrolled in|enroll at|enroll in"
    "|student at|students at|school at|school in|classes at|class at|graduated from|graduating from|graduate from"
    "|transferred to|transferred from|transferring to|transferring from|transfer to|suspended from|expelled from"
    "|dropped out of|teacher at|counselor at|freshman at|sophomore at|junior at|senior at|grade at|grader at|plays for"
    "|studies at|studying at|teaches at|kid at|left|kicked out of|truant from|principal at|coach at|team at|friends at"
    "|locker at|principal of|senior from|bus to"
)
_LIVES = (
    "lives|live|lived|living|stays|stay|stayed|staying|works|work|worked|working|hides|hiding|sleeps|sleep|slept"
    "|sleeping|house|home|trailer|apartment|camp|camps|camped|camping|parked|tent|room|dumped|found|meets|meet|met"
)
# Posts that, in a small county, few people hold.
_WORKERS = (
    "police|police officer|cop|deputy|sheriff|officer|detective|judge|attorney|lawyer|mayor|pastor|priest|minister"
    "|reverend|imam|rabbi|bishop|coach|teacher|principal|doctor|dentist|nurse|surgeon|firefighter|fireman|paramedic"
    "|councilman|councilwoman|councilor|commissioner|senator|representative|trucker|truck driver|bus driver"
    "|uber driver|driver|pilot|soldier|marine|veteran|butcher|baker|barber|hairdresser|realtor|contractor|plumber"
    "|electrician|mechanic|logger|farmer|rancher|janitor|custodian|librarian|pharmacist|professor|bartender|barista"
    "|waitress|waiter|server|cashier|cook|chef|dancer|stripper|model|musician|rapper|singer|photographer|lifeguard"
    "|caregiver|cna|housekeeper|nanny|landscaper|roofer|welder|security guard|bouncer|dispatcher|superintendent|ceo"
    "|owner|manager|chief|assistant manager|hostess|dishwasher|clerk|receptionist|secretary|engineer|guard"
    "|youth pastor|correctional officer|prison guard|dj|tattoo artist|promoter|veterinarian|fisherman"
)
_WORKER = any_of(_WORKERS)
_RELATIVES = (
    "mother|mom|father|dad|stepfather|stepdad|stepmother|stepmom|parent|parents|uncle|aunt|grandfather|grandmother"
    "|grandpa|grandma|brother|sister|husband|wife|boyfriend|bf|partner|pimp|trafficker|buyer|abuser|perpetrator"
    "|foster mom|foster dad|foster mother|foster father|foster parent|guardian|landlord|neighbor|suspect|recruiter"
    "|offender|john|cousin|ex"
)
_CHILDREN = (
    r"(?:daughter|son|niece|nephew|wife|husband|girlfriend|stepdaughter|stepson|kid|child|sister|brother|house"
    r"|grandson|granddaughter)"
)

RULES = (
    rule(
        "school",
        "plain",
        r"(?<![\w'])(?P<who>(?:[A-Z][\w'.-]{0,24}+\s){1,4})(?:(?:Senior|Junior|Community|Charter|Christian|Catholic"
        r"|Arts|Web)\s){0,2}"
        rf"{any_of(_SCHOOL_ENDINGS)}\b",
        _is_named,
        needs=_SCHOOL_ENDINGS,
        cased=True,
        shelter=True,
    ),
    rule(
        "school",
        "plain",
        rf"\s(?:(?i:the|old|nearby)\s)?(?P<id>(?P<who>{_NAME}(?:\s{_NAME}){{0,3}}))",
        _is_named,
        heads=_ATTENDS,
        cased=True,
        shelter=True,
    ),
    rule(
        "school",
        "plain",
        rf"\b(?P<who>[a-z']{{3,20}}+)\s{any_of(_SMALL_ENDINGS)}\b"
        r"(?!\s(?:risk|need|priority|level|alert|school\s(?:credits|diploma|age)))",
        _is_rare,
        needs=_SMALL_ENDINGS,
        shelter=True,
    ),
    rule(
        "school",
        "plain",
        r"\s(?:la\s|el\s|st\.?\s|san\s|santa\s)?(?P<id>(?P<who>[a-z']{3,20}+))\b(?!\s(?:school|class|therapy|group))",
        _is_rare,
        heads="attends|went to|goes to|student at|enrolled at|classes at|grade at|junior at|senior at|freshman at"
        "|sophomore at",
        shelter=True,
    ),
    rule("school", "plain", r"", heads="psu|pcc|osu|u of o|mhcc|wou|sou|oit"),
    rule(
        "venue",
        "plain",
        r"(?<![\w'])(?P<who>(?:[A-Z0-9][\w'&-]{0,24}+\s){1,4})"
        rf"{any_of(_VENUE_ENDINGS)}\b",
        _is_named,
        needs=_VENUE_ENDINGS,
        cased=True,
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\b(?:Motel|Hotel|Hostal|Casa|Club|Bar|Cafe|Restaurante?|Taqueria|Iglesia|Church\sof|Camp|Lake|Fort"
        r"|Our\sLady\sof|St\.?|Saint|Santa|San)\s(?P<who>[A-Z0-9][\w'-]{1,24}+)",
        _is_named,
        cased=True,
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:[a-z]{2,10}+\s){0,2}(?:at|for|by|in|with)\s(?:(?:the|a|an)\s)?"
        rf"(?P<id>(?P<who>{_NAME}(?:\s(?:[A-Z][\w'&.-]{{0,24}}+|and|&|of)){{0,3}}))",
        _is_named,
        heads=_WORKS,
        cased=True,
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        rf"\s(?:[a-z]{{2,10}}+\s){{0,2}}(?:at|for|in)\s(?:the|her\suncle's|his\suncle's"
        rf"|her\saunt's)\s(?P<id>(?:[\w'-]{{2,20}}+\s){{0,2}}{_VENUES})\b",
        heads=_WORKS,
    ),
    rule("venue", "plain", rf"\s(?:[\w'-]{{2,20}}+\s){{1,2}}{_VENUES}\b", heads="the only"),
    rule(
        "venue",
        "plain",
        r"\s(?:just\s|right\s)?(?:by|near|off|on|behind|across|next\sto|beside|in\sfront\sof|at\sthe\scorner|called"
        r"|named|outside)\s(?:from\s)?(?:the\s)?(?:[A-Z\d][\w-]{0,20}|airport|freeway|highway|interstate|courthouse"
        r"|river|bridge|school|mall|fairgrounds|train|max|hospital|police|fire|casino|church)\b",
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
        rf"|under|upstairs\sfrom|near|by|outside)\sthe\s(?:[\w'-]{{2,20}}+\s){{0,1}}{_VENUES}\b",
        heads=_LIVES,
    ),
    rule(
        "venue",
        "plain",
        rf"\s(?:the|a|an)\s(?:[\w'-]{{2,20}}+\s){{0,2}}{_VENUES}\b",
        heads="runs|run|owns|own|owned|manages|managed|owner of|manager of|manager at",
    ),
    rule(
        "job",
        "plain",
        rf"(?:'s)?\s(?:is|was|works\sas|worked\sas|used\sto\sbe)\s(?:an?\s|the\s|our\s"
        rf"|my\s)?(?:[\w'-]{{2,20}}+\s){{0,3}}?{_WORKER}\b",
        heads=_RELATIVES,
    ),
    rule(
        "job",
        "plain",
        rf"\sof\s(?:an?|the|our)\s(?:[\w'-]{{2,20}}+\s){{0,2}}?{_WORKER}\b",
        heads="daughter|son|niece|nephew|wife|husband|girlfriend|stepdaughter|stepson|grandson|granddaughter|child"
        "|kid|cousin|sister|brother",
    ),
    rule("job", "plain", rf"'s\s(?:\w{{3,12}}+\s)?{_CHILDREN}\b", heads=_WORKERS),
    rule(
        "job",
        "plain",
        rf"\s(?:\w{{4,9}}+\s)?as\s(?:an?|the)\s(?:[\w'-]{{2,20}}+\s){{0,3}}?{_WORKER}\b",
        heads="works|work|worked|working|job|employed|hired",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:is|was|are|used\sto\sbe)\s(?:an?|the)\s(?:[\w'-]{2,20}+\s){0,2}?(?:lifeguard|barista|cashier|waitress"
        r"|waiter|server|dancer|stripper|model|rapper|singer|influencer|gymnast|hostess|nurse|teacher|soldier|marine"
        r"|youtuber|tiktoker|bartender|hairdresser|dishwasher|housekeeper|figure\sskater|boxer|drummer)\b",
        heads="she|he|who|client|youth|survivor|they|person",
    ),
    rule(
        "place",
        "digits",
        r"\s(?:line\s|no\.?\s|number\s|#)?\d{1,3}\b(?!\s?(?:pass|tickets|days|times|hours|minutes|rides|am|pm)\b)",
        heads="bus|line|route|max",
    ),
    rule("place", "digits", r"\s\d{1,3}\sbus\b", heads="the"),
    rule(
        "place",
        "digits",
        r"[\s-]\d{1,3}\b(?!\s?(?:miles|hours|minutes)\b)",
        heads="highway|hwy|exit|milepost|mile marker",
    ),
    rule("place", "plain", r"\sline\b", heads="green|blue|red|orange|yellow"),
    rule(
        "place",
        "plain",
        r"\b(?P<who>[A-Z][a-z]{2,20}+(?:\s[A-Z][a-z]{2,20}+)?)\s"
        rf"{any_of(_PLACE_ENDINGS)}\b",
        _is_named,
        needs=_PLACE_ENDINGS,
        cased=True,
        shelter=True,
    ),
    rule(
        "place",
        "plain",
        r"(?:\s(?:tribe|tribal|nation|reservation|member|descendant))?",
        heads="siletz|klamath|umatilla|warm springs|grand ronde|yakama|nez perce|navajo|lakota|paiute|coquille"
        "|cow creek|cowlitz|tlingit|blackfeet|sioux|apache|hopi|lummi|puyallup|tulalip|quinault|makah|colville"
        "|cherokee nation",
    ),
    rule(
        "place",
        "plain",
        r"\s(?:and\s(?:raised|grew\sup)\s)?(?:in|from|at)\s(?P<id>[A-Z]\w{2,20}+)",
        lambda match: match["id"].lower() not in lexicon().vocabulary or match["head"].lower().startswith("born"),
        heads="born|adopted|emigrated|grew up|raised|hometown is",
        cased=True,
    ),
)


@lru_cache(maxsize=1)
def _places(words: Lexicon) -> Phrasebook:
    return Phrasebook(words.places)


@lru_cache(maxsize=1)
def _venues(words: Lexicon) -> tuple[Phrasebook, Phrasebook]:
    always = Phrasebook(name.removeprefix("+") for name in words.venues if name.startswith("+"))
    return always, Phrasebook(name for name in words.venues if not name.startswith("+"))


_TOWARD = re.compile(
    r"\b(?:in|from|near|to|at|around|outside|of|through|toward|towards|via|behind|by|into|for)\s{1,2}(?:the\s|a\s)?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.!?\n])\s{0,3}$")


def _stands_as_place(note: Note, start: int, words: tuple[str, ...]) -> bool:
    """A place that is also a plain word needs a capital inside the sentence, or 'in', 'near' before it."""
    text = note.plain.text
    before = text[max(0, start - 16) : start]
    toward = bool(_TOWARD.search(before))
    if len(words) > 1:
        return text[start].isupper() or toward or not all(note.lexicon.rank(word) > 500 for word in words)
    if note.lexicon.rank(words[0]) < 500 and words[0] not in note.lexicon.word_names:
        return True
    return text[start].isupper() and (toward or not _BEGINS.search(before))


def _listed(note: Note) -> Iterator[Span]:
    for start, end, words in _places(note.lexicon).find(note.words):
        if not note.sheltered(start, end) and _stands_as_place(note, start, words):
            yield note.span(note.plain, start, end, "place")
    always, cased = _venues(note.lexicon)
    for start, end, _ in always.find(note.words):
        yield note.span(note.plain, start, end, "venue")
    text = note.plain.text
    for start, end, _ in cased.find(note.words):
        if text[start].isupper() and _TOWARD.search(text[max(0, start - 16) : start]):
            yield note.span(note.plain, start, end, "venue")


def detect(note: Note) -> Iterator[Span]:
    yield from _listed(note)
