"""Which words single something out: rare in speech, and not the field's own."""

import re

from privacy.guard import cues
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match

# Plain beside a school, a shop or a vehicle, whatever their frequency.
PLAIN = cues.words("""
a an the her his their our my your its in at from to of for and or is was no not any new old same local online public
private alternative regular high middle elementary junior senior grade after before during with this that next last
every each another different summer night day home back free missed missing misses skipping skipped safe good bad
whole entire trade medical dental law nursing beauty technical vocational charter community through finish finished
finishing attends attending into out until since about on enrolled credit credits graduate graduated graduating
started start starting complete completed neighborhood large small big busy cheap nearby motel hotel group family once
often today needs called call met if when while because someone everyone we she he they it nail hair massage strip
dive dairy berry tree fish flea farmers grocery thrift trailer mobile feed cannabis hemp pot weed flower cattle hog
chicken poultry egg apple pear cherry grape hop hops onion potato mushroom budget roadside rural storefront gas truck
rest adult foster care group homeless women's womens men's mens youth teen emergency domestic warming winter severe
weather outpatient inpatient urgent walk pop store corner food bank boys girls swim golf book chess drug church jail
boarding christian catholic online virtual culinary flight barber welding driving adult weekly extended stay seedy
dirty shady crowded illegal unlicensed licensed closed empty abandoned vacant gentlemans gentleman's gentlemen's
topless exotic karaoke sports coffee juice nightly bikini internet beach labor farm fruit vegetable plant seafood
voucher vouchers manager clerk lobby staff parking rooms key keys receipt receipts maid maids bartender bouncer promoter
fees cosmetology esthetics vet med culinary trucking military reform bartending acting modeling trade summer preschool
gets get got getting stays stay feels very so too pretty super really still always sundays sunday saturdays
overnight daytime nighttime nightly nearest housekeepers housekeeper workers worker maid desk kitchen guests guest
confidential undisclosed partner ski elder eldercare assisted mgr management housekeeping resort manager's
tulip daffodil lavender gorge seed sod wheat hay bulb valley coast
clam oyster salmon christmas turkey horse sheep goat pig meat packing processing cold frozen produce wholesale retail
""")

# Verb forms and words of quality name nothing.
_BENT = re.compile(r"(?:ing|ed|tions?|ments?|ness|ity|ly|able|ible|n't|'ve|'ll)$")


def is_telling(word: str, below: int = 8000) -> bool:
    """Whether the word, in lower case, is rarer than `below` and no word of the trade or of Spanish grammar."""
    words = lexicon()
    word = word.strip(".,'-").removesuffix("'s")
    if len(word) < 3 or word[0].isdigit() or word in PLAIN or word in words.vocabulary or word in cues.GRAMMAR:
        return False
    return words.rank(word) < below and not _BENT.search(word)


def after_grammar(phrase: str) -> list[str]:
    """The words of a phrase, in lower case, after its last plain word of grammar ("hides at golden" -> "golden")."""
    kept: list[str] = []
    for word in phrase.lower().split():
        kept = [] if word.strip(".,'") in cues.GRAMMAR else [*kept, word]
    return kept


def is_named(match: Match) -> bool:
    """At least one word of the phrase `who` is no plain word of the trade."""
    words = [word.lower().strip(".'").removesuffix("'s") for word in match["who"].split()]
    return any(word not in lexicon().vocabulary and word not in PLAIN for word in words)


def is_capital_or_telling(match: Match) -> bool:
    """`who` is written with a capital and is no plain word, or holds a word that singles it out."""
    if match["who"][0].isupper():
        return is_named(match)
    return any(is_telling(word, 3000) for word in match["who"].split())


def is_telling_phrase(match: Match) -> bool:
    """`who`, after its last word of grammar, holds a word that singles it out."""
    words = after_grammar(match["who"])
    return any(is_telling(word, 12_000) or word in ("mt", "st", "ft", "mt.", "st.") for word in words)


def looks_made_up(word: str) -> bool:
    """No word of any list: with a digit or a mark inside, or unknown and without the build of a plain word."""
    if re.search(r"\d|_|\w\.\w", word):
        return bool(re.search(r"[a-z]", word))
    words = lexicon()
    return len(word) > 3 and words.rank(word) == 0 and word not in words.vocabulary and not words.is_spanish(word)
