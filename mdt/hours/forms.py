"""What a lead and a coordinator say about hours and closed days."""

from typing import Any, cast

from django import forms

from mdt.hours.models import DeskHours
from mdt.team.models import Desk, User

_DAY = {"type": "date", "class": "medium"}
_CLOCK = {"type": "time", "class": "medium"}


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: User) -> str:
        return obj.name


def _time(label: str, ask: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs=_CLOCK), error_messages={"required": ask})


def _hours(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Type a number of hours from 1 to 90."},
    )


class HoursForm(forms.Form):
    """One desk's hours, answer-by times and deputy."""

    always_open = forms.BooleanField(label="This desk works day and night, every day", required=False)
    opens = _time("Opens", "Give the time at which the desk opens.")
    closes = _time("Closes", "Give the time at which the desk closes.")
    today = _hours("Today: answers within how many business hours?")
    two_days = _hours("Within 2 business days: how many business hours?")
    routine = _hours("Routine: how many business hours?")
    deputy = PersonChoice(
        queryset=User.objects.none(),
        label="Deputy",
        required=False,
        empty_label="Nobody",
        help_text="Is told by name when the desk has not answered in time.",
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = User.objects.filter(groups=desk.group_id, is_active=True).order_by("name", "pk")
        cast(PersonChoice, self.fields["deputy"]).queryset = sitting


def answers_of(hours: DeskHours) -> dict[str, Any]:
    """A desk's settings as the form's initial values."""
    return {
        "always_open": hours.always_open,
        "opens": f"{hours.opens:%H:%M}",
        "closes": f"{hours.closes:%H:%M}",
        "today": hours.today,
        "two_days": hours.two_days,
        "routine": hours.routine,
        "deputy": hours.deputy_id,
    }


def _day(label: str, ask: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY), error_messages={"required": ask})


class ClosureForm(forms.Form):
    first_day = _day("First day closed", "Give the first day.")
    last_day = _day("Last day closed", "Give the last day. It may be the same day.")


class CountyDayForm(forms.Form):
    day = _day("Day", "Give the day on which the county is closed.")
