"""Identifiers and details by their label: in a form, in a question and its answer, in a line of a dispatcher."""

import re

from privacy.guard import cues
from privacy.guard.lexicon import lexicon
from privacy.guard.postal import ZIPS
from privacy.guard.rules import Match, rule
from privacy.guard.telling import PLAIN, is_telling

_UNSEEN = "something|blank|question mark|unknown"
_NO_INITIALS = cues.words("lep lgb ftm mtf trans jdh ask asl hiv dmv unk tbd cps dhs poc bia usc lpr roi osp psu")


def _is_half_seen(match: Match) -> bool:
    """'MZ7-something-4', but not 'A something 4'."""
    seen = match["a"] + match["b"]
    return len(seen) >= 3 and bool(re.search(r"\d", seen)) and bool(re.search(r"[A-Z]", seen))


def _is_profile(match: Match) -> bool:
    """'cuenta de face es La Princesa', 'Facebook is Lil Smiley Oficial'."""
    words = match["id"].lower().split()
    least = 1 if match["head"].lower().startswith(("cuenta", "perfil")) else 2
    return len(words) >= least and not all(word in lexicon().vocabulary or word in cues.GRAMMAR for word in words)


def _is_initials(match: Match) -> bool:
    letters = match["id"].lower()
    return letters not in _NO_INITIALS | lexicon().vocabulary and lexicon().rank(letters) < 20_000


def _is_loud_school(match: Match) -> bool:
    word, words = match["who"].lower(), lexicon()
    named = words.is_name(word) or word in words.word_names
    return (named and word not in words.vocabulary) or is_telling(word, 3000)


def _is_shop(match: Match) -> bool:
    words = match["who"].lower().split()
    return words[0] not in cues.GRAMMAR and any(word not in PLAIN | cues.GRAMMAR for word in words)


def _is_loud_venue(match: Match) -> bool:
    words = match["id"].lower().split()
    known = any(word in lexicon().vocabulary or word in cues.GRAMMAR for word in words)
    return match["id"].isupper() and not known and any(is_telling(word, 20_000) for word in words)


RULES = (
    # "MZ7-something-4", "K something 21".
    rule(
        "plate",
        "plain",
        r"\b(?P<a>[A-Z\d]{1,4})[\s-](?i:something|blank|question\smark|unknown)(?:[\s-](?i:something|blank)){0,2}"
        r"[\s-](?P<b>[A-Z\d]{1,4})\b(?!\s?(?:years|days|am|pm))",
        _is_half_seen,
        needs=_UNSEEN,
        cased=True,
    ),
    rule(
        "plate",
        "digits",
        r"(?:\s(?:plates?|tags?))?[\s:]{1,2}(?P<id>\d{1,2}[A-Z]\s?[A-Z\d]{0,2}\d{2,5})\b",
        heads="idaho|ldaho|oregon|washington|california|nevada|montana",
        cased=True,
    ),
    rule("address", "digits", r"\s?(?:#|no\.?|num|number|nbr)[\s:.]{0,2}\d{1,5}\b", heads="hse|hs|hous|haus|hause"),
    rule("address", "plain", r"[^\w\n]{1,5}(?:\d\s){2,5}\w", heads="addr|address|adress|direccion"),
    rule("address", "plain", r"(?<![\d.])\d(?:\s\d){1,5}(?:\s[a-z]){4,20}\b", opens="digit"),
    rule(
        "address",
        "digits",
        r"\.?\s[A-Z][a-z]{2,20}+(?:\s[A-Za-z]{2,15}+){0,2}?\s(?:#\s?|[Nn]o\.?\s|[Nn]um\.?\s|numero\s)?\d{2,5}\b"
        r"(?!\s?(?:am|pm|veces|times|dias|anos)\b|:)",
        heads="ave|av|avda|blvd|calz|priv|prol|cda",
        cased=True,
    ),
    rule(
        "birth",
        "digits",
        r"[^\n\d]{0,16}(?P<id>\d{1,2}[\s,/-]{1,2}\d{1,2}[\s,/-]{1,2}(?:0\s?\d|\d{2}))(?![\d:])",
        heads="birthday|bday|b-day|dob|date of birth|cumpleanos|fecha de nacimiento",
    ),
    rule("zip", "digits", r"[^.\n\d]{0,30}?(?P<id>\d(?:[,\s-]{1,2}\d){4})(?!\d|[,\s]{1,2}\d)", heads=ZIPS),
    rule(
        "handle",
        "plain",
        r"\s(?:es|se\sllama|sale\scomo|is|is\scalled|name\sis|says)\s(?P<id>[A-Z][\w'.]{1,20}+(?:\s[A-Z][\w'.]{1,20}+)"
        r"{0,3})",
        _is_profile,
        heads="cuenta de face|cuenta de facebook|cuenta de insta|cuenta de instagram|cuenta de tiktok|perfil de face"
        "|perfil de facebook|face|facebook|fb|insta|instagram|tiktok|ig|snap",
        cased=True,
    ),
    rule(
        "initials",
        "plain",
        r"\s?[(\[](?P<id>[A-Z]{2,3})[)\]]",
        _is_initials,
        heads="juv|juvenile|youth|client|victim|vic|minor|subject|subj|child|female|male|suspect|runaway|witness|wit"
        "|pt|patient|girl|boy|daughter|son|sister|brother|mother|mom|father|dad|resident|teen",
        cased=True,
    ),
    rule(
        "school",
        "plain",
        r"\b(?P<who>[A-Z]{3,15})\s(?:JR\.?\s(?:HIGH|HS)|JHS|HS|MIDDLE|ELEM|ELEMENTARY"
        r"|HIGH(?=\s(?:BUS|SCHOOL|GYM|PARKING|LOT|FIELD|STUDENT|CAMPUS|STADIUM)))\b",
        _is_loud_school,
        opens="capital",
        cased=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?P<id>[A-Z]{3,15}\s[A-Z]{3,15})(?=[.,;)]|$|\s(?:LOT|PARKING|ON|IN|AND|W)\b)",
        _is_loud_venue,
        heads="check the|check at the|at the|outside the|inside the|from the|behind the|near the|left the|of the",
        cased=True,
    ),
    rule(
        "venue",
        "plain",
        r"\s(?:the\s)?(?P<id>(?P<who>(?:[\w'-]{2,15}+\s){1,3}?)(?:espresso|java|donuts|tacos|burgers|tattoo|vapes|liquor"
        r"|pawn|coffee(?!\s(?:shop|hour|time|break|with|and)\b)))\b(?!\s(?:shops?|stands?|place|store|carts?)\b)",
        _is_shop,
        heads="at|behind|outside",
    ),
    # "At forty-one she's learning", "Now nine, and".
    rule(
        "age",
        "digits",
        r"\s(?P<id>1[3-79]|[2-9]\d),?\s(?:she|he|they)(?:'s|'d|\sis|\swas|\shas|\scan|\sstill|\salready|\sstarted"
        r"|\sleft|\swants)\b",
        heads="at",
    ),
    rule(
        "age",
        "digits",
        r"\s(?P<id>[2-9]|1[0-79]),\s(?:and|she|he|they|but|with)\s",
        lambda match: match.string[: match.start()].rstrip()[-1:] in ("", ".", ";", "\n"),
        heads="now|just|only|barely|almost",
    ),
    # "Came into the world in a patrol car", "the kid who got pulled out of the well".
    rule(
        "detail",
        "plain",
        r"\s(?:in|on|at|aboard|during|inside|under|behind|by|en)\s(?!19|20|early|late)\w",
        heads="came into the world|came into this world|entered the world|vino al mundo|llego al mundo",
    ),
    rule(
        "detail",
        "plain",
        r"\s(?:who|that)\s(?:(?:got|was|were|had\sbeen)\s(?:pulled|stuck|struck|rescued|bitten|mauled|attacked\sby"
        r"|hit\sby|trapped|buried|swept|airlifted|on\sthe|in\sthe\s(?:paper|news))|fell\s(?:off|in|into|from"
        r"|through)|survived|drowned|saved|won|jumped\s(?:off|from))\b",
        heads="the kid|the boy|the girl|the one|the guy|the baby|the family|the lady|the man|the woman|the twins",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:(?:her|his|the|a|an|part|half|tip|most|of|one|two|three|left|right|upper|lower|front)\s){0,4}"
        r"(?:ear|ears|earlobe|eye|finger|fingers|fingertip|thumb|toe|toes|arm|leg|foot|nostril|eyebrow|tooth|teeth"
        r"|kneecap)\b(?!\s(?:contact|exam|band|rest|chair))",
        heads="missing",
    ),
)
