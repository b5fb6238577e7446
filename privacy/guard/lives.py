"""How somebody was born, what they lived through and what they did that few others did."""

from privacy.guard.rules import rule

RULES = (
    # How and where somebody was born.
    rule(
        "detail",
        "plain",
        r"\s(?:(?:at\shome|premature|prematurely|early)\s)?(?:in|on|at|aboard|during|under|behind"
        r"|by)\s(?:the\s(?:(?:back|side|bed)\sof\s)?|an?\s|sea\b|home\sin)"
        r"(?:(?!us\b|usa\b|united|states|hospital|country|city|county|same|first|second|early|late|year|month"
        r"|emergency|nicu|er\b|ed\b|icu|village|refugee\scrisis)\w{2,15})",
        heads="born",
    ),
    rule(
        "detail",
        "digits",
        r"\s(?:\w{2,10}\s){0,2}?(?:at\s)?(?:(?:2\d|3[0-6])\s(?:weeks|wks)|\d{1,2}\s(?:weeks|months|wks"
        r"|mos)\s(?:early|premature|too\ssoon))\b",
        heads="born",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:in\s|en\s)(?:el|la|un|una|medio)\s(?:camion|camino|caravana|barco|carro|taxi|tren|selva|monte"
        r"|frontera|desierto|carcel|campo|rio|calle|bus|autobus|ambulancia)\b",
        heads="nacio|nacida|nacido|parto",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:intersex|conjoined|blind|deaf|without\s\w{2,10}|with\s(?:one|two|no|six)\s\w{3,12})\b",
        heads="born",
    ),
    rule(
        "detail",
        "plain",
        r"",
        heads="quadruplet|triplet sister|triplet brother|podcast about|netflix show|netflix series"
        "|netflix documentary|documentary about|death row"
        "|barrel racing|barrel racer|bull riding"
        "|book about|on dateline|on the news about|wrote a book|published poet|published author|has a record deal"
        "|chess champion|grand champion|met the president"
        "|gave birth in|conceived in|ski hill|played for the|pitched for|signed with the|drafted by|singing contest"
        "|tv contest|reality show|american idol|the voice auditions",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:through|out\sof)?\s?(?:the|a|an)\s(?:[\w-]{3,15}+\s){0,2}?(?:break|flood|fire|crash|shooting|bombing"
        r"|earthquake|tsunami|hurricane|genocide|massacre|collapse|war\sin|landslide|explosion)\b",
        heads="lived|survived|survivor of|pulled from|escaped from|escaped|sobrevivio",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:her|his|their)\s(?:whole\s|entire\s|immediate\s)?(?:family|parents|siblings|brothers|sisters|children"
        r"|kids)\s(?:in|to)\s(?:a|an|the)\s\w{3,15}",
        heads="lost",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:house|home|trailer|apartment|church|school)\s(?:burned\sdown|exploded|was\sbombed|was\sin\sthe\snews"
        r"|collapsed|burned\sin)\b",
        heads="her|his|their|family|the family's",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:from|in|of)\s(?:her|his|their|the)\s(?:\w{3,12}\s)?(?:tribe|village|church|clan|nation|town"
        r"|school)\sto\b",
        heads="first|only",
    ),
    rule("detail", "digits", r"\s(?:[4-9]|1\d)\slanguages\b", heads="speaks|speak|habla|knows|fluent in"),
    rule("detail", "digits", r"\b(?:[6-9]|1\d)\s(?:brothers|sisters|siblings|kids\sin\sthe\sfamily)\b", opens="digit"),
    rule(
        "detail",
        "plain",
        r"\s(?:her|his)\s(?:art|paintings|jewelry|music|poems|poetry|carvings)\s(?:at|in|to|on)\b|\sthe\smural\b"
        r"|\sa\smural\b",
        heads="sold|sells|painted|showed|shows|published",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:in|inside|at)\s(?:the\s|a\s)?(?:jail|prison|cell|custody|detention|car|bathroom|container"
        r"|bus\sstation|field|camp)\b",
        heads="gave birth|had her baby|had the baby|delivered the baby|dio a luz",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:from|in|inside)\s(?:a|the)\s(?:shipping\s)?(?:container|trunk|cargo|boat|basement|dog\scrate|cage"
        r"|well|attic)\b",
        heads="escaped|found|rescued|smuggled|kept|locked",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:\w{3,12}+\s){0,2}?(?:restaurant|place|shop|store|salon|spa|market|church|temple|mosque|family|practice)\s(?:in|for)"
        r"\s(?:town|the\scounty|miles)\b",
        heads="only",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:from|in|on)\s(?:the|that|a)\s(?:\w{2,12}+\s){0,2}?(?:doc|docs|documentary|podcast|docuseries|billboard|viral\svideo)\b",
        heads="girl|one|woman|boy|kid|client|guy|survivor|youth|man",
    ),
    # Families that count: "five sisters and one brother".
    rule(
        "detail",
        "digits",
        r"\b[3-9]\s(?:sisters|brothers)\s(?:and|&|plus|n)\s\d\s(?:brothers?|sisters?)\b",
        opens="digit",
    ),
    # Cases that have been told: "survivor of the 2019 container case", "there was a podcast on it".
    rule(
        "detail",
        "digits",
        r"\s(?:of|in|from)\s(?:the|that)\s(?:(?:19|20)\d\d\s(?:[\w'-]{2,14}+\s){0,3}?(?:case|raid|bust|sting|trial|ring"
        r"|murders?|smuggling)|(?:[\w'-]{2,14}+\s){1,3}?(?:container|warehouse|spa|farm|motel|truck|boat)\s(?:case|raid"
        r"|bust|ring))\b",
        heads="survivor|victim|one|girl|witness|youngest|only one|survivors|girls|boy",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:(?:that\s)?(?:was\s)?(?:made|came\sout|done)\s)?(?:on|about|covering|of|naming)\s(?:it|her|him|them|the\scase|this\scase"
        r"|that\scase|the\sfamily|her\scase|his\scase|the\strial)\b",
        heads="podcast|documentary|true crime|episode|docuseries|news segment|wikipedia|wikipedia page|netflix show"
        "|tv special|book|movie|reddit thread|articles|article",
    ),
    # Animals that one knows by what they lack.
    rule(
        "detail",
        "plain",
        r"\b(?:one|two|three|no|[1-3])[\s-](?:legged|eyed|eared)\s(?:\w{2,12}+\s)?(?:dog|cat|husky|pit|pitbull|lab|chihuahua|poodle|shepherd|pup|puppy|mutt"
        r"|terrier|beagle|horse|goat|heeler|kitten|corgi|collie)\b",
        needs="legged|eyed|eared",
        leads=2,
    ),
    # "the exchange student whose host dad was charged".
    rule(
        "detail",
        "plain",
        r"\s(?:whose|who|from|that|at|with)\b",
        lambda match: match.string[: match.start()].lower().endswith(("the ", "foreign ")),
        heads="exchange student|au pair|foreign student",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:dad|mom|father|mother|parents?|family|brother)\s(?:was|were|is|got|has\sbeen|are)\s(?:just\s|recently\s)?(?:charged"
        r"|arrested|convicted|indicted|sentenced|in\sjail|in\sprison)\b",
        heads="host|foster|adoptive|step",
    ),
    # "father a deputy": a relative's post behind the word for the relative alone.
    rule(
        "job",
        "plain",
        r"(?:\sis|\swas|,)?\s(?:an?|the)\s(?:\w{3,10}+\s)?(?:deputy|sheriff|judge|pastor|mayor|trooper|detective|police\sofficer|cop"
        r"|firefighter|principal|senator|commissioner|councilman|bishop|ranger|chief|superintendent|lawmaker|da)\b",
        heads="father|mother|dad|mom|stepdad|stepfather|stepmom|uncle|aunt|grandfather|grandpa|brother|sister|husband|wife",
    ),
)
