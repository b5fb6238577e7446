"""What a lead says of a desk's services, and what the coordinator keeps for the team."""

from typing import Any

from django import forms

from mdt.directory.choices import AgeGroup, Area, Capacity, Feature, Language, Service, known
from mdt.directory.fitting import hides_area
from mdt.directory.models import DeskService
from mdt.team.models import Desk
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText


def _several(options: list[tuple[str, str]], label: str, ask: str = "", **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=options,
        label=label,
        widget=forms.CheckboxSelectMultiple,
        required=bool(ask),
        error_messages={"required": ask, "invalid_choice": ask or "Choose from the list."},
        **more,
    )


class ServiceForm(forms.Form):
    """One service of one desk. Coded answers only: there is no line to put a person or a place into."""

    service = forms.ChoiceField(
        choices=[("", "Choose a service"), *Service.choices],
        label="Which service?",
        error_messages={"required": "Choose a service."},
    )
    capacity = forms.ChoiceField(
        choices=Capacity.choices,
        label="Does the desk take referrals for it now?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the desk takes referrals now."},
    )
    ages = _several(known(AgeGroup), "For which age groups?", "Choose at least one age group.")
    languages = _several(known(Language), "In which languages?", "Choose at least one language.")
    areas = _several(
        known(Area),
        "In which areas?",
        help_text="Leave it empty for a shelter or housing: where a place to sleep is never stands here.",
    )
    features = _several(Feature.choices, "Good to know")

    def __init__(self, *args: Any, desk: Desk, entry: DeskService | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._desk, self._entry = desk, entry
        if entry:
            del self.fields["service"]
            if hides_area(entry.service, entry.desk.agency):
                del self.fields["areas"]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        service = self._entry.service if self._entry else given.get("service", "")
        asks_area = service and not hides_area(service, self._desk.agency) and not given.get("areas")
        if asks_area and "areas" not in self.errors:
            self.add_error("areas", "Choose at least one area.")

    def offered(self) -> Any:
        """All but which service it is."""
        named = {name: value for name, value in self.cleaned_data.items() if name != "service"}
        return {"areas": []} | named


def answers_of(entry: DeskService) -> dict[str, Any]:
    """An entry as the form's initial values."""
    return {name: getattr(entry, name) for name in ("ages", "languages", "areas", "features", "capacity")}


class OrganisationForm(GuardedForm, forms.Form):
    """An organisation outside the team: its public name and what it does."""

    name = GuardedText(
        max_length=120,
        label="Name of the organization",
        widget=GuardedLine,
        lets=("school", "venue", "place"),
        help_text="The name it is known by. No person, no address, no telephone number.",
        error_messages={"required": "Type the name of the organization."},
    )
    services = _several(Service.choices, "What help does it give?", "Choose at least one service.")


_DAYS = "Type a number of days from 1 to 365."


class DaysForm(forms.Form):
    stale_days = forms.IntegerField(
        label="After how many days is an entry out of date?",
        min_value=1,
        max_value=365,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _DAYS),
    )
