"""Vehicles told apart by make, colour, age, kind or what is on them; a mere car or van is none."""

from privacy.guard import cues
from privacy.guard.lexicon import lexicon
from privacy.guard.rules import Match, any_of, rule
from privacy.guard.telling import after_grammar

_MAKES = (
    r"(?:honda|toyota|ford|chevy|chevrolet|dodge|nissan|kia|hyundai|jeep|bmw|mercedes|benz|lexus|acura|infiniti|subaru"
    r"|mazda|volkswagen|vw|audi|chrysler|cadillac|buick|pontiac|gmc|tesla|jaguar|volvo|mitsubishi|saturn|lincoln"
    r"|escalade|camry|corolla|civic|accord|altima|sentra|charger|challenger|mustang|camaro|impala|malibu|tahoe"
    r"|suburban|silverado|explorer|expedition|f-?150|f-?250|ram|tacoma|tundra|prius|wrangler|cherokee|durango|yukon"
    r"|odyssey|sienna|caravan|jetta|passat|outback|forester|elantra|sonata|optima|maxima|crown\svic(?:toria)?|bmws"
    r"|range\srover|land\srover|porsche|maserati|bentley|hummer|harley|pt\scruiser|datsun|winnebago|isuzu|suzuki"
    r"|yamaha|kawasaki"
    r"|ducati|vespa|fiat|mini\scooper|oldsmobile|plymouth|studebaker|peterbilt"
    r"|kenworth|freightliner|mack\struck|u-?haul|airstream|astro\svan|econoline|sprinter|ranger|bronco|blazer|corvette"
    r"|firebird"
    r"|el\scamino|delorean|saab|scion|smart\scar|juke|versa|rogue|maxima|cr-?v|rav-?4|4runner|highlander|pathfinder"
    r"|xterra|titan|frontier"
    r"|rio|sorento|sportage|tucson|santa\sfe|cruze|equinox|traverse|aveo|cobalt|trailblazer|focus|fusion|taurus|escape"
    r"|edge"
    r"|grand\sam|grand\sprix|lesabre|regal|lacrosse|town\scar|navigator|avalanche|denali|sierra|crown\svic|beamer"
    r"|bimmer|beemer|benz"
    r"|lambo|lamborghini|ferrari|rolls|miata|crosstrek|impreza|wrx|legacy|golf\scart|gti)"
)
_BRANDS = (
    r"(?:honda|toyota|ford|chevy|chevrolet|dodge|nissan|kia|hyundai|jeep|bmw|mercedes|lexus|acura|infiniti|subaru|mazda"
    r"|volkswagen|vw|audi|chrysler|cadillac|buick|pontiac|gmc|tesla|volvo|mitsubishi|escalade|camry|corolla|prius|tahoe"
    r"|silverado|porsche|harley|datsun|winnebago|pt\scruiser|oldsmobile|plymouth|isuzu|peterbilt|kenworth|u-?haul)"
)
_BODIES = (
    r"(?:car|truck|van|minivan|suv|sedan|pickup|pick-up|coupe|hatchback|motorcycle|moped|semi|limo|rv|camper|jeep|bus"
    r"|motorhome|camry|bike)"
)
_COLOURS = (
    "black|white|silver|gray|grey|red|blue|green|gold|tan|brown|maroon|burgundy|orange|yellow|purple|pink|beige|lime"
    "|lime green|teal|navy|primer|two-tone|matte|dark|light|bright"
)
_VEHICLE = (
    "car|truck|van|minivan|suv|sedan|pickup|coupe|hatchback|motorcycle|moped|semi|limo|rv|camper|jeep|bus"
    "|motorhome|motor home|bike|scooter|wagon|station wagon|convertible|flatbed|big rig|tractor|trailer truck|box truck"
    "|box van|cargo van|work van|panel van|dump truck|tow truck|party bus|school bus|cop car|police car|patrol car"
    "|town car|muscle car|sports car|race car|golf cart|quad|four wheeler|dirt bike|fifth wheel|semi truck|18 wheeler"
    "|rig"
    "|bug|beetle|ride|boat|sailboat|houseboat|yacht|jet ski|atv|utv|go kart|ebike|e-bike|e bike|tricycle|trike|crew cab"
)
_KINDS = (
    "ice cream truck|tow truck|bread truck|box van|box truck|hearse|limo|limousine|motorhome|motor home|winnebago"
    "|airstream"
    "|motorcycle|party bus|school bus painted|food truck|taco truck|mail truck|milk truck|log truck|logging truck"
    "|dump truck|cement truck|flatbed|cop car|police cruiser|fire truck|golf cart|dune buggy|monster truck|hot rod"
    "|lowrider|low rider|convertible|station wagon|sports car|muscle car|race car|horse trailer|cattle truck"
    "|armored car"
    "|carnival truck|produce truck|dirt bike|four wheeler|quad bike|trike|sidecar|sailboat|houseboat|yacht|jet ski"
    "|vw bus|vw bug|hippie van|pedicab|tandem bike|cargo bike|ice cream van|u-haul|uhaul|big rig|septic truck"
    "|street sweeper"
    "|camper van|campervan|camper shell|toy hauler|fifth wheel|bookmobile|double decker|prison bus|church van"
    "|church bus"
)
# What may stand before a vehicle without telling it apart.
_ORDINARY = cues.words("""
a an the his her their our my your its this that any no another other same new old older stranger's friend's boyfriend's
bf's mom's dad's aunt's uncle's mother's father's brother's sister's parents' pimp's trafficker's buyer's boss's work
company rental rented family own borrowed stolen parked moving unmarked police patrol agency transport medical crew
passenger second third first one two three four several many few different big large small cheap used getaway city
public county the next last only every each some what which safe unsafe random unknown dark nice strange shared
day night school church work's semi motor pickup cargo delivery shuttle charter tour commuter long haul short by in on
at from with of to and or for into out off near behind is was has had needs need want wants buy bought sold took take
gets got get getting fix fixed pay paid broken dead running sleeping living staying waiting driving riding drove drive
drives rides ride came come comes leaves left picks pick picked up down away over just also then when if as his/her
men's women's youth teen adult kid kids booster baby without gas via per lost towed impounded registered insured
another's buyers johns employer's employer owner's worker workers girls boys man's woman's guy's person's client's
clients staff staff's volunteer volunteer's mentor's foster free reliable any a's hop bus max light rail train trimet
early late express direct hourly midnight morning afternoon evening overnight
c-tran greyhound dial-a-ride paratransit greyhounds bus's our's tri-met
""")
_FEATURE = (
    r"(?:decal|decals|sticker|stickers|dent|dents|dented|cracked|broken|tinted|tint|rims|mural|ladder|ladders|rack"
    r"|stripes?|logo|lettering"
    r"|wheels|hubcaps?|bumper|windshield|fender|spoiler|flag|flags|exhaust|muffler|headlight|taillight|curtains|plates"
    r"|paint|primer"
    r"|dashboard|bars|snorkel|canopy|door|doors|hood|roof|top|stick\sfamily|flames|window|windows|seat|seats|lift\skit"
    r"|winch|horn"
    r"|trailer\shitch|bullet\sholes?|rust|duct\stape|plow|camper|antlers|antenna|skull|eyelashes|sign|antlers"
    r"|calcomanias?|calcomania)"
)
_SPANISH = "carro|camioneta|troca|troque|coche|van|moto|camion|auto|furgoneta|trailer|motocicleta"
_SPANISH_LOOK = (
    r"(?:roj[oa]|negr[oa]|blanc[oa]|gris|azul|verde|amarill[oa]|plateada?|plateado|dorad[oa]|cafe|morad[oa]"
    r"|anaranjad[oa]|guinda|viej[oa]"
    r"|destartalad[oa]|polarizad[oa]|con\s(?:calcomanias?|rines|una?\s\w{3,15}+|vidrios|placas|rayas|dibujos?|letras"
    r"|logo)|sin\splacas|de\shelados)"
)


def _is_told_apart(match: Match) -> bool:
    """Some word before the vehicle is more than whose or how many."""
    words = after_grammar(match["who"])
    return any(word not in _ORDINARY and word not in lexicon().vocabulary for word in words[-2:])


RULES = (
    rule("vehicle", "plain", rf"\s(?:[\w'-]{{2,12}}+\s){{0,3}}?{_BRANDS}\b", heads="a|an|his|her|their|my|that"),
    rule("vehicle", "digits", rf"(?<!/)\d\d\s(?:[\w-]{{3,10}}+\s)?{_BRANDS}\b", opens="digit"),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:[\w'-]{{2,12}}+\s){{0,2}}?{any_of(_VEHICLE)}\b",
        heads="converted|painted|refurbished|rusted|rusty|dented|lifted|tinted|lowered|beat-up|beat up|jacked up"
        "|souped up|decommissioned|wrecked|burned-out|burned out|graffitied|wrapped|antique|vintage|classic|custom"
        "|armored|camouflage|camo|chrome",
    ),
    rule(
        "vehicle",
        "plain",
        r"\s(?:with|w|w/)\s(?:[\w'-]{1,14}+\s){0,3}?(?:painted|on\s(?:it|the\s(?:side|back|hood|roof|door|doors"
        r"|tailgate|front)|top))\b",
        heads="car|truck|van|minivan|suv|sedan|pickup|bus|trailer|rv|camper|semi|motorhome",
    ),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:[\w-]{{3,10}}+\s){{0,2}}?{_MAKES}\b",
        heads=_COLOURS + "|lowered|older|newer|new|old|dented|rusty|lifted|beat up",
    ),
    rule("vehicle", "plain", rf"\b(?:19|20)\d\d\s(?:[\w-]{{3,10}}+\s)?{_MAKES}\b", opens="digit"),
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
    rule("vehicle", "plain", r"(?!\s(?:for|rental|reservation|gift|credit|voucher)\b)", heads=_KINDS),
    rule(
        "vehicle",
        "plain",
        rf"\s(?P<who>(?:[\w'-]{{2,14}}+\s){{1,3}}?){any_of(_VEHICLE)}\b(?!\s(?:pass|fare|stop|ticket|tickets|ride"
        rf"|driver|drivers|line|station|seat|seats|wash"
        r"|keys?|payment|insurance|accident|crash|wreck|schedule|number|route|trip|token|tokens|dealer|lot|park"
        r"|for\shelp))",
        _is_told_apart,
        heads="a|an|the|his|her|their|in|old|from|into|by|drives|drove|driving|with|that|this|brother's|boyfriend's"
        "|dad's|uncle's|bf's|pimp's",
    ),
    rule(
        "vehicle",
        "plain",
        rf",?\s(?:with|w|w/|has|had|that\shas|missing|no|covered\sin|painted|full\sof"
        rf"|and)\s?(?:[\w'-]{{1,14}}+\s){{0,3}}?{_FEATURE}\b",
        heads="car|truck|van|minivan|suv|sedan|pickup|pick-up|motorcycle|bike|camper|rv|semi|bus|motorhome|trailer"
        "|jeep|charger|boat|scooter|wagon|limo",
    ),
    rule(
        "vehicle",
        "plain",
        rf",?\s(?:is|was|all|painted|in|with|w)?\s?{any_of(_COLOURS)}\b(?!\s(?:man|men|woman|male|female|ice|out))",
        heads="car|truck|van|minivan|suv|sedan|pickup|bus|rv|motorhome|jeep|camper|motorcycle",
    ),
    rule("vehicle", "plain", rf"\s{_SPANISH_LOOK}\b", heads=_SPANISH),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:an?|the|her|his|their|dad's|mom's|boyfriend's|bf's|buyer's"
        rf"|pimp's)\s(?:[\w-]{{3,14}}+\s){{0,3}}?{_MAKES}\b",
        heads="drives|drive|driving|drove|in|rides|owns|has|with|by|into|from|out of|behind|near|saw|bought|sleeps in"
        "|of",
    ),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:[\w-]{{3,14}}+\s){{0,2}}?{_MAKES}\b",
        heads="boyfriend's|bf's|dad's|mom's|uncle's|buyer's|pimp's|trafficker's|brother's|rusted out|beat-up|beater",
    ),
    rule(
        "vehicle",
        "plain",
        rf"(?:'s)?\s(?:with|w|w/|has|had)\s(?:[\w'-]{{1,14}}+\s){{0,3}}?{_FEATURE}\b",
        heads="charger|mustang|camaro|honda|toyota|ford|chevy|dodge|nissan|kia|lexus|bmw|mercedes|subaru|tahoe"
        "|suburban",
    ),
    rule(
        "vehicle",
        "plain",
        rf"\s(?:[\w-]{{3,10}}+\s){{0,1}}?(?:{_MAKES}|{_BODIES})\b",
        heads="blk|wht|slvr|gry|silv|charcoal|bronze|teal|cream|champagne|copper",
    ),
    rule("vehicle", "plain", rf"\s{_MAKES}\b", heads=_SPANISH),
)
