"""What only looks like a name, a small place or a meeting place, by family, and what resembles it and is one."""

import pytest

from privacy.guard import Tier, examine

HARMLESS = [
    # Bodies, shelters, hospitals, clubs, products and programmes.
    "Bradley Angle full, Raphael House full, Call to Safety says try again",
    "Charity care form at Legacy Emanuel not finished",
    "Needs the ServSafe card, asks about GoodRx too",
    "Kiwanis gives car seats and the Knights of Columbus paid rent",
    "ORCAH called back the same day",
    "Google Fi plan was shut off",
    "Operation Cross Country is next week",
    "MacLaren youth discharged, no family",
    # Common words with a capital, as in names of programmes.
    "The Lifespan Respite grant may cover it",
    "An Immigrant legal clinic said both look possible",
    # Sayings, stories, foods and days.
    "Jack and the beanstalk level story about modeling",
    "Earl Grey, crackers and a quiet chair",
    "Rich uncle type recruiter story again",
    "Miranda issue, so trial is set over",
    "wants to leave before Lunar New Year",
    "Jane Doe kits: who keeps them?",
    # What is named after somebody famous, and languages that are names.
    "Elsa costume for the little one",
    "Karen interpreter please, Burmese is not ok",
    # Towns: on the way, by their services, in a row, where something is sought, and large ones.
    "Drove from Eugene to Salem last night for the bed",
    "who drives to Corvallis on weekends?",
    "Coos Bay shelter full, Hood River hospital has none",
    "Siletz or Grand Ronde services could help",
    "Looking at Bend, Redmond or even Prineville",
    "Needs a provider near Hillsboro",
    "a magazine crew left her in Salem with nothing",
    "youth located safe in Bend",
    "Gary Indiana to Portland by bus, 52 hours",
    # Counties, in short and in a row.
    "Court in Marion Co at 8:30",
    "Deschutes and Crook Co share one advocate",
    # What is bought in a shop.
    "gift card from Walmart would cover it",
    "grocery cards Winco or Fred Meyer",
    "Costco muffins for group, nuts inside",
    # Counts, sums, sizes and hours.
    "3 mo waitlist everywhere",
    "opens in January, two families ahead of us",
    "about 80 mi one way",
    "rent short, due on the 5th",
    "ticket is 1400",
    "Men's 34x32 jeans",
    "ride at 5am from the shelter",
    # Words of the trade.
    "text ok between 2 and 4 only while the other person is at work",
    "knows the exploiter. pls place elsewhere",
    "dialysis 3x a week so only tuesdays",
    "Russian old believer community, female only",
    "needs an education surrogate",
    "Bed frame twin, mattress full",
    "Hotel housekeepers, three of them, wages held back",
    "somewhere to be when the overnight shelter closes",
    # Sections of law, by code and by rule, and what is named after a case.
    "Under Evidence Code 412 the past stays out",
    "see OAR 413-015-0415 and 413-080-0054",
    "see OAR 413-215-0001 and 413-215-0026",
    "Brady check complete, Terry stop upheld",
    "The U.S. Attorney may take count one",
    # Counties in a row, departments, weekdays, marks at school and virtues that go.
    "Polk and Yamhill share one advocate, Marion has two.",
    "Ortho wants a cast check in two weeks",
    "Susp in custody on an unrelated PV",
    "No questions asked, Monday through Thursday",
    "Grades fell from Bs to Fs",
    "rainy days are harder; patience goes a long way",
    # What somebody handles, buses by when they go, trials by their kind, and lengths of things.
    "she'll handle notification and parking",
    "a late bus goes to the west side",
    "a jurisdiction trial has been set",
    "not appropriate for this class of felony",
    "bring the six-foot table and a six-foot ladder",
]
ASKED = [
    ("stays at Rose Haven", "Rose Haven"),
    ("goes by Robin Hood", "Robin"),
    ("Miranda wants her own room", "Miranda"),
    ("Elsa said no", "Elsa"),
    ("Karen wants to go home", "Karen"),
    ("LaTonya can drive", "LaTonya"),
    ("told DeAndre no", "DeAndre"),
    ("lived in Salem with him", "Salem"),
    ("sleeps back of Tigard Regal", "Tigard"),
    ("family in Gervais does not know", "Gervais"),
    ("Rainier police found her", "Rainier"),
    ("meets buyers at the Costco", "Costco"),
    ("works at Target", "Target"),
    ("her baby is due on the 5th", "5th"),
    ("raised in an old believer village", "old believer"),
    ("is a twin, sister is with him", "twin"),
    # Names by what is done to somebody, by their spelling, and behind what one does for somebody.
    ("destinee ran again from the group home", "destinee"),
    ("Hope was moved last night after her roommate called", "Hope"),
    ("Angel was discharged to the street", "Angel"),
    ("Can someone see Dakota sooner", "Dakota"),
    ("daisy's sister found her", "daisy"),
    ("Justice got her GED", "Justice"),
    ("Trinity wears a 9", "Trinity"),
    # Details by family.
    ("crown and the letters BTK on the left side of neck", "letters BTK on the left side of neck"),
    ("five sisters and one brother", "five sisters and one brother"),
    ("father a deputy, no local police", "father a deputy"),
    ("survivor of the 2019 shipping container case", "survivor of the 2019 shipping container case"),
    ("there was a podcast on it", "podcast on it"),
    ("the girl from the Netflix doc", "girl from the Netflix doc"),
    ("walks a three legged husky", "three legged husky"),
    ("the exchange student whose host dad was charged", "exchange student whose"),
    ("parents run the only Thai place in town", "only Thai place in town"),
    ("the pastor's youngest", "pastor's youngest"),
    ("washes dishes at el gallo azul", "el gallo azul"),
    ("works at dotties pie shack mornings", "dotties pie shack"),
    ("family in Granite, population about thirty", "population about thirty"),
    ("a seven-foot recruit", "seven-foot"),
    ("6 foot guy with long hair", "6 foot"),
    ("good to see jasmine's smile again", "jasmine's"),
    ("a guy she calls Rico", "Rico"),
    ("Marion and her son need a room", "Marion"),
    ("Polk and Yamhill are full, Marion has her", "Marion"),
    ("Brady checks on her every night", "Brady"),
    ("Faith keeps her phone off", "Faith"),
    ("Patience takes the bus at six", "Patience"),
]
STOPPED = [
    ("dark tahoe partial XJ? 09? outside", "XJ? 09?"),
    ("her own car Q0Q-ZZ9 got towed", "Q0Q-ZZ9"),
    ("her van ZK4-T9R is at the impound", "ZK4-T9R"),
    ("in the shed at 88417 Hwy 999E", "88417 Hwy 999E"),
    ("ticket 30418 in court", "ticket 30418"),
    ("ring her at 541 • 555 • 0155", "541 • 555 • 0155"),
    ("call her on 503 + 555 + 0133", "503 + 555 + 0133"),
    ("first seen 3•14•09", "3•14•09"),
    ("OAR 541 555 0142", "541 555 0142"),
    ("OAR 503-555-0142", "503-555-0142"),
    ("per OAR 413-080-0053, 206-555-0142 is the caller", "206-555-0142"),
    ("the dependency number, which is 22JU 05518", "22JU 05518"),
    ("docketed as 2022JU 05518", "2022JU 05518"),
    ("door code 4471 opens the back", "code 4471"),
    ("his handle kaybaby88", "kaybaby88"),
]
# Letters and digits after a vehicle or after "partial" that are no plate.
NO_PLATES = ["a Ford F-150", "her Lexus ES300H", "a car, 4WD", "Jeep 4X4 only", "partial ROI? signed"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_a_finding_stays_clean(text: str) -> None:
    assert examine(text).tier is Tier.CLEAN


@pytest.mark.parametrize(("text", "words"), ASKED)
def test_what_resembles_it_is_asked_about(text: str, words: str) -> None:
    start = text.index(words)
    end = start + len(words)

    assert any(span.start < end and start < span.end for span in examine(text).spans)


@pytest.mark.parametrize(("text", "words"), STOPPED)
def test_an_identifier_of_an_odd_build_stops(text: str, words: str) -> None:
    start = text.index(words)
    end = start + len(words)
    stops = examine(text).of(Tier.STOP)

    assert any(span.start < end and start < span.end for span in stops)


@pytest.mark.parametrize("text", NO_PLATES)
def test_a_model_is_no_plate(text: str) -> None:
    assert "plate" not in examine(text).kinds(Tier.STOP)
