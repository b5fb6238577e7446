"""What few others share: being the only one, public events, honours, family facts, animals, skills and illnesses."""

import re

from privacy.guard import cues
from privacy.guard.rules import Match, any_of, rule

_RELATIVES = (
    "mother|mom|father|dad|stepfather|stepdad|stepmother|parents|uncle|aunt|grandfather|grandmother|grandma|grandpa"
    "|brother|sister|husband|wife|boyfriend|bf|girlfriend|partner|son|daughter|baby|cousin|best friend|friend|twin|ex"
)
_ILLNESSES = (
    "cystic fibrosis|sickle cell|hemophilia|haemophilia|lupus|huntington|muscular dystrophy|cerebral palsy"
    "|down syndrome|turner syndrome|tourette|tourettes|narcolepsy|leukemia|transplant|conjoined|spina bifida"
    "|marfan|crohn|crohns|type 1 diabetic|type 1 diabetes|type one diabetes|service dog|service animal|colostomy"
    "|rare disease|rare disorder|rare condition|rare blood|brain tumor|insulin pump"
)
_PUBLICITY = (
    "in the paper|in the papers|in the local paper|on the news|in the news|on the local news|in the newspaper"
    "|newspaper|newspapers|made the news|made headlines"
    "|made the papers|news story|news article|news report|news coverage|went viral|viral video|viral post|viral"
    "|her amber alert|his amber alert|the amber alert girl|amber alert for|amber alert out|amber alert was"
    "|missing person poster|missing poster|missing posters|gofundme|go fund me|koin|kgw|katu|kptv"
    "|oregonian|front page|publicized|high-profile|high profile|well known family|well-known family|well known in"
    "|well-known in|famous|followers|subscribers|youtube channel|local celebrity|on tv"
)
_HONOURS = (
    "varsity|cheerleader|cheerleading|cheer squad|cheer team|cheer captain|quarterback|goalie|goalkeeper|point guard"
    "|captain of|team captain|homecoming|prom queen|prom king|rodeo|valedictorian|salutatorian|class president"
    "|student body president|student body|spelling bee|state champion|state champ|county champion|regional champion"
    "|national champion|state title|state record|state finalist|state wrestler|state qualifier|county fair queen"
    "|county fair|won the|won a|won an|won first|won state|won gold|scholarship|olympics|olympic|first chair"
    "|lead in the|marching band|dance team|swim team|wrestling team|track team|soccer team|basketball team"
    "|volleyball team|softball team|football team|baseball team|debate team|ffa|4-h|eagle scout|pageant|miss teen"
    "|miss oregon|mariachi|ballet folklorico|choir solo|church choir|school play|lead role"
)
_PETS = (
    "parrot|raccoon|ferret|snake|python|boa|iguana|lizard|gecko|tortoise|turtle|tarantula|hedgehog|chinchilla|pig"
    "|potbellied pig"
    "|goat|goats|llama|llamas|alpaca|alpacas|horse|horses|pony|ponies|mule|donkey|donkeys|emu|emus|ostrich|peacock"
    "|peacocks"
    "|rooster|roosters|geese|turkeys|pigeons|pigeon|sheep|lambs|bull|bulls|bees|beehives"
    "|rabbit"
    "|guinea pig|monkey|fox|wolf|wolfdog|wolf dog|wolfdogs|wolf hybrids|husky|great dane|pit bulls|huskies|mastiff"
    "|chihuahuas"
    "|bird|cockatoo|macaw|cockatiel|parakeet|falcon|hawk|owl|koi|three-legged dog|three legged dog"
    "|one-eyed cat|one eyed cat|blind dog|deaf dog|therapy dog|therapy horse|show dog|show dogs|show horse|greyhounds"
    "|sled dogs"
)
_WATCHING = re.compile(
    r"\b(?:saw|seen|see|watch(?:ed|es|ing)?|ads?|heard|show|shows|campaign|commercial)\b", re.IGNORECASE
)
_EVENT = (
    "accident|crash|fire|explosion|shooting|drowning|flood|landslide|wreck|avalanche|collapse|derailment|massacre"
    "|standoff|raid|bombing"
    "|kidnapping|abduction|murder|murders|homicide|stabbing|riot|earthquake|tornado|hostage|manhunt|blaze|wildfire"
    "|mudslide|sinking"
    "|robbery|heist|scandal|lawsuit|trial"
)
_PLAIN_EVENT = cues.words("""
car auto work house house's home kitchen same a the first last next jury criminal court upcoming recent bad small camp
truck traffic bike job his her their our my civil sex drug wage class state federal grand trafficking speedy
another this that pending new any fatal apartment abuse assault case restraining fair open
jurisdiction termination adjudication disposition dependency custody contested bench consolidated separate contempt
permanency
""")
_INSTRUMENTS = (
    "tuba|violin|viola|cello|bagpipes|bagpipe|harp|banjo|accordion|fiddle|mandolin|ukulele|oboe|bassoon|trombone"
    "|trumpet|french horn"
    "|flute|saxophone|sax|clarinet|marimba|steel drum|church organ|organ|harmonica|sitar|didgeridoo|xylophone|timpani"
    "|drumline|bass in|drums in|keyboard in|lead guitar"
)
_CHAMPION = (
    "champion|championship|champ|medal|medalist|trophy|title|record|contest|pageant|prize|award|lottery|jackpot"
    "|cook off|cook-off|cookoff"
    "|bake off|spelling bee|science fair|talent show|blue ribbon|first place|second place|tournament|scholarship|race"
    "|derby|rodeo"
    "|marathon|raffle|essay contest|art contest|beauty contest|finals|nationals|regionals|state meet|american idol"
    "|the voicen"
)
_COUNTRIES = (
    "latvia|russia|ukraine|china|korea|haiti|ethiopia|guatemala|romania|bulgaria|kazakhstan|vietnam|india|colombia"
    "|uganda|congo|liberia"
    "|an orphanage|overseas|abroad|sierra leone|marshall islands|samoa|thailand|philippines|poland|moldova|nepal"
    "|cambodia|kenya"
)


# "education surrogate" is an office.
_SCHOOLED = re.compile(r"\beducation(?:al)?\s$", re.IGNORECASE)
_BEDDING = re.compile(r"\b(?:bed|beds|frame|frames|mattress|sheets?|sets?|size|full)\b[^.\n]{0,8}$", re.IGNORECASE)
# A scholarship that anybody may ask for.
_OFFERED = re.compile(r"\b(?:camp|training|gym|program|any|for\sa|day\scare|class|need\sa)\s$", re.IGNORECASE)


def _is_about_person(match: Match) -> bool:
    """'was on tv', but not 'saw an ad on tv'."""
    return not _WATCHING.search(match.string, max(0, match.start() - 24), match.start())


def _is_event(match: Match) -> bool:
    """'the ferry accident' was one, 'the car accident' any."""
    words = re.split(r"\b(?:the|a|an|from|in|of)\s", match["who"].lower())[-1].split()
    return any(word not in _PLAIN_EVENT for word in words)


RULES = (
    rule(
        "detail",
        "plain",
        r"(?!\s(?:size|sized|bed|beds|mattress|xl|sheets|mattresses))",
        lambda match: not _BEDDING.search(match.string, max(0, match.start() - 18), match.start()),
        heads="twin|twins|triplet|triplets|quadruplets",
    ),
    rule(
        "detail",
        "plain",
        r"(?!\schild(?:ren)?\b|\skids?\b|\s(?:while|when|if|until|after|because|with|by|at|on|in)\b)"
        r"\s(?:[\w'-]{2,20}+\s){0,3}?(?:girl|boy|student|kid|child|teen|family|woman"
        r"|man|person|one|resident|survivor"
        r"|daughter|son|sibling|mother|player|speaker|member|freshman|senior|employee|worker|refugee|patient)s?\s(?:in"
        r"|at|on|from|of|there|here|who|that|with|left)\b",
        heads="only|the only|first|the first|last|the last|lone",
    ),
    rule(
        "detail",
        "digits",
        r"\s(?:child\s)?(?:of|in\sa\sfamily\sof)\s(?:her\s|his\s|their\s|the\s)?(?:[3-9]|1\d)\b(?!\s?(?:days|weeks"
        r"|times|appointments|sessions|referrals|options|programs|agencies))",
        heads="youngest|oldest|eldest|middle|one",
    ),
    rule(
        "detail",
        "digits",
        r"\s(?:[5-9]|1\d)\s(?:younger\s|older\s|other\s)?(?:siblings|brothers|sisters|kids)\b",
        heads="has|with|had|of",
    ),
    rule("detail", "plain", r"", _is_about_person, heads=_PUBLICITY),
    rule(
        "detail",
        "plain",
        r"(?!\s(?:bed|case|hearing|appeal|right|trial|order|application|fund|form|deadline|essay)s?\b|\s(?:for|to)\sour\b)",
        lambda match: not _OFFERED.search(match.string, max(0, match.start() - 18), match.start()),
        heads=_HONOURS,
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:the\s)?(?:tuba|violin|viola|cello|trumpet|flute|saxophone|clarinet|catcher|shortstop"
        r"|striker|(?:soccer|basketball|football|volleyball|softball|baseball|water\spolo|lacrosse|hockey"
        r"|rugby)\s(?:for|at))\b",
        heads="plays|play|played|playing|pitches",
    ),
    rule(
        "detail",
        "plain",
        r"(?:'s)?\s(?:(?:was|were|got|is|died|drowned|has\sbeen)\s)(?:\w{2,8}+\s){0,2}?(?:killed|shot|murdered|stabbed"
        r"|executed|convicted|sentenced|arrested\sfor|in\sthe\s(?:crash|accident|fire|shooting|flood)|by\ssuicide"
        r"|in\sa\s(?:crash|fire|car|shooting|boating|logging|mill|house|mine))\b|(?:'s)?\s(?:died|drowned"
        r"|killed)\s(?:in|at)\s(?:the|a)\b",
        heads=_RELATIVES,
    ),
    rule("detail", "plain", r"(?:'s)?", heads=_ILLNESSES),
    rule(
        "detail",
        "plain",
        rf"\s(?:an?\s|her\s|his\s|their\s|the\s|some\s|two\s|three\s|several\s|pet\s"
        rf"|show\s){{0,2}}(?:[\w-]{{3,12}}+\s)?{any_of(_PETS)}\b",
        heads="pet|pets|keeps|has|raises|raise|raising|owns|breeds|bred|rides|shows|trains|named|with|feeds|her|his"
        "|keeping|lives with|tends",
    ),
    rule(
        "detail",
        "plain",
        rf"\s(?P<who>(?:[\w'-]{{2,15}}+\s){{1,3}}?){any_of(_EVENT)}\b",
        _is_event,
        heads="the|that|same|of the|in the|in a|from a|a|of a",
    ),
    rule("detail", "plain", rf"\s{any_of(_EVENT)}\b", heads="same|big|famous|well known|infamous"),
    rule(
        "detail",
        "plain",
        rf"\s(?:[\w'-]{{2,15}}+\s){{0,5}}?{any_of(_CHAMPION)}\b",
        heads="won|win|wins|winner of|winning|holds|held|earned|first in|placed|took home|set the|set a|state"
        "|county|national|regional|school|world|queen of|ran the",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:in|of)\s(?:the|our|this|that|her|his|their|all\sof)\s(?:[\w'-]{2,15}+\s){0,2}?(?:county|state|town|city"
        r"|school|valley|area|region|country|district|team|tribe|church|village|nation|street|road|block"
        r"|building)\b",
        heads="first|only|youngest|oldest|tallest|last|fastest|biggest|best|one|sole|lone|shortest|smallest|top",
    ),
    rule(
        "detail",
        "plain",
        r"(?!\schild(?:ren)?\b|\skids?\b)\s(?:[\w'-]{2,15}+\s){0,3}?(?:girl|boy|kid|child|student|family|families"
        r"|woman|man|player|speaker"
        r"|teen|survivor|sibling|daughter|son|couple|household|mother|father|girls|boys|victim|twin|resident|household"
        r"|native|immigrant|refugee|teenager|female|male|sister|brother)\b(?!\s(?:bed|shelter|beds|program|voucher"
        r"|court))",
        heads="the only|only|the lone|the sole|the first|the youngest|the oldest|the last|only known",
    ),
    rule("detail", "plain", r"\s(?:survivor|witness|one\sleft|one\sto\ssurvive)\b", heads="only|sole|lone|last"),
    rule(
        "detail",
        "plain",
        r"\s(?:familia|persona|mujer|nina|nino|muchacha|chica|sobreviviente|hija|hijo|alumna|que|en|de)\b",
        heads="unica|unico|la unica|el unico|la primera|el primer",
    ),
    rule(
        "detail",
        "plain",
        rf"\s(?:the\s|a\s|an\s)?(?:\w{{3,10}}+\s)?{any_of(_INSTRUMENTS)}\b",
        heads="plays|play|played|playing|player|teaches|learned|tunes|carries|practices",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:in|at|on|with|for)\s(?:the|a|an|her|his|church|school)\s(?:\w{3,12}+\s){0,2}?(?:band|symphony|orchestra"
        r"|choir|musical|opera|circus|parade|parades|ballet|games?|anthem|team|league|nationals|pageant|play|theater"
        r"|youth\ssymphony)\b",
        heads="plays|play|played|sings|sang|dances|danced|performs|performed|marches|marched|starred|acted|skates"
        "|competes|competed|rides|swims|swam|runs|wrestles|wrestled",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:the\s)?(?:national\s|star\s)?(?:anthem|solo|opera)\b",
        heads="sings|sang|singing|performed",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:on\s(?:a\s|the\s)?(?:\w{2,10}+\s){0,2}?(?:tv|television|radio|talent\sshow|game\sshow|reality\sshow"
        r"|news|billboard|american\sidol|youtube|milk\scarton)|in\s(?:a|the)\s(?:\w{3,12}+\s)?(?:movie|film"
        r"|documentary|commercial|paper|papers|newspaper|magazine|podcast|tribune|headlines|parade|olympics))\b",
        _is_about_person,
        heads="was|were|sang|been|appeared|is|on|interviewed|featured|starred|face|picture|photo|story|case|trial"
        "|mother|mom|dad|father|it|twin|he|she|seen|shown",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:al|en\sel|en\sla)\s(?:accidente|incendio|choque|noticias|terremoto|huracan)\b",
        heads="murio|murieron|sobrevivio|salio|sobreviviente|mataron",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:en\s(?:el|la|un|una)\s(?:accidente|incendio|choque|explosion|balacera|rio)|ahogad[oa]|asesinad[oa]"
        r"|baleado)\b",
        heads="murio|murieron|muri|fallecio|mataron|quedo|sobrevivio|murio ahogado",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:en\slas\snoticias|en\sla\stele|en\sla\stelevision|en\sel\speriodico|en\sla\sradio|en\stelemundo"
        r"|en\sunivision)\b",
        heads="salio|sale|salieron|aparecio|estuvo",
    ),
    rule(
        "detail",
        "plain",
        r"",
        heads="gemela|gemelas|gemelo|gemelos|cuates|cuata|cuate|trilliza|trillizos|mellizos|mellizas|quintuplets"
        "|sextuplets|identical twin",
    ),
    rule("detail", "plain", rf"\sfrom\s(?:an?\s)?{any_of(_COUNTRIES)}\b", heads="adopted|adoptee|adoption"),
    rule(
        "detail",
        "digits",
        r"\s(?:younger\s|older\s|other\s|of\sher\s|of\shis\s)?(?:siblings?|brothers?|sisters?|children|kids|babies"
        r"|sons?|daughters?|cousins)\b",
        heads="lost 2|lost 3|lost 4|lost 5|buried",
    ),
    rule(
        "detail",
        "digits",
        r"\s[2-9]\s(?:of\s(?:her|his|their)\s)?(?:younger\s|older\s)?(?:siblings|brothers|sisters|children|kids|sons"
        r"|daughters|babies|parents|cousins)\b",
        heads="lost|buried|all|outlived",
    ),
    rule(
        "detail",
        "digits",
        r"\s(?:[5-9]|1\d)\s(?:\w{3,10}+\s)?(?:siblings|brothers|sisters|hermanos|hermanas)\b",
        heads="has|with|had|of|tiene|her|are|have|and|got|from|are the|con",
    ),
    rule("detail", "digits", r"\b(?:[6-9]|1\d)\s(?:siblings|brothers\sand\ssisters|hermanos)\b", opens="digit"),
    rule(
        "detail",
        "plain",
        r"\s(?:life|time|30\syears|25\sto\slife)\s(?:\w{2,8}+\s){0,2}?(?:for|in)\s(?:murder|killing|prison|a\skilling"
        r"|manslaughter|arson|rape|the\smurder)\b",
        heads="doing|serving|got|is in for",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:is|was)\s(?:in\sprison|on\sdeath\srow|serving|locked\sup)\s(?:for|on)\s(?!most|all|much|now|part|half"
        r"|years|some|a\b)\w{3,15}+",
        heads=_RELATIVES,
    ),
    rule(
        "detail",
        "plain",
        r"\sof\s(?:the|a)\s(?:former|late|ex|famous|town|local|current|first|county)\b",
        heads="daughter|son|granddaughter|grandson|niece|nephew|wife|widow|sister|brother|grandchild|stepdaughter"
        "|stepson|great granddaughter|descendant|ex wife|heir",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:the|our|this|a)\s(?:\w{3,12}+\s){0,2}?(?:church|town|tribe|school|company|winery|newspaper|bank|clinic|cannery|mill|store|farm|ranch|casino|mission"
        r"|camp|temple|gang|cult|chapter|festival|county\sfair)\b",
        heads="founded|started the|founder of|built the|leader of|head of|heir to|chief of|heads",
    ),
    rule(
        "detail",
        "plain",
        r"(?!\s(?:community|communities|families|churches|elders|liaisons?|leaders|advocates?|women|men)\b)",
        lambda match: not _SCHOOLED.search(match.string, max(0, match.start() - 14), match.start()),
        heads="amish|mennonite|hutterite|old believer|old believers|fundamentalist compound|twelve tribes|polygamist"
        "|polygamous|sister wife|sister wives|cult leader|in a cult|the cult|a cult|missing girl|missing posters"
        "|on the posters|witness protection|conjoined|surrogate|sperm donor"
        "|orphaned by|miss teen|beauty pageant|child star|child actor|guinness|world record|olympian|paralympic"
        "|paralympics|special olympics|carnie|carny|circus family|refugee camp in|royal family|lottery winner"
        "|won the lottery|struck by lightning|shark attack|bear attack|cougar attack|house exploded"
        "|survived a plane|plane crash|heart transplant|kidney donor|bone marrow|organ donor|iron lung|born on the"
        "|born in a car|safe haven baby|left at a fire station|foundling",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:drowned|died\sin|was\skilled\sin|was\sshot|hanged|overdosed\sin|froze|burned|was\smurdered"
        r"|was\selectrocuted|was\sexecuted|went\smissing|disappeared|vanished)\b",
        heads=_RELATIVES + "|cousins|aunt|classmate|teammate|siblings|sisters|brothers|family",
    ),
)
