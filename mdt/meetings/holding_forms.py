"""What people type and choose while a meeting is held, and about its minutes. Forms check; actions write."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from mdt.fields import OneOf
from mdt.meetings.codes import Because, refuse_codes
from mdt.meetings.forms import ActionForm
from mdt.meetings.letters import fit_for_paper
from mdt.meetings.models import MOST_GUESTS, AgendaItem, HoldingRules, Meeting, Part, Result
from mdt.meetings.people import agencies_at
from mdt.team.models import Membership
from mdt.team.sectors import Sector
from privacy.guard.fields import GuardedArea, GuardedForm, GuardedLine, GuardedText

# What a person chooses; that an item was not reached is found at the end.
CHOSEN = [choice for choice in Result.choices if choice[0] != Result.NOT_REACHED]
NO_NAMES = "No names or direct identifiers, and no code of a case."


class OutcomeForm(GuardedForm, forms.Form):
    """What came of an item, and the words for the minutes; both may wait while people talk."""

    result = OneOf(CHOSEN, "What came of it", "Choose what came of it.", required=False)
    words = GuardedText(
        label="Words for the minutes",
        max_length=1000,
        validators=[fit_for_paper],
        required=False,
        help_text=NO_NAMES,
        widget=GuardedArea(attrs={"rows": 4}),
    )

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.AT_ITS_ITEM)


class TaskForm(ActionForm):
    """An action that comes of an item, for an agency that sits in its part. Nobody has to fill it in."""

    def __init__(self, meeting: Meeting, part: Part, people: QuerySet[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(meeting.body, people, *args, prefix="task", **kwargs)
        seated = agencies_at(meeting.body, part)
        self.fields["agency"].queryset = seated.order_by("name")  # type: ignore[attr-defined]
        self.fields["person"].queryset = people.filter(agency__in=seated)  # type: ignore[attr-defined]


class PresentForm(forms.Form):
    """Who of the members is in the room."""

    present = forms.TypedMultipleChoiceField(
        label="Members who are here", required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, people: Sequence[Membership], here: Sequence[UUID], data: Any = None) -> None:
        super().__init__(data, initial={"present": [str(key) for key in here]})
        by_agency: dict[str, list[tuple[str, str]]] = {}
        for person in people:
            by_agency.setdefault(person.agency.name, []).append((str(person.pk), person.user.name))
        self.fields["present"].choices = list(by_agency.items())  # type: ignore[attr-defined]


class GuestForm(GuardedForm, forms.Form):
    """Guests of one organisation. Their names have no field."""

    number = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=MOST_GUESTS,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Say how many guests there are."},
    )
    sector = forms.ChoiceField(
        label="Discipline",
        choices=[("", "Choose"), *Sector.choices],
        error_messages={"required": "Choose the discipline."},
    )
    words = GuardedText(
        label="Organization",
        max_length=120,
        validators=[fit_for_paper],
        required=False,
        widget=GuardedLine,
        lets=("school", "place"),
        help_text="The organization, never a guest's name.",
    )

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.READ_BY_OTHERS)


NAMES_NOBODY: Final = "Every member reads this statement, so it names nobody. Take out the words that are marked."


class StatementForm(GuardedForm, forms.Form):
    """The team's own words on confidentiality."""

    words = GuardedText(
        label="Statement",
        max_length=2000,
        help_text="Every member reads it and says that they keep to it. Ask county counsel before you change it.",
        error_messages={"required": "Write the statement."},
    )

    def clean_words(self) -> str:
        """It stands in plain for everybody, so what may be a name is not kept here, whatever its writer ticks."""
        words: GuardedText = self.fields["words"]  # type: ignore[assignment]  # as declared above
        if words.overrides:
            raise forms.ValidationError(NAMES_NOBODY)
        return refuse_codes(self.cleaned_data["words"], Because.READ_BY_OTHERS)


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Which disciplines a body wants present, and how long it keeps its minutes."""

    quorum = forms.MultipleChoiceField(
        label="Disciplines that should be present",
        required=False,
        choices=Sector.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="The page says who is missing. It never stops a meeting.",
    )

    class Meta:
        model = HoldingRules
        fields = ("quorum", "keep_open_years", "keep_case_years")
        labels = {
            "keep_open_years": "Years to keep minutes of parts without cases",
            "keep_case_years": "Years to keep minutes of case reviews",
        }
        help_texts = {"keep_case_years": "Our suggestions are no rule of law. Ask the records officer of the county."}
        widgets = {name: forms.NumberInput(attrs={"class": "short"}) for name in ("keep_open_years", "keep_case_years")}


class AddendumForm(GuardedForm, forms.Form):
    """A dated correction of approved minutes."""

    item = forms.ChoiceField(
        label="What it is about",
        required=False,
        help_text="About an item, only those who see that item read it.",
    )
    words = GuardedText(
        label="Correction",
        max_length=1000,
        validators=[fit_for_paper],
        help_text=f"{NO_NAMES} It cannot be changed later.",
        error_messages={"required": "Write the correction."},
    )

    def __init__(self, items: Sequence[tuple[AgendaItem, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(item.pk), title) for item, title in items]
        self.fields["item"].choices = [("", "The minutes as a whole"), *rows]  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        return refuse_codes(self.cleaned_data["words"], Because.AT_ITS_ITEM)


class DisposalForm(forms.Form):
    """What only a person can say before minutes are disposed of."""

    no_hold = forms.BooleanField(
        label="I have asked, and nothing holds these minutes",
        help_text="County counsel knows whether a lawsuit, an investigation or a request for records needs them.",
        error_messages={"required": "Ask county counsel first. Minutes that something holds are not disposed of."},
    )
