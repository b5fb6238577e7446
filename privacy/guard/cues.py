"""Small word sets that tell the guard what stands next to a name: kin, titles, verbs of people, plain grammar."""


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


# "mom Denise": words for a person that a name may follow.
KIN = words("""
mom mum momma mama mother stepmom stepmother dad daddy papa father stepdad stepfather parent parents guardian grandma
grandmother grandpa grandfather nana abuela abuelo tia tio aunt auntie uncle cousin cousins niece nephew sister
stepsister sis cuz unc aunty aunties compa comadre compadre primo prima tita tito mz
brother stepbrother bro twin sibling siblings son stepson daughter stepdaughter baby infant toddler
newborn wife husband spouse fiance fiancee partner ex girlfriend boyfriend bf gf bestie friend friends roommate
neighbor neighbour landlord boss coworker classmate buddy babysitter dog cat puppy
""")
# Words for the people a note is about, and for those who harm them.
PERSON = words("""
client youth teen girl boy minor child kid victim survivor patient student juvenile female male suspect trafficker
pimp recruiter madam abuser perpetrator perp offender buyer trick handler bottom associate witness defendant
""")
PEOPLE = KIN | PERSON
# Titles that a name follows even in lower case ("dr patel"); a full stop may stand between.
TITLES = words("mr mrs ms dr det sgt lt ofc ofcr cpl capt atty srta sra")
# Posts that a name may follow ("Officer Young", "caseworker tammy").
POSTS = words("""
officer detective deputy sergeant lieutenant captain trooper sheriff judge attorney lawyer caseworker counselor
counsellor therapist psychologist doctor nurse advocate mentor pastor reverend rev father sister brother bishop elder
coach teacher principal professor agent investigator supervisor manager coordinator director dda gal po miss prof
dispatcher paramedic interpreter landlord worker liaison commissioner
""")
# Words that say a name follows.
NAMING = words("named aka alias nickname nicknamed moniker handle surname")
NAMING_PHRASES = (
    ("goes", "by"),
    ("went", "by"),
    ("going", "by"),
    ("known", "as"),
    ("calls", "himself"),
    ("calls", "herself"),
    ("call", "himself"),
    ("calling", "himself"),
    ("calls", "themselves"),
    ("name", "is"),
    ("uses", "name"),
    ("chosen", "name"),
    ("preferred", "name"),
    ("legal", "name"),
    ("birth", "name"),
    ("dead", "name"),
    ("new", "name"),
    ("old", "name"),
    ("the", "name"),
    ("name", "was"),
    ("nickname", "is"),
    ("street", "name"),
    ("answers", "to"),
    ("ask", "for"),
    ("they", "call"),
    ("she", "calls"),
    ("he", "calls"),
    ("everyone", "calls"),
    ("everybody", "calls"),
    ("all", "call"),
    ("girls", "call"),
    ("people", "call"),
    ("we", "call"),
    ("first", "name"),
    ("last", "name"),
    ("user", "name"),
    ("real", "name"),
    ("true", "name"),
    ("full", "name"),
    ("calls", "him"),
    ("calls", "her"),
    ("call", "him"),
    ("call", "her"),
    ("called", "him"),
    ("called", "her"),
    ("someone", "called"),
    ("man", "called"),
    ("guy", "called"),
    ("woman", "called"),
    ("boyfriend", "called"),
    ("friend", "called"),
    ("is", "called"),
)
# Before "handle" these make a verb of it.
HANDLING = words("""
will can could would should may might must to i we they you who please not cant can't don't dont didn't won't wont
do does did also and help staff cannot
""")
# Telling somebody: a name that is a word may follow ("told grace").
TELLING = words("""
told tell telling ask asking texted texting messaged messaging emailed asked met meets meeting phoned dating dated
married blames blamed hugged trusts misses visits visited
""")
TALKING = words("spoke speaking talked talking spoken")
# 'staying at jasmine's'.
AT_HOME_OF = words("at on in from near with by to")
LIVING = words(
    "lives lived living stays stayed staying moved hangs hanging runs talks talking spoke speaking left leaving"
)
# After these a lower-case word that nobody knows may be a name.
TOWARD = words("with from by and told texted called named met saw via contact trusts misses visits")
# What only a person does: after these verbs' subject a word is a name.
SPEAKING = words("""
said says told tells texted texts asked asks disclosed discloses reported stated states messaged wrote called calls
cried ran lives lived stays stayed moved drove drives picked wants wanted refuses refused thinks knows knew feels felt
met meets hates loves likes denies denied admits admitted agreed agrees threatened threatens hit beat punched choked
sold pimped recruited posted posts bought bragged promised went goes left takes took came comes sleeps slept gave
gives got gets keeps kept works worked needs missed misses skipped skips started stopped tried tries hid hides lied
begged paid pays sells buys bought picks carries smokes drinks cuts punches babysits confirmed explained recanted
hopes returned showed sent sends wears weighs eats vapes snores
""")
BEING = words("""
is was has had will would can could does did doesn't didn't isn't wasn't hasn't won't can't wont doesnt didnt isnt
wasnt cant may might and n
""")
DOING = SPEAKING | BEING
# Plain nouns that open clean notes: only a verb of speaking makes a name of them.
SUBJECTS = words("""
case cash law chance change story trust justice memory legend day night home hope faith joy art bill grant will may
mark peace court church club charity patience honor honesty victory liberty star summer winter autumn spring april
june august january sunday duke king queen prince princess baby love major miles page price rice rich rob sue skip
story ward west north white black green brown gray grey young law lake land house hall hill field fields rose ice rain
snow stone storm water waters wood woods wall walls street strong short long low little light key keys gates head fish
fox wolf bush berry bird bell cross cook baker butcher barber carpenter cooper farmer fisher mason miller porter
potter shepherd smith taylor turner walker weaver banks brooks burns chambers cole day dean earl early ever flower
ford forest frank free french english irish holland gene glass gold good power powers read ready reed shore silver
sharp sky smoke snowy sparks spirit steel stout sweet swift temple tank tower trip treasure true unique unity virtue
vision wise wells weeks early earnest promise champ chief coach rocky rusty rowdy royal lad lane lance jack john nick
pat don dot drew dale dawn dee art buddy bud butch bubba captain case cat chase chip clay cliff colt deputy deacon
foreman head marshal marshall master masters page parks park pace parker pierce pike pine pitch pocket
""")
# Verbs and little words that, written with a small letter, are never a name after kin ("mom will drive").
MODAL = words("""
will may can art bill chase drew grant hope mark pat pierce rob skip sue trust don trip rush roll pope case cash page
read reed west north east south long short little high low white black brown green gray grey red blue young king
strong sharp sweet wise rich frank guy major early ever free good house home head day weeks way law love like light
price rice close ward lane park parks street hill lake field water woods wood wall walls fish bell ball cook baker
best key keys branch church bush cross bird berry rain snow ice storm summer winter spring sky star sun moon night
change chance earnest french english irish happy lucky merry sunny tiny true real ready sick hurt mad sad
""")
# Words that are no name after "named", "goes by", "mom" and the like.
GRAMMAR = words("""
known unk tbd princess baby babe honey daddy wifey sis mama thru til till w bc cuz per
a an the this that these those her his their our my your its he she they we you i it him them us me who whom whose
which what when where why how and or but nor so yet if then than because as at by for from in into of off on onto out
over under up down to toward with without within about after again against all also always any anyone are aren't arent
be been before being below between both cannot cant can't could couldnt couldn't did didnt didn't do does doesnt
doesn't doing done dont don't each either else even every few further had hadnt has hasnt hasn't have havent haven't
having here himself herself hers however is isnt isn't just keep later least less like likely maybe might more most
much must near need needs never new next no none not nothing now often once one only open other others own per please
rather really same see seen should shouldnt since some someone something soon still such sure theirs themselves there
through too two three four five twice unknown until unless upon very via wants was wasnt wasn't were werent well while
will won't wont would wouldnt yes if whether wherever whenever another many multiple several different various
withheld confidential private pending hidden changed false fake real given used listed unable unsafe safe ok okay
today tonight tomorrow yesterday bus car train foot bike taxi plane law choice text phone email mail day night morning
afternoon evening week month year hand side house home work school name names nickname number change changed
""")
# Of these, what is a name after 'goes by'.
ENDEARING = words("princess baby babe honey daddy wifey sis mama")
# Adjectives and words of relation that may stand before a street name ("Big Tone", "lil man").
STREET_PREFIXES = words("lil lil' yung")
BIG = words("""
big little lil baby old young uncle auntie miss mama papa king queen prince princess dj don el la og daddy tall fat
""")
PASSING = words("""
coming fading starting ending growing running going getting being working dwindling approaching building improving
rising falling
""")
ABSTRACT = words("""
van deputy judge coach pastor chief trust case law court story church club bill grant justice change memory chance
cash charity peace
""")
HELPS = words("helps helped keeps kept gives gave calms calmed makes lets gets needs helped carried carries")
# What a plain noun does as well ("April works better", "Court gave no date").
VAGUE = words("""
works worked keeps kept gives gave gets got goes went came comes takes took needs left leaves sent sends picks picked
drives parks pulls pulled runs
""")
MONTHS = words("january march april may june august")
OWNED = words("a an two three four no her his their one kids children asked told left")
# 'Will needs a bed': after these helping words the third person makes a name of them.
HELPING = words("will may mark chase sue rob skip")
THIRD_PERSON = words("""
needs wants says said told is has was had lives lived ran stays stayed called texted disclosed reported thinks knows
took bought hits beats made makes keeps kept gave gives brought brings sold sells threatened threatens followed follows
picked picks paid pays owns choked slapped punched raped grabbed pulled pushed cried admitted denied showed
feels likes refuses refused went left does doesn't didn't isn't wasn't asked asks met drives drove took came got
""")
EXPLAINING = words("her his their who the a an my our age aged")
# After these a new clause begins.
JOINING = words("and but then when because that if so while after")
# Before a month or a state that is also a name, these show that the month or state is meant.
BEFORE_TIME = words("""
in since until till by during of last next this early late mid every through thru from to before after around and or
for between past coming ending desde hasta en de para starting beginning end start into within near leaves left
west southern northern
""")
# After 'mark', 'chase', 'sue', which are verbs themselves, these can only be what somebody did.
BASE_VERBS = words("mark chase sue rob skip")
HARMING = words("hit hits beat beats cut cuts hurt hurts put puts let lets")
# 'speaks X', 'X interpreter': a language, not a name.
SPOKEN = words("speaks speak speaking spoke habla hablan hablo fluent")
LANGUAGE_NOUNS = words("interpreter speaker speakers speaking language interpreters interpretation translator speaks")
SPANISH_GRAMMAR = words("""
el la los las de del que en con por para su sus es una un y no le lo se al como pero muy mas ella ellos tiene quiere
mucho mucha escuela ha fue les tengo estan todo toda todos hace casa trabajo ayuda quien donde nunca siempre gracias
poco cada entre sobre desde hasta tambien ahora hoy falta quieren tienen puede bien alla aqui otros otra otro era
esta dice cuando porque hay son ya sin me nos ni mi dos necesita busca trabaja vive
""")
# Plain Spanish words that are names in English.
SPANISH_WORDS = words("ella mia lea sola marca tia dia mar alla solo gema nena mira deja nina nino leve pide")
SPANISH_NICKNAMES = words("""
guero guera flaco flaca gordo gorda chino china chato chata pelon pelona moreno morena negro negra cholo chola payaso
tigre lobo diablo gato gata chapo chapito gringo ruso cubano turco profe licenciado chivo toro zorro zurdo cojo tuerto
mudo sordo loco loca oso pollo pato guapo guapa bigotes canas guera prieto prieta colocho catracho chele chela
""")
# Names that are things one can count: with no article after 'with' or 'from' they are somebody.
COUNTABLE_NAMES = words("""
ace angel bandit baron bear bee bird biscuit bishop blaze bones bubba bull bunny butch chaos chip
cowboy cricket daisy deacon diamond dove drake duke ember fern flower fox ghost gem hawk hunter jewel king kitty
knight lamb cherry candy cinnamon cookie mercedes chanel lexus
lily lotus maverick monkey mouse nugget olive panther peach peaches peanut pearl pebbles pepper petal
phoenix poppy prince princess queen rabbit raven rebel rider rocket rose ruby saint scout shadow skipper slim smiley
smokey spider spike sparrow star starr stone storm tiger trigger tulip violet viper wolf trinity destiny
""")
REFUSING = words("wont won't doesnt doesn't didnt didn't cant can't isnt isn't wasnt wasn't")
# Languages and peoples that are family names too.
TONGUES = words("english french german irish black white christian")
# 'brandons gf', 'tonys place': what somebody has.
HAD = KIN | words("""
house place phone car truck room apartment apt trailer number cell stuff clothes advocate caseworker worker lawyer
attorney therapist doctor family people boyfriends girlfriends id bed case hearing court babies paperwork fone
""")
# 'jasmine's smile': what only a person has.
SHOWN = words("""
smile laugh face voice eyes hands hand hair tears mood story statement interview testimony words side birthday
""")
# Before a noun these make nobody's name of it ("an angel's voice").
ARTICLES = words("a an the his her their my our this that every some another no")
# 'ask will if', 'tell hope about': after these the word before was a person.
ASKING = words("if about to that what when where why how for not he she")
# 'sky is hungry', 'mason is in custody': only a person is.
STATES = words("""
hungry sick tired scared pregnant crying homeless drunk asleep sober upset shaky afraid worried injured bruised
suicidal detoxing overdosing lying jealous violent
""")
DOING_NOW = words("""
bringing taking asking telling texting calling crying staying living sleeping working driving selling hiding wearing
drinking smoking using feeling wanting watching holding picking dropping paying recruiting dating seeing cooking
""")
PLACED = frozenset(
    (
        ("in", "custody"),
        ("in", "jail"),
        ("in", "detox"),
        ("in", "labor"),
        ("in", "foster"),
        ("in", "rehab"),
        ("in", "lobby"),
        ("in", "the"),
        ("at", "the"),
        ("at", "home"),
        ("at", "school"),
        ("at", "work"),
        ("at", "her"),
        ("at", "his"),
        ("w", "him"),
        ("with", "him"),
        ("with", "her"),
        ("back", "with"),
        ("back", "w"),
    )
)
# 'star is the one who recruits', 'bill is her dad'.
ROLES = (
    KIN | PERSON | words("one ex dealer lookout driver roommate mom aunt manager leader connect middleman girlfriend")
)
PARTICIPLES = words("slept eaten called texted talked told returned answered showered cried spoken stopped shown come")
# 'Destiny is what he calls it': the word is a word.
WORDLY = words("""
what where why how when which cold dark rare thin slow unclear rough closed open fully low fading possible important
wet warm hot dry over far long short deep enough everything nothing all part due
""")
SUPERLATIVES = words("drug limit country key worst best problem only place issue reason answer point state city month")
WHEREABOUTS = words(
    "shelter hospital motel hotel house park door library clinic er station center lobby car"
    " shower waiting room icu bathroom"
)
# 'saw dakota w him', 'call bri not mom': after these the word before was a person.
SEEN_WITH = words("w with at in on again today yesterday and come leave crying")
INSTEAD = words("not first instead if before only after when")
