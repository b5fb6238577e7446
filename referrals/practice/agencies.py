"""The agencies of the practice log, as public pages describe them, and the groups of the practice team.

What binds an agency here is an assumption to practise with, chosen on the careful side from what the pages say an
agency does. It is not a fact about the organisation of that name: what binds it, its own counsel says. Numbers in
`hotline` stand on public pages of unknown age and are kept unchecked, so that the screen says "old, do not call".
Numbers in `phone` are invented (555-01xx) and reach nobody.
"""

from dataclasses import dataclass
from typing import Final

from mdt.team.sectors import Binding, Sector

TEAM: Final = "Clackamas County practice team (invented people)"
ZONE: Final = "America/Los_Angeles"


@dataclass(frozen=True)
class PracticeAgency:
    """An agency with its one desk. `key` names it in sign-ins; `seats` are the groups in which its desk sits."""

    key: str
    name: str
    sector: Sector
    desk: str
    phone: str
    bindings: tuple[Binding, ...] = ()
    hotline: str = ""
    notes: bool = False
    seats: tuple[str, ...] = ()


MDT: Final = "Human Trafficking MDT"
LAW_ENFORCEMENT: Final = "Law Enforcement"
VICTIM_SERVICES: Final = "Victim Services"
TRAINING: Final = "Training and Outreach"
DATA: Final = "Data Collection"
LABOR: Final = "Labor Trafficking"
SUBCOMMITTEES: Final = (LAW_ENFORCEMENT, VICTIM_SERVICES, TRAINING, DATA, LABOR)

# The pages name victim-service programmes by what they do. Confidential advocates are taken as privileged and
# grant-bound (VAWA, VOCA), the county's victim assistance as VOCA-bound, as most county programmes are.
ADVOCATES: Final = (Binding.VAWA, Binding.VOCA, Binding.PRIVILEGED)

AGENCIES: Final = (
    PracticeAgency(
        "da", "Clackamas County District Attorney", Sector.PROSECUTION, "Human trafficking team", "503-555-0101",
        (Binding.CJIS,), seats=(MDT, LAW_ENFORCEMENT, VICTIM_SERVICES, DATA),
    ),
    PracticeAgency(
        "sheriff", "Clackamas County Sheriff", Sector.LAW_ENFORCEMENT, "Trafficking detail", "503-555-0102",
        (Binding.CJIS,), seats=(MDT, LAW_ENFORCEMENT, LABOR),
    ),
    PracticeAgency(
        "milwaukie", "Milwaukie Police Department", Sector.LAW_ENFORCEMENT, "Detectives", "503-555-0103",
        (Binding.CJIS,), seats=(MDT, LAW_ENFORCEMENT),
    ),
    PracticeAgency(
        "portland", "Portland Police Sex Trafficking Unit", Sector.LAW_ENFORCEMENT, "Sex trafficking unit",
        "503-555-0104", (Binding.CJIS,), hotline="503-255-0118", seats=(MDT, LAW_ENFORCEMENT),
    ),
    PracticeAgency(
        "dhs", "Oregon DHS Child Welfare", Sector.CHILD_WELFARE, "Trafficking desk", "503-555-0105",
        (Binding.ORS_409_225,), hotline="800-509-5439", notes=True, seats=(MDT, VICTIM_SERVICES, DATA),
    ),
    PracticeAgency(
        "juvenile", "Clackamas County Juvenile Department", Sector.JUVENILE, "Intake", "503-555-0106",
        notes=True, seats=(MDT, VICTIM_SERVICES, TRAINING),
    ),
    PracticeAgency(
        "assistance", "Clackamas County Victim Assistance", Sector.SYSTEM_ADVOCACY, "Advocates on call",
        "503-555-0107", (Binding.VOCA,), hotline="503-655-8616", seats=(MDT, VICTIM_SERVICES, TRAINING),
    ),
    PracticeAgency(
        "compass", "Safety Compass", Sector.CONFIDENTIAL_ADVOCACY, "Advocates", "503-555-0108",
        ADVOCATES, hotline="971-235-0012", seats=(MDT, VICTIM_SERVICES),
    ),
    PracticeAgency(
        "sarc", "Sexual Assault Resource Center", Sector.CONFIDENTIAL_ADVOCACY, "Advocates", "503-555-0109",
        ADVOCATES, hotline="800-640-5311",
    ),
    PracticeAgency(
        "gateway", "Gateway Center for Domestic Violence Services", Sector.CONFIDENTIAL_ADVOCACY, "Front desk",
        "503-555-0110", ADVOCATES,
    ),
    PracticeAgency(
        "village", "A Village for One", Sector.HEALTH, "Youth counseling", "503-555-0111",
        (Binding.HIPAA,), notes=True,
    ),
    PracticeAgency(
        "lifeworks", "LifeWorks NW", Sector.HEALTH, "New options", "503-555-0112",
        (Binding.HIPAA,), hotline="503-710-1513", notes=True, seats=(TRAINING,),
    ),
    PracticeAgency("join", "JOIN", Sector.OTHER_SERVICE, "Housing", "503-555-0113", seats=(LABOR,)),
)  # fmt: skip
