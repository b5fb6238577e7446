"""Names that the identifier guard need not ask about: agencies and groups are public, people are not."""

from mdt.team.models import Agency, Body


def names() -> set[str]:
    """Every agency's and group's name, asked for anew with each text."""
    agencies = Agency.objects.values_list("name", flat=True)
    return {*agencies, *Body.objects.values_list("name", flat=True)}
