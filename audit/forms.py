"""What an auditor types: whom, what, which agency, when; and why they take a part of the ledger away."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string

from audit.explorer import Cursor, Reader, Search, last_days

# Meetings and other things of the team have short references without a check sign.
_REFERENCE = re.compile(r"[A-Z]{2}-[0-9A-F]{8}")
_LONGEST = timedelta(days=10 * 366)


class Reason(models.TextChoices):
    """Why part of the ledger is taken away. A choice and no words: the ledger holds no content."""

    REVIEW = "regular_review", "Our regular review"
    ASKED = "person_asked", "Someone asked who has seen their record"
    CONCERN = "concern", "A concern about how someone used the system"
    LEGAL = "legal_demand", "A court order or a records request"


class CodeField(forms.CharField):
    """A code in its written form, however it was typed. Nothing else passes, since the ledger keeps what is sought."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        written = re.sub(r"[\s‐-―-]+", "-", typed.strip().upper())
        if not written or _REFERENCE.fullmatch(written):
            return written
        code: str | None = import_string(settings.CODE_READER)(typed)
        if code is None:
            raise forms.ValidationError("This is not a whole code. It looks like HT-7F3K-9QXM-2. Check each sign.")
        return code


class Day(forms.DateField):
    """A day, picked or typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "medium"})
    default_error_messages = {"required": "Choose a day.", "invalid": "Write the day like 2026-01-31."}


class SearchForm(forms.Form):
    """Simple pairs; what is left empty is not asked for."""

    code = CodeField(
        required=False,
        max_length=40,
        help_text="A case or a referral, like HT-7F3K-9QXM-2.",
        widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off", "spellcheck": "false"}),
    )
    person = forms.TypedChoiceField(label="Who", required=False, coerce=UUID, empty_value=None)
    agency = forms.TypedChoiceField(label="Which agency", required=False, coerce=UUID, empty_value=None)
    first = Day(label="From")
    last = Day(label="To")
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, reader: Reader, data: Any = None) -> None:
        usual = last_days(reader)
        super().__init__(data, initial={"first": usual.first, "last": usual.last})
        self._zone = ZoneInfo(reader.time_zone)
        self._people, self._agencies = dict(reader.team_people()), dict(reader.team_agencies())
        self._offer("person", "Anyone", self._people)
        self._offer("agency", "Any agency", self._agencies)

    def search(self) -> Search:
        """What is looked for; of a form that `is_valid()`."""
        return Search(zone=self._zone, **self.cleaned_data)

    def chosen(self, search: Search) -> list[tuple[str, str]]:
        """The pairs that narrow `search`, in words."""
        who = self._people[search.person] if search.person else ""
        agency = self._agencies[search.agency] if search.agency else ""
        return [pair for pair in (("Code", search.code), ("Who", who), ("Agency", agency)) if pair[1]]

    def clean_before(self) -> Cursor | None:
        text = self.cleaned_data["before"]
        try:
            return Cursor.parse(text) if text else None
        except ValueError:
            raise forms.ValidationError("Press Search to begin again.") from None

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last, today = cleaned.get("first"), cleaned.get("last"), timezone.localdate()
        if first and last:
            if first > last:
                self.add_error("last", "The last day is before the first one.")
            elif abs(first - today) > _LONGEST or abs(last - today) > _LONGEST:
                self.add_error("first", "Choose days of the last ten years.")
        return cleaned

    def _offer(self, name: str, nobody: str, choices: Mapping[UUID, str]) -> None:
        field = cast(forms.TypedChoiceField, self.fields[name])
        field.choices = [("", nobody), *((str(key), words) for key, words in choices.items())]
        field.error_messages["invalid_choice"] = "Choose one from the list."


class ExportForm(forms.Form):
    """Why."""

    reason = forms.ChoiceField(
        label="Why do you take this away?",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason.", "invalid_choice": "Choose one from the list."},
    )
