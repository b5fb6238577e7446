"""Birth dates, exact dates, exact days and exact ages."""

import re

from privacy.guard.rules import Match, any_of, rule

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    "|sep|sept|oct|nov|dec|ene|abr|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    "|diciembre"
)
_MONTH = any_of(_MONTHS)
_HOLIDAYS = (
    "christmas|xmas|thanksgiving|halloween|easter|new year|new years|new year's|valentine's|valentines|mother's"
    "|mothers|father's|fathers|memorial|labor|independence|veterans|super bowl|superbowl|cinco de mayo|juneteenth"
    "|fourth of july|4th of july|july 4th|navidad|nochebuena|ano nuevo|semana santa|dia de muertos|eid|diwali"
    "|st patrick's|dia de los muertos|pi day|groundhog|columbus|black friday|earth day|flag day|boxing day"
)
_BIRTH_HOLIDAYS = _HOLIDAYS + "|mlk day|reyes|los muertos|nochevieja|tet|lunar new year|ramadan"
_ON_HOLIDAYS = "|".join(f"on {day}" for day in _HOLIDAYS.split("|"))
_WEEKDAY_OF_MONTH = rf"\s(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\s(?:of|in)\s{_MONTH}\b"
_DAY2 = r"(?:0[1-9]|[12]\d|3[01])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# What is counted: "May 3 weeks", "8/17 beds" are no dates.
UNIT = (
    r"(?:am|pm|a\.m|p\.m|years?|yrs?|yo|y/o|months?|mos?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|times|kids"
    r"|children|people|youth|girls|boys|women|men|beds|nights|percent|%|dollars|bucks|miles|lbs|pounds|sessions)\b"
)
_CUES = (
    "week of|on|since|by|until|till|before|after|from|through|thru|date|dated|of|due|hearing|court|appt|appointment"
    "|visit"
    "|released|release|born|dob|bday|birthday|starting|effective|exp|expires|expired|seen|arrested|intake|discharged"
    "|admitted|and|to|check|eval|exam|meeting|mtg|call|followup"
)
_AFTER_CUE = re.compile(
    rf"\b(?:{any_of(_CUES)}|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?),?\s{{1,2}}$", re.IGNORECASE
)
# Who did something on that day.
_SOMEBODY = re.compile(r"\s(?:she|he|they|we|her|his)\b", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:may|march|mar)\b")
# "opens in January, two families ahead of us".
_COUNTS = re.compile(r"\s(?!this\b|was\b|has\b)[a-z]{3,14}s\b")
# Days on which something is paid, as every month.
_PAID = re.compile(
    r"\b(?:rent|bill|bills|deposit|payday|paycheck|benefits|ebt|snap|ssi|fees?|payments?|utilities|lease)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)


def _day_and_month(a: int, b: int) -> bool:
    return (1 <= a <= 12 and 1 <= b <= 31) or (1 <= a <= 31 and 1 <= b <= 12)


def _is_full_date(match: Match) -> bool:
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4:
        return 1900 <= int(a) <= 2100 and len(c) <= 2 and _day_and_month(int(b), int(c))
    return len(a) <= 2 and len(c) in (2, 4) and _day_and_month(int(a), int(b))


def _is_short_date(match: Match) -> bool:
    """8/17, but not 24/7, a half, or a rating of 7/10."""
    a, b = int(match["a"]), int(match["b"])
    if cue := match.groupdict().get("head"):
        return _day_and_month(a, b) and (b != 10 or cue.lower() not in ("to", "from", "of", "by", "and"))
    rated = (b == 10 and a <= 10) or (a < b <= 4) or (a, b) == (24, 7)
    return not rated and _day_and_month(a, b)


def _is_month(match: Match) -> bool:
    """'may 3' and 'march 3' in small letters are a date only where a date would stand."""
    if "," in match[0] and _COUNTS.match(match.string, match.end()):
        return False
    if not _SHORT.search(match["head"]):
        return True
    before = match.string[max(0, match.start() - 14) : match.start()]
    after = match.string[match.end() :][:6]
    return bool(match["rest"] or _AFTER_CUE.search(before) or not before.strip() or _SOMEBODY.match(after))


def _is_day_of_month(match: Match) -> bool:
    said = match["nth"] or match["rest"] or " of " in match[0] or (match["head"] == "May" and match.start())
    return bool(match["head"].lower() != "may" or said)


_NEAR = 40
# What concerns all: 'the kitchen closes on the 3rd; residents may use the microwave'.
_OF_THE_HOUSE = re.compile(
    r"\b(?:residents|everyone|kitchen|pantry|volunteers|donations|carolers|carol|potluck|training|webinar|newsletter)\b",
    re.IGNORECASE,
)


def _is_day(match: Match) -> bool:
    """'the first' and 'the 15th' are paydays and places in a row."""
    day = int(match["day"])
    if day <= 5 and re.match(r"\s(?:to|in|for|time|of)\b", match.string[match.end() :]):
        return False
    if _PAID.search(match.string, max(0, match.start() - _NEAR), match.start()):
        return False
    around = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return 1 < day <= 31 and day != 15 and not _OF_THE_HOUSE.search(around)


RULES = (
    # Holidays that are somebody's birthday, and a day that comes every four years.
    rule(
        "birth",
        "plain",
        r"(?:\s(?:baby|birthday|bday|child|\d{4}))?",
        heads="leap day|leap year birthday|leap year baby|leap baby|leapling|29 de febrero|29th of february",
    ),
    rule(
        "birth", "digits", r"(?:\s(?:on|is|was|in|the)){0,3}(?P<id>(?:\s\d){3,8})(?!\d)", heads="born|dob|birthday|bday"
    ),
    rule(
        "day",
        "plain",
        r"(?:'s)?(?:\s(?:day|eve))?\s(?:baby|child|birthday|bday)\b",
        heads=_HOLIDAYS + "|mlk day|labor day|memorial day|valentine",
    ),
    rule(
        "day",
        "plain",
        r"\s(?:is\s|was\s|falls\s|party\s|with\s|es\s|el\s|en\s|la\s|dia\s|de\s|(?:a|one|two|three|few|\d)\s|days?\s"
        r"|weeks?\s|right\s|just\s|on\s|before\s"
        rf"|after\s|the\s|around\s|day\s|shared\s){{0,6}}+(?:{any_of(_BIRTH_HOLIDAYS)})\b",
        heads="birthday|bday|b-day|born|nacio|cumple|cumpleanos|birthday with",
    ),
    rule(
        "birth",
        "digits",
        r"(?<!\d)\d{6}(?:\d\d)?(?!\d),?\s(?:(?:is|was|as|=|-)\s)?(?:(?:her|his|their|the|my)\s)?(?:dob|d\.o\.b|birth"
        r"|bday"
        r"|birthday)\b",
        opens="digit",
    ),
    rule(
        "date",
        "digits",
        r",?\s(?:the\s)?\d{1,2}(?:st|nd|rd|th)\b(?!\s(?:grade|shift|floor|time))",
        heads="sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues|tue|wed|thurs|thur|thu|fri|sat",
    ),
    rule(
        "date",
        "digits",
        r"(?<!\d)\d{1,2}(?:st|nd|rd|th)\sof\s(?:this|last|next|that)\smonth\b",
        opens="digit",
    ),
    rule("day", "digits", r"(?<![\d/.-])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])", opens="digit"),
    rule(
        "birth",
        "digits",
        r"\.?(?:[\s:=#(-]|\bis\b|\bof\b|\bwas\b|\bon\b|\byear\b){0,6}+\d{1,8}+(?:[\s/.,-]{1,2}+\d{1,4}){0,3}+",
        heads="dob|d.o.b|d o b|d/o/b|dob yr|dob year|date of birth|birth date|birthdate|fecha de nacimiento"
        "|fecha de nac|db|dofb|f.n",
    ),
    rule(
        "birth",
        "digits",
        r"[^.\n\d]{0,30}?\s(?P<id>\d{6}|\d{8})(?!\d)",
        heads="dob|d.o.b|d/o/b|date of birth|birth date|birthdate|birthday|bday|born|fecha de nacimiento|nacio",
    ),
    rule(
        "birth",
        "digits",
        rf"(?:[\s:,]|\b(?:on|is|was|in|the|el)\b){{1,6}}+(?:{_MONTH}\s(?:the\s)?\d{{1,2}}|\d{{1,2}}\s(?:de\s"
        rf"|of\s)?{_MONTH})",
        heads="birthday|b-day|bday|born|nacio|nacido|nacida|cumple|cumple anos|cumpleanos",
    ),
    rule(
        "birth",
        "digits",
        rf"\.?[^.\n\d]{{0,12}}\b{_MONTH}\b[\s.,]{{0,2}}+(?:of\s)?(?:\d{{1,4}}(?:st|nd|rd|th)?)",
        heads="dob|d.o.b|date of birth|birth date|birthdate|birthday|b-day|bday|born",
    ),
    rule(
        "birth",
        "digits",
        r"(?:[\s:,]|\b(?:on|is|was|in|the)\b){1,6}+\d{1,4}(?:st|nd|rd|th)?\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?",
        heads="birthday|b-day|bday|born|nacio|nacido|nacida|cumple|cumple anos|cumpleanos",
    ),
    rule(
        "date",
        "digits",
        r"(?<![\d/.])(?P<a>\d{1,4})\s?(?P<s>[/.\-|\\•·_~])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<c>\d{1,4})(?!\d|[/.-]\d)",
        _is_full_date,
        opens="digit",
    ),
    rule(
        "date",
        "digits",
        r"(?<![\d/.-])(?P<a>\d{1,2})\s(?P<b>\d{1,2})\s(?P<c>(?:19|20)\d\d)(?![\d-])",
        _is_full_date,
        opens="counted",
    ),
    rule("date", "digits", rf"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2]){_DAY}(?!\d)", opens="digit"),
    rule(
        "date",
        "digits",
        r"(?:\s{1,2}(?:the\s)?|:\s?)(?P<id>(?P<a>\d{1,2})/(?P<b>\d{1,2}))(?![\d/%])",
        _is_short_date,
        heads=_CUES,
    ),
    rule(
        "date",
        "digits",
        rf"(?<![\d/.$-])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/%]|\s?{UNIT}|\s(?:of|pain|scale|distress)\b)",
        _is_short_date,
        marks="/",
        opens="digit",
    ),
    rule(
        "date",
        "digits",
        rf"\s(?P<id>(?P<a>\d{{1,2}})-(?P<b>\d{{1,2}}))(?![\d-]|\s?{UNIT})",
        lambda match: 1 <= int(match["a"]) <= 12 < int(match["b"]) <= 31,
        heads=_CUES,
    ),
    rule(
        "date",
        "digits",
        rf"\s(?P<id>(?P<a>\d{{1,2}})(?:\.(?P<b>\d\d)|-(?P<c>\d{{1,2}})))(?![\d.%-]|\s?{UNIT}|\s?mg\b)(?=\s(?:in|at"
        rf"|she|he|and|with|by|the)\b|[,;.]|$)",
        lambda match: _day_and_month(int(match["a"]), int(match["b"] or match["c"])),
        heads="on|since|dated|born|dob|seen",
    ),
    rule(
        "date",
        "digits",
        r"\s(?P<id>(?P<a>\d{1,2})[\s,]{1,2}(?P<b>\d{1,2})[\s,]{1,2}(?P<c>\d\d))(?!\s?[\d,]|\s\w{3,10}+s\b)",
        _is_full_date,
        heads=_CUES,
    ),
    rule(
        "date",
        "digits",
        rf"[\s.\-/,]{{0,3}}+(?:the\s)?{_DAY}(?!\d|[:%]|\s?{UNIT})"
        r"(?P<rest>(?:st|nd|rd|th)?\b(?:[\s.,\-/']{1,3}+(?:19|20)?\d\d\b)?)",
        _is_month,
        heads=_MONTHS,
    ),
    rule(
        "date",
        "digits",
        rf"(?<![\d:$/-]){_DAY}(?P<nth>st|nd|rd|th|ro|er|º)?[\s.\-/]{{0,2}}+(?:day\s)?(?:of\s"
        rf"|de\s)?(?P<head>{_MONTH})(?![a-z])"
        r"(?P<rest>(?:[\s.,\-/']{1,3}+(?:de\s)?(?:19|20)?\d\d\b)?)",
        _is_day_of_month,
        needs=_MONTHS,
        opens="digit",
    ),
    rule(
        "date",
        "digits",
        r"(?:'s)?(?:\s(?:eve|day|night|morning|weekend|week|break|sunday|monday)){0,2},?\s(?:of\s|in\s|de\s|del\s)?"
        r"(?:(?:19|20)\d\d\b|(?:last|this)\syear\b)",
        heads=_HOLIDAYS,
    ),
    rule(
        "date",
        "digits",
        rf"\s(?:de\s)?{_MONTH}(?:\s(?:de|del)\s(?:19|20)\d\d)?",
        heads="primero de|dia primero",
    ),
    rule("day", "plain", r"(?:'s)?\s(?:eve|day|night|morning)\b", heads=_ON_HOLIDAYS),
    rule(
        "day",
        "plain",
        r"\s(?:sunday|eve|night|morning|weekend)\b",
        heads="easter|christmas|xmas|thanksgiving|halloween",
    ),
    rule("day", "plain", rf"\s{any_of(_HOLIDAYS)}\b", heads="night of|day of|eve of|morning of|day after|day before"),
    rule("date", "plain", rf"\s(?:day\s)?of\s(?P<month>{_MONTH})\b", heads="last day|first day|ides"),
    # "the second Tuesday of June", "the 2nd Tuesday in May".
    rule("date", "plain", _WEEKDAY_OF_MONTH, heads="first|second|third|fourth|last"),
    rule("date", "plain", rf"\d(?:st|nd|rd|th){_WEEKDAY_OF_MONTH}", opens="digit"),
    # "031426" and "260314": six digits that can be a day of these years.
    rule(
        "date",
        "digits",
        rf"(?<![\d$.,/#-])(?:(?:0[1-9]|1[0-2]){_DAY2}2[0-9]|2[0-9](?:0[1-9]|1[0-2]){_DAY2})(?![\d,]|[-./]\d)",
        opens="digit",
    ),
    rule(
        "date",
        "digits",
        rf"(?<![\d.,$/-]){_DAY}[-./ ](?:viii|vii|vi|iv|v|xii|xi|x|ix|iii|ii|i)[-./ ](?:19|20)?\d\d\b",
        opens="digit",
    ),
    rule(
        "date",
        "digits",
        r"\s{1,2}(?P<id>(?:0?[1-9]|1[0-2]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2]|[12]\d|3[01])\.)(?!\d)",
        heads="on|date|dated|el|day|seen|since|until|before|after",
    ),
    rule("day", "digits", r"\s\d{1,3}\s(?:of|in|del?)\s(?:19|20)\d\d\b", heads="week|day|semana|dia"),
    rule(
        "day",
        "digits",
        r"\s(?P<id>(?P<day>\d{1,2})(?:st|nd|rd|th))\b(?=\s{0,2}(?:[.,;:!?)\n]|$|(?:at|and|or|to|through|for|in|with"
        r"|because|so|but|after|before|when)\b|of\s(?:this|the|next|each|every)\b))",
        _is_day,
        heads="the|on",
    ),
    rule(
        "day",
        "digits",
        rf"(?:\s(?:is|was|coming|party|in|on|this|next|last|early|late|mid)){{0,4}}+\s{_MONTH}\b",
        heads="birthday|b-day|bday",
    ),
    rule(
        "day",
        "plain",
        r"\s(?:is|was)\s(?:today|tomorrow|yesterday|(?:on|this|next|last)\s\w{3,10}+)",
        heads="birthday|b-day|bday",
    ),
    rule(
        "date",
        "digits",
        r"(?<![\d/.-])(?P<a>\d{1,2})\s(?P<b>\d{1,2})\s(?P<c>\d\d)(?=\s(?:hearing|court|appt|visit|intake|dob"
        r"|is\s(?:her|his|the)\s(?:dob|birthday)))",
        _is_full_date,
        opens="counted",
    ),
    rule(
        "date", "digits", r"(?<![\d/])\d\s?\d\s?[/-]\s?\d\s?\d\s?[/-]\s?\d\s?\d(?:\s?\d\s?\d)?(?![\d/])", opens="digit"
    ),
)
