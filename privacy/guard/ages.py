"""Exact ages of one person; bands, grades and durations are none."""

from privacy.guard.dates import UNIT
from privacy.guard.rules import Match, rule

_PEOPLE = (
    "she|he|they|who|youth|client|girl|boy|teen|daughter|son|sister|brother|minor|baby|child|mom|kid|survivor|victim"
    "|buyer|suspect|man|woman|guy|person|friend|boyfriend|bf|girlfriend|mother|father|dad|patient|partner|trafficker|pimp|niece|nephew|cousin|im"
)


# "14 to 17", "18 or older" are bands, not ages.
_BAND = (
    r"(?!\s{0,2}[-/]\s{0,2}\d|\s(?:to|through|thru|and|or)\s\d|\s?\+|\s(?:or|and)\s(?:over|older|under|younger|up"
    r"|above|below))"
)


def _is_age(match: Match) -> bool:
    return 1 <= int(match["n"]) < 100


def _is_told_age(match: Match) -> bool:
    """'she is 18' and '21' say which services fit."""
    return (2 if match["head"].lower() in _SMALL else 5) <= int(match["n"]) < 100 and int(match["n"]) not in (18, 21)


def _is_turned_age(match: Match) -> bool:
    """Turning 18 is a plain fact of the trade; turning 15 is an age."""
    return int(match["n"]) != 18 and _is_age(match)


def _begins_clause(match: Match) -> bool:
    """'Is 15, pregnant': the person is left out at the beginning."""
    return match.string[: match.start()].rstrip()[-1:] in ("", ".", ";", "\n")


_SMALL = frozenset(("son", "daughter", "baby", "child", "kid", "niece", "nephew", "brother", "sister"))
_TEENS = (
    "nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte|veintiun|ocho|siete"
    "|seis"
    "|cinco"
)
_TEEN = rf"(?:\d{{1,2}}|{_TEENS})"
_LASTS = frozenset(
    (
        "hace",
        "lleva",
        "llevan",
        "llevo",
        "llevaba",
        "por",
        "durante",
        "en",
        "unos",
        "unas",
        "ultimos",
        "cada",
        "casi",
        "muchos",
    )
)
# After an age the sentence ends, or goes on with one of these.
_AFTER_AGE = (
    r"(?=\s{0,2}(?:$|[.,;!?)\n])|\s(?:and|but|now|next|in\s(?:a|an|the|her|his|on|[a-z]{3,9})|so|yo|going|on\s|with"
    r"|when|she|he|they|soon"
    r"|then|who|cant|can't|ran|is|was|has|not|pregnant|female|male|this|max|tops|or\sso|at\s(?:the|most))\b)"
)


def _is_spanish_age(match: Match) -> bool:
    """'de 15 años', but not 'hace tres años'."""
    before = match.string[: match.start("id")].lower().split()[-1:]
    return not before or before[0].strip(",;:(") not in _LASTS


def _is_young(match: Match) -> bool:
    return 11 <= int(match["n"]) <= 17


RULES = (
    rule(
        "age",
        "digits",
        r"(?<![\d/–-])(?P<n>\d{1,2})[\s-]{0,2}+(?:years?|yrs?|yr|anos)[\s-]{0,2}+(?:old\b|of\sage\b"
        r"|de\sedad\b)(?!\s(?:or|and)\s(?:over|older|under|younger|up)|s)",
        _is_age,
        opens="digit",
    ),
    rule("age", "digits", r"(?<![\d/-])(?P<n>\d{1,2})\s?-?(?:y\s?/\s?o|y\.?o\.?)(?![a-z])", _is_age, opens="digit"),
    rule(
        "age",
        "digits",
        rf"(?:[\s:=]|\bis\b|\bof\b){{1,3}}+(?P<n>\d{{1,2}})\b{_BAND}(?!\s?%|\s?(?:group|band))",
        _is_age,
        heads="age|aged|ages|edad",
    ),
    rule(
        "age",
        "digits",
        r"(?:'s|'re|'m|\sis|\sare|\swas|\sjust|\snow|\sonly|\sbarely|\sabout){1,3}+\s(?P<n>\d{1,2})(?![\d:/%])\b"
        rf"{_BAND}(?!\s?{UNIT}|-\w|\s\w{{2,12}}er\b|\s(?:other|more|of|steps|blocks|credits|appointments|visits)\b)",
        _is_told_age,
        heads=_PEOPLE,
    ),
    rule(
        "age",
        "digits",
        rf"(?:\sto)?\s(?P<n>\d{{1,2}})(?![\d:/])\b{_BAND}(?!\s?{UNIT}|\s(?:referrals|calls|cases|offers|jobs|down"
        rf"|away|beds)\b)",
        _is_turned_age,
        heads="turned|turns|turn|turning|since she was|since he was|since they were|since age|when she was|when he was"
        "|when they were|at age|by age|from age|at just|she was|he was|they were",
    ),
    rule("age", "digits", r"\s?[,(]\s?(?P<n>\d{1,2})\s?[,)](?!\s?\d)", _is_told_age, heads=_PEOPLE),
    rule(
        "age",
        "digits",
        rf"\s(?P<n>1\d)\b(?![\d:/%]){_BAND}(?!\s?{UNIT}|\s\w{{2,12}}er\b)",
        lambda match: _begins_clause(match) and _is_turned_age(match),
        heads="is|was|now|only",
    ),
    rule("age", "digits", r"\b(?P<n>1\d|[2-9])(?:st|nd|rd|th)\s(?:birthday|b-?day)\b", _is_turned_age, opens="digit"),
    rule("age", "digits", r"\.?\s(?:in\s)?(?P<id>(?:19|20)\d\d)\b", heads="born|b"),
    rule("age", "plain", r"", heads="kindergartner|kindergartener"),
    rule("age", "plain", r"\s(?:at|in)\s(?:high|hs|[A-Z])", heads="a junior|a senior|is junior|is senior"),
    rule("age", "digits", r"\b\d{1,2}[\s-]?(?:months?|mos?\.?|weeks?|wks?)[\s-]?olds?\b", opens="digit"),
    rule("age", "digits", r"(?<!\d)\(\s?1[0-7]\s?(?:yo|y/o|f|m)?\s?\)", marks="("),
    rule("age", "digits", rf"(?<![\w.'])[MF],?\s1[0-9]\b(?![\w/%:-]){_BAND}", cased=True, opens="capital"),
    rule(
        "age",
        "digits",
        rf"\s(?:are|is|ages?|aged)\s\d{{1,2}}(?:,?\s(?:and\s)?\d{{1,2}}){{1,6}}+\b(?!\s?{UNIT})",
        heads="kids|children|girls|boys|siblings|daughters|sons|babies|brothers|sisters",
    ),
    rule(
        "age",
        "digits",
        r"(?<![\d/$.-])\b1[0-9]\s?(?:F|M|f|m|[Ff]emale|[Mm]ale)\b(?![\w/'-])",
        cased=True,
        opens="digit",
    ),
    rule(
        "age",
        "plain",
        rf"\b(?P<id>{_TEEN}\s(?:anos|anitos|anito))\b"
        r"(?!\s(?:aqui|alla|en\b|trabajando|viviendo|sin\b|con\b|fuera|despues|atras|mas|juntos|sufriendo"
        r"|de\s(?!edad)|que\b|por\b))",
        _is_spanish_age,
        needs="anos|anitos|anito",
    ),
    rule(
        "age",
        "plain",
        rf"\s(?:los\s|apenas\s|solo\s|ya\s|como\s|unos\s)?(?P<id>(?:1\d|{_TEENS}))(?=\s{{0,2}}(?:$|[.,;)\n])|\s(?:y"
        rf"|en|pero|ayer|hoy|el|la|cuando|apenas)\b)",
        heads="tiene|tenia|cumplio|cumplir|cumplira|cumple|tenga|parece de",
    ),
    rule("age", "digits", r"(?:\sde)?[\s:]{1,2}(?P<id>(?:1?\d|" + _TEENS + r"))\b", heads="edad"),
    rule("age", "plain", r"", heads="quinceanera|quince anera|sweet sixteen|sweet 16|dulces dieciseis|sus quince"),
    # Other tongues: Vietnamese, Somali, Russian, Chuukese.
    rule("age", "plain", r"\d{1,2}\s(?:tuoi|лet|goda|sano\sjir|sano|jir|ierin|ier)(?!\w)", opens="counted"),
    rule("age", "plain", r"\b[a-z]{3,6}(?:\s[a-z]{3,5})?\stuoi\b", needs="tuoi"),
    # "15yof", "F16", "16/F", "13 y o", "15-y-o", "16 1/2".
    rule("age", "digits", r"(?<![\d/$.-])\d{1,2}\s?-?y\s?/?-?\s?o\s?(?:f|m|female|male|girl|boy)?\b", opens="digit"),
    rule("age", "digits", r"(?<![\d/$.-])1\d\s?/\s?[FMfm]\b(?![\w/'-])", opens="digit"),
    rule("age", "plain", r"\s?(?P<id>1\d)(?![\w/%:.-])", heads="f|m"),
    rule(
        "age",
        "digits",
        r"(?<![\d/$.-])1\d\s?(?:1/2|and\sa\shalf)(?!\s(?:hours?|days|years\s(?:in|of|ago)|miles|weeks|months))",
        opens="digit",
    ),
    rule(
        "age",
        "digits",
        r",?\s(?:about\s|around\s)?(?P<n>\d{1,2})\s(?:years|yrs)\b(?!\s(?:in|of|ago|later|now|sober|clean|probation"
        r"|sentence|together))",
        _is_age,
        heads="female|male|girl|boy|minor|sister|brother|daughter|son|buyer|man|woman",
    ),
    # "shes 14", "im 15", "hes 19 now".
    rule(
        "age",
        "digits",
        rf"(?:\s(?:just|only|now|about|barely|like|maybe|actually|really|still|turning|almost"
        rf"|nearly)){{0,2}}\s(?P<n>\d{{1,2}})(?![\d:/%]){_BAND}{_AFTER_AGE}",
        _is_told_age,
        heads="shes|hes|im|i'm|theyre|she'll be|he'll be|will be|shell be|gonna be|to be|claims to be|said she was"
        "|said shes",
    ),
    rule(
        "age",
        "digits",
        rf"(?:\s(?:just|only|now|like|maybe)){{0,2}}\s(?P<n>\d{{1,2}})(?![\d:/%]){_BAND}{_AFTER_AGE}",
        _is_young,
        heads="almost|nearly|just hit|hit|just made|barely|going on|buyer was|he was|says shes|told him",
    ),
    rule(
        "age",
        "digits",
        rf"(?:\ssince|\sat)\s(?:the\sage\sof\s)?(?P<n>\d{{1,2}})(?![\d:/%]){_BAND}(?!\s?(?:am|pm|a\.m|p\.m|o'clock"
        rf"|days|weeks))",
        _is_young,
        heads="life|game|streets|out here|out there|trafficked|recruited|raped|pregnant|sold|groomed|abused|molested"
        "|assaulted"
        "|exploited|turned out|first|using|mom|mother|ran away|ran|kicked out",
    ),
    rule(
        "age",
        "digits",
        rf"\sat\s(?P<n>1[2-7])(?![\d:/%]){_BAND}(?!\s?(?:am|pm|a\.m|p\.m|o'clock|on\b|in\sthe|every|today|tomorrow"
        rf"|sharp))",
        heads="started|began|start",
    ),
    rule(
        "age",
        "digits",
        r"\s\(?(?:aged?\s)?\d{1,2}+(?:,\s\d{1,2}+){0,4}+,?\s(?:and|&|y)\s\d{1,2}\b\)?(?!\s(?:under|over|older|up|above"
        r"|months|years\s(?:of|in|ago)|weeks|days|hours|times|miles|steps)\b)",
        heads="kids|children|girls|boys|siblings|daughters|sons|babies|brothers|sisters|hijos|hijas|ninos",
    ),
    rule(
        "age",
        "digits",
        r"\s(?:is|was|he's|she's|just|only|about|now)\s(?:about\s|just\s|only\s)?\d{1,2}\s(?:months?|mos?|weeks?"
        r"|wks?|days)\b(?!\s(?:behind|late|sober|early|clean|ahead|in|pregnant|along|overdue|out|away|past|from"
        r"|along))",
        heads="baby|infant|newborn|son|daughter",
    ),
    rule(
        "age",
        "digits",
        r",?\s(?P<n>1\d)\s(?:ran|is|has|was|wants|needs|f|m|in|from|with|found|reports?|states?|disclosed)\b(?!\s\d)",
        _is_young,
        heads="client|youth|girl|boy|teen|minor|victim|patient|pt|clt|daughter|sister|brother|son",
    ),
    rule(
        "age",
        "digits",
        r"(?<![\d/$.-])1\d(?=,\s?(?:female|male|girl|boy|f\b|m\b|pregnant|latina|latino|black|native|white|hispanic"
        r"|cis|trans|ran|no\sid|in\sfoster|missing)\b)",
        opens="digit",
    ),
    rule(
        "age",
        "digits",
        r"\.?\s(?:in\s|en\s|el\s)?(?P<id>(?:(?:19|20)\d\d|'\d\d))\b",
        heads="born|nacio|nacida|nacido|yob|dob yr",
    ),
    rule(
        "age",
        "digits",
        r"\s(?P<n>\d{2})(?=\s{0,2}(?:$|[.,;)\n])|\s(?:and|yo|yrs?|or\sso|with)\b)",
        _is_age,
        heads="buyer was|buyer is|trafficker is|pimp is|he is|bf is|boyfriend is|john was|man was",
    ),
    rule(
        "age",
        "digits",
        r"(?<![\w.] )(?<!\w)1\d(?=,\s(?:maybe|possibly|says|but|about|or\sso|i\sthink|she\ssays|he\ssays|looks"
        r"|no\sid)\b)",
        opens="digit",
    ),
    rule(
        "age",
        "digits",
        r"(?:\s(?:like|maybe|probably|about|around|old|at\sleast))?\s(?P<n>[2-9]\d)(?![\d:/%])(?=\s{0,2}(?:$"
        r"|[.,;)\n])|\s(?:and|with|or\sso|yo|white|black|latino|hispanic|bald)\b)",
        _is_age,
        heads="looked|looks|he's|hes|she's|buyer is|john is|bf is|boyfriend is",
    ),
    rule("age", "plain", r"\s(?:in\s|en\s)(?P<id>[09]\d)\b", heads="born|nacio|nacida|nacido"),
)
