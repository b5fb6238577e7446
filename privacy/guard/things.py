"""Where a word that may be a name is something else: a medicine, a stop on the way, a virtue, half a compound."""

import re
from functools import cached_property

from privacy.guard import cues
from privacy.guard.notes import Token
from privacy.guard.standing import Standing
from privacy.guard.towns import judged

_MEDICINE = re.compile(
    r"[a-z]{2,14}(?:cillin|mycin|micin|cycline|[dnr]azole|azepam|azolam|oxetine|statin|prazole|[ln]olol|sartan|triptan"
    r"|dipine|eridone|tiapine|codone|morphone|norphine|gestrel|estradiol|lukast|loxone|trexone|floxacin|profen|formin|barbital|ypnol)$"
)
_DOSED = re.compile(
    r"\s(?:\d[\d.,]{0,6}\s?(?:mg|mcg|ml|g|iu|units|million)\b|(?:shot|injection|tablets|refill|implant)\b)"
)
_FAR = cues.words("""
jordan chad israel kenya india china georgia virginia carolina dakota montana paris london denver dallas austin
houston phoenix jackson memphis charlotte orlando lincoln madison chicago portland seattle vegas mexico lebanon sudan
egypt texas florida california nevada oregon washington idaho reno sacramento oakland fresno miami atlanta boston
detroit philadelphia cleveland kansas tucson honolulu guatemala honduras salvador canada france england germany italy
spain brazil niger mali malta colombia peru vietnam philippines thailand syria iraq iran turkey haiti cuba jamaica
ecuador venezuela nigeria ghana ethiopia somalia eritrea congo russia ukraine poland romania albania nepal japan korea
taiwan dubai york angeles antonio francisco diego sydney milan dublin berlin rome madrid tokyo utah arizona colorado
oklahoma nebraska arkansas alabama tennessee kentucky ohio indiana
""")
# States that are no family names.
_STATES = cues.words("""
alabama alaska arizona arkansas california colorado connecticut florida hawaii idaho illinois indiana iowa kansas
kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri nebraska nevada ohio oklahoma
pennsylvania tennessee texas utah vermont wisconsin wyoming
""")
_COUNTIES = cues.words("""
baker benton clackamas clark columbia coos cowlitz crook curry deschutes douglas gilliam grant harney jackson jefferson
josephine klamath lake lane lincoln linn malheur marion morrow multnomah polk sherman skamania tillamook umatilla union
wallowa wasco washington wheeler yamhill
""")
# "Marion has two.": what a county has that no sentence names.
_HOW_MANY = cues.words("one two three four five six none nothing neither both")
_FARES = cues.words("ticket tickets flight flights bus train greyhound amtrak plane layover")
# "Fujianese", "Taishanese": who speaks so.
_PEOPLES = ("nese", "lese", "mese")
_PROJECTS = cues.words("operation project campaign initiative coalition")
_JOINED = re.compile(r"([A-Z][a-z]{1,9})([A-Z][a-z]{2,12})")
_PREFIXES = frozenset(
    ("Mc", "Mac", "De", "La", "Le", "Da", "Ja", "Ke", "Ra", "Ta", "Sha", "Van", "Von", "Di", "Du", "Fitz")
)
# What is named after somebody famous: nobody's own.
_SHOWN_ON = cues.words("""
concert costume costumes lyrics tix song songs album albums movie movies doll dolls lunchbox plush pajamas pjs stickers
cartoon toys backpack
""")
_BRANDS = cues.words("google apple samsung microsoft amazon verizon disney nintendo motorola")
_ON_THE_WAY = cues.words("to and or then from through via in by with")
_MOVED = cues.words("""
moved move moving flew fly flying drove drive driven trafficked taken sent shipped brought transported bus flight train
plane ride trip road traveled came circuit
""")
_QUALITIES = cues.words("""
grace patience mercy peace liberty victory charity prudence serenity honor glory hope faith trust chance justice joy
harmony melody trinity verity amity love honesty
""")
_SHOWN = cues.words("shown given granted asked extended offered tested tried wearing running earned restored exhausted")
_SHOWN_BY = frozenset(("by", "for", "until", "when", "and", "thin", "out", "low", "again", "hard", "at", ""))
# What a virtue does and nobody called so: "goes a long way", "takes time", "comes first", "keeps people going".
_DONE_BY_VIRTUE = {
    "goes": cues.words("far"),
    "takes": cues.words("time practice work courage years patience"),
    "comes": cues.words("first later slowly last"),
}
_DRUGS = cues.words("""
meth fentanyl heroin xanax weed coke cocaine ecstasy percs percocet lean mdma ketamine pills acid lsd shrooms alcohol
""")
_CALLED_DRUGS = cues.words("molly crystal lucy roxy addy tina ice snow")
_PILLS = re.compile(r"\s\d{1,3}s\b")
_DRUG_NOUNS = cues.words("drug pill pills powder high")
# What makes a thing of the name before it, whosever it was.
_NAMESAKES = cues.words("protocol protocols doctrine scale warnings advisement")
_THINGS_OF = {
    "carol": cues.words("singing singers sing concert service night"),
    "miranda": cues.words("rights warning form card advisement advisements"),
    "brady": cues.words(
        "material list letter violation check disclosure disclosures obligation obligations issue issues"
    ),
    "giglio": cues.words("material list letter issue issues"),
    "terry": cues.words("stop frisk"),
    "crawford": cues.words("objection objections issue problem"),
    "franks": cues.words("motion hearing"),
    "sandoval": cues.words("hearing"),
    "padilla": cues.words("advice warning advisement"),
    "amber": cues.words("alert alerts"),
    "baker": cues.words("act"),
    "chase": cues.words("account bank card"),
    "karen": cues.words(
        "interpreter interpreters speaker speaking speakers language family community refugee refugees"
    ),
    "jack": cues.words("hammer hammers"),
    "robin": cues.words("hood"),
}
_FOODS = cues.words("""
mint rice tea oil beans salt bread butter soup chicken eggs milk cheese crackers onions garlic oregano thyme cilantro
parsley lemon ale snaps lavender limes water juice
""")
_EATEN = cues.words("basil ginger sage rosemary olive cherry candy honey pepper coco brandy sherry jasmine saffron")
_OFFICES = cues.words("dean marshal deacon bishop")
_OFFICIAL = cues.words("""
suspended expelled excused approved signed ordered granted denied emailed notified reinstated allowed warned readmitted
""")
_SPANISH_THINGS = cues.words("pena esperanza paz luz consuelo soledad caridad gracia")
_SPANISH_BEFORE = cues.words(
    "la una mas da dan dio daba sin mucha tanta tiene quiere hay busca pide que ni necesita falta"
)

# How often a word stands in speech that a capital makes no name of.
_COMMON = 500
_NAMED_AFTER = cues.words("at the outside behind inside by himself herself themselves")
_VOWEL = re.compile(r"[aeiouy]")
_PLURAL_CAPITALS = re.compile(r"[A-Z]{1,6}s")
# Numbers of months: "3 mo waitlist".
_UNITS = frozenset(("mo", "yr", "wk", "hr"))
_COUNT_BEFORE = re.compile(r"\d\s$")


class Things(Standing):
    """Words of one note that are no names where they stand."""

    def is_thing(self, at: int) -> bool:
        token = self.tokens[at]
        word = token.word
        if token.possessive:
            return self.after(at) == "law"
        if self.spanish and word in _SPANISH_THINGS and not self.tokens[at].capital:
            return self.before(at) in _SPANISH_BEFORE
        then = self.after(at)
        return (
            then in _THINGS_OF.get(word, _NAMESAKES)
            or (token.capital and self._is_capital_thing(at, then))
            or (word in _OFFICES and self.after(at) in _OFFICIAL and self.tokens[at].begins)
            or self._is_compound(at)
            or (word in _EATEN and self._is_beside(at, _FOODS))
            or self._is_medicine(at)
            or (word in _FAR and self._is_stop(at))
            or (word in _QUALITIES and self._is_quality(at))
            or (word in _CALLED_DRUGS and self._is_drug(at))
        )

    def _is_capital_thing(self, at: int, then: str) -> bool:
        one, two = self.before(at), self.before(at, 2)
        return (
            (one in ("to", "from") and two in _FARES)
            or self.tokens[at].word.endswith(_PEOPLES)
            or then in _SHOWN_ON
            or (then in _STATES and self._is_in_state(at))
            or self._is_product(at, one, two)
            or self._is_brand(at)
            or self._is_county(at)
        )

    def is_raised_word(self, at: int) -> bool:
        """'applied for the Lifespan fund': a common word with a capital, as in names of programmes."""
        word = self.tokens[at].word
        if self.name_word(word) or self.words.rank(word) < _COMMON or self.words.is_proper(word):
            return False
        while at and self.tokens[at - 1].capital and self.tokens[at].gap in (" ", "-", " & "):
            at -= 1
        return self.before(at) not in _NAMED_AFTER

    def is_town_on_the_way(self, at: int) -> bool:
        """'drove from Eugene to Salem': a town that is not asked about is nobody's name either."""
        token = self.tokens[at]
        towns = judged(self.note)
        return token.capital and any(start <= token.start < end and not asked for start, end, asked in towns)

    def _is_compound(self, at: int) -> bool:
        """'Buck-a-bag', 'Rose-colored', 'Penny-pinching', but not 'Anne-marie'."""
        token = self.tokens[at]
        if not token.begins or at + 1 == len(self.tokens):
            return False
        then = self.tokens[at + 1]
        return then.gap == "-" and not then.capital and not self.may_be_name(then.word)

    def _is_product(self, at: int, one: str, two: str) -> bool:
        """'Google Fi', 'Operation Cross Country'."""
        if one in _BRANDS:
            return self.tokens[at - 1].capital
        return (one in _PROJECTS and self.tokens[at - 1].capital) or (
            two in _PROJECTS and self.tokens[at - 2].capital and self.tokens[at - 1].capital
        )

    def _is_brand(self, at: int) -> bool:
        """'ServSafe', 'ProTactile': two words in one, the second of which is plain; but not 'DeAndre' and 'LaTonya'."""
        text = self.tokens[at].text
        if text[1:].islower():
            return False
        found = _JOINED.fullmatch(text)
        if not found or found[1] in _PREFIXES:
            return False
        then = found[2].lower()
        return self.words.rank(then) >= _COMMON and not self.name_word(then)

    def _is_in_state(self, at: int) -> bool:
        """'Gary Indiana', 'Victor, Idaho'."""
        return self.tokens[at + 1].capital and self.tokens[at + 1].gap in (" ", ", ")

    def _is_medicine(self, at: int) -> bool:
        token = self.tokens[at]
        if self.name_word(token.word) or len(token.word) < 5:
            return False
        return bool(_MEDICINE.match(token.word)) or bool(_DOSED.match(self.note.plain.text, token.end))

    def _is_stop(self, at: int) -> bool:
        """'Chicago to Denver', 'Jordan, Lebanon, then Mexico', 'moved from Austin', 'Paris was promised'."""
        tokens = self.tokens
        if not tokens[at].capital:
            return False
        if self.after(at) in ("is", "was") and "country" in (
            self.after(at + 1),
            self.after(at + 2),
            self.after(at + 3),
        ):
            return True
        if tokens[at].begins and self.after(at) == "was" and self.after(at + 1) in ("promised", "next", "where"):
            return True
        if self.before(at) in ("to", "from", "in", "through", "via") and self.before(at, 2) in _MOVED:
            return True
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(tokens) and abs(other - at) < 3 and tokens[other].word in _ON_THE_WAY:
                other += step
            if 0 <= other < len(tokens) and tokens[other].capital and tokens[other].word in _FAR:
                return tokens[max(at, other)].gap in (" ", ", ", "/", "-", " - ")
        return False

    def is_abbreviation(self, token: Token) -> bool:
        """'clt', 'UTIs', 'Bs', 'A&Ox4': letters without a vowel, capitals with a small s, letters among signs."""
        text = token.text
        if (
            (token.begins or not self.raised(token))
            and not _VOWEL.search(token.word)
            and not self.words.is_name(token.word)
        ):
            return True
        if token.word in _UNITS and _COUNT_BEFORE.search(self.note.plain.text, max(0, token.start - 3), token.start):
            return True
        around = self.note.plain.text[token.start - 1 : token.start] + self.note.plain.text[token.end : token.end + 1]
        return bool(_PLURAL_CAPITALS.fullmatch(text)) or (len(text) < 4 and bool(re.search(r"[\d&]", around)))

    def _is_quality(self, at: int) -> bool:
        """'Grace was shown by the judge', 'Patience goes a long way', but not 'Grace was shown the room'."""
        verb, then = self.after(at), self.after(at + 1)
        if verb in ("ran", "runs", "wore", "wears"):
            return then in ("out", "thin", "short")
        if then in _DONE_BY_VIRTUE.get(verb, ()):
            return True
        further = self.after(at + 2)
        if (verb, then, further) in (("goes", "a", "long"), ("comes", "in", "small"), ("comes", "in", "waves")):
            return True
        if verb == "keeps" and self.after(at + 3) == "":
            return further == "going"
        return verb in ("is", "was") and then in _SHOWN and self.after(at + 2) in _SHOWN_BY

    def _is_drug(self, at: int) -> bool:
        """'Molly is the drug', 'molly and xanax', 'roxy 30s'."""
        if _PILLS.match(self.note.plain.text, self.tokens[at].end):
            return True
        if self.after(at) in ("is", "was") and self.after(at + 2) in _DRUG_NOUNS:
            return True
        return self._is_beside(at, _DRUGS)

    def _is_beside(self, at: int, company: frozenset[str]) -> bool:
        """'molly and xanax', 'basil, mint', 'ginger tea': one thing among others of its kind."""
        joined = self.after(at) in ("and", "or")
        after = self.after(at + 1) if joined else self.after(at)
        before = self.before(at, 2) if self.before(at) in ("and", "or") else self.before(at)
        return before in company or after in company

    @cached_property
    def _counties(self) -> frozenset[int]:
        """The places of counties in a row, one of which at least is nobody's name: 'Polk and Yamhill'."""
        rows, row = set[int](), list[int]()
        for at, token in enumerate(self.tokens):
            joined = token.gap in (" ", ", ", "/", " / ", " & ")
            if token.capital and token.word in _COUNTIES:
                if row and not (joined and at - row[-1] <= 2):
                    row = []
                row.append(at)
                if len(row) > 1 and any(not self.name_word(self.tokens[one].word) for one in row):
                    rows.update(row)
            elif token.word not in ("and", "or") or not joined:
                row = []
        return frozenset(rows)

    def _is_county(self, at: int) -> bool:
        """'Jefferson County', 'Crook Co', 'Lincoln, Douglas and Marion counties'."""
        if self.tokens[at].word == "co" and self.tokens[at].capital:
            return at > 0 and self.tokens[at - 1].capital
        if self.tokens[at].word in _COUNTIES and self._counties:
            # "Polk and Yamhill share one advocate, Marion has two."
            counted = self.after(at) == "has" and self.after(at + 1) in _HOW_MANY and self.ends_clause(at + 2)
            if at in self._counties or counted:
                return True
        if self.after(at) in ("county", "co") and self.tokens[at].capital and self.tokens[at + 1].capital:
            return True
        for step in range(1, 6):
            then = self.after(at + step - 1)
            if then == "counties" or (then in ("county", "co") and step > 1):
                return True
            if not then or not (self.tokens[at + step].capital or then == "and"):
                return False
        return False
