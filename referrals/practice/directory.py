"""What the practice team's desks offer and whom they know outside: invented, whatever agencies of those names do."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from mdt.directory.actions import Offered, add_organisation, add_service
from mdt.directory.choices import AgeGroup, Area, Capacity, Feature, Language, Service, known
from mdt.directory.models import DeskService
from mdt.team.models import Desk, User
from privacy.wall import acting_as

_CHILDREN: Final = (AgeGroup.UNDER_12, AgeGroup.FROM_12, AgeGroup.FROM_15)
_ADULTS: Final = (AgeGroup.FROM_18, AgeGroup.FROM_25)
_BOTH: Final = (Language.ENGLISH, Language.SPANISH)

# Agency, service, for whom, how it stands; the last column is how many days ago somebody said so.
_OFFERS: Final[tuple[tuple[str, Service, tuple[AgeGroup, ...], Capacity, int], ...]] = (
    ("dhs", Service.SHELTER, _CHILDREN, Capacity.TAKING, 2),
    ("dhs", Service.FORENSIC_INTERVIEW, _CHILDREN, Capacity.TAKING, 2),
    ("juvenile", Service.CASE_MANAGEMENT, (AgeGroup.FROM_12, AgeGroup.FROM_15), Capacity.TAKING, 9),
    ("juvenile", Service.DIVERSION, (AgeGroup.FROM_12, AgeGroup.FROM_15), Capacity.WAITLIST, 9),
    ("assistance", Service.ADVOCACY_SYSTEM, (*_CHILDREN, *_ADULTS), Capacity.TAKING, 5),
    ("compass", Service.SAFETY, (AgeGroup.FROM_15, *_ADULTS), Capacity.TAKING, 1),
    ("compass", Service.ADVOCACY_CONFIDENTIAL, (AgeGroup.FROM_15, *_ADULTS), Capacity.TAKING, 1),
    ("sarc", Service.ADVOCACY_CONFIDENTIAL, _ADULTS, Capacity.WAITLIST, 12),
    ("gateway", Service.SHELTER, _ADULTS, Capacity.NOT_TAKING, 3),
    ("village", Service.MENTAL_HEALTH, _CHILDREN, Capacity.WAITLIST, 47),
    ("lifeworks", Service.MENTAL_HEALTH, (AgeGroup.FROM_15, *_ADULTS), Capacity.TAKING, 6),
    ("lifeworks", Service.SUBSTANCE_USE, _ADULTS, Capacity.TAKING, 6),
    ("join", Service.HOUSING, _ADULTS, Capacity.WAITLIST, 20),
    ("join", Service.EMPLOYMENT, _ADULTS, Capacity.TAKING, 61),
)
_OUTSIDE: Final = (
    ("Riverbend Dental Van (invented)", (Service.DENTAL,)),
    ("Open Door Legal Clinic (invented)", (Service.LEGAL_CIVIL, Service.LABOR)),
    ("Night Owl Day Care (invented)", (Service.CHILD_CARE,)),
)


def fill_directory(people: Mapping[str, User], desks: Mapping[str, Desk]) -> None:
    """Each agency's lead says what its desk offers; the coordinator keeps those outside."""
    for key, service, ages, capacity, days in _OFFERS:
        lead = people[f"{key}-lead"]
        with acting_as(lead):
            entry = add_service(desk=desks[key], service=service, by=lead, offered=_offered(service, ages, capacity))
            said = timezone.localdate() - timedelta(days=days)
            DeskService.objects.filter(pk=entry.pk).update(checked_on=said)
    coordinator = people["coordinator"]
    with acting_as(coordinator):
        for name, services in _OUTSIDE:
            add_organisation(by=coordinator, name=name, services=services)


def _offered(service: Service, ages: tuple[AgeGroup, ...], capacity: Capacity) -> Offered:
    hidden = service in (Service.SHELTER, Service.HOUSING)
    everywhere: list[str] = [] if hidden else [key for key, _ in known(Area)]
    # As a form gives them: the history of a row writes a member of a choice with its class.
    return {
        "ages": [age.value for age in ages],
        "languages": [language.value for language in _BOTH],
        "areas": everywhere,
        "features": [Feature.INTERPRETER.value, Feature.NO_FEE.value],
        "capacity": capacity.value,
    }
