"""Asking for a special staffing, planning it, and raising something for a meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from mdt.meetings.codes import Because, refuse_codes
from mdt.meetings.forms import place_field
from mdt.meetings.letters import fit_for_paper
from mdt.meetings.models import HowSoon, Part, WhyStaffing
from mdt.meetings.series import instant
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText


class AskForm(forms.Form):
    """Which part, how soon, why, for how long: choices only, so that nothing of a person can stand in it."""

    part = forms.ChoiceField(
        label="Which part meets", widget=forms.RadioSelect, error_messages={"required": "Choose the part that meets."}
    )
    soon = forms.ChoiceField(
        label="How soon",
        choices=HowSoon.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how soon."},
    )
    why = forms.ChoiceField(
        label="Why",
        choices=WhyStaffing.choices,
        widget=forms.RadioSelect,
        help_text="What it is about is said in the room, never here.",
        error_messages={"required": "Choose the main reason."},
    )
    minutes = forms.IntegerField(
        label="Length in minutes",
        min_value=15,
        max_value=240,
        initial=30,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, parts: Sequence[Part], data: Any = None) -> None:
        super().__init__(data)
        self._parts = {str(part.pk): part for part in parts}
        self.fields["part"].choices = [(key, one.get_kind_display()) for key, one in self._parts.items()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        values = {"soon": HowSoon(given["soon"]), "why": WhyStaffing(given["why"]), "minutes": given["minutes"]}
        return values | {"part": self._parts[given["part"]]}


class PlanForm(GuardedForm, forms.Form):
    """When and where a special staffing is held."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
        error_messages={"required": "Give the day."},
    )
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time", "class": "medium"}),
        error_messages={"required": "Give the time of day."},
    )
    place = place_field()

    def starts_at(self, zone: str) -> datetime:
        return instant(self.cleaned_data["day"], self.cleaned_data["at"], ZoneInfo(zone))


class RaiseForm(GuardedForm, forms.Form):
    """Something for the open part of the next meeting. The guard reads it before it is kept."""

    words = GuardedText(
        label="What should the group speak of",
        max_length=200,
        validators=[fit_for_paper],
        widget=GuardedLine,
        help_text="Every member of the group reads it. Never about a person, and no code of a case.",
        error_messages={"required": "Write what the group should speak of."},
    )

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.OPEN_PART)
