"""Jobs and posts that few people of a county hold, and whose child or sister somebody is."""

import re

from privacy.guard import cues
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, any_of, rule

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
    "|youth pastor|correctional officer"
    "|corrections officer|prison guard|dj|tattoo artist|promoter|veterinarian|fisherman"
)
WORKER = any_of(_WORKERS)
RELATIVES = (
    "mother|mom|father|dad|stepfather|stepdad|stepmother|stepmom|parent|parents|uncle|aunt|grandfather|grandmother"
    "|grandpa|grandma|brother|sister|husband|wife|boyfriend|bf|partner|pimp|trafficker|buyer|abuser|perpetrator|perp"
    "|johns"
    "|foster mom|foster dad|foster mother|foster father|foster parent|guardian|landlord|neighbor|suspect|recruiter"
    "|offender|john|cousin|ex"
)
_CHILDREN = (
    r"(?:daughter|son|niece|nephew|wife|husband|girlfriend|stepdaughter|stepson|kid|child|sister|brother|house"
    r"|grandson|granddaughter|youngest|oldest|eldest)"
)
# Work that is plainly rare; it points to one person whoever has it.
RARE = (
    "corrections officer|correctional officer"
    "|acrobat|acupuncturist|air traffic controller|ambulance driver|anchorman|anesthesiologist|anthropologist|arborist"
    "|archaeologist|assessor|astronomer|athletic director|auctioneer|audiologist|bailiff|band director|beekeeper"
    "|biologist|blacksmith|board member|boat captain|boilermaker|bounty hunter|boxer|brewer|bull rider|caterer"
    "|chaplain|cheer coach|cheesemaker|chemist|chiropractor|choir director|clown|cobbler|columnist|composer|conductor"
    "|congressman|congresswoman|coroner|council member|court reporter|crabber|crane operator|crop duster"
    "|crossing guard|curator|deacon|deckhand|dermatologist|disc jockey|dispatcher|diver|dog breeder|dog groomer|doula"
    "|embalmer|falconer|farrier|ferry captain|flight attendant|florist|fortune teller|funeral director|game warden"
    "|garbage man|gardener|geologist|glassblower|goldsmith|governor|gunsmith|gymnast|head coach|healer|historian"
    "|horse dentist|horse trainer|jeweler|jockey|journalist|karate instructor|legislator|letter carrier|lineman"
    "|locksmith|longshoreman|lumberjack|machinist|magician|mail carrier|mailman|midwife|millwright|missionary|monk"
    "|mortician|news anchor|notary|nun|optometrist|organist|organ tuner|orthodontist|park ranger|parole officer"
    "|pastry chef|personal trainer|phlebotomist|pianist|piano teacher|piano tuner|pipefitter|podcaster|podiatrist"
    "|postmaster|potter|preacher|private investigator|probation officer|prosecutor|psychic|public defender|puppeteer"
    "|radio host|ranger|referee|reporter|rodeo rider|school board member|scoutmaster|sculptor|seamstress|shaman|sheriff"
    "|sommelier|streamer|stuntman|surveyor|swim coach|tailor|taxidermist|train conductor|tribal chair"
    "|tribal council member|tugboat captain|tv host|umpire|undertaker|upholsterer|ventriloquist|vet tech|vice principal"
    "|violinist|watchmaker|weather girl|weather lady|weatherman|winemaker|worship leader|wrestler|youth leader"
    "|zookeeper|fire captain|fire marshal|city manager|county commissioner|tribal elder|tribal police|border patrol"
    "|national guard|marine|sailor|astronaut|drag queen|drag king|beauty queen|bodybuilder|bagpiper|mascot|santa"
    "|chef|sushi chef|choreographer|dance teacher|drummer|guitarist|lighthouse keeper|hypnotist|trapper|hunting guide"
    "|fishing guide|river guide|ski instructor|surf instructor|lifeguard|snowplow driver|cattle rancher|dairy farmer"
    "|tree planter|oyster farmer|mushroom hunter|truck stop chaplain|pitcher|quarterback|goalie|minor league"
    "|major league|pilot|judge|mayor|pastor|dentist|surgeon|professor|principal|firefighter|paramedic|veterinarian"
    "|senator|lawyer|attorney|coach|translator|director"
)
_SUBJECTS = (
    "she|he|they|who|client|youth|survivor|person|patient|pt|victim|clt|caller|girl|woman|man|guy|parent|also|now|once"
    "|foster|grandparent|family|employer|boss|foreman|owner|driver|customer|associate|friend|roommate|teen|kid"
)
# "youth's attorney" is somebody else, "she's attorney general" is not.
_IS = (
    r"(?>(?:(?<=\bshe)|(?<=\bhe)|(?<=\bwho))'s|'s(?=\s(?:an?|the|now|also|our|my)\b)"
    r"|\sis|\swas|\sare|\swere|\sworks\sas|\sworked\sas|\sused\sto\sbe|\sbecame|\sbeing)"
)
# Work that many people of a county do.
MANY = cues.words("""
driver trucker caregiver cna cook dishwasher housekeeper nanny cashier server nurse janitor landscaper clerk waitress
waiter roofer contractor veteran trucker
""") | {"truck driver"}
# Ends of words for a post, and the plain words that end so.
_POST = re.compile(r"[a-z]{3,15}(?:ologist|ician|smith|wright|keeper|maker|grapher|master|man|woman|ist|er|or)$")
_NO_POST = cues.words("""
mother father brother sister daughter other another older younger former danger stranger teenager minor survivor
trafficker abuser offender user smoker drinker member runner partner lover leader recruiter buyer caller sender
supporter helper speaker reader learner sleeper talker fighter victor number matter reminder trigger factor barrier
prior major junior senior better later never ever order shelter over under after however whether either neither
computer letter paper offer water power winter summer dinner cancer monster loner gangster gamer hustler dealer
provider caregiver caretaker worker laborer earner picker packer cleaner gambler controller enforcer renter sitter
babysitter boarder foster character error customer homeowner owner racist rapist narcissist sadist man woman human
german middleman her for consumer player stepfather stepmother grandfather grandmother stepsister stepbrother
manipulator perpetrator predator exploiter pusher cheater liar heavier lighter bigger smaller greater longer shorter
stronger closer harder easier safer killer murderer batterer harasser stalker molester groomer toddler newcomer
foreigner immigrant farmworker believer quitter keeper hoarder gunman madman hitman sweeter tester taker giver
father's mother's coworker co-worker anger finger river corner floor door color doctor neighbor sponsor mayor
counselor monitor mentor motor contractor investor ancestor shoulder holder border folder sober october december
november september silver copper sugar ladder bladder remainder weather together altogether further rather farther
""")
_COMMON_WORK = cues.words("""
worker laborer helper cleaner maid picker packer escort recruiter temp volunteer way result condition favor child kid
minor teen adult team group family couple pair slave servant punishment payment housekeeper nanny babysitter whole
farmworker labourer prostitute well requirement part caregiver sitter person job
""")
_VEHICLES = (
    r"(?:ambulance|school\sbus|bus|snow\s?plow|mail\struck|garbage\struck|ice\scream\struck|hearse|fire\struck"
    r"|fire\sengine"
    r"|food\struck|milk\struck|bookmobile|zamboni|log\struck|logging\struck|street\ssweeper|ferry|train|streetcar"
    r"|trolley|limo)"
)
_SPANISH = (
    "maestr[oa]|profesora?|pastora?|policia|sheriff|alcaldesa|alcalde|partera|enfermer[oa]|doctora?|dentista|bombero"
    "|juez|jueza"
    "|cura|sacerdote|entrenadora?|carnicero|panader[oa]|peluquer[oa]|mecanico|piloto|soldado|locutora?|abogad[oa]"
    "|concejal"
    "|regidora?|farmaceutic[oa]|veterinari[oa]|florista|modista|costurera|sastre|curander[oa]|mariachi|torero|payaso"
    "|periodista"
    "|fotograf[oa]|bibliotecari[oa]|directora?|cartero|herrero|pescador|luchador|boxeador|cantante|musico|guardia"
)


def _is_few(match: Match) -> bool:
    return match["post"].lower() not in MANY


def is_post(match: Match) -> bool:
    """The phrase `who` ends with a word for a post ("phlebotomist"), and not with a plain word of that build."""
    last = match["who"].split()[-1].lower()
    return last not in _NO_POST and last not in MANY and last not in lexicon().vocabulary and bool(_POST.match(last))


def _is_rare_work(match: Match) -> bool:
    words = match["who"].lower().split()
    common = _COMMON_WORK | MANY
    plain = words[-1] in common or words[0] in common
    return not plain and all(word not in cues.GRAMMAR for word in words[-1:])


# Of these a place has one or two, so that "the" makes one person of them.
_ONE_OF_A_PLACE = (
    "bus driver|teacher|coach|principal|vice principal|pastor|priest|secretary|janitor|custodian|librarian|lunch lady"
    "|crossing guard|mayor|dentist|vet|veterinarian|barber|mailman|mail carrier|ranger|dj|choir director"
    "|band director|butcher|baker|pilot|photographer|pharmacist|referee|postmaster|groundskeeper|lifeguard|cantor"
)

RULES = (
    rule(
        "job",
        "plain",
        rf"\sthe\s(?:\w{{3,12}}+\s){{0,2}}?{any_of(_ONE_OF_A_PLACE)}\s(?:for|at|in|of)\b",
        heads="is|was|he's|she's|hes|shes",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:the|a|his\sown|her\sown)\s(?:\w{3,12}+\s){0,1}?(?:funeral\shome|ski\slift|ski\sresort|radio\sstation"
        r"|newspaper|hardware\sstore|pharmacy|golf\scourse|bowling\salley|marina|winery|brewery|dance\sstudio|dojo"
        r"|ferry|campground|museum|zoo|feed\sstore|post\soffice)\b",
        heads="runs|owns|owned|manages|operates|ran",
    ),
    rule(
        "job",
        "plain",
        rf"(?:'s)?\s(?:is|was|works\sas|worked\sas|used\sto\sbe)\s(?:an?\s|the\s|our\s"
        rf"|my\s)?(?:[\w'-]{{2,20}}+\s){{0,3}}?(?P<post>{WORKER})\b",
        _is_few,
        heads=RELATIVES,
    ),
    rule(
        "job",
        "plain",
        rf"\sof\s(?:an?|the|our)\s(?:[\w'-]{{2,20}}+\s){{0,2}}?{WORKER}\b",
        heads="daughter|son|niece|nephew|wife|husband|girlfriend|stepdaughter|stepson|grandson|granddaughter|child"
        "|kid|cousin|sister|brother",
    ),
    rule(
        "job",
        "plain",
        rf"'s\s(?:\w{{3,12}}+\s)?{_CHILDREN}\b",
        lambda match: match["head"].lower() not in MANY | {"owner", "manager"},
        heads=_WORKERS + "|elder|deacon|chairman|chairwoman|warden",
    ),
    rule(
        "job",
        "plain",
        rf"\s(?:\w{{4,9}}+\s)?as\s(?:an?|the)\s(?:[\w'-]{{2,20}}+\s){{0,3}}?(?P<post>{WORKER})\b",
        _is_few,
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
        "job",
        "plain",
        rf"{_IS}\s(?>an?\s|the\s|our\s|my\s|her\s|his\s)?+(?:[\w'-]{{2,20}}+\s){{0,3}}?{any_of(RARE)}\b",
        heads=f"{_SUBJECTS}|{RELATIVES}",
    ),
    rule(
        "job",
        "plain",
        rf"{_IS}\s(?>an?|the|our|my)\s(?P<who>(?:[\w'-]{{2,20}}+\s){{0,3}}?[\w'-]{{5,20}}+)(?=[.,;)]|$|\s(?:and|in|at"
        rf"|for|of|on|who|so|but|there|here|with|now)\b)",
        is_post,
        heads=RELATIVES,
    ),
    rule(
        "job",
        "plain",
        r"\s(?:\w{4,9}+\s)?as\s(?:an?|the)\s(?P<who>(?:[\w'-]{2,20}+\s){0,4}?[\w'-]{3,20}+)(?=[.,;:)]|$|\s(?:and|in|at"
        r"|for|on|who|so|but|by|with|now|to|when"
        r"|while|part|near|out|where|after|before|then|nights|days)\b)",
        _is_rare_work,
        heads="works|work|worked|working|job|employed|hired|career",
    ),
    rule(
        "job",
        "plain",
        rf"\s(?:[\w'-]{{2,20}}+\s){{0,2}}?(?:{any_of(RARE)}|{WORKER})\b",
        heads="only|sole|lone|the town's|town's|county's|city's|tribe's|village's|first female|first woman",
    ),
    rule(
        "job",
        "plain",
        rf"\s(?:{_SPANISH})\b",
        heads="unica|unico|es|era|es la|es el|es un|es una|era la|era el|era un|era una|trabaja de|trabaja como",
    ),
    rule("job", "plain", rf"\s(?:the|an?|our|her)\s(?:\w{{3,10}}+\s)?{_VEHICLES}\b", heads="drives|drove|driver of"),
    rule(
        "job",
        "plain",
        r"\s(?:the|at|for|her|his|our|a|girls|boys|varsity|jv|youth|little|high|track|soccer|football|basketball"
        r"|softball|volleyball|wrestling)\b",
        heads="coaches|coached|coach of|coach at|coach for",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:at\s|for\s)?(?!(?:her|him|them|us|me|how|that|life|skills|to|about|new|class|classes)\b)\w{3,20}+",
        heads="teaches|taught at|preaches|preached|ministers",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:the\s|our\s|a\s)?(?:city\scouncil|school\sboard|tribal\scouncil|county\scommission|fire\sboard"
        r"|town\scouncil|library\sboard|planning\scommission|parole\sboard)\b",
        heads="on|for|chairs|of|serves on|sits on",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:for\s)?(?:mayor|sheriff|governor|office|congress|city\scouncil|judge|school\sboard)\b",
        heads="ran for|running for|runs for|elected|candidate for|campaign for",
    ),
    rule(
        "job",
        "plain",
        r"\s(?:the\s)?(?:county|city|sheriff's\soffice|sheriff|mayor|tribe|railroad|power\scompany|post\soffice"
        r"|governor|forest\sservice|fbi|port|fire\sdepartment|school\sdistrict|jail|prison|coast\sguard|newspaper"
        r"|radio\sstation|tv\sstation)\b",
        heads="works for|worked for|works at|employed by|job with|job at|retired from",
    ),
)
