"""Names on social media and for payments."""

import re
from collections.abc import Iterator

from privacy.guard.cues import HANDLING
from privacy.guard.findings import Span
from privacy.guard.lexicon import lexicon
from privacy.guard.notes import Note
from privacy.guard.rules import Match, any_of, rule
from privacy.guard.telling import is_telling, looks_made_up

_PLATFORMS = (
    "fortnite|minecraft|valorant|apple cash|bereal|be real|marco polo|linktree|fansly|chaturbate|zangi|zalo|imo"
    "|odnoklassniki|weibo|su face|el face"
    "|del face|mi face"
    "|finsta|rinsta|whats app|sugarbook|skipthegames|megapersonals|leolist|listcrawler|insta|instagram|ig|snap|snapchat"
    "|sc|tiktok|tik tok|tt|facebook|fb|messenger|whatsapp|what's app|telegram|tele"
    "|signal|discord|disc|kik|twitter|youtube|yt|twitch|roblox|reddit|tumblr|pinterest|wechat|line|viber|onlyfans"
    "|only fans"
    "|tinder|grindr|plenty of fish|pof|bumble|hinge|badoo|tagged|meetme|yubo|wizz|omegle|skype|linkedin|gamertag"
    "|psn|xbox|xbox live|steam|threads|bigo|textnow|threema|wickr|myspace|vk"
)


_PAYMENTS = (
    "venmo|cash app|cashapp|cashtag|paypal|pay pal|zelle|chime|apple pay|google pay|remitly|bitcoin|btc|wallet"
    "|western union"
)


_SAID = (
    r"(?:'s)?(?:/\w{1,12}+)?(?P<said>(?:\s{0,2}+(?:->|→|:|=|-|,|\()|\s{1,2}+(?:is|es|was|name|names|handle|user"
    r"|username"
    r"|account|acct|id|tag|under|as|page|profile|at|to|and|or|her|his|their|goes|go|sent|paid|he|she|they|uses|used|use"
    r"|now|new|channel|group|chat|says|shows|sale|como|cuenta|usuario|nombre|called|named|con)\b){0,5}+)\s{0,2}+"
)


_NAMED = re.compile(
    r"=|\b(?:name|usuario|nombre|called|named|handle|user|username|account|acct|id|tag|profile|under)\b", re.IGNORECASE
)


def _is_handle(match: Match) -> bool:
    """A word after a platform is a name if it looks made up, or if a colon or 'name' announces it."""
    word, said, words = match["word"].lower().strip("._-"), match["said"], lexicon()
    if match["id"][0] in "@$" or re.search(r"\d|_|\w\.\w", word):
        return bool(re.search(r"[a-z]", word))
    if _NAMED.search(said):
        return (words.rank(word) < 100_000 and word not in words.vocabulary) or _stands_alone(match)
    if re.search(r"\bgoes to|\bsent to|\bpaid to", said):
        return looks_made_up(word)
    if re.search(r"[:=]", said):
        return _stands_alone(match) or words.rank(word) < 2000
    return len(word) > 2 and (words.rank(word) == 0 and not words.is_plain(word))


def _is_user(match: Match) -> bool:
    word = match["word"].lower().strip("._-")
    told = bool(match["told"])
    return looks_made_up(word) or (told and word not in lexicon().vocabulary and lexicon().rank(word) < 20_000)


def _is_paid(match: Match) -> bool:
    return lexicon().rank(match["id"].lower()) < 500 and match["id"].lower() not in lexicon().vocabulary


def _stands_alone(match: Match) -> bool:
    after = match.string[match.end("word") : match.end("word") + 1]
    return after in ("", ".", ",", ";", ")", "\n")


def _is_at(match: Match) -> bool:
    """'@ work' is a word for 'at'; '@ kay_194' is a name."""
    return "@ " not in match[0] or bool(re.search(r"\d|_", match[0]))


_USER = re.compile(
    r"(?:\b(?P<told>goes\sby|known\sas|called|named|name\sis|user|as|account|profile|handle|llama"
    r"|conocido\scomo)\s{1,2}+)?"
    r"(?<![\w@.])(?P<id>@?(?P<word>[a-z\d][\w.-]{2,29}+))\s{1,2}+(?:on|in|via|en|over|at|through)\s{1,2}+"
    r"(?:her\s|his\s|their\s|the\s|my\s)?+(?P<platform>[a-z]{2,12}+(?:\s[a-z]{3,4})?+)",
    re.IGNORECASE,
)


_PLATFORM_NAMES = frozenset(_PLATFORMS.split("|")) | {"x", "cashapp", "venmo", "zelle"}


_FIRST_OF_PLATFORMS = frozenset(name.split()[0] for name in _PLATFORM_NAMES)

_MEASURED = re.compile(
    r"(?:covid|form|sec|ors|usc|hb|sb|iphone|ipad|type|step|room|apt|unit|case|size|i)-?\d", re.IGNORECASE
)


# "She'll handle notification": what somebody does.
_DOES = re.compile(rf"(?:'ll|'d|\b(?:{'|'.join(sorted(HANDLING))}))\s$", re.IGNORECASE)


def _is_user_name(match: Match) -> bool:
    word, words = match["word"].lower(), lexicon()
    if _DOES.search(match.string, max(0, match.start() - 12), match.start()) and words.is_plain(word):
        return False
    return words.rank(word) < 20_000 or (":" in match["said"] and _stands_alone(match))


def _is_dotted(match: Match) -> bool:
    """'el.guero.mx88', 'dreamgirl99' in a text that names a platform: parts that are no sentence run together."""
    word, words = match["word"].lower(), lexicon()
    parts = re.split(r"[._-]", word)
    if _MEASURED.match(word) or (all(len(part) < 3 for part in parts) and not re.search(r"\d", word)):
        return False
    if len(parts) == 1:
        return words.rank(word) == 0 and len(word) > 3
    return any(words.rank(part) < 3000 or re.search(r"\d", part) for part in parts if part)


def _is_shown(match: Match) -> bool:
    """Behind a tilde: '~bx~', or a word that nobody knows; '~two weeks' is a measure."""
    word = match["word"]
    return bool(match["end"]) or word[0].isupper() or looks_made_up(word.lower())


def _is_given_out(match: Match) -> bool:
    """'dm pdx.kay', 'add kay-kay03': letters with a mark or digits inside."""
    return _is_dotted(match) and bool(re.search(r"[a-z]", match["word"]))


def _is_advertised(match: Match) -> bool:
    word = match["word"]
    return (word[0].isupper() or looks_made_up(word.lower())) and word.lower() not in lexicon().vocabulary


RULES = (
    rule("payment", "plain", r"(?<![\w$])\$[a-z][\w-]{2,24}+", marks="$"),
    rule(
        "payment",
        "links",
        r"\s?:?\s?(?P<id>[a-z][\w-]{2,24}+)",
        _is_paid,
        heads="dollar sign|dollarsign|cashtag|cash tag",
    ),
    rule("payment", "plain", r"1[a-z0-9]{20,70}+(?!\w)", heads="bc"),
    rule("payment", "plain", r"(?<!\w)0x[a-z0-9]{20,70}+(?!\w)", opens="digit"),
    rule(
        "payment",
        "digits",
        r"[^.\n\d]{0,25}?\b(?:ends?|ending|termina)\s(?:in|with|on|en)\s(?P<id>\d{4})\b",
        heads=f"{_PAYMENTS}|card|account|acct|debit|credit|bank|cuenta|tarjeta",
    ),
    rule("payment", "links", rf"{_SAID}(?P<id>[$@]?(?P<word>[\w.-]{{3,30}}+))", _is_handle, heads=_PAYMENTS),
    rule("handle", "links", r"(?<![\w@.])@\s?(?=[\w.]{0,29}[a-z])[\w.]{2,30}+(?<!\.)", _is_at, marks="@"),
    rule(
        "handle",
        "plain",
        r"(?:'s)?\s(?:business\s)?(?:page|profile|account|acct|group|name|under|called|named)(?:\s(?:is|was|under"
        r"|called|named))?"
        r"[\s:]{1,2}(?P<id>[A-Z][\w.-]{1,20}+(?:\s[A-Z][\w.-]{1,20}+){1,3})",
        heads=_PLATFORMS,
        cased=True,
    ),
    rule("handle", "links", rf"{_SAID}(?P<id>[@$]?(?P<word>[\w][\w.-]{{1,30}}+))", _is_handle, heads=_PLATFORMS),
    rule(
        "handle",
        "links",
        r"(?P<said>(?:\s{0,2}+[:=-]|\s(?:is|was)\b|\s(?=\S{0,30}[\d_])"
        r"|\s){1,2}+)\s{0,2}+(?P<id>(?P<word>[\w.#-]{2,30}+))",
        _is_user_name,
        heads="username|user name|screen name|screenname|handle|gamer tag|gamertag|profile name|account name"
        "|login name",
    ),
    rule(
        "handle",
        "plain",
        rf"\s(?P<id>[A-Z][\w.-]{{1,20}}+(?:\s[A-Z][\w.-]{{1,20}}+){{0,3}})\s(?:on|over|in)\s(?:(?:her|his|their)\s)?"
        rf"(?i:{any_of(_PLATFORMS)})\b",
        heads="under|as|called|named|name|name of|profile",
        cased=True,
    ),
    rule(
        "handle",
        "plain",
        r"(?:'s)?\s?(?:is|name\sis|as|:|=|-)\s{1,2}(?P<id>[A-Z][a-z][\w.-]{0,20}+(?:\s[A-Z][a-z][\w.-]{0,20}+){1,3})",
        heads=f"{_PLATFORMS}|profile|page",
        cased=True,
    ),
    rule(
        "handle",
        "links",
        r"\s(?:that\sis\s|is\s|was\s)?(?:called|named|under)\s(?:the\sname\s)?(?P<id>(?P<word>[\w.-]{3,30}+))",
        lambda match: looks_made_up(match["word"].lower()),
        heads="account|profile|page|user|channel|group chat|chat",
    ),
    rule("handle", "plain", r"(?<![\w.#])(?=[\w.]{0,30}[a-z])[\w.]{2,32}+#\d{4}\b", marks="#"),
    rule(
        "handle",
        "links",
        r"(?<![\w'-])(?=[\w.]{0,24}[a-z])(?=[a-z0-9.]{0,24}_|_)[\w.]{3,30}+(?<!_)(?![\w'-])",
        marks="_",
    ),
    rule(
        "handle",
        "links",
        r"(?<![\w@./$-])(?P<word>(?=[a-z\d]{0,15}[a-z])[a-z\d]{2,16}+(?:[._][a-z\d]{1,16}+){1,4}+)(?![\w@/-]|\.\w)",
        _is_dotted,
        needs=_PLATFORMS,
        opens="dotted",
    ),
    rule(
        "handle",
        "links",
        r"(?<![\w@./$-])(?P<word>[a-z]{4,16}\d{1,5})(?![\w@/-]|\.\w)",
        _is_dotted,
        needs=_PLATFORMS,
        opens="mixed",
    ),
    rule("handle", "plain", r"~(?P<word>[a-z][\w.]{1,20}+)(?P<end>~)?", _is_shown, marks="~"),
    rule(
        "handle",
        "links",
        r"(?:\s(?:me|him|her|at|is|on|under|it|by|as|only"
        r"|them)){0,2}[\s:]{1,2}(?P<id>(?P<word>[a-z][a-z\d]{0,15}(?:[._-]?[a-z\d]{1,16}+){1,3}+))"
        r"(?<!\.)(?![\w@/])",
        lambda match: bool(re.search(r"[._]|\d", match["word"])) and _is_given_out(match),
        heads="dm|dms|add|follow|hmu|hit up|find her|find him|find me|under|username|account|acct|user|handle|tagged"
        "|tagged by|story by",
    ),
    rule(
        "handle",
        "links",
        r"(?:\s[a-z]{2,8}){0,3}?\s?[:=]\s?(?P<id>(?P<word>[\w][\w.-]{2,30}+))",
        lambda match: _is_dotted(match) or looks_made_up(match["word"].lower().strip(".-")),
        heads="username|user name|screen name|screenname|usuario|gamertag|profile name",
    ),
    # Names that only an ad shows.
    rule(
        "handle",
        "plain",
        r"(?:\son\s\w{3,16}+)?(?:\s(?:as|is|name|under|says|the\sname"
        r"|her)){1,2}[\s:]{1,2}(?P<id>(?P<word>[\w.-]{3,20}+))",
        _is_advertised,
        heads="posts|posted|advertised|advertises|listed|ad|ads|works online|stage name|working name|work name",
    ),
    rule(
        "handle",
        "links",
        r"(?:\s(?:name|page|acct|account|user|handle|is)){1,2}[\s:]{1,2}(?P<id>(?P<word>[\w.-]{3,30}+))",
        lambda match: looks_made_up(match["word"].lower()),
        heads="of|x|face|feis|tik|insta|yt",
    ),
    # "he is Daddy D on Telegram", "en el face sale como Princesa Lopez".
    rule(
        "handle",
        "plain",
        r"\s(?P<id>[A-Z][\w.-]{1,20}+(?:\s[A-Z][\w.-]{0,20}+){0,3})\s(?:on|over|in|en)\s(?:(?:her|his|their|el|la"
        r"|su)\s)?"
        rf"(?i:{any_of(_PLATFORMS)}|face)\b",
        heads="is|it's|its|es|se llama|named|her as|him as|look up|search|search for|find|friend|friended|message"
        "|messaged",
        cased=True,
    ),
    rule(
        "handle",
        "plain",
        r"(?:\s(?:is|es|she\sis|he\sis|as|como|sale\scomo|under|se\sllama|name|con|de|she's|he's"
        r"|esta\scomo)){1,2}[\s:]{1,2}"
        r"(?P<id>[A-Z][\w.-]{1,20}+(?:\s[A-Z][\w.-]{0,20}+){1,3})",
        heads="su face|el face|on facebook|on fb|on insta|on instagram|on snap|on tiktok|on telegram|on whatsapp"
        "|en face"
        "|en facebook|en insta|en instagram|en whatsapp|en tiktok",
        cased=True,
    ),
    rule(
        "handle",
        "plain",
        r"\s(?:as|como|under)\s(?:the\s)?(?P<id>(?P<who>[a-z][\w'.-]{2,20}+)(?:\s[a-z][\w'.-]{2,20}+)?)",
        lambda match: is_telling(match["who"].lower(), 2000),
        heads=_PLATFORMS,
    ),
    rule(
        "handle",
        "plain",
        r"\s(?P<id>(?P<who>[a-z][\w'.-]{2,20}+)(?:\s[a-z][\w'.-]{2,20}+)?)\s(?:on|over|en)\s"
        rf"{any_of(_PLATFORMS)}\b",
        lambda match: is_telling(match["who"].lower(), 2000),
        heads="under|as|called|como",
    ),
    rule(
        "payment",
        "links",
        r"(?:\.me)?[\s:/]{1,2}(?P<id>(?P<word>[\w.-]{4,30}+))",
        lambda match: looks_made_up(match["word"].lower()),
        heads="paypal|paypal.me|cash.app|venmo.com",
    ),
    rule(
        "handle",
        "links",
        r"[\s:]{1,2}(?P<id>(?P<word>[a-z][a-z\d]{1,15}(?:[._][a-z\d]{1,16}+){1,3}+))(?![\w@/])",
        _is_dotted,
        heads="page|profile|channel|account|acct|ad",
    ),
)


def detect(note: Note) -> Iterator[Span]:
    """A name in front of its platform: 'goes by money.mitch on tiktok'."""
    if _FIRST_OF_PLATFORMS.isdisjoint(note.index("links")):
        return
    for match in _USER.finditer(note.links.text):
        said = match["platform"].lower()
        named = said in _PLATFORM_NAMES or said.split()[0] in _PLATFORM_NAMES - {"of", "line", "tele", "sc"}
        if named and _is_user(match):
            yield note.span(note.links, *match.span("id"), "handle")
