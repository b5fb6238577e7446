"""Schools, colleges and day care, by their last word, by their first, or by who attends them."""

from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, any_of, rule
from privacy.guard.telling import PLAIN, is_capital_or_telling, is_named, is_telling_phrase

_NAME = r"[A-Z][\w'&.-]{1,24}+"
_SCHOOL_ENDINGS = (
    "High|Middle|Elementary|Grade School|Primary|Academy|Prep|School|HS|MS|College|University|Preschool|Montessori"
    "|high school|middle school|high|elementary|academy"
)
_SMALL_ENDINGS = (
    "elem|alternative|connections academy|high school|middle school|elementary|high|middle|hs|prep|academy"
    "|community college|college|university"
)
_ATTENDS = (
    "attend|attends|attended|attending|goes to|went to|go to|going to|enrolled at|enrolled in|enroll at|enroll in"
    "|student at|students at|school at|school in|classes at|class at|graduated from|graduating from|graduate from"
    "|transferred to|transferred from|transferring to|transferring from|transfer to|suspended from|expelled from"
    "|dropped out of|teacher at|counselor at|freshman at|sophomore at|junior at|senior at|grade at|grader at|plays for"
    "|studies at|studying at|teaches at|kid at|left|kicked out of|truant from|principal at|coach at|team at|friends at"
    "|locker at|principal of|senior from|bus to"
)
_LOW_ENDINGS = (
    "elem|elem school|alt school|alternative school|high|middle|elementary|grade school|preschool|pre school|daycare"
    "|day care|headstart|head start|academy|hs|ms"
    "|prep|charter|montessori|kindergarten|kinder|learning center|childcare center|college|high school|middle school"
    "|primary|university|tech|christian school|christian academy|catholic school|school"
)
_SPANISH = (
    "escuela|colegio|prepa|preparatoria|secundaria|primaria|guarderia|kinder|jardin de ninos|universidad|instituto"
)
_SCHOOL = "school|preschool|daycare|day care|headstart|head start|elementary|academy|kindergarten|college|class at"


def _is_rare(match: Match) -> bool:
    """In small letters only a word that is a name or unknown makes a school of 'putnam high'."""
    word, words = match["who"].lower(), lexicon()
    if word in words.vocabulary or word in PLAIN:
        return False
    return words.is_name(word) or words.is_proper(word) or not words.is_plain(word)


# "PHS": high schools by their letters.
_ACRONYMS = "|".join(f"{letter}hs" for letter in "abefgjklmnpqrstuvwxz") + "|ochs|lohs|wlhs|rphs"

RULES = (
    rule(
        "school",
        "plain",
        r"(?<![\w'])(?P<who>(?:[A-Z][\w'.-]{0,24}+\s){1,4})(?:(?:Senior|Junior|Community|Charter|Christian|Catholic"
        r"|Arts|Web)\s){0,2}"
        rf"{any_of(_SCHOOL_ENDINGS)}\b",
        is_named,
        needs=_SCHOOL_ENDINGS,
        cased=True,
        shelter=True,
        opens="capital",
    ),
    rule(
        "school",
        "plain",
        rf"\s(?:(?i:the|old|nearby)\s)?(?P<id>(?P<who>{_NAME}(?:\s{_NAME}){{0,3}}))",
        is_named,
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
        r"\s(?:la\s|el\s|st\.?\s|san\s|santa\s|north\s|south\s|east\s|west\s|mt\.?\s|rex\s|lake\s|lot\s|new\s"
        r"|john\s)?(?P<id>(?P<who>[a-z']{3,20}+))\b(?!\s(?:school|class|therapy|group))",
        _is_rare,
        heads="team at|squad at|band at|choir at|kids at|counselor at|teacher at|varsity at|jv at|skips at"
        "|picks her up from|transferred out of|transferred to|waits outside|her school is|class of|plays at"
        "|plays for|truant from|expelled from|suspended from|transferred from|locker at|class at|attends"
        "|went to|goes to|student at|enrolled at|classes at|grade at|junior at|senior at|freshman at"
        "|sophomore at",
        shelter=True,
    ),
    rule("school", "plain", r"", heads="psu|pcc|osu|u of o|mhcc|wou|sou|oit"),
    rule(
        "school",
        "plain",
        r"(?:^|(?<=[.;,]\s)|\b(?:at|to|from|of|attends?|attending|attended|in|near|by|outside|behind|for|is|called"
        r"|out)\s)(?:the\s|an?\s)?"
        rf"(?P<id>(?P<who>(?:[\w'.&-]{{2,20}}+\s){{1,3}}?){any_of(_LOW_ENDINGS)})\b"
        r"(?!\s(?:risk|need|priority|level|alert|age|aged|diploma|credits|class|classes|girl|boy|girls|boys|student))",
        is_telling_phrase,
        needs=_LOW_ENDINGS,
        shelter=True,
    ),
    rule(
        "school",
        "plain",
        r"(?:,\s|\s(?:is\s|was\s)?(?:called|named)\s|\sis\s)(?:the\s)?(?P<id>(?P<who>[\w']{3,20}+(?:\s[\w']{3,20}+)?))"
        r"(?=[,.;)]|$|\scalled)",
        is_capital_or_telling,
        heads=_SCHOOL,
        shelter=True,
    ),
    rule(
        "school",
        "plain",
        r"\s(?:de\s|del\s|la\s|el\s|se\sllama\s"
        r"|es\s){0,2}+(?P<id>(?P<who>[A-Z][\w']{2,20}+(?:\s[A-Z][\w']{2,20}+){0,2}))",
        heads=_SPANISH,
        cased=True,
    ),
    rule("school", "plain", r"", heads=_ACRONYMS),
    rule("school", "plain", r"\s(?:in|at)\s[a-z]{4,20}|\s(?:center|campus)\sin\s[a-z]{4,20}", heads="job corps"),
    rule(
        "school",
        "plain",
        r"\s(?:job\scorps|alternative|night\sschool|charter|learning\scenter)\b",
        heads="tongue point|springdale|angell|partridge creek|alder creek|merlo station|new urban|parrott creek"
        "|tamarack",
    ),
    rule(
        "school",
        "plain",
        r"",
        heads="tongue point|merlo station|parrott creek|alder creek middle|new urban high|springdale job"
        "|lot whitcomb|rex putnam|sabin schellenberg|north marion|ogden middle|ccc campus|school of the blind"
        "|school for the deaf|deaf school|the deaf school|blind school",
    ),
    rule(
        "school",
        "plain",
        r"\s(?:the\s)?(?P<who>[a-z]{3,15})\sschool\b",
        heads="christ|christ the|holy|st|saint|our lady of|la",
    ),
    rule(
        "school",
        "plain",
        r"\s(?:la\s|el\s)?(?P<id>(?P<who>[a-z]{4,20}+))(?=[.,;)]|$|\s(?:y|pero|falta|en|con|todos)\b)",
        lambda match: not lexicon().is_spanish(match["who"].lower()),
        heads="estudia en|estudiaba en|va a la prepa|la prepa|la primaria|la secundaria|la escuela|escuela"
        "|en la high|asiste a|primaria|secundaria|preparatoria",
    ),
    rule(
        "school",
        "plain",
        r"\s(?:an?\salt(?:ernative)?\sschool,\s)?(?P<id>(?P<who>alliance|summit|pathways|phoenix|discovery"
        r"|renaissance|excel|horizon|compass|options|bridges|success|reach|wings|rise))(?=[.,;)]|$|\s(?:high|academy"
        r"|on|in|and)\b)",
        heads="attends|attended|attends an alternative|enrolled at|goes to|at|from|in",
    ),
    rule(
        "school",
        "plain",
        r"\s(?:jv|varsity|cheer|football|soccer|volleyball|track|swim|dance|wrestling|softball)\b",
        heads="the wolves|the tigers|the eagles|the lions|the bears|the panthers|the trojans|the pioneers|the kings"
        "|the rams|the wolves'|the cougars",
    ),
)
