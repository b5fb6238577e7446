"""What people type and choose about meetings. Forms check; actions write."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateformat import format as formatted

from mdt.meetings.agenda import named, when
from mdt.meetings.codes import Because, refuse_codes
from mdt.meetings.letters import fit_for_paper
from mdt.meetings.models import (
    BASES,
    LONGEST_ITEM,
    ORDER,
    ActionKind,
    Meeting,
    OnHoliday,
    Part,
    PartBasis,
    PartKind,
    Series,
)
from mdt.meetings.series import WEEKDAYS, WEEKS, Occurrence, Rule
from mdt.rooms.inside import agencies_in
from mdt.team.models import Agency, Body, Membership
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText

_EVERY = {1: "Each month", 2: "Every 2 months", 3: "Every 3 months", 6: "Every 6 months"}
_DAY = {"type": "date", "class": "medium"}
# A day farther off than this is a slip of the hand.
FARTHEST = timedelta(days=2 * 366)


KEPT_AS_IT_IS = ("starts_on", "at", "minutes", "place", "draft_days", "remind_days", "cut_off_days", "on_holiday")
# What a meeting place may be: a room, a building, its street.
PLACES = ("address", "zip", "school", "venue", "place")


def _near(day: date) -> date:
    """`day`, which nobody plans for beyond FARTHEST."""
    if day > timezone.localdate() + FARTHEST:
        raise forms.ValidationError("That day is more than two years away. Check the year.")
    return day


def _short() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "short"})


def _choice(label: str, options: Sequence[tuple[int, str]]) -> forms.TypedChoiceField:
    words = f"Choose the {label.lower()}."
    return forms.TypedChoiceField(
        label=label, choices=[("", "Choose"), *options], coerce=int, error_messages={"required": words}
    )


def place_field() -> GuardedText:
    """Where a meeting is held."""
    return GuardedText(
        label="Place",
        max_length=120,
        validators=[fit_for_paper],
        widget=GuardedLine,
        lets=PLACES,
        help_text="It goes into everybody's calendar.",
    )


class SeriesForm(GuardedForm, forms.Form):
    """The rule in plain fields, and what goes with it."""

    week = _choice("Week of the month", list(WEEKS.items()))
    day = _choice("Day", list(enumerate(WEEKDAYS)))
    every = _choice("How often", list(_EVERY.items()))
    starts_on = forms.DateField(
        label="From which day on",
        widget=forms.DateInput(attrs=_DAY),
        error_messages={"required": "Give the day from which the group meets so."},
    )
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time", "class": "medium"}),
        error_messages={"required": "Give the time of day."},
    )
    minutes = forms.IntegerField(label="Length in minutes", min_value=15, max_value=480, widget=_short())
    place = place_field()
    draft_days = forms.IntegerField(
        label="Days before the meeting to draft its agenda", min_value=0, max_value=31, initial=7, widget=_short()
    )
    remind_days = forms.IntegerField(
        label="Days before the meeting to remind who presents", min_value=0, max_value=31, initial=3, widget=_short()
    )
    cut_off_days = forms.IntegerField(
        label="Days before the meeting after which new items are late", min_value=0, max_value=31, initial=2,
        widget=_short(), help_text="Late items can still be added. They say that they came late.",
    )  # fmt: skip
    on_holiday = forms.ChoiceField(
        label="When that day is a holiday or a closed day of the county",
        choices=OnHoliday.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens on a holiday."},
    )

    def __init__(self, *args: Any, held_since: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held_since = held_since

    def clean_starts_on(self) -> date:
        """A rule counts from the first of its month; the day from which the group has met so far may stay."""
        day: date = self.cleaned_data["starts_on"]
        if day != self._held_since and day < timezone.localdate().replace(day=1):
            raise forms.ValidationError("That month is over. Give a day of this month or a later one.")
        return _near(day)

    @classmethod
    def of(cls, series: Series) -> "SeriesForm":
        """A form that shows the series as it is."""
        rule = Rule.parse(series.rule, series.starts_on)
        kept = {name: getattr(series, name) for name in KEPT_AS_IT_IS}
        return cls(initial={"week": rule.week, "day": rule.day, "every": rule.every, **kept})

    def settings(self, zone: str) -> dict[str, Any]:
        """The fields of Series that the answers give."""
        given = dict(self.cleaned_data)
        rule = Rule(given.pop("week"), given.pop("day"), given.pop("every"), given["starts_on"])
        return {**given, "rule": str(rule), "zone": zone}


class DateChangeForm(forms.Form):
    """One coming date of a series: moved, skipped, or held as the rule says."""

    original = forms.TypedChoiceField(
        label="Which meeting", coerce=date.fromisoformat, error_messages={"required": "Choose the meeting."}
    )
    what = forms.ChoiceField(
        label="What changes",
        choices=[
            ("move", "It moves to another day"),
            ("skip", "It is not held"),
            ("keep", "It is held on its own day"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what changes."},
    )
    moved_to = forms.DateField(label="New day", required=False, widget=forms.DateInput(attrs=_DAY))

    def __init__(self, coming: Sequence[Occurrence], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [occurrence.original for occurrence in coming]
        self.fields["original"].choices = [("", "Choose"), *((str(day), formatted(day, "l, F j, Y")) for day in days)]  # type: ignore[attr-defined]

    def clean_moved_to(self) -> date | None:
        day: date | None = self.cleaned_data["moved_to"]
        return day and _near(day)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == "move" and not given.get("moved_to") and "moved_to" not in self.errors:
            self.add_error("moved_to", "Give the new day.")
        return given

    @property
    def new_date(self) -> date | None:
        """The day to hold it on; None for a skip."""
        given = self.cleaned_data
        day: date | None = {"move": given["moved_to"], "skip": None, "keep": given["original"]}[given["what"]]
        return day


class _People(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Membership) -> str:
        return named(obj)


class _Meetings(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Meeting) -> str:
        return when(obj)


class PresenterForm(forms.Form):
    """Who presents an item."""

    presenter = _People(queryset=Membership.objects.none(), required=False, empty_label="Nobody named")

    def __init__(self, people: QuerySet[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Where on the agenda an item goes."""

    position = forms.IntegerField(label="Move to number", min_value=1, widget=_short())


class DeferForm(forms.Form):
    """To which later meeting an item goes."""

    to = _Meetings(queryset=Meeting.objects.none(), label="Defer to", empty_label=None)

    def __init__(self, later: QuerySet[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = later  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """The minutes of one row of the builder."""

    minutes = forms.IntegerField(min_value=0, max_value=LONGEST_ITEM)


class ActionForm(forms.Form):
    """An action: what, for whom, until when."""

    kind = forms.ChoiceField(
        label="What is to be done",
        choices=ActionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is to be done."},
    )
    agency = forms.ModelChoiceField(
        label="Agency",
        queryset=Agency.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the agency that does it."},
    )
    person = _People(label="Person", queryset=Membership.objects.none(), required=False, empty_label="Nobody named")
    due_on = forms.DateField(
        label="Due", widget=forms.DateInput(attrs=_DAY), error_messages={"required": "Give the day it is due."}
    )

    def __init__(self, body: Body, people: QuerySet[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_in(body).order_by("name")  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError("That day is over. Give a day that is still to come.")
        return _near(due)


class PartForm(forms.Form):
    """A part that the group does not have yet, with its legal basis in the same choice."""

    what = forms.ChoiceField(
        label="Part and its legal basis",
        widget=forms.RadioSelect,
        help_text="Ask county counsel which basis holds for your team.",
        error_messages={"required": "Choose the part."},
    )

    def __init__(self, standing: Sequence[Part], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {part.kind for part in standing}
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (f"{kind}/{basis}", f"{kind.label}: {basis.label}")
            for kind in ORDER
            if kind not in held
            for basis in BASES[kind]
        ]

    @property
    def kind(self) -> PartKind:
        return PartKind(self.cleaned_data["what"].split("/")[0])

    @property
    def basis(self) -> PartBasis:
        return PartBasis(self.cleaned_data["what"].split("/")[1])


class RosterForm(forms.Form):
    """Which desks of the group sit in a part."""

    desks = forms.TypedMultipleChoiceField(
        label="Desks that sit in it", required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, part: Part, data: Any = None) -> None:
        seated = [str(key) for key in part.seats.values_list("desk", flat=True)]
        super().__init__(data, prefix=part.kind, initial={"desks": seated})
        members = part.body.desks.open().select_related("agency").order_by("agency__name", "name")
        self.fields["desks"].choices = [(str(desk.pk), str(desk)) for desk in members]  # type: ignore[attr-defined]


class TopicForm(GuardedForm, forms.Form):
    """A standing topic. The guard reads it before it is kept."""

    words = GuardedText(
        label="Topic",
        max_length=200,
        validators=[fit_for_paper],
        widget=GuardedLine,
        help_text="Every member of the group reads it. Never about a person, and no code of a case.",
        error_messages={"required": "Write the topic."},
    )

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.OPEN_PART)
