"""Where a word stands in a note, and what its neighbours do: what tells a name that is a word from the word."""

import re
from functools import cached_property

from privacy.guard import cues
from privacy.guard.lexicon import Lexicon
from privacy.guard.notes import Note, Token

_CLAUSE_BREAK = re.compile(r"[.!?;\n]")
# How many unknown words of one note are compared with common words letter by letter; the rest count as unknown.
SLIPS_CHECKED = 40
_VIRTUES = frozenset(
    ("hope", "faith", "joy", "grace", "mercy", "patience", "honor", "trinity", "harmony", "melody", "love")
)
_HEIGHTS = frozenset(
    ("limit", "end", "heart", "center", "core", "root", "air", "way", "door", "top", "bottom", "dark", "past")
)

_GROOMING = cues.words("""
got lost finished passed earned started needs quit broke missed left did does braided dyed paid fixed borrowed wore
washed cut styled stole took bought
""")
_GROOMED = cues.words("""
makeup hair nails lashes brows laundry intake braids car phone clothes shoes jacket bag money ged diploma license job
keys baby kids period purse glasses bus appt appointment permit meds ticket son daughter mom dad
""")
_HAD_BY_SOMEBODY = cues.words("court appt appointment detox intake custody warrant warrants insurance ohp group work")
_DONE_TO_SOMEBODY = cues.words("""
hospitalized arrested discharged evicted assaulted raped beaten trafficked interviewed detained deported admitted
readmitted jumped drugged strangled groomed recruited stabbed kidnapped abducted sectioned
""")
_DONE_TO_ANY = cues.words("moved placed found seen taken dropped picked released transferred located sold kicked hit")
_SOUND = re.compile(r"(?:eigh|iee|ie|ee|ey|ii|y|i)$")
_LABELS = cues.PERSON | cues.KIN | {"name", "subject", "applicant", "participant", "resident", "caller", "clt", "pt"}


class Standing:
    """The words of one note with their neighbours in the same clause."""

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
        clauses = self._clauses
        return self.tokens[at - back].word if at >= back and clauses[at - back] == clauses[at] else ""

    def after(self, at: int) -> str:
        clauses = self._clauses
        same = at + 1 < len(clauses) and clauses[at + 1] == clauses[at]
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

    def name_word(self, word: str) -> bool:
        return word in self.words.word_names or self.words.is_name(word)

    def may_be_name(self, word: str) -> bool:
        if self.name_word(word):
            return True
        if self.is_respelled(word):
            return True
        return word not in self.words.vocabulary and word not in cues.PEOPLE and self.unknown(word)

    def is_respelled(self, word: str) -> bool:
        """'destinee', 'brandee', 'krystall': no word, but a listed name with another ending."""
        if self.words.rank(word) or len(word) < 5:
            return False
        found = _SOUND.search(word)
        stem = word[: found.start()] if found else ""
        return bool(stem) and any(self.name_word(stem + ending) for ending in ("y", "ie", "i", "ey", "ee"))

    def is_possessed(self, at: int) -> bool:
        """'brandons gf', 'over at tonys', 'angels mom': the apostrophe left out."""
        word, owner = self.tokens[at].word, self.tokens[at].word[:-1]
        if (
            len(owner) < (3 if self.after(at) in cues.HAD else 4)
            or word in cues.GRAMMAR
            or word in self.words.vocabulary
        ):
            return False
        if self.words.is_name(owner):
            return self.words.rank(word) < 1000 or self.after(at) in cues.HAD
        has = self.after(at) in cues.HAD
        return has and owner in self.words.word_names and self.is_nobodys(owner)

    def between_commas(self, at: int) -> bool:
        """'the friend, summer, also went'."""
        after = self.tokens[at + 1].gap if at + 1 < len(self.tokens) else ""
        return self.tokens[at].gap == ", " and after == ", "

    def is_somebody(self, at: int) -> bool:
        """'sky is hungry', 'bill is her dad', 'star is the one who', 'sage uses they/them', 'ace has the gun'."""
        verb, then, third = self.after(at), self.after(at + 1), self.after(at + 2)
        word = self.tokens[at].word
        if verb in ("uses", "prefers", "goes") and then in (
            "they",
            "he",
            "she",
            "them",
            "him",
            "her",
            "it",
            "xe",
            "ze",
        ):
            return True
        if verb in ("has", "had"):
            if then in _HAD_BY_SOMEBODY and word not in cues.ABSTRACT:
                return True
            held = then == "the" and third in (
                "gun",
                "phone",
                "phones",
                "money",
                "keys",
                "id",
                "ids",
                "baby",
                "kids",
                "car",
            )
            return held or (then in ("not", "never") and third in cues.PARTICIPLES)
        if verb == "picked" and then == "her":
            return True
        if verb in ("will", "can") and then in ("drive", "bring", "pick", "text", "meet", "watch", "call"):
            return third in ("her", "him", "them", "us", "the") and word not in cues.ABSTRACT
        if verb not in ("is", "was", "isnt", "isn't"):
            return False
        if then == "what" and third in ("he", "she", "they", "people", "everyone"):
            called = self.after(at + 3), self.after(at + 4)
            return called == ("goes", "by") or (called[0] in ("call", "calls") and called[1] in ("her", "him", "them"))
        if then in ("the", "her", "his", "their", "my", "our", "a"):
            return third in cues.ROLES or (
                third in ("best", "only", "older", "younger") and self.after(at + 3) in cues.ROLES
            )
        if word in _VIRTUES and then in ("pregnant", "hungry", "crying", "scared", "sick", "drunk", "asleep"):
            return True
        # What a word for a virtue, a month or a thing of courts may be as well.
        if word in cues.ABSTRACT - {"chance", "justice"} or word in cues.MONTHS or word in _VIRTUES:
            return False
        if then in cues.STATES or then in cues.DOING_NOW:
            return True
        if then in ("at", "in") and third == "the":
            return self.after(at + 3) in cues.WHEREABOUTS
        return (then, third) in cues.PLACED and not (third in ("the", "her", "his") and self.after(at + 3) in _HEIGHTS)

    def grooms(self, at: int) -> bool:
        """'Summer did my makeup', 'Star braided her hair'."""
        whose = self.after(at + 1) in ("my", "our", "her", "his", "their")
        return self.after(at) in _GROOMING and whose and self.after(at + 2) in _GROOMED

    def is_labelled(self, at: int) -> bool:
        """'Youth: Miracle. Need: placement.'"""
        token = self.tokens[at]
        if at == 0 or not token.capital or ":" not in token.gap or self.tokens[at - 1].word not in _LABELS:
            return False
        said = self.words.vocabulary | cues.PEOPLE | cues.TONGUES
        return token.word in self.words.word_names - said and self.ends_clause(at)

    def ends_clause(self, at: int) -> bool:
        return at + 1 == len(self.tokens) or self.tokens[at + 1].gap[:1] in ",.;)\n" or self.after(at) in ("and", "but")

    def is_paired(self, at: int) -> bool:
        """'cherry and diamond share a room'."""
        names, then = cues.COUNTABLE_NAMES, self.after(at + 1)
        if self.after(at) not in ("and", "n") and self.before(at) not in ("and", "n"):
            return False
        if self.tokens[at].capital and self._is_raised_name(at):
            joined = [at + 2] * (self.after(at) in ("and", "n")) + [at - 2] * (self.before(at) in ("and", "n"))
            if any(0 <= other < len(self.tokens) and self._is_raised_name(other) for other in joined):
                return True
        first = self.after(at) in ("and", "n") and then in names and self.tokens[at].word in names
        second = self.before(at) in ("and", "n") and self.before(at, 2) in names and self.tokens[at].word in names
        return first or second

    def _is_raised_name(self, at: int) -> bool:
        token = self.tokens[at]
        return self.raised(token) and token.word in self.words.word_names and self.is_nobodys(token.word)

    def is_nobodys(self, word: str) -> bool:
        """No season, no relative and no word of the trade, whose possessive is nobody's name."""
        return word not in self.words.vocabulary | cues.PEOPLE | cues.MODAL | cues.SUBJECTS | cues.ABSTRACT

    def goes_on_as_noun(self, at: int) -> bool:
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

    def acts_on(self, at: int) -> bool:
        """'Rich scares her', but not 'Art helps her'."""
        verb = self.after(at)
        return (
            self.after(at + 1) in ("her", "him", "them")
            and (verb.endswith(("s", "ed")) or verb in cues.THIRD_PERSON)
            and verb not in cues.HELPS
        )

    def lives_on(self, at: int) -> bool:
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
        return doing or akin or (being in ("has", "had") and then in cues.OWNED) or self.and_kin(at)

    def is_moved(self, at: int) -> bool:
        """'Hope was moved after her roommate called', 'Faith was discharged': done to a person only."""
        word, verb, then = self.tokens[at].word, self.after(at), self.after(at + 1)
        if (
            verb not in ("was", "got", "is", "has")
            or word not in self.words.word_names
            or word in cues.ABSTRACT | cues.MONTHS
        ):
            return False
        if then == "been":
            then = self.after(at + 2)
        if then in _DONE_TO_SOMEBODY:
            return True
        near = (self.after(at + step) for step in range(2, 8))
        return then in _DONE_TO_ANY and any(
            word in ("her", "she", "his", "he", "him", "hospital", "shelter") for word in near
        )

    def and_kin(self, at: int) -> bool:
        """'Diamond and her son'."""
        return self.after(at) in ("and", "n") and self.after(at + 1) in ("her", "his", "their", "them", "nem")
