"""Clubs, houses, shops and churches whose names are words or numbers: 'club 88', 'grace house', 'at the arco'."""

import re

from privacy.guard import cues
from privacy.guard.cues import GRAMMAR
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, rule
from privacy.guard.telling import PLAIN, is_telling, is_telling_phrase
from privacy.guard.venues import EVERYWHERE

# Houses that are nobody's name.
_HOUSES = cues.words("""
safe trap white whole same group foster halfway open full crack empty party court birth green their your that
this other another stash drug flop sober recovery transitional apartment friends friend boyfriends boyfriend
parents grandmas moms dads aunts uncles every each front back next haunted rental abandoned vacant first second
large small tiny bigger rented family fathers mothers from into with near some nice hotel boarding nursing state
church half opera tree coffee picture power work row gate ware beach lake farm ranch summer guest pool boat bath
play doll school shared clean dark quiet burned brick yellow blue brown gray corner
""")


def _is_plain_house(word: str) -> bool:
    return word in _HOUSES or word in GRAMMAR or (word in lexicon().vocabulary and word not in lexicon().word_names)


# What is counted with an article: 'the last 3', 'the top 10'.
_COUNTERS = cues.words("""
next last first other past final top only remaining previous following these those whole full same above below
about around
over under nearly almost roughly bottom latest original early late best worst another extra initial recent required
little older younger oldest youngest middle right wrong good taller smaller bigger nicer cheaper
""")


def _is_two_named(match: Match) -> bool:
    """'berry best farms': two words before a last one of a shop, none of grammar and one at least not of the trade."""
    words = match["who"].lower().split()
    plain = lexicon().vocabulary
    return not any(word in GRAMMAR for word in words) and any(word not in PLAIN and word not in plain for word in words)


# Where everybody goes, in Spanish, and towns.
_ANYWHERE = cues.words("""
clinica escuela hospital casa iglesia corte tienda parada oficina frontera biblioteca playa calle puerta paso angeles
vegas cruces centro calles estacion carcel policia ciudad noche tarde vida familia medianoche mesa jolla grande pine
""")


_TOWARD = re.compile(r"\b(?:at|behind|outside|near|for|by|quit)\s$", re.IGNORECASE)


def _is_spanish_shop(match: Match) -> bool:
    """'at el gallo azul', in a note that is not Spanish itself."""
    if not _TOWARD.search(match.string, max(0, match.start() - 9), match.start()):
        return False
    first = match["who"].lower()
    return first not in _ANYWHERE and first not in lexicon().vocabulary and lexicon().rank(first) < 2000


RULES = (
    rule(
        "venue",
        "plain",
        r"\s(?P<who>[a-z]{4,15}+)(?:\s[a-z]{4,15}+)?",
        _is_spanish_shop,
        heads="el|la|los|las",
        shelter=True,
    ),
    # "club 88", "lounge 21", "the lucky 7 tavern": a number for a name.
    rule(
        "venue",
        "digits",
        r"\s\d{1,4}\b(?!\s?(?:nights?|times?|days?|hours?|hrs|people|girls|women|men|of|am|pm|a\.m|p\.m|weeks?"
        r"|months?|years?|miles|blocks|visits|stays"
        r"|rooms|beds|meetings|%|to\b|or\b)|[:/.-]\d)",
        heads="club|bar|lounge|studio|pho|spot|tavern|cafe|gym|salon|hotel|pub|saloon|motel|grill|diner|hookah"
        "|discoteca|antro",
    ),
    rule(
        "venue",
        "digits",
        r"\s(?:[a-z]{3,12}\s)?\d{1,4}\s(?:club|bar|lounge|tavern|grill|saloon|motel|cafe|diner|spa|nails)\b",
        heads="the|at|lucky|route|hwy|el",
    ),
    # Shops that are words: with a place before them and nothing behind.
    rule(
        "venue",
        "plain",
        r"\s(?:the\s|that\s|a\s|el\s|la\s)?(?:old\s)?(?P<id>(?:arco|chevron|shell|subway|target|ross|sears|pilot|loves"
        r"|kmart|dutch|plaid|mcd'?s|mcds|mickey\sd'?s|palms|ta\s(?:in|off)"
        r"|thunderbird|76|maverik|grange|freddys|freds|costco|sonic|wingstop|chilis|applebees|kohls|macys"
        r"|wally\sworld|dollar\sstore\son|viking|sugar\spine))"
        r"(?=[.,;)]|$|\s(?:on|by|in|near|parking|lot|station|truck|bathroom|off|across|with|at|after|before|and)\b)",
        heads="at|behind|outside|near|the|from|in|to|by|use",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:parking\slot|truck\sstop|bathroom|lot)\b",
        heads="mcd's|mcds|mcdonalds|loves|pilot|ta|walmart|safeway|arco|plaid|winco|kmart|costco|target",
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:on|off)\s(?:the\s)?(?:hwy|highway|freeway|\d{1,3}(?:st|nd|rd|th)?)\b",
        heads="m6|motel six|super8|s8|budget|econo|quality",
    ),
    # "grace house", "the loft shelter", "stays at janus".
    rule(
        "venue",
        "plain",
        r"\s(?:the\s)?(?P<id>(?P<who>[a-z]{4,20}+)\shouse)\b(?!\s(?:of|party|arrest|keys?|phone|rules|number|with"
        r"|where|that|when))",
        lambda match: not _is_plain_house(match["who"].lower()),
        heads="at|from|to|called|of|by",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?P<id>(?P<who>[a-z]{4,20}+)\shouse)\s(?:group\shome|shelter|program|staff|transitional|recovery)\b"
        r"|^(?P<w>[a-z]{8,20}+)\shouse\b",
        lambda match: not _is_plain_house((match["who"] or "").lower()),
        heads="the|a|at|from|maple",
    ),
    rule(
        "venue",
        "plain",
        r"\s(?P<who>[a-z]{3,15}+)\s(?:shelter|group\shome|rehab|detox|mission|motel|recovery\shome)\b",
        is_telling_phrase,
        heads="the|at the|at|from",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:at|with)\s(?P<id>(?P<who>[a-z]{4,20}+))(?=[.,;)]|$)",
        lambda match: is_telling(match["who"].lower(), 1200),
        heads="stays|stayed|staying|placed|bed|lives|picks|works|worked|dances|strips|shift",
        shelter=True,
    ),
    # Churches, by two words before or by what they are of.
    rule(
        "venue",
        "plain",
        r"\sof\s(?:the\s|our\s|god|christ|latter)(?:[a-z]{3,15}\s?){0,2}",
        heads="church|iglesia|temple|assembly|house",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:[a-z]{4,15}\s)?(?:church|chapel|fellowship|temple|ministries|iglesia)\b",
        heads="new life|living water|living word|calvary|open door|open bible|grace|faith|trinity|bethel|zion"
        "|mount zion|river of life|cornerstone|foursquare"
        "|first baptist|good shepherd|holy family|sacred heart|new hope|abundant life|crossroads|harvest|victory",
    ),
    rule(
        "venue",
        "plain",
        r"(?=\s(?:on|every|for|each)\s(?:sun|wed|sat|week))",
        heads="living water|open door|new life|grace|calvary|bethel|cornerstone|crossroads|imago dei",
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:mi|tu|mis|dos|tres|el|la|los|las|san|santa|don)\s[\w']{3,20}+",
        heads="tienda|taqueria|carniceria|panaderia|salon|bar|cantina|mercado|loncheria|fonda|lavanderia|rancho",
    ),
    rule(
        "venue",
        "plain",
        r"\sen\s(?:el|la|los|las|un|una)?\s?(?P<id>(?P<who>[a-z]{4,20}+))(?=[.,;)]|$|\s(?:y|con|de|los|por|toda|todo"
        r"|doce|cada)\b)",
        lambda match: (
            not lexicon().is_spanish(match["who"].lower())
            and match["who"].lower() not in PLAIN
            and match["who"].lower() not in EVERYWHERE
        ),
        heads="trabaja|trabajaba|trabajan|limpia|cocina|baila|bailaba|mesera|empleada",
    ),
    # "st vincent's", "crystal nails", "spin city laundry", "skate world".
    rule(
        "venue",
        "plain",
        r"\.?\s(?P<who>[a-z]{4,15}+(?:'s)?)\s(?:ed|er|hospital|emergency|clinic|church|school|shelter|hall|family)\b",
        heads="st|saint|mt|mount|ft|santa|good|our lady of",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:nails|tips|spa|salon|massage|lashes|beauty|tan|tanning|lounge|hookah|tavern|smoke\sshop|cleaners"
        r"|fitness)\b",
        heads="crystal|jade|lotus|pearl|ruby|diamond|golden|golden lotus|royal|lucky|angel|angels|rose|star|sakura"
        "|orchid|happy|oasis|paradise|venus|bella|elegant|glamour|the palace|palace|sunshine|rainbow|magic",
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:laundry|laundromat|car\swash|lanes|bowl|arcade|skate|world)\b",
        heads="spin city|skate|roller|wash|bubble|sparkle|fun|laser|trampoline|toy|party",
    ),
    rule("venue", "plain", r"\sn\s(?:go|dry|wash|shop|stop|save|suds)\b", heads="wash|stop|eat|gas|shop|dine"),
    rule(
        "venue",
        "plain",
        r"(?:\sis|\scalled|:)\s(?P<id>(?P<who>[a-z]{3,15}(?:\s[a-z]{3,15})?))(?=[.,;)]|$)",
        lambda match: (
            all(word not in PLAIN and word not in GRAMMAR for word in match["who"].lower().split())
            and any(is_telling(word, 40_000) for word in match["who"].lower().split())
        ),
        heads="gym|nail place|nail shop|adult shop|bar|club|massage place|strip club|tavern|lounge|clinic|salon"
        "|hookah lounge|casino|diner|bakery",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:at|on|in)\s[a-z]{3,15}\s(?:creek|river|lake|hill|ridge|mountain|beach|bay|park|point|rv)\b",
        heads="lodge|cabin|resort|rv|marina|motel|house|campground",
    ),
    # "at the doll house", "the silver slipper": two words that end a clause, the last of them rare.
    rule(
        "venue",
        "plain",
        r"\s(?P<id>(?P<who>[a-z]{3,12}\s[a-z]{4,12}))(?=[.,;)]|$|\s(?:on|by|in|near|most|every)\b)",
        lambda match: (
            match["who"].split()[0].lower() not in GRAMMAR and is_telling(match["who"].split()[1].lower(), 1500)
        ),
        heads="at the",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?P<who>[a-z]{3,12}\s[a-z]{3,12})\s(?:farms|orchards|vineyards|nursery|dairy|suites|inn|lodge|motel"
        r"|tavern|lounge|spa|nails|cafe|diner|manor|apartments)\b",
        _is_two_named,
        heads="at|for|from|to",
        shelter=True,
    ),
    rule(
        "venue",
        "digits",
        r"\s(?P<who>[a-z]{4,12})\s\d{1,2}(?=[.,;)]|$|\s(?:on|by|in|near|off|and|motel)\b)",
        lambda match: (
            match["who"].lower() not in _COUNTERS
            and match["who"].lower() not in GRAMMAR
            and match["who"].lower() not in lexicon().vocabulary
        ),
        heads="the",
    ),
    rule(
        "venue",
        "plain",
        r"\sthe\s(?P<id>(?P<who>[a-z]{5,15}))(?=[.,;)]|$|\s(?:on|by|most|every)\b)",
        lambda match: is_telling(match["who"].lower(), 250),
        heads="at|out of|behind|from|to",
        shelter=True,
    ),
    rule(
        "venue",
        "plain",
        r",\s(?P<id>(?P<who>[a-z]{3,12}(?:\s[a-z]{3,12}+){1,2})),\s(?:is|was|has|on|in|where|near|by)\b",
        _is_two_named,
        heads="shelter|spa|motel|hotel|club|bar|salon|restaurant|store|shop|farm|gym|clinic|church|massage parlor"
        "|nail shop|casino",
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:at|to|from|with)\s(?P<id>[a-z]{3,15}\s(?:haven|manor|arms|gardens|villa|pointe|glen|light|lights"
        r"|mission|terrace|commons|landing|cottage|cottages))\b(?=[.,;)]|$|\s(?:on|in|by|near|and|for|until"
        r"|tonight)\b)",
        heads="stays|stayed|is|lives|lived|bed|placed|staying|was|back|moved",
        shelter=True,
    ),
)
