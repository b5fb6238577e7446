"""A day and a time of day that somebody types, as a moment in the team's zone."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone

from mdt.choices import Hinted
from mdt.fields import Day

# Farther back than this is a slip of the hand.
OLDEST_DAYS = 366
_DAY = "Type the day as month/day/year. Do not type a report number; your agency keeps it."
_TIME = "Type the time, like 2:30 p.m. Do not type a report number; your agency keeps it."
_TIMES = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p"]


class MomentForm(forms.Form):
    """When something happened: just now, or at a day and time that are over. `moment()` gives it after cleaning."""

    when = forms.ChoiceField(
        label="When did it happen?",
        choices=[("now", "Just now"), ("then", Hinted("Earlier", hint="Give the day and the time below."))],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when.", "invalid_choice": "Choose when."},
    )
    day = Day("Day", invalid=_DAY, required=False)
    time = forms.TimeField(
        label="Time",
        required=False,
        input_formats=_TIMES,
        widget=forms.TimeInput(attrs={"type": "time", "class": "medium"}),
        error_messages={"invalid": _TIME},
    )

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("when") != "then" or self.errors:
            return
        for name, words in (("day", "Give the day."), ("time", "Give the time.")):
            if not given.get(name):
                self.add_error(name, words)
        if self.errors:
            return
        if (timezone.localdate() - given["day"]).days > OLDEST_DAYS:
            self.add_error("day", "That is more than a year ago. Check the year.")
        elif local(given["day"], given["time"]) > timezone.now():
            self.add_error("day", "That time has not come yet.")

    def moment(self) -> datetime:
        """The moment, to the minute where it was typed."""
        given = self.cleaned_data
        return timezone.now() if given["when"] == "now" else local(given["day"], given["time"])


def local(day: date, at: time) -> datetime:
    """That time on the wall's clock. Of the hour that comes twice in autumn, the first: a clock runs from there."""
    return datetime.combine(day, at, timezone.get_current_timezone())
