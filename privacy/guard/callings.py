"""What somebody does that few others do, told by the verb: who flies, tunes, preaches, delivers or reads the news."""

import re

from privacy.guard import cues
from privacy.guard.jobs import MANY, RARE, RELATIVES, WORKER, is_post
from privacy.guard.rules import Match, any_of, rule

_PEOPLE = (
    "she|he|who|mother|mom|father|dad|stepdad|stepmom|uncle|aunt|brother|sister|husband|wife|boyfriend|bf|partner|pimp"
    "|trafficker|buyer|john|abuser|grandpa|grandma|cousin|landlord|neighbor|recruiter|ex|also|always|still|used to"
)
_BUYERS = "the buyers|buyers|her buyers|them|the men|the johns|johns|the guys|the regulars|her regulars"
_TRADES = cues.words("trade training profession day night calling default mistake email phone text itself law")


def _is_trade(match: Match) -> bool:
    """'beekeeper by trade' names what he is before it."""
    return match["who"].lower() not in MANY


def _is_no_common_post(match: Match) -> bool:
    return match["post"].lower() not in MANY


_WORKER = re.compile(rf"(?:{any_of(RARE)}|{WORKER})", re.IGNORECASE)


def _is_stated_post(match: Match) -> bool:
    """'Occupation: lighthouse keeper', but neither 'Occupation: cook' nor 'Occupation: none'."""
    if match["who"].lower() in MANY:
        return False
    return bool(_WORKER.fullmatch(match["who"])) or is_post(match)


_NO_POSTS = cues.words("worker contact client resident member shelter girl side kind type person leader")

RULES = (
    rule(
        "job",
        "plain",
        r"\s(?:(?:flies|flew|pilots|piloted)\s(?:planes?|a\splane|helicopters?|for\s|the\s|charters)|calls\s(?:square|bingo|races)|shoes\shorses"
        r"|tunes|repairs|restores|builds|officiates|referees|umpires"
        r"|conducts"
        r"|preaches|auctions|delivers\s(?:the\s)?(?:mail|paper|papers|babies)|reads\sthe\s(?:news|weather)"
        r"|guards\s(?:at\s)?(?:the\s)?(?:prison|jail|bank)|plays\s(?:pro|professional|semi-?pro|college|minor\sleague)"
        r"|played\s(?:pro|professional|semi-?pro|college|minor\sleague)|works\s(?:dispatch|corrections|the\s(?:door"
        r"|ferry|dam|lift|bridge"
        r"|docks|fair|carnival|front\sdesk\sat|pharmacy)|for\sthe\s(?:da|state\spolice|sheriff|judge|mayor|school"
        r"|district|railroad|park))"
        r"|worked\s(?:dispatch|the\s(?:ferry|door|fair|carnival|docks))|cleans\s(?:the\s)?(?:courthouse|jail|bank"
        r"|police\sstation|church|school)"
        r"|models?\sfor|modeled\sfor|dj'?s|djs\sat|d\.?j\.?'s|sings\s(?:at|for)\s(?:the|a)|rides\sbulls"
        r"|trains\shorses|ropes"
        r"|runs\sthe\s(?!house|show|ads|whole|place|girls|rooms)\w{3,15}\s(?:at|of|for|truck|stand|shop|booth|stall"
        r"|cart)|drives\s(?:the\s|a\s)?(?:school\sbus|ambulance"
        r"|snowplow|mail\struck|ice\scream\struck|log\struck|tow\struck|garbage\struck|ferry|hearse|city\sbus)"
        r"|teaches\s(?:\d\w{0,2}\sgrade|math|band|pe|p\.e|art|music|spanish|history|science|english\sat|dance|karate"
        r"|yoga|sunday\sschool)"
        r"|catches\scrab|fishes\s(?:crab|commercially|out\sof)|logs\sfor|paints\sportraits|carves|tattoos"
        r"|cuts\shair\sat)\b",
        heads=_PEOPLE,
    ),
    rule(
        "job",
        "plain",
        rf"\s(?:is|was)\s(?:an?|the)\s(?:[\w'-]{{2,15}}+\s){{0,2}}?(?:{any_of(RARE)}|(?P<post>{WORKER}))\b",
        heads=f"one of the buyers|one of her buyers|one of them|one buyer|a buyer|{_BUYERS}",
    ),
    # "a city councilman is one of the buyers", "mail carrier is her uncle".
    rule(
        "job",
        "plain",
        rf"\s(?:is|was)\s(?:one\sof|her|his|the|a)\s(?:the\s|her\s)?(?:{any_of(RELATIVES)}|buyers|buyer|men|regulars|customers)\b",
        lambda match: match["head"].lower() not in MANY | {"guardian", "owner", "manager", "driver"},
        heads=RARE
        + "|mail carrier|prison guard|city councilman|councilman|councilwoman|cop|deputy|police officer|teacher|doctor"
        "|youth pastor|priest|bus driver|judge|bailiff|nurse|trooper|security guard",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:by\strade|by\sprofession|by\straining)\b",
        heads=RARE + "|welder|carpenter|mechanic|barber|baker|chef|nurse|teacher|electrician|plumber",
    ),
    rule(
        "job",
        "plain",
        r"(?:'s|\sis|\swas|s)?\s(?:with|in|on)\sthe\s(?:fire\sdept|fire\sdepartment|coast\sguard|navy|army|marines"
        r"|air\sforce|national\sguard"
        r"|border\spatrol|police\sforce|swat\steam|sheriff's\sposse|volunteer\sfire)\b",
        heads="he|she|who|dad|mom|father|mother|uncle|brother|boyfriend|bf|husband|stepdad|hes|shes|buyer",
    ),
    rule(
        "job",
        "plain",
        r"(?:(?<=is)|(?<=was))\san?\s(?:[\w'-]{2,15}+\s){0,1}?(?P<post>barber|baker|pastor|deputy|cop|dj|chef|welder"
        r"|teacher|coach|lifeguard"
        r"|firefighter|realtor|mechanic|photographer|musician|rapper|singer)\s(?:on\sthe\sside|at|in|for|here)\b",
        _is_no_common_post,
        heads="is|was",
    ),
    rule(
        "job",
        "plain",
        r"",
        heads="lead singer|lunch lady|horse shoer|crop duster|school mascot|reserve deputy|ice agent|federal agent"
        "|border agent"
        "|fbi agent|tribal judge|tribal chief|bush pilot|rodeo clown|county judge|city councilman"
        "|city councilwoman|school board member"
        "|state representative|state senator|town librarian|harbor master|harbormaster"
        ""
        "|pro wrestler|nail salon owner|winery owner|news anchor|weatherman|radio dj|youth counselor there"
        "|guidance counselor",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:an?\s|the\s|his\s|her\s)?(?:[\w'-]{2,15}+\s){0,1}?(?:clinic|church|dojo|winery|bakery|ski\shill"
        r"|feed\sstore|gun\sshop|hardware\sstore|barbershop|tattoo\sshop|music\sstore"
        r"|taco\struck|food\struck|car\slot|dairy|vineyard|mortuary)\b",
        heads="owns|runs|owner of|inherited|opened",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:is|was)\s(?:the|a)\s(?:school|town|camp|team|church|jail|tribal|city|county|head|village|reservation"
        r"|company|union)\s(?P<post>[a-z]{4,15})\b",
        lambda match: match["post"].lower() not in _NO_POSTS,
        heads=RELATIVES,
    ),
    rule("job", "plain", r"", heads="reserve officer"),
    rule(
        "job",
        "plain",
        r"\s(?:presides\sover|sits\son|chairs|chaired|serves\son|served\son|heads\sthe|commands|captains|oversees|represents"
        r"|anchors|coaches|prosecutes\sfor)\s(?:\w{2,12}+\s){0,3}?(?>court|bench|council|board|commission|tribe|precinct"
        r"|legislature|district|parish|station|news|league|team|varsity|department|jury|senate|choir|newspaper)\b",
        heads=RELATIVES + "|she|he|who",
    ),
    rule(
        "job",
        "plain",
        r"\s?[:=]\s?(?P<id>(?P<who>(?:[\w'-]{2,20}+\s){0,2}?[\w'-]{3,20}+))(?=\s?(?:[.,;)\n]|$))",
        _is_stated_post,
        heads="occupation|profession|employment|trade|job|ocupacion|oficio|trabajo|occ",
    ),
    # "the guy who does the school pictures".
    rule(
        "job",
        "plain",
        r"(?:'s|\sis|\swas|s)\s(?:the|that)\s(?:\w{3,10}+\s)?(?:guy|man|woman|lady|dude|person)\s(?:who|that)\s(?:does"
        r"|runs|drives|owns|plays|paints|fixes|reads|announces|teaches|built|started|invented|plows|delivers|tunes)\s"
        r"(?:the|all|our|every|for)\b",
        heads=RELATIVES,
    ),
)
