"""Post boxes and ZIP codes."""

import re

from privacy.guard.rules import Match, rule

_BOXES = (
    "pob|pmb|pobox|apartado postal|apartado|apdo|apdo postal|casilla|casilla postal|casillero|casillero postal"
    "|caja postal|buzon|buzon postal|lock box|postal box|mailbox|mail box|ups box"
)
ZIPS = (
    "zip|zips|zip code|zip codes|zipcode|zipcodes|zip+4|postal code|postcode|mail code|codigo postal|cod postal"
    "|area postal|zona postal|general delivery"
)
# Five digits, in one or spaced out or said one by one.
_FIVE = r"\d(?:[\s-]?+\d){4}+(?:\s?-\s?\d{4})?+(?!\s?\d|[,.]\d)"
# The states around: what their ZIP codes begin with.
_WESTERN = r"(?:97|98|99|9[0-6]|83|89)\d{3}(?:-\d{4})?(?![\d-]|[,.]\d)"
_NO_MONEY = r"(?!000|\d00\b)"

_MAILED = re.compile(r"\b(?:box|mail|check|checks|letters?|addr|address|send|correo)\b[^.\n]{0,30}$", re.IGNORECASE)


def _is_mailed_to(match: Match) -> bool:
    """'check is going to P.O. 1187'; 'PO 20 mg' is taken by mouth."""
    return bool(_MAILED.search(match.string, max(0, match.start() - 40), match.start()))


RULES = (
    rule(
        "po-box",
        "digits",
        r"\s?(?:box|bx|b)\b\.?\s?(?:#|no\.?|number|num\.?)?\s?\d{1,6}\b",
        heads="po|p.o.|p. o.|p o|p.o|post office|postal|mail|mailing|private mail",
    ),
    # "P.O.Box901", "P.0. Bx 7", "PO B0X 441", "poboxx 32", "PO Drawer H".
    rule(
        "po-box",
        "digits",
        r"(?:(?<=o)|[.\s]{0,2}[o0])[.\s]{0,2}(?:b[o0]xx?|bx|b|drawer)[.\s]{0,2}(?:#|no\.?|number|num\.?)?\s?\d{1,6}\b",
        heads="p|po",
    ),
    rule("po-box", "plain", r"[.\s]{0,2}(?:o\.?\s)?drawer\s[a-z\d]{1,4}\b", heads="p|po|postal|mail"),
    rule("po-box", "digits", r"\.?\s?(?:#|no\.?\s|num\.?\s|numero\s)?\s?\d{1,6}\b", heads=_BOXES + "|poboxx|apdo no"),
    rule(
        "po-box",
        "digits",
        r"\bBox\s(?:#|no\.?\s)?\d{1,6}\b(?!\s(?:on|of)\sthe\s|\sis\s(?:blank|checked|marked)|\sasks|\sof\b)",
        needs="box",
        cased=True,
    ),
    rule(
        "po-box", "digits", r"\s(?:#|no\.?\s)?\d{2,6}\b(?!\s?(?:of|lbs?|pounds|on\sthe\sform|asks)\b)", heads="box|bx"
    ),
    rule("po-box", "digits", r"\s?#?\d{1,4}\b", heads="rr|rural route|hc|general delivery"),
    rule("zip", "digits", rf"[^.\n\d]{{0,30}}?(?P<id>{_FIVE})", heads=ZIPS),
    rule("zip", "digits", rf"[\s:.#]{{1,3}}(?P<id>{_FIVE})", heads="c.p|c.p.|cp"),
    rule(
        "zip",
        "digits",
        rf"(?<![\d$.,/-])(?P<id>{_FIVE})(?:[\s,]{{1,2}}+[a-z]{{1,6}}+){{0,3}}?[\s,(]{{1,2}}(?:zip|codigo\spostal"
        rf"|postal)",
        opens="digit",
    ),
    rule(
        "zip",
        "digits",
        r"\s(?:\w{2,5}+\s){0,2}?(?:ends?|ending|starts?|starting|begins|beginning|termina|empieza)\s(?:in|with|en|con)"
        r"\s(?P<id>\d[\d\s]{1,4}+)",
        heads=ZIPS,
    ),
    rule("zip", "digits", r"[^.\n\d]{0,12}\d{3}\b", heads="zips starting|zip starts|zip begins"),
    rule(
        "zip",
        "digits",
        rf"[\s,.]{{1,2}}(?P<id>{_WESTERN})",
        heads="or|ore|oregon|wa|washington|ca|calif|california|id|idaho|nv|nevada",
    ),
    rule(
        "zip",
        "digits",
        rf"\s(?:the\s)?(?P<id>{_WESTERN})(?!\s?(?:dollars|bucks|in\swages|people|a\s|per\s|pesos|miles))",
        heads="in|near|from|around|at|outside|of|en|area|to",
    ),
    # A ZIP code of this state stands for itself.
    rule(
        "zip",
        "digits",
        rf"(?<![\d$.,/#-])(?P<id>97{_NO_MONEY}[0-8]\d\d(?:-\d{{4}})?)(?!\d|[,./-]\d|\s?(?:dollars|bucks|pesos|miles"
        rf"|mg))",
        opens="digit",
    ),
    rule("zip", "digits", r"(?<![\d$.,/-])(?<!\d\s)9\s7(?:\s\d){3}(?!\d|\s\d|[,./-]\d)", opens="digit"),
    rule(
        "po-box",
        "digits",
        r"\.?\s?(?:o\.?)?\s(?:#\s?)?\d{2,5}\b(?!\s?(?:mg|mcg|ml|x|days|tabs|bid|q\d))",
        _is_mailed_to,
        heads="p|po",
    ),
    rule("po-box", "digits", r"\s#\s?\d{1,6}\b", heads="post office"),
)
