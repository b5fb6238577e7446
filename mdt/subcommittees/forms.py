"""What people type and choose in a room. Forms check; actions write."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from mdt.fields import OneOf
from mdt.meetings.agenda import named
from mdt.meetings.codes import Because, refuse_codes
from mdt.meetings.letters import fit_for_paper
from mdt.rooms.actions import last_day_of
from mdt.rooms.models import Room
from mdt.subcommittees.models import Advice, GivenBack
from mdt.subcommittees.taking import Taking
from mdt.team.models import Body, Membership
from privacy.guard.fields import GuardedArea, GuardedForm, GuardedText

NO_CODES = "No names, and no code of a case. A case comes in when an agency that holds it shares it here."
USUAL = timedelta(days=180)


class RoomForm(GuardedForm, forms.Form):
    """What a subcommittee is for, until when, and where it reports."""

    purpose = GuardedText(
        label="What it is for",
        max_length=300,
        widget=GuardedArea(attrs={"rows": 3}),
        help_text="Its members read it, and nobody else. No names.",
        error_messages={"required": "Say in a few words what it is for."},
    )
    last_day = forms.DateField(
        label="Its last day",
        widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
        help_text="After it, only its chair can read it, for 30 days, and no minutes are approved. "
        "You are told 14 days before. A year at most.",
        error_messages={"required": "Give the day on which it ends."},
    )
    reports_to = forms.ModelChoiceField(
        label="Which group it reports to",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Not known yet",
    )
    takes_items = forms.BooleanField(
        label="Whoever prepares that group's meetings may give it items",
        required=False,
        help_text="They then read its name. They do not see who is in it or what it works on.",
    )

    def __init__(self, data: Any = None, *, body: Body, room: Room | None, purpose: str = "") -> None:
        start: dict[str, Any] = {"last_day": timezone.localdate() + USUAL}
        if room:
            start = {
                "purpose": purpose,
                "last_day": last_day_of(room),
                "reports_to": room.reports_to_id,
                "takes_items": room.takes_items,
            }
        super().__init__(data, initial=start)
        main = Body.objects.filter(team=body.team_id, subcommittee=False).order_by("name")
        self.fields["reports_to"].queryset = main  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("takes_items") and not cleaned.get("reports_to"):
            self.add_error("reports_to", "Choose the group that may give it items.")
        return cleaned


class _People(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Membership) -> str:
        return f"{named(obj)} ({obj.role_words})"


class MemberForm(forms.Form):
    """Somebody of the team who is not in the room yet."""

    person = _People(
        label="Person",
        queryset=Membership.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose the person to let in."},
    )

    def __init__(self, data: Any = None, *, people: QuerySet[Membership]) -> None:
        super().__init__(data)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AssignForm(MemberForm):
    """Who works on an item from now on."""

    person = _People(
        label="Who works on it",
        queryset=Membership.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose who works on it."},
    )


class RaiseForm(GuardedForm, forms.Form):
    words = GuardedText(
        label="What is to be worked on",
        max_length=300,
        validators=[fit_for_paper],
        widget=GuardedArea(attrs={"rows": 3}),
        help_text=NO_CODES,
        error_messages={"required": "Say in a few words what is to be worked on."},
    )

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.READ_BY_OTHERS)


class GiveForm(GuardedForm, forms.Form):
    """An item of an agenda, to one of the rooms that take them."""

    room = OneOf((), label="Which subcommittee?", ask="Choose the subcommittee.")
    words = GuardedText(
        label="What they are to do",
        max_length=300,
        validators=[fit_for_paper],
        widget=GuardedArea(attrs={"rows": 3}),
        required=False,
        help_text=NO_CODES,
    )

    def __init__(self, data: Any = None, *, rooms: Sequence[Taking]) -> None:
        super().__init__(data)
        self.fields["room"].choices = [(str(one.pk), one.name) for one in rooms]  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.READ_BY_OTHERS)

    @property
    def chosen(self) -> UUID:
        return UUID(self.cleaned_data["room"])


class ReportForm(GuardedForm, forms.Form):
    """What the main body is told."""

    advice = OneOf(Advice.choices, label="What you recommend", ask="Choose what you recommend.")
    words = GuardedText(
        label="What you found",
        max_length=500,
        validators=[fit_for_paper],
        widget=GuardedArea(attrs={"rows": 5}),
        required=False,
        help_text="No names, and no code of a case. Members of the group read it on their next agenda.",
    )

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.READ_BY_OTHERS)


class GiveBackForm(forms.Form):
    reason = OneOf(GivenBack.choices, label="Why it goes back", ask="Choose why it goes back.")
