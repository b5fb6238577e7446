"""What one person looks like or is known for: marks, looks, vehicles, and details few others share."""

from privacy.guard.rules import rule

_MAKES = (
    r"(?:honda|toyota|ford|chevy|chevrolet|dodge|nissan|kia|hyundai|jeep|bmw|mercedes|benz|lexus|acura|infiniti|subaru"
    r"|mazda|volkswagen|vw|audi|chrysler|cadillac|buick|pontiac|gmc|tesla|jaguar|volvo|mitsubishi|saturn|lincoln"
    r"|escalade|camry|corolla|civic|accord|altima|sentra|charger|challenger|mustang|camaro|impala|malibu|tahoe"
    r"|suburban|silverado|explorer|expedition|f-?150|f-?250|ram|tacoma|tundra|prius|wrangler|cherokee|durango|yukon"
    r"|odyssey|sienna|caravan|jetta|passat|outback|forester|elantra|sonata|optima|maxima|crown\svic(?:toria)?|bmws"
    r"|range\srover|land\srover|porsche|maserati|bentley|hummer|harley)"
)
_BODIES = (
    r"(?:car|truck|van|minivan|suv|sedan|pickup|pick-up|coupe|hatchback|motorcycle|moped|semi|limo|rv|camper|jeep|bus"
    r"|motorhome|camry|bike)"
)
_COLOURS = (
    "black|white|silver|gray|grey|red|blue|green|gold|tan|brown|maroon|burgundy|orange|yellow|purple|pink|beige|lime"
    "|lime green|teal|navy|primer|two-tone|matte|dark|light|bright"
)
_PARTS = (
    r"(?:neck|arms?|wrists?|hands?|finger|knuckles?|chest|back|shoulders?|legs?|thighs?|ankles?|foot|feet|face|cheeks?"
    r"|eyes?|eyebrow|forehead|chin|lips?|ears?|stomach|hips?|collarbone|forearms?|ribs?|calf|throat|temple|nose|scalp"
    r"|head|breasts?|buttocks?)"
)
_RELATIVES = (
    "mother|mom|father|dad|stepfather|stepdad|stepmother|parents|uncle|aunt|grandfather|grandmother|grandma|grandpa"
    "|brother|sister|husband|wife|boyfriend|bf|girlfriend|partner|son|daughter|baby|cousin|best friend|friend|twin|ex"
)
# Words that are asked about wherever they stand.
_MARKS = (
    "tattoo|tattoos|tattooed|tatt|tatts|tat|tats|inked|branded|barcode|scar|scars|scarred|scarring|birthmark"
    "|birthmarks|mole|freckles|piercing|piercings|pierced|dimples|cleft|burn mark|burn marks|keloid|lazy eye|glass eye"
    "|one eye|prosthetic|amputee|one-armed|one-legged|one-eyed|one arm|one leg|limp|limps|stutter|stutters|lisp"
    "|dwarfism|albino|albinism|vitiligo|heterochromia|different colored eyes|mohawk|dreadlocks|dreads|locs|redhead"
    "|half-shaved|shaved head|bald|buck teeth|crossed eyes|cross-eyed|nose ring|lip ring|hearing aid|hearing aids"
    "|cochlear implant|wears braces|crutches|eye patch"
)
_IDENTITIES = (
    "lgbt|lgbtq|lgbtqia|lgbtqia+|lgbtq+|2slgbtq|2slgbtqia|trans|transgender|transgendered|transsexual|gay|lesbian"
    "|bisexual|queer|nonbinary|non-binary|non binary|pansexual|asexual|genderfluid|gender fluid|genderqueer"
    "|gender nonconforming|gender affirming|gender-affirming|came out|coming out as|coming out to|ftm|mtf|deadname"
    "|two-spirit|two spirit|sexual orientation|gender identity|transitioning"
)
_ILLNESSES = (
    "cystic fibrosis|sickle cell|hemophilia|haemophilia|lupus|huntington|muscular dystrophy|cerebral palsy"
    "|down syndrome|turner syndrome|tourette|tourettes|narcolepsy|leukemia|transplant|dialysis|conjoined|spina bifida"
    "|marfan|crohn|crohns|type 1 diabetic|type 1 diabetes|type one diabetes|service dog|service animal|colostomy"
    "|rare disease|rare disorder|rare condition|rare blood|brain tumor|insulin pump"
)
_PUBLICITY = (
    "on the news|in the news|on the local news|in the newspaper|newspaper|newspapers|made the news|made headlines"
    "|made the papers|news story|news article|news report|news coverage|went viral|viral video|viral post|viral"
    "|amber alert|missing person poster|missing poster|missing posters|gofundme|go fund me|koin|kgw|katu|kptv"
    "|oregonian|front page|publicized|high-profile|high profile|well known family|well-known family|well known in"
    "|well-known in|famous|followers|subscribers|youtube channel|local celebrity|on tv"
)
_HONOURS = (
    "varsity|cheerleader|cheerleading|cheer squad|cheer team|cheer captain|quarterback|goalie|goalkeeper|point guard"
    "|captain of|team captain|homecoming|prom queen|prom king|rodeo|valedictorian|salutatorian|class president"
    "|student body president|student body|spelling bee|state champion|state champ|county champion|regional champion"
    "|national champion|state title|state record|state finalist|state wrestler|state qualifier|county fair queen"
    "|county fair|won the|won a|won an|won first|won state|won gold|scholarship|olympics|olympic|first chair"
    "|lead in the|marching band|dance team|swim team|wrestling team|track team|soccer team|basketball team"
    "|volleyball team|softball team|football team|baseball team|debate team|ffa|4-h|eagle scout|pageant|miss teen"
    "|miss oregon|mariachi|ballet folklorico|choir solo|church choir|school play|sings in|lead role"
)

RULES = (
    rule("body", "plain", r"(?!\sremov|-remov|\scover|\slaser)", heads=_MARKS),
    rule(
        "body",
        "plain",
        r"\s(?:on|onto|across|with\shis|as\sproperty|by\shis)\b",
        heads="brand|brands|branding|ink|stamped|carved|cut",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:(?:an?|his|her|one|two|both|the)\s)?(?:front\s|left\s|right\s|back\s|bottom\s|top\s)?(?:tooth|teeth"
        r"|fingers?|fingertip|thumb|toes?|eye|ear|arm|leg|grills?|hand)\b",
        heads="missing|gold|silver|chipped|broken|gap|gapped|fake|crooked|lost|webbed|extra|blind in|deaf in",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:in|between)\s(?:\w{3,5}+\s)?(?:front\s)?teeth\b|\stoothed\b|-toothed\b",
        heads="gap|space",
    ),
    rule("body", "plain", r"\swith\sa\b", heads="walks|talks|speaks"),
    rule(
        "body",
        "plain",
        r"(?:-|\s)(?:\w{3,8}+\s){0,2}?(?:hair(?:ed)?|head|mohawk|braids?|dreads|weave|wig|extensions|eyes|streaks?"
        r"|highlights|bangs|glasses)\b",
        heads="pink|blue|purple|green|orange|rainbow|red|ginger|auburn|bleached|platinum|dyed|shaved|buzzed|blond"
        "|blonde|white|silver|two-tone|waist-length|waist length|knee-length|strawberry blonde|hazel",
    ),
    rule(
        "body",
        "plain",
        r"\b[4-7]\s?'\s?\d{1,2}(?!\d)|\b[4-7]\s?(?:ft\.?|feet|foot)\s?(?:\d{1,2}\b|\d{1,2}\s?(?:\"|in\.?|inches))"
        r"|\b[4-6]-\d{1,2}\stall\b|\b(?:[5-9]\d|[1-4]\d\d)\s?(?:lbs?|pounds|kilos?)\b(?!\sof)",
    ),
    rule(
        "body",
        "plain",
        rf"\s(?:\w{{2,10}}+\s){{0,3}}?(?:on|across|under|behind|above|below|over)\s(?:\w{{2,8}}+\s){{0,2}}?{_PARTS}\b",
        heads="cut|mark|marks|burn|burns|letter|letters|word|words|initials|crown|rose|heart|cross|dollar sign|teardrop"
        "|symbol|hickey|name|number|numbers|star|stars|butterfly|snake|gun|money bag|script|portrait|design|patch"
        "|bandage|cast",
    ),
    rule("body", "plain", r"\seye\b|\seyes\sare\sdifferent\b", heads="one blue|one brown|one green|one hazel"),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:[\w-]{{3,10}}+\s){{0,2}}?{_MAKES}\b",
        heads=_COLOURS + "|lowered|older|newer|new|old|dented|rusty|lifted|beat up",
    ),
    rule("vehicle", "plain", rf"\b(?:19|20)\d\d\s(?:[\w-]{{3,10}}+\s)?{_MAKES}\b"),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:an?|the|her|his|their)\s(?:[\w-]{{3,10}}+\s){{0,2}}?{_MAKES}\b",
        heads="drives|drive|driving|drove|in|rides|owns|has|with|by|into|from",
    ),
    rule("vehicle", "plain", rf"\s(?:[\w-]{{3,10}}+\s)?{_BODIES}\b", heads=_COLOURS),
    rule(
        "vehicle",
        "plain",
        r"\s(?:is|was)\s(?:black|white|silver|gr[ae]y|red|blue|green|gold|tan)\b",
        heads="car|truck|van|suv|sedan|pickup",
    ),
    rule("identity", "plain", r"(?!\w)", heads=_IDENTITIES),
    rule("detail", "plain", r"", heads="twin|twins|triplet|triplets|quadruplets"),
    rule(
        "detail",
        "plain",
        r"\s(?:[\w'-]{2,20}+\s){0,3}?(?:girl|boy|student|kid|child|teen|family|woman|man|person|one|resident|survivor"
        r"|daughter|son|sibling|mother|player|speaker|member|freshman|senior|employee|worker|refugee|patient)s?\s(?:in"
        r"|at|on|from|of|there|here|who|that|with|left)\b",
        heads="only|the only|first|the first|last|the last|lone",
    ),
    rule(
        "detail",
        "digits",
        r"\s(?:child\s)?(?:of|in\sa\sfamily\sof)\s(?:her\s|his\s|their\s|the\s)?(?:[3-9]|1\d)\b(?!\s?(?:days|weeks"
        r"|times|appointments|sessions|referrals|options|programs|agencies))",
        heads="youngest|oldest|eldest|middle|one",
    ),
    rule(
        "detail",
        "digits",
        r"\s(?:[5-9]|1\d)\s(?:younger\s|older\s|other\s)?(?:siblings|brothers|sisters|kids)\b",
        heads="has|with|had|of",
    ),
    rule("detail", "plain", r"", heads=_PUBLICITY),
    rule("detail", "plain", r"(?!\s(?:bed|case|hearing|appeal|right|trial|order)s?\b)", heads=_HONOURS),
    rule(
        "detail",
        "plain",
        r"\s(?:the\s)?(?:tuba|violin|viola|cello|drums|piano|guitar|trumpet|flute|saxophone|clarinet|catcher|shortstop"
        r"|striker|(?:soccer|basketball|football|volleyball|softball|baseball|water\spolo|lacrosse|hockey"
        r"|rugby)\s(?:for|at))\b",
        heads="plays|play|played|playing|pitches",
    ),
    rule(
        "detail",
        "plain",
        r"(?:'s)?\s(?:(?:was|were|got|is|died|drowned|has\sbeen)\s)(?:\w{2,8}+\s){0,2}?(?:killed|shot|murdered|stabbed"
        r"|executed|convicted|sentenced|arrested\sfor|in\sthe\s(?:crash|accident|fire|shooting|flood)|by\ssuicide|when"
        r"|in\sa\s(?:crash|fire|car|shooting|boating|logging|mill|house|mine))\b|(?:'s)?\s(?:died|drowned"
        r"|killed)\s(?:in|at)\s(?:the|a)\b",
        heads=_RELATIVES,
    ),
    rule("detail", "plain", r"(?:'s)?", heads=_ILLNESSES),
)
