"""Social Security numbers, and the last or first digits of numbers that are known whole elsewhere."""

from privacy.guard.identifiers import YEAR, digits_in
from privacy.guard.rules import Match, rule


def _is_no_year(match: Match) -> bool:
    return not YEAR.fullmatch(match["id"].strip())


RULES = (
    rule(
        "phone",
        "digits",
        r"\b[^.\n\d]{0,20}\b(?:ends?|ending)\s(?:in|with)\s\d\d\s?\d\d?\b",
        heads="phone|cell|number|mobile|text|call|whatsapp|line|burner|landline|signal|zelle|flip phone",
    ),
    rule(
        "phone", "digits", r"\s(?:ends?|ending)\s(?:in|with)\s\d\d\b", heads="phone|cell|mobile|burner|landline|number"
    ),
    rule(
        "phone", "digits", r"\s(?:ends?|ending)\s\d\d\s?(?:\d\d)?\b", heads="phone|cell|number|mobile|burner|landline"
    ),
    rule("phone", "digits", r"\s(?P<id>\d{4})\s(?:number|phone|cell|burner)\b", heads="the|her|his|their|that|other"),
    rule(
        "number",
        "digits",
        r"(?:\s(?:4|5|6|four|five|six|digits))(?:[\s:=,]|\b(?:digits?|of|her|his|their|the|ssn|social|phone|card"
        r"|number|account|are|is|was)\b){1,8}+(?P<value>\d{4,6})\b",
        heads="last|first|final",
    ),
    rule(
        "ssn",
        "digits",
        r"(?:[\s:=#.,(*x/-]|\b(?:number|num|no|is|was|are|ends?|ending|w|last4?|four|4|of|in|with|card|the"
        r"|has)\b){0,14}+(?P<tail>\d[\d\s./-]{2,14}\d)",
        lambda match: digits_in(match["tail"]) >= 4 and not (YEAR.fullmatch(match["tail"])),
        heads="ssn|ss|s.s.n|soc sec|soc. sec|seguro|seguro social|numero social|numero de seguro|social|social security"
        "|social sec|itin|soc|tax id|taxpayer id",
    ),
    rule("ssn", "digits", r"[\s-]?xx[\s-]?\d{4}\b", heads="xxx"),
    rule("ssn", "digits", r"(?<![\w*#])[*#]{3}[\s-]?[*#]{2}[\s-]?\d{4}\b", marks="*#"),
    rule("ssn", "digits", r"\d{4}\b,?\s(?:is\s)?(?:the\s|her\s|his\s)?(?:ssn|social)\b", opens="digit"),
    # "social starts with 531", "ssn begins 531-44", "first three of ssn 531".
    rule(
        "ssn",
        "digits",
        r"\s(?:number\s)?(?:starts?|starting|begins?|beginning|empieza|prefix)(?:\s(?:in|with|w/|con"
        r"|is))?\s(?P<id>\d{3}(?:[\s-]?\d\d)?)\b",
        heads="ssn|ss|social|soc|social security|itin|seguro|seguro social",
    ),
    rule(
        "ssn",
        "plain",
        r"\s(?:\w{1,6}+\s){0,2}?(?:of|del?)\s(?:the\s|her\s|his\s|su\s)?(?:ssn|ss|social|soc|seguro)\b(?:[\s:=,]"
        r"|\b(?:security|number|social"
        r"|is|are|was|son|es)\b){0,6}+(?P<id>\d{2,6})\b",
        heads="first|last|final|middle|ultimos|ultimas|primeros",
    ),
    rule(
        "ssn",
        "digits",
        r"(?<![\d$.,/-])(?P<id>\d{4})[\s,]{1,2}(?:is\s|are\s|was\s|as\s|for\s|=\s?|-\s?|\(){0,2}(?:the\s|her\s|his\s"
        r"|my\s|their\s)?last\s(?:4|four)\b",
        opens="digit",
    ),
    # Whose last digits they are is not always said: "ends in 0142", "termina en 2286", "last four 8812".
    rule(
        "number",
        "digits",
        r"\s(?:in|with|en|con)\s(?:the\s|numbers?\s|digits\s|los\s|numeros?\s){0,2}(?P<id>\d\d\s?\d\d)\b(?![:/%]"
        r"|\s?(?:am|pm|days|dollars))",
        _is_no_year,
        heads="ends|ending|end|termina|terminan|terminada|terminado|acaba",
    ),
    rule(
        "number",
        "digits",
        r"\s(?:4|cuatro|digits|numbers|numeros)\b[^.\n\d]{0,24}?(?P<id>(?<!\d)\d\s?\d\s?\d\s?\d)(?![\d%]|\s?(?:am|pm"
        r"|days|weeks|months)\b)",
        _is_no_year,
        heads="last|ultimos|final",
    ),
    rule("number", "digits", r"(?<![\w*])\*{1,12}[\s-]{0,2}\d{3,4}\b(?![-/%])", marks="*"),
    rule("number", "digits", r"(?<![\w#])#{2,8}[\s-]{0,2}\d{3,4}\b(?![-/%])", marks="#"),
    rule(
        "number",
        "digits",
        r"(?:[\s-]{0,2}x{0,4}[\s-]{0,2})\d{3,4}\b(?![-/%])",
        heads="xx|xxx|xxxx|xxxxx|xxxxxx|xxxxxxx",
    ),
    rule(
        "payment",
        "digits",
        r"(?:\s(?:card|debit|gift|acct|no\.?))?[\s:(]{0,2}[x.*#]{1,4}[\s-]?\d{4}\b",
        heads="visa|mc|mastercard|amex|discover|card|debit|acct|account|ebt|chime|green dot|greendot|tarjeta|phone"
        "|cell",
    ),
    # "9715550142x3", "locker 212", "lunch number 4418".
    rule(
        "record",
        "digits",
        r"\s(?:no\.?\s|number\s|#\s?)?\d{2,5}\b(?!\s?(?:days|hours|people|am|pm))",
        heads="locker|lunch number",
    ),
    rule(
        "payment",
        "digits",
        r"(?<![\d$.,/-])\d{4}\s(?:on|en|from|de)\s(?:the|her|his|la|su)\s(?:card|tarjeta|debit|visa)\b",
        opens="counted",
    ),
    rule(
        "payment",
        "digits",
        r"\s(?P<id>\d{4})\b(?!\s?(?:dollars|pesos|people))",
        _is_no_year,
        heads="tarjeta|her card|his card|the card",
    ),
    rule("number", "digits", r"\s(?P<id>\d{4})\b(?![:/%])", _is_no_year, heads="termina|terminan|terminacion"),
)
