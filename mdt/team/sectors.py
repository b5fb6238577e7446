"""The sectors of a team, the rules that bind an agency, and the bases for sharing that follow from them."""

from django.db import models


class Sector(models.TextChoices):
    LAW_ENFORCEMENT = "law_enforcement", "Law enforcement"
    CHILD_WELFARE = "child_welfare", "Child welfare"
    JUVENILE = "juvenile", "Juvenile department"
    PROSECUTION = "prosecution", "Prosecution"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    TRIBAL = "tribal", "Tribal"
    LABOR = "labor", "Labor"
    FEDERAL = "federal", "Federal"
    LEGAL_AID = "legal_aid", "Legal aid"
    CONFIDENTIAL_ADVOCACY = "confidential_advocacy", "Confidential advocacy"
    SYSTEM_ADVOCACY = "system_advocacy", "System-based victim assistance"
    OTHER_SERVICE = "other_service", "Other service"


class Binding(models.TextChoices):
    """A law that binds an agency, apart from its sector."""

    VAWA = "vawa", "VAWA (34 USC 12291(b)(2))"
    VOCA = "voca", "VOCA (28 CFR 94.115)"
    FVPSA = "fvpsa", "FVPSA (42 USC 10406(c)(5))"
    RHY = "rhy", "Runaway and homeless youth (45 CFR 1351.19)"
    PART_2 = "part_2", "Substance use records (42 CFR Part 2)"
    HIPAA = "hipaa", "HIPAA (45 CFR 164)"
    FERPA = "ferpa", "FERPA (34 CFR 99)"
    CJIS = "cjis", "CJIS Security Policy"
    ORS_409_225 = "ors_409_225", "ORS 409.225"
    PRIVILEGED = "privileged", "Privileged advocate (ORS 40.264)"


# These let nothing out without a written, time-limited release, encoded or not: such an agency receives and answers.
RELEASE_BOUND = frozenset({Binding.VAWA, Binding.VOCA, Binding.FVPSA, Binding.RHY, Binding.PART_2, Binding.PRIVILEGED})


class Basis(models.TextChoices):
    """Why the sender may share this referral."""

    CHILD_ABUSE_TEAM = "child_abuse_team", "Child abuse team work (ORS 418.747)"
    CHILD_ABUSE_REPORT = "child_abuse_report", "Part of a child abuse report or its investigation (ORS 419B)"
    CRIMINAL_INVESTIGATION = "criminal_investigation", "Part of a criminal investigation"
    TREATMENT = "treatment", "Treatment or public health (HIPAA)"
    PERSON_AGREED = "person_agreed", "The person agreed, and our agency holds the record of it"
    OWN_RULES = "own_rules", "Our agency's own rules allow it"
    OLD_LOG = "old_log", "From the old log"
    RELEASE = "release", "A release that the person signed"


_BASES: dict[str, tuple[Basis, ...]] = {
    Sector.LAW_ENFORCEMENT: (Basis.CHILD_ABUSE_TEAM, Basis.CHILD_ABUSE_REPORT, Basis.CRIMINAL_INVESTIGATION),
    Sector.CHILD_WELFARE: (Basis.CHILD_ABUSE_TEAM, Basis.CHILD_ABUSE_REPORT),
    Sector.JUVENILE: (Basis.CHILD_ABUSE_TEAM, Basis.CHILD_ABUSE_REPORT),
    Sector.PROSECUTION: (Basis.CHILD_ABUSE_TEAM, Basis.CRIMINAL_INVESTIGATION),
    Sector.HEALTH: (Basis.TREATMENT, Basis.CHILD_ABUSE_REPORT),
    Sector.EDUCATION: (Basis.CHILD_ABUSE_REPORT,),
    Sector.SYSTEM_ADVOCACY: (Basis.CRIMINAL_INVESTIGATION,),
}


def bases_for(sector: str, bindings: list[str]) -> list[Basis]:
    """The bases an agency may choose. A release-bound agency shares under a release and on no other."""
    if RELEASE_BOUND.intersection(bindings):
        return [Basis.RELEASE]
    return [*_BASES.get(sector, ()), Basis.PERSON_AGREED, Basis.OWN_RULES]
