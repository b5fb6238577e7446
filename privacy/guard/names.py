"""Words that may be somebody's name: listed names, stray capitals, and what stands beside kin, titles and verbs."""

import re
from collections.abc import Iterator
from functools import cached_property

from privacy.guard import cues
from privacy.guard.findings import Span
from privacy.guard.lexicon import Lexicon
from privacy.guard.notes import Note, Token

_VOWEL = re.compile(r"[aeiouy]")
_PLURAL_CAPITALS = re.compile(r"[A-Z]{2,6}s")
_CLAUSE_BREAK = re.compile(r"[.!?;\n]")
# How many unknown words of one note are compared with common words letter by letter; the rest count as unknown.
SLIPS_CHECKED = 40
# The last words of all phrases that make a name of any word after them.
_OPENERS = (
    cues.TITLES | cues.STREET_PREFIXES | cues.NAMING | {last for _, last in cues.NAMING_PHRASES} | {"is", "called"}
)
# What follows a name and could not follow 'may' or 'will'.
_ACTS = re.compile(
    r"(?:is|was|has|had|says|said|told|needs|wants|lives|ran|took|gets|got|knows|[a-z]{3,24}[^e]ed|[a-z]{2,24}es)$"
)


class _Names:
    """The words of one note, each judged by where it stands."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.tokens = note.tokens
        self.words: Lexicon = note.lexicon
        self._unknown: dict[str, bool] = {}

    @cached_property
    def loud(self) -> bool:
        """Most words have a capital: then a capital says nothing."""
        long = [token for token in self.tokens if len(token.text) > 3]
        shouted, raised = sum(token.shouted for token in long), sum(token.capital for token in long)
        return len(long) >= 3 and (shouted >= 0.8 * len(long) or (len(long) >= 5 and raised >= 0.75 * len(long)))

    @cached_property
    def spanish(self) -> bool:
        """Whether the note reads as Spanish: three of its plainest words."""
        return len(self.note.index("plain").keys() & cues.SPANISH_GRAMMAR) >= 3

    @cached_property
    def _clauses(self) -> list[int]:
        """The number of the clause that each word stands in."""
        numbers, number = [], 0
        for token in self.tokens:
            if token.gap != " " and _CLAUSE_BREAK.search(token.gap) and (token.begins or token.gap.strip() != "."):
                number += 1
            numbers.append(number)
        return numbers

    def before(self, at: int, back: int = 1) -> str:
        """The word `back` places before in the same clause, or an empty string."""
        same = at >= back and self._clauses[at - back] == self._clauses[at]
        return self.tokens[at - back].word if same else ""

    def after(self, at: int) -> str:
        same = at + 1 < len(self.tokens) and self._clauses[at + 1] == self._clauses[at]
        return self.tokens[at + 1].text.lower() if same else ""

    def raised(self, token: Token) -> bool:
        """Written with a capital that means something."""
        return token.capital and not token.shouted and not self.loud

    def unknown(self, word: str) -> bool:
        """No list, no corpus and no rule of word-building knows it, or it is a proper noun."""
        if word not in self._unknown:
            checked = len(self._unknown) < SLIPS_CHECKED
            plain = self.words.is_plain(word) if checked else self.words.rank(word) >= 500
            self._unknown[word] = len(word) > 1 and (not plain or self._bare_proper(word))
        return self._unknown[word]

    def _bare_proper(self, word: str) -> bool:
        return self.words.rank(word) < 1000 and word not in self.words.vocabulary and self.words.is_proper(word)

    def _name_word(self, word: str) -> bool:
        return word in self.words.word_names or self.words.is_name(word)

    def _may_be_name(self, word: str) -> bool:
        if self._name_word(word):
            return True
        return word not in self.words.vocabulary and word not in cues.PEOPLE and self.unknown(word)

    def is_name(self, at: int) -> bool:
        token = self.tokens[at]
        # Most words of a note: what is asked first is cheap.
        if token.word in self.words.everyday and not self.raised(token) and self.before(at) not in _OPENERS:
            return False
        if len(token.word) < 2 or self._is_abbreviation(token):
            return False
        if token.shouted and not self.loud and not self._name_word(token.word):
            return len(token.text) > 4 and self.after(at) in cues.SPEAKING and self.unknown(token.word)
        if self.spanish and token.word in cues.SPANISH_WORDS and (token.begins or not token.capital):
            return False
        sheltered = self.note.sheltered(token.start, token.end)
        if sheltered > 1 or (sheltered == 1 and not self.is_spoken_of(at)):
            return False
        return self.is_listed(at) or self.is_spoken_of(at) or self.is_raised(at) or self.is_strange(at)

    def _is_abbreviation(self, token: Token) -> bool:
        """'clt', 'UTIs', 'A&Ox4': letters without a vowel, capitals with a small s, letters among signs and digits."""
        text = token.text
        if (
            (token.begins or not self.raised(token))
            and not _VOWEL.search(token.word)
            and not self.words.is_name(token.word)
        ):
            return True
        around = self.note.plain.text[token.start - 1 : token.start] + self.note.plain.text[token.end : token.end + 1]
        return bool(_PLURAL_CAPITALS.fullmatch(text)) or (len(text) < 4 and bool(re.search(r"[\d&]", around)))

    def is_listed(self, at: int) -> bool:
        """A name that is no other word, in any case; in capitals an abbreviation of the trade comes first."""
        token = self.tokens[at]
        if token.shouted and not self.loud and token.word in self.words.vocabulary:
            return False
        return self.words.is_name(token.word) and not self._is_place_or_month(at)

    def _is_place_or_month(self, at: int) -> bool:
        """'in May', 'from Georgia': the month or the state, not the person."""
        return self.tokens[at].word in self.words.vocabulary and self.before(at) in cues.BEFORE_TIME

    def is_spoken_of(self, at: int) -> bool:
        """What stands beside the word says that it is a person's name."""
        return (
            self._is_announced(at)
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
            return token.word not in self.words.vocabulary or self._name_word(token.word)
        return self._may_be_name(token.word) and token.word not in cues.GRAMMAR

    def _is_announced(self, at: int) -> bool:
        """'goes by smoke', 'named hope', 'her name is ...'."""
        token, one, two = self.tokens[at], self.before(at), self.before(at, 2)
        said = one in cues.NAMING or (two, one) in cues.NAMING_PHRASES
        said = said or (one == "is" and (self.before(at, 3), two) in cues.NAMING_PHRASES)
        if not said or (
            token.word in cues.GRAMMAR and not (token.word in cues.ENDEARING and one in ("by", "as", "aka"))
        ):
            return False
        if one in ("called", "call", "him", "her", "for", "to") and not token.capital:
            odd = one in ("called", "call") and self.words.rank(token.word) < 10_000
            return self._may_be_name(token.word) or (odd and token.word not in self.words.vocabulary)
        return token.capital or token.word not in self.words.vocabulary or token.word in self.words.word_names

    def _is_titled(self, at: int) -> bool:
        """'dr patel', 'Officer Young', 'caseworker tammy'."""
        token, title = self.tokens[at], self.before(at)
        if title in cues.TITLES:
            plain = self.words.rank(token.word) > 8000 and not token.capital and not self._name_word(token.word)
            return token.word not in cues.GRAMMAR and not plain
        if title not in cues.POSTS or token.begins:
            return False
        return self._fits(token) and (self.raised(token) or token.word not in cues.MODAL)

    def _is_kin(self, at: int) -> bool:
        """'mom Denise', 'aunt rose took her', but not 'mom will drive'."""
        token = self.tokens[at]
        if self.before(at) not in cues.PEOPLE or token.begins or "/" in token.gap or token.word in cues.TONGUES:
            return False
        if not self.raised(token) and token.word in cues.MODAL:
            acts = bool(_ACTS.match(self.after(at))) or self._between_commas(at)
            return token.word in self.words.word_names and acts
        return self._fits(token)

    def _between_commas(self, at: int) -> bool:
        """'the friend, summer, also went'."""
        after = self.tokens[at + 1].gap if at + 1 < len(self.tokens) else ""
        return self.tokens[at].gap == ", " and after == ", "

    def _is_addressed(self, at: int) -> bool:
        """'told grace', 'lives with faith', 'texted Will'."""
        token, one, two = self.tokens[at], self.before(at), self.before(at, 2)
        if two in cues.TALKING and one in ("with", "w", "to") and not self._goes_on_as_noun(at):
            return self._fits(token)
        if one not in cues.TELLING and not (two in cues.LIVING and one in ("with", "to", "by")):
            return False
        return self._fits(token) and (self.raised(token) or token.word not in cues.MODAL)

    def _speaks(self, at: int) -> bool:
        """'Grace told staff', 'Will needs a bed', 'faith ran again': the word does what a person does."""
        token, verb = self.tokens[at], self.after(at)
        if not (token.begins or self.before(at) in cues.JOINING) or not self._may_be_name(token.word):
            return False
        if token.possessive:
            return token.word in self.words.word_names and token.capital and token.word not in self.words.vocabulary
        if token.word in cues.HELPING:
            return verb in cues.THIRD_PERSON or (token.word in cues.BASE_VERBS and verb in cues.HARMING)
        if verb in cues.SPEAKING:
            vague = verb in cues.VAGUE and (token.word in cues.ABSTRACT or token.word in cues.MONTHS)
            return not vague and token.word not in cues.GRAMMAR
        acting = token.word in self.words.word_names and self._acts_on(at)
        if acting and (self.raised(token) or token.word in cues.COUNTABLE_NAMES):
            return True
        if verb not in cues.BEING or self.loud:
            return False
        if not token.capital:
            refuses = verb in cues.REFUSING and token.word not in cues.ABSTRACT
            return token.word in self.words.word_names and (refuses or self._lives_on(at))
        plain = token.word in cues.SUBJECTS or token.word in self.words.vocabulary
        return self._lives_on(at) if plain else verb != "and" or self._and_kin(at)

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
        token, one = self.tokens[at], self.before(at)
        if one in ("el", "la") and token.word in cues.SPANISH_NICKNAMES:
            return True
        if token.possessive:
            return one in cues.AT_HOME_OF and token.word in self.words.word_names and self._is_nobodys(token.word)
        if token.begins or self._goes_on_as_noun(at):
            return False
        joined = "&" in token.gap and self.tokens[at - 1].word in self.words.word_names
        if joined or ((self.before(at, 2), one) == ("it", "was") and self.after(at) == "who"):
            return token.word in self.words.word_names
        if one in ("except", "besides") or (one in ("trusts", "misses", "fears", "blames", "loves", "hates")):
            return token.word in self.words.word_names
        return one in ("with", "w", "from", "for", "by", "and", "of") and token.word in cues.COUNTABLE_NAMES

    def _is_nobodys(self, word: str) -> bool:
        """No season, no relative and no word of the trade, whose possessive is nobody's name."""
        return word not in self.words.vocabulary | cues.PEOPLE | cues.MODAL | cues.SUBJECTS | cues.ABSTRACT

    def _goes_on_as_noun(self, at: int) -> bool:
        """'with star power': the next word is a plain noun."""
        then = self.after(at)
        gap = self.tokens[at + 1].gap if at + 1 < len(self.tokens) else "."
        return (
            bool(then)
            and gap == " "
            and then not in cues.GRAMMAR
            and then not in cues.DOING
            and then not in cues.JOINING
        )

    def _acts_on(self, at: int) -> bool:
        """'Rich scares her', but not 'Art helps her'."""
        verb = self.after(at)
        return (
            self.after(at + 1) in ("her", "him", "them")
            and (verb.endswith(("s", "ed")) or verb in cues.THIRD_PERSON)
            and verb not in cues.HELPS
        )

    def _lives_on(self, at: int) -> bool:
        """'Summer was crying', 'Autumn has two children', but not 'Hope is fading' or 'Summer has been hard'."""
        word, being, then = self.tokens[at].word, self.after(at), self.after(at + 1)
        if word not in self.words.word_names:
            return False
        if word in cues.ABSTRACT:
            return False
        doing = being in ("is", "was") and then.endswith("ing") and then not in cues.PASSING
        akin = (
            being in ("is", "was") and self.after(at + 2) in cues.KIN and then in ("her", "his", "their", "my", "our")
        )
        return doing or akin or (being in ("has", "had") and then in cues.OWNED) or self._and_kin(at)

    def _and_kin(self, at: int) -> bool:
        """'Diamond and her son'."""
        return self.after(at) in ("and", "n") and self.after(at + 1) in ("her", "his", "their")

    def _is_prefixed(self, at: int) -> bool:
        """'lil man', 'Big Tone'."""
        token, one = self.tokens[at], self.before(at)
        if one in cues.STREET_PREFIXES:
            return token.word not in cues.GRAMMAR
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
        return not plain and token.word.split("'")[0] not in cues.GRAMMAR

    def is_strange(self, at: int) -> bool:
        """A word that nobody knows, where a name would stand."""
        token, word = self.tokens[at], self.tokens[at].word
        if token.shouted or word in cues.GRAMMAR or not self._may_be_name(word) or not self.unknown(word):
            return False
        if token.begins and self.raised(token):
            return self.words.rank(word) == 0 or token.possessive or self.after(at) in cues.DOING
        one, two = self.before(at), self.before(at, 2)
        if one == "and" and not (self._name_word(two) or two in cues.PEOPLE):
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
    found = [names.is_name(at) for at in range(len(tokens))]
    start: int | None = None
    for at, token in enumerate(tokens):
        if not found[at]:
            continue
        if start is None:
            start = names.first(found, at)
        if not (at + 1 < len(tokens) and found[at + 1] and tokens[at + 1].gap in (" ", "-", "'")):
            yield note.span(note.plain, tokens[start].start, token.end, "name")
            start = None
