"""Words that may be somebody's name: listed names, stray capitals, and what stands beside kin, titles and verbs."""

import re
from collections.abc import Iterator

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.notes import Note, Token
from privacy.guard.things import Things

# Days that are names too, and their plurals: "told Monday is best", "calls Mondays".
_DAYS = frozenset(("monday", "sunday", "mondays", "sundays"))
# The last words of all phrases that make a name of any word after them.
_OPENERS = (
    cues.TITLES | cues.STREET_PREFIXES | cues.NAMING | {last for _, last in cues.NAMING_PHRASES} | {"is", "called"}
)
# What follows a name and could not follow 'may' or 'will'.
_ACTS = re.compile(
    r"(?:is|was|has|had|says|said|told|needs|wants|lives|ran|took|gets|got|knows|[a-z]{3,24}[^e]ed|[a-z]{2,24}es)$"
)


# Virtues and weather that are 'at the end', 'in the air'.
_QUALITIES = frozenset(
    (
        "young",
        "rich",
        "strong",
        "short",
        "long",
        "little",
        "good",
        "free",
        "black",
        "white",
        "brown",
        "high",
        "low",
        "early",
        "sharp",
        "sweet",
        "wise",
        "happy",
        "lucky",
        "real",
        "tiny",
        "major",
        "frank",
        "read",
        "west",
        "east",
        "north",
        "english",
    )
)
_HARMERS = frozenset(
    (
        "recruiter",
        "pimp",
        "trafficker",
        "bottom",
        "madam",
        "boyfriend",
        "bf",
        "friend",
        "dealer",
        "handler",
        "roommate",
        "ex",
    )
)
_BIG_NAMES = frozenset(
    (
        "mike",
        "ray",
        "al",
        "dee",
        "tone",
        "rob",
        "bill",
        "will",
        "art",
        "rick",
        "moe",
        "mo",
        "sal",
        "ty",
        "lou",
        "pat",
        "bo",
        "ed",
    )
)


# 'i cant believe bear is back': what is thought of somebody.
_THINKING = frozenset(("believe", "think", "thinks", "thought", "swear", "swears", "know", "knows", "bet", "guess"))

_ALIASES = frozenset((("goes", "by"), ("went", "by"), ("answers", "to"), ("calls", "himself"), ("calls", "herself")))

# What a recruiter or a client has and is not ("recruiter story again").
_MATTERS = frozenset(("story", "price", "law", "key", "keys", "house", "page", "light", "power", "church", "hall"))

# 'can someone see Dakota sooner', 'bring Georgia back': what one does for somebody.
_REACHING = cues.words("see bring remind help reach find pick place interview house transport seeing bringing reaching")
_WHEN = cues.words(
    "sooner today tonight tomorrow again first asap soon back there here before at in alone if because when"
)
_NOT_REACHED = cues.ABSTRACT | cues.MONTHS | cues.SUBJECTS | cues.TONGUES


class _Names(Things):
    """The words of one note, each judged by where it stands."""

    def found(self) -> list[bool]:
        """Of each word, whether it is a name; of most, one look into a set says that it is none."""
        everyday, quiet, previous, found = self.words.everyday, not self.loud, "", list[bool]()
        for at, token in enumerate(self.tokens):
            raised = token.capital and quiet and not token.shouted
            found.append((token.word not in everyday or raised or previous in _OPENERS) and self.is_name(at))
            previous = token.word
        return found

    def is_name(self, at: int) -> bool:
        token = self.tokens[at]
        if token.word in self.words.everyday and not self.raised(token) and self.before(at) not in _OPENERS:
            return False
        if len(token.word) < 2 or self.is_abbreviation(token):
            return False
        if self.is_thing(at) and not self._is_alias(at):
            return False
        if token.shouted and not self.loud and not self.name_word(token.word):
            known = len(token.text) < 5 or bool(self.note.sheltered(token.start, token.end))
            return not known and self.after(at) in cues.SPEAKING and self.unknown(token.word)
        if self.spanish and token.word in cues.SPANISH_WORDS and (token.begins or not token.capital):
            return False
        sheltered = self.note.sheltered(token.start, token.end)
        if (sheltered > 1 and not self._is_alias(at)) or (
            sheltered == 1 and not (self.name_word(token.word) and self.is_spoken_of(at))
        ):
            return False
        if self.is_town_on_the_way(at):
            return self.is_spoken_of(at)
        return self.is_listed(at) or self.is_spoken_of(at) or self.is_raised(at) or self.is_strange(at)

    def is_listed(self, at: int) -> bool:
        """A name that is no other word, in any case; in capitals an abbreviation of the trade comes first."""
        token = self.tokens[at]
        if token.shouted and not self.loud and token.word in self.words.vocabulary:
            return False
        if token.possessive and self._owns(at):
            return True
        if self.words.is_name(token.word):
            return not self._is_place_or_month(at)
        return token.word[-1:] == "s" and self.is_possessed(at)

    def _owns(self, at: int) -> bool:
        """'daisy's sister', 'jasmine's smile': somebody's relative, thing or look."""
        token, has = self.tokens[at], self.after(at)
        if has in cues.SHOWN and self.before(at) not in cues.ARTICLES and token.word in self.words.word_names:
            return not (token.word in self.words.vocabulary or token.word in cues.PEOPLE or token.word in cues.POSTS)
        if token.capital or len(token.word) < 3 or has not in cues.HAD:
            return False
        if self.words.rank(token.word) < 500 and self.may_be_name(token.word):
            return True
        return has in cues.KIN and token.word in self.words.word_names and self.is_nobodys(token.word)

    def _is_place_or_month(self, at: int) -> bool:
        """'in May', 'from Georgia': the month or the state, not the person."""
        return self.tokens[at].word in self.words.vocabulary and self.before(at) in cues.BEFORE_TIME

    def is_spoken_of(self, at: int) -> bool:
        """What stands beside the word says that it is a person's name."""
        return (
            self._is_announced(at)
            or self.is_labelled(at)
            or self._is_titled(at)
            or self._is_kin(at)
            or self._is_addressed(at)
            or self._speaks(at)
            or self._is_prefixed(at)
            or self._is_explained(at)
            or self._is_someone(at)
        )

    def _fits(self, token: Token) -> bool:
        """Where a name is expected: any raised word but the trade's own, or a small one that may be a name."""
        if self.raised(token):
            return token.word not in self.words.vocabulary or self.name_word(token.word)
        return self.may_be_name(token.word) and token.word not in cues.GRAMMAR and token.word not in _MATTERS

    def _is_announced(self, at: int) -> bool:
        """'goes by smoke', 'named hope', 'her name is ...'."""
        token, one, two = self.tokens[at], self.before(at), self.before(at, 2)
        said = one in cues.NAMING or (two, one) in cues.NAMING_PHRASES
        said = said or (one == "is" and (self.before(at, 3), two) in cues.NAMING_PHRASES)
        if not said or (
            token.word in cues.GRAMMAR and not (token.word in cues.ENDEARING and one in ("by", "as", "aka"))
        ):
            return False
        if one == "handle" and (two in cues.HANDLING or two.endswith(("'ll", "'d"))):
            return not self.words.is_plain(token.word)
        if one in ("call", "calls") and (
            token.word in _DAYS or token.word in self.words.vocabulary or token.word in cues.PEOPLE
        ):
            return token.word in self.words.word_names and token.word not in _DAYS
        if one in ("called", "call", "calls", "him", "her", "for", "to") and not token.capital:
            odd = one in ("called", "call") and self.words.rank(token.word) < 10_000
            return self.may_be_name(token.word) or (odd and token.word not in self.words.vocabulary)
        return token.capital or token.word not in self.words.vocabulary or token.word in self.words.word_names

    def _is_alias(self, at: int) -> bool:
        """'goes by Prince Charming': somebody's name after all."""
        return self.before(at) in cues.NAMING or (self.before(at, 2), self.before(at)) in _ALIASES

    def _is_titled(self, at: int) -> bool:
        """'dr patel', 'Officer Young', 'caseworker tammy'."""
        token, title = self.tokens[at], self.before(at)
        if title in cues.TITLES:
            plain = self.words.rank(token.word) > 8000 and not token.capital and not self.name_word(token.word)
            return token.word not in cues.GRAMMAR and not plain
        if title not in cues.POSTS or token.begins:
            return False
        return self._fits(token) and (self.raised(token) or token.word not in cues.MODAL)

    def _is_kin(self, at: int) -> bool:
        """'mom Denise', 'aunt rose took her', but not 'mom will drive'."""
        token = self.tokens[at]
        if (
            self.before(at) not in cues.PEOPLE
            or token.begins
            or self.tokens[at - 1].possessive
            or "/" in token.gap
            or token.word in cues.TONGUES
        ):
            return False
        kin = self.tokens[at - 1]
        if kin.capital and not kin.begins and self.is_raised_word(at):
            return False
        if not self.raised(token) and token.word in cues.MODAL:
            acts = bool(_ACTS.match(self.after(at))) or self.between_commas(at)
            return token.word in self.words.word_names and acts
        return self._fits(token)

    def _is_addressed(self, at: int) -> bool:
        """'told grace', 'lives with faith', 'texted Will'."""
        token, one, two = self.tokens[at], self.before(at), self.before(at, 2)
        if two in cues.TALKING and one in ("with", "w", "to") and not self.goes_on_as_noun(at):
            return self._fits(token)
        if one in ("ask", "asked", "tell", "told", "text", "call") and self.after(at) in cues.ASKING:
            return token.word in self.words.word_names
        if one in _REACHING and token.capital and token.word not in _NOT_REACHED and self.name_word(token.word):
            return self.ends_clause(at) or self.after(at) in _WHEN
        if one in ("saw", "seen") and (self.after(at) in cues.SEEN_WITH or self.ends_clause(at)):
            return self.is_nobodys(token.word) and token.word in self.words.word_names
        if one in ("call", "text", "contact") and self.after(at) in cues.INSTEAD:
            return self.may_be_name(token.word) and token.word not in cues.PEOPLE
        if one not in cues.TELLING and not (two in cues.LIVING and one in ("with", "to", "by")):
            return False
        if token.word in _DAYS or "," in token.gap:
            return False
        return self._fits(token) and (self.raised(token) or token.word not in cues.MODAL)

    def _speaks(self, at: int) -> bool:
        """'Grace told staff', 'Will needs a bed', 'faith ran again': the word does what a person does."""
        token, verb = self.tokens[at], self.after(at)
        opens = token.begins or self.before(at) in cues.JOINING
        opens = opens or (token.gap == ", " and token.word in self.words.word_names)
        opens = opens or (self.before(at) in _THINKING and token.word not in self.words.vocabulary)
        if not opens or not self.may_be_name(token.word):
            return False
        if token.word in self.words.word_names and (self.is_somebody(at) or self.grooms(at)):
            return True
        if token.possessive:
            return token.word in self.words.word_names and token.capital and token.word not in self.words.vocabulary
        if verb in cues.BEING and (self.after(at + 1) in cues.WORDLY or self.after(at + 2) in cues.SUPERLATIVES):
            return False
        if verb in cues.BEING and self.after(at + 1) in ("a", "an") and token.word in self.words.word_names:
            return self.after(at + 2) in cues.ROLES or self.after(at + 3) in cues.ROLES
        if token.word in cues.HELPING:
            return verb in cues.THIRD_PERSON or (token.word in cues.BASE_VERBS and verb in cues.HARMING)
        if self.is_moved(at):
            return True
        if verb in cues.SPEAKING:
            vague = verb in cues.VAGUE and (token.word in cues.ABSTRACT or token.word in cues.MONTHS)
            return not vague and token.word not in cues.GRAMMAR
        acting = token.word in self.words.word_names and self.acts_on(at)
        if acting and (self.raised(token) or token.word in cues.COUNTABLE_NAMES):
            return True
        if verb not in cues.BEING or self.loud:
            return False
        if not token.capital:
            if len(token.word) > 3 and self.words.rank(token.word) == 0 and not self.spanish:
                return True
            refuses = verb in cues.REFUSING and token.word not in cues.ABSTRACT
            return token.word in self.words.word_names and (refuses or self.lives_on(at))
        plain = token.word in cues.SUBJECTS or token.word in self.words.vocabulary
        return self.lives_on(at) if plain else verb != "and" or self.and_kin(at)

    def _is_explained(self, at: int) -> bool:
        """'Robin, her aunt, agreed', 'Robin (mom) agreed'."""
        token, then = self.tokens[at], self.after(at)
        if (
            not self.raised(token)
            or token.word not in self.words.word_names
            or token.word in cues.SUBJECTS
            or at + 1 == len(self.tokens)
        ):
            return False
        gap = self.tokens[at + 1].gap
        return (gap == ", " and then in cues.EXPLAINING) or (gap == " (" and then in cues.PEOPLE)

    def _is_someone(self, at: int) -> bool:
        """'w/ star', 'except chance', 'el guero': a noun without its article, or a nickname with one."""
        token, one, two = self.tokens[at], self.before(at), self.before(at, 2)
        if one in ("el", "la") and token.word in cues.SPANISH_NICKNAMES:
            return True
        if one in ("is", "was", "=") and two in _HARMERS and self.ends_clause(at):
            return token.word in self.words.word_names and token.word not in cues.ABSTRACT | _QUALITIES
        if self.is_paired(at):
            return True
        if token.possessive:
            return one in cues.AT_HOME_OF and token.word in self.words.word_names and self.is_nobodys(token.word)
        if token.begins or self.goes_on_as_noun(at):
            return False
        joined = "&" in token.gap and self.tokens[at - 1].word in self.words.word_names
        if joined or ((self.before(at, 2), one) == ("it", "was") and self.after(at) == "who"):
            return token.word in self.words.word_names
        if one in ("except", "besides") or (one in ("trusts", "misses", "fears", "blames", "loves", "hates")):
            return token.word in self.words.word_names
        return one in ("with", "w", "from", "for", "by", "and", "of") and token.word in cues.COUNTABLE_NAMES

    def _is_prefixed(self, at: int) -> bool:
        """'lil man', 'Big Tone'."""
        token, one = self.tokens[at], self.before(at)
        if one in cues.STREET_PREFIXES:
            return token.word not in cues.GRAMMAR
        if one in ("big", "baby", "young", "mz", "don", "dona") and token.word in _BIG_NAMES:
            return True
        raised = self.raised(token) and not token.begins and self.tokens[at - 1].capital
        return raised and one in cues.BIG and token.word not in self.words.vocabulary

    def is_raised(self, at: int) -> bool:
        """A capital inside a sentence on a word that the trade does not write so."""
        token = self.tokens[at]
        if token.begins or not token.capital or self.loud or (token.shouted and not self.words.is_name(token.word)):
            return False
        if self.before(at) in cues.SPOKEN or self.after(at) in cues.LANGUAGE_NOUNS:
            return False
        if token.gap.endswith("-") and not self.tokens[at - 1].capital:
            return False
        plain = token.word in self.words.vocabulary or token.word in cues.GRAMMAR
        if self.is_raised_word(at):
            return False
        return not plain and token.word.split("'")[0] not in cues.GRAMMAR

    def is_strange(self, at: int) -> bool:
        """A word that nobody knows, where a name would stand."""
        token, word = self.tokens[at], self.tokens[at].word
        if token.shouted or word in cues.GRAMMAR or not self.may_be_name(word) or not self.unknown(word):
            return False
        if token.begins and self.raised(token):
            return self.words.rank(word) == 0 or token.possessive or self.after(at) in cues.DOING
        one, two = self.before(at), self.before(at, 2)
        if one == "and" and not (self.name_word(two) or two in cues.PEOPLE):
            return False
        return one in cues.TOWARD and len(word) > 2 and self.words.rank(word) < 300

    def first(self, found: list[bool], at: int) -> int:
        """Where the name ending at `at` begins: 'Hope' in 'Hope Jackson', 'Big' in 'Big Tone'."""
        if at == 0 or self.tokens[at].gap not in (" ", "-") or not self.raised(self.tokens[at]):
            return at
        before = self.tokens[at - 1]
        belongs = before.word in self.words.word_names or before.word in cues.BIG
        return at - 1 if before.capital and belongs and not found[at - 1] else at


def detect(note: Note) -> Iterator[Span]:
    """Names, those that stand side by side made one."""
    names, tokens = _Names(note), note.tokens
    found = names.found()
    start: int | None = None
    for at, token in enumerate(tokens):
        if not found[at]:
            continue
        if start is None:
            start = names.first(found, at)
        if not (at + 1 < len(tokens) and found[at + 1] and tokens[at + 1].gap in (" ", "-", "'")):
            yield note.span(note.plain, tokens[start].start, token.end, "name")
            start = None
