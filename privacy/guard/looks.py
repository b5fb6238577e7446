"""What somebody looks like, and what only they may say about themselves: marks, build, hair, orientation."""

from privacy.guard.rules import rule

_PARTS = (
    r"(?:neck|arms?|wrists?|hands?|finger|knuckles?|chest|back|shoulders?|legs?|thighs?|ankles?|foot|feet|face|cheeks?"
    r"|eyes?|eyebrow|forehead|chin|lips?|ears?|stomach|hips?|collarbone|forearms?|ribs?|calf|throat|temple|nose|scalp"
    r"|head|breasts?|buttocks?)"
)
# What is six feet long and nobody's height.
_THINGS = (
    r"(?:(?:folding|plastic|wooden|metal|banquet|privacy|extension)\s)?(?:tables?|fences?|walls?|ladders?|distance"
    r"|distancing|rule|apart|away|radius|gap|beds?|couch|mattress|cords?|cables?|ropes?|poles?|banners?|signs?|trees?"
    r"|deep|wide)\b"
)
# Words that are asked about wherever they stand.
_MARKS = (
    "property of|tattoo|tattoos|tattooed|tatt|tatts|tat|tats|inked|branded|barcode|scar|scars|scarred|scarring"
    "|birthmark"
    "|birthmarks|mole|freckles|piercing|piercings|pierced|dimples|cleft|burn mark|burn marks|keloid|lazy eye|glass eye"
    "|one eye|prosthetic|amputee|one-armed|one-legged|one-eyed|one arm|one leg|limp|limps|stutter|stutters|lisp"
    "|dwarfism|albino|albinism|vitiligo|heterochromia|different colored eyes|mohawk|dreadlocks|dreads|locs|redhead"
    "|half-shaved|shaved head|bald|buck teeth|crossed eyes|cross-eyed|nose ring|lip ring|hearing aid|hearing aids"
    "|cochlear implant|wears braces|eye patch"
)
_IDENTITIES = (
    "lgbt|lgbtq|lgbtqia|lgbtqia+|lgbtq+|2slgbtq|2slgbtqia|trans|transgender|transgendered|transsexual|gay|lesbian"
    "|bisexual|queer|nonbinary|non-binary|non binary|pansexual|asexual|genderfluid|gender fluid|genderqueer"
    "|gender nonconforming|gender affirming|gender-affirming|came out|coming out as|coming out to|ftm|mtf|deadname"
    "|two-spirit|two spirit|sexual orientation|gender identity|transitioning"
)

RULES = (
    rule(
        "body",
        "plain",
        r"(?!\s(?:remov|cover|laser|cream|gel|revision|check|care|treat|batter|repair|appoint)|-remov|[^.\n]{0,24}\bself)",
        heads=_MARKS,
    ),
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
        heads="teal|turquoise|neon|lilac|magenta|maroon|burgundy|pink|blue|purple|green|orange|rainbow|red|ginger|auburn|bleached|platinum|dyed|shaved|buzzed|blond"
        "|blonde|white|silver|two-tone|waist-length|waist length|knee-length|strawberry blonde|hazel",
    ),
    rule(
        "body",
        "plain",
        r"\b[4-7]\s?'\s?\d{1,2}(?!\d)|\b[4-7]\s?(?:ft\.?|feet|foot)\s?(?:\d{1,2}\b|\d{1,2}\s?(?:\"|in\.?|inches))"
        r"|\b[4-6]-\d{1,2}\stall\b|\b(?:[5-9]\d|[1-4]\d\d)\s?(?:lbs?|pounds|kilos?)\b(?!\sof)",
        opens="digit",
    ),
    rule(
        "body",
        "plain",
        rf"\s(?:\w{{2,10}}+\s){{0,3}}?(?:on|across|under|behind|above|below|over)\s(?:\w{{2,8}}+\s){{0,5}}?{_PARTS}\b",
        heads="letter|letters|word|words|initials|crown|rose|heart|cross|dollar sign|teardrop"
        "|symbol|hickey|name|number|numbers|star|stars|butterfly|snake|gun|money bag|script|portrait|design",
    ),
    rule("body", "plain", r"\seye\b|\seyes\sare\sdifferent\b", heads="one blue|one brown|one green|one hazel"),
    rule(
        "identity",
        "plain",
        r"(?![\w+]|[\s-](?:friendly|affirming|youth|group|groups|program|programs|center|support|services|housing"
        r"|shelter"
        r"|competent|safe|led|specific|inclusive|women|men|woman|man|girls|boys|male|female|adults?|community|liaison"
        r"|advocate|advocates|teens?|survivors?|folks|people"
        r"|clients"
        r"|resource|resources|peer|peers|issues|training|young|individuals|health|care|clinic|homeless|kids|drop"
        r"|spaces?))",
        heads=_IDENTITIES,
    ),
    rule(
        "body",
        "plain",
        r"",
        heads="tatuaje|tatuajes|tatuada|tatuado|cicatriz|cicatrices|lunar en|cojea|tuerto|tuerta|mancha de nacimiento"
        "|port wine stain"
        "|port-wine stain|strawberry mark|bar code|six fingers|six toes|webbed|peg leg|club foot|clubfoot|hunchback"
        "|conjoined"
        "|gap tooth|gap teeth|gold grill|gold grills|nipple ring|nose job|harelip|hare lip|face tat|neck tat|sleeve of",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:[\w'-]{2,12}+\s){0,4}?(?:shaped|in\sthe\sshape|in\sa\sshape|that\ssays?|that\sspells?|that\sreads?"
        r"|spelling|reading)\b",
        heads="burn|burns|scar|mark|marks|bruise|bruises|cut|cuts|stain|carving|brand",
    ),
    rule(
        "body",
        "digits",
        r"\b[4-7][\s-](?:foot|feet|ft)[\s-]\d{1,2}\b"
        rf"|\b[67][\s-](?:foot|feet|ft)(?:er\b|[\s-](?!{_THINGS})(?:tall)?)",
        opens="digit",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:\w{2,6}+\s){0,2}?(?:dyed|bleached|shaved|in\sa\smohawk|buzzed|down\sto|past\sher|to\sher\s(?:waist"
        r"|knees))\b",
        heads="hair|head|eyebrows",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:an?\s)?(?:brace|oxygen|trach|feeding\stube|ostomy|halo|wig|turban|eye\spatch|neck\sbrace|leg\sbrace"
        r"|monocle)\b",
        heads="wears|with|uses|has|on|wearing|walks with",
    ),
    rule(
        "body",
        "plain",
        r"(?:'s)?\s(?:are|is)\s(?:two\sdifferent|different|missing|webbed|blue|green|violet|crossed)\b",
        heads="eyes|eye|fingers|ear|teeth",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:with|who\shas|w)\s(?:\w{2,10}+\s){0,2}(?:hair|eyes|beard|mustache|teeth|limp|braids|dreads|glasses)\b",
        heads="girl|woman|man|boy|guy|male|female|buyer|teen|person|driver",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:gone|missing|cut\soff|amputated|lost|short)\b",
        heads="fingers|two fingers|a finger|toes|thumb|her thumb|pinky|one ear|an ear|front teeth",
    ),
    rule(
        "body",
        "digits",
        r"\b[5-7]\s(?:foot\s)?(?:\d|1[01])\b(?=[.,;]?\s?(?:$|huge|tall|skinny|thin|heavy|big|bald|with|and\s(?:big"
        r"|thin|skinny)|guy|male|man|woman|girl))",
        opens="digit",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:un|una|el|la|dos|le)?\s?(?:dedos?|dientes?|ojo|brazo|pierna|oreja|mano|muela)\b",
        heads="le falta|le faltan|perdio|sin",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:azul|morado|rosa|rosado|verde|rojo|rapado|naranja|tenido|pintado|gris|plateado|hasta\sla\s\w{3,10})\b",
        heads="pelo|cabello|cabeza|cejas|trenzas",
    ),
    rule(
        "body",
        "plain",
        r"",
        heads="cauliflower ear|eyebrow slit|eyebrow slits|snake bites|sleeve tattoo|full sleeve|gauged ears|gauges"
        "|split tongue|gold grillz|grillz|diamond tooth"
        "|unibrow|hook hand|burn scars|skin graft|skin grafts|six pack scar|track marks on|third degree burns"
        "|pockmarked|harelip|snaggletooth",
    ),
    rule(
        "body",
        "plain",
        r"\s(?:(?:is|was|are|were|got)\s)?(?:knocked|busted|punched|kicked|pulled|torn|split|ripped|bitten|burned"
        r"|cut)\s(?:out|off|by|from|in\s(?:half|two))\b",
        heads="teeth|tooth|ear|earlobe|lip|nostril|nose|finger|fingertip|nail|nails|eyebrow",
    ),
)
