"""The invented people of the practice team. None of them exists; their mail goes to example.org, which is nobody's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mdt.team.roles import Role
from referrals.practice import agencies

# Printed by `manage.py practice`, and good for nothing but invented data.
PASSWORD: Final = "practice only, nothing real"  # noqa: S105 - meant to be known


@dataclass(frozen=True)
class PracticePerson:
    """One sign-in. Who works on records sits at the agency's desk; `chairs` are the groups that they chair."""

    key: str
    name: str
    role: Role
    agency: str
    chairs: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"


_FIRST_NAMES: Final = (
    "Ada", "Ben", "Cleo", "Dev", "Esme", "Finn", "Gwen", "Hugo", "Ines", "Jon", "Kaya", "Leo", "Mira", "Nico",
    "Odell", "Pia", "Quinn", "Rosa", "Sol", "Tess", "Umar", "Vera", "Wim", "Xena", "Yusuf", "Zoe",
)  # fmt: skip

_OFFICERS: Final = (
    PracticePerson("chair", "Charlie (invented)", Role.CHAIR, "da", (agencies.MDT,)),
    PracticePerson("coordinator", "Corey (invented)", Role.COORDINATOR, "da"),
    PracticePerson(
        "subcommittee", "Sandy (invented)", Role.SUBCOMMITTEE_CHAIR, "da", (agencies.LAW_ENFORCEMENT, agencies.DATA)
    ),
    PracticePerson("victim-services", "Val (invented)", Role.SUBCOMMITTEE_CHAIR, "dhs", (agencies.VICTIM_SERVICES,)),
    PracticePerson("training", "Terry (invented)", Role.SUBCOMMITTEE_CHAIR, "juvenile", (agencies.TRAINING,)),
    PracticePerson("labor", "Lane (invented)", Role.SUBCOMMITTEE_CHAIR, "sheriff", (agencies.LABOR,)),
    PracticePerson("auditor", "Audrey (invented)", Role.AUDITOR, "dhs"),
    PracticePerson("inner-auditor", "Ines-Lou (invented)", Role.AUDITOR, "compass"),
    PracticePerson("analyst", "Anders (invented)", Role.ANALYST, "dhs"),
    PracticePerson("administrator", "Ari (invented)", Role.ADMINISTRATOR, "da"),
)


def people() -> Iterator[PracticePerson]:
    """The officers, then a partner and a lead of each agency."""
    yield from _OFFICERS
    names = iter(_FIRST_NAMES)
    for agency in agencies.AGENCIES:
        yield PracticePerson(f"{agency.key}-partner", f"{next(names)} (invented)", Role.PARTNER, agency.key)
        yield PracticePerson(f"{agency.key}-lead", f"{next(names)} (invented)", Role.AGENCY_LEAD, agency.key)
