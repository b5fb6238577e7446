"""What a sender asks the directory, what a desk notes of an organisation outside, who phoned. Coded answers alone."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from cases import profile as coded
from cases.moments import OLDEST_DAYS
from mdt.directory.choices import Capacity
from mdt.directory.fitting import Need
from mdt.directory.models import Organisation
from mdt.fields import Day, OneOf
from mdt.team.models import User
from referrals import choices
from referrals.routing import need_of


def _any(options: Any, label: str) -> forms.ChoiceField:
    """A condition that may be left out."""
    return forms.ChoiceField(choices=[("", "Any"), *options.choices], label=label, required=False)


class NeedForm(forms.Form):
    """What a sender asks the directory: coded answers alone, all of them optional but the help."""

    service = forms.ChoiceField(
        choices=[("", "Choose the help needed"), *choices.Service.choices],
        label="What help is needed?",
        error_messages={"required": "Choose the help that is needed."},
    )
    age_group = _any(coded.AgeGroup, "Age group")
    language = _any(coded.Language, "Language")
    area = _any(coded.Area, "Area")
    capacity = _any(Capacity, "Takes referrals now?")

    def need(self) -> Need:
        """What was chosen of it; an answer that is none counts as not given."""
        return need_of(self.cleaned_data if self.is_bound else {})


class OutsideForm(forms.Form):
    """An organisation of the team's list, the help, the day: coded answers alone."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label="Which organization?",
        empty_label="Choose an organization",
        error_messages={"required": "Choose an organization. If it is not on the list, ask your coordinator."},
    )
    service = forms.ChoiceField(
        choices=[("", "Choose the help needed"), *choices.Service.choices],
        label="What help is needed?",
        error_messages={"required": "Choose the help that is needed."},
    )
    referred_on = Day("On which day?", "Give the day.")

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Organisation.objects.of_team(writer).listed().order_by("name")
        cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"]).queryset = listed

    def has_choices(self) -> bool:
        return cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"]).queryset.exists()  # type: ignore[union-attr]  # set above

    def clean_referred_on(self) -> date:
        day: date = self.cleaned_data["referred_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("That day has not come yet.")
        if (timezone.localdate() - day).days > OLDEST_DAYS:
            raise forms.ValidationError("That is more than a year ago. Check the year.")
        return day


class OutsideOutcomeForm(forms.Form):
    outcome = OneOf(choices.OutsideOutcome.choices, label="How did it end?", ask="Choose what became of it.")


class CallerForm(forms.Form):
    """What kind of caller it was. Those who need a release stand there too, so that they are told apart."""

    caller = OneOf(
        [
            ("Callers who may share", choices.SourceType.choices),
            ("Callers who need a signed release first", choices.BoundSource.choices),
        ],
        label="Who called?",
        ask="Choose who called.",
        help_text="Ask first if a rule of theirs needs a signed release. If it does, choose from the second group.",
    )
