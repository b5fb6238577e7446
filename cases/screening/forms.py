"""What people tick and choose in screening. Ticks become a band here and go no further."""

from typing import Any

from django import forms

from cases.profile import AgeGroup, Concern
from cases.screening.checklists import Checklist
from cases.screening.choices import Action, Band, Kind, Setting
from cases.screening.models import ITEM_LENGTH
from mdt.fields import OneOf
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText

MOST_ITEMS = 60


class ScreeningForm(forms.Form):
    """The signs of one checklist by their places. `band()` is all that leaves this form."""

    signs = forms.MultipleChoiceField(label="What do you see?", widget=forms.CheckboxSelectMultiple, required=False)
    setting = OneOf(Setting.choices, "Where is this?", "Choose a kind of place, or Not known.")

    def __init__(self, *args: Any, checklist: Checklist, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._checklist = checklist
        self.fields["signs"].choices = [(str(place), words) for place, words in enumerate(checklist.items)]  # type: ignore[attr-defined]

    def band(self) -> Band:
        return self._checklist.band(self.cleaned_data["signs"])


class ActionForm(forms.Form):
    action = OneOf(Action.choices, "What will you do?", "Choose what you will do.")


class ReferralStartForm(forms.Form):
    """What the referral may begin with. It is posted to the referral's own page, and kept nowhere on the way."""

    age_group = OneOf(AgeGroup.choices, "Age group", "", required=False)


class StandingForm(forms.Form):
    kind = OneOf(Kind.choices, "What do you say of this case?", "Choose what you say.")
    holds = OneOf([("yes", "It is so"), ("no", "It is so no more")], "Is it so?", "Choose whether it is so.")
    in_care = OneOf(
        [("yes", "Yes"), ("no", "No")],
        "If you determined sex trafficking: is the young person in ODHS care?",
        "Say whether the young person is in ODHS care.",
        required=False,
        help_text="Yes starts the 24 hours to tell the ODHS screener, police and NCMEC.",
    )

    def __init__(self, *args: Any, child_welfare: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not child_welfare:
            del self.fields["in_care"]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        determined = given.get("kind") == Kind.DETERMINED and given.get("holds") == "yes"
        if determined and "in_care" in self.fields and not given.get("in_care"):
            self.add_error("in_care", "Say whether the young person is in ODHS care.")

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"kind": given["kind"], "holds": given["holds"] == "yes", "in_care": given.get("in_care") == "yes"}


def _from(label: str) -> forms.IntegerField:
    asked = {"required": f"Type a number from 1 to {MOST_ITEMS}."}
    short = forms.NumberInput(attrs={"class": "short"})
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_ITEMS, widget=short, error_messages=asked)


class InstrumentForm(GuardedForm, forms.Form):
    """A checklist that the county has the rights to. The same name again makes the next version."""

    name = GuardedText(
        label="Name of the checklist", max_length=120, widget=GuardedLine,
        help_text="The same name as before makes a new version. The old one stays as it was.",
        error_messages={"required": "Give the checklist a name."},
    )  # fmt: skip
    items = GuardedText(
        label="Its items, one on each line", max_length=6000,
        help_text="Each item is something to tick. An answer is never kept.",
        error_messages={"required": "Type at least one item."},
    )  # fmt: skip
    some_from = _from("“Some signs” from how many ticks?")
    some_route = OneOf(Action.choices, "Then recommend", "Choose what to recommend for some signs.")
    many_from = _from("“Many signs” from how many ticks?")
    many_route = OneOf(Action.choices, "Then recommend this", "Choose what to recommend for many signs.")
    about = OneOf(Concern.choices, "What is it about?", "Choose a type of concern, or Not known.")
    validated = forms.BooleanField(label="A study has tested it for people like ours.", required=False)
    rights = GuardedText(
        label="Who gave the county the rights to use it?", max_length=300,
        help_text="The organisation and the paper, for example a signed agreement. No person's name.",
        error_messages={"required": "Say who gave the rights."},
    )  # fmt: skip
    holds_rights = forms.BooleanField(
        label="The county holds the rights to use this checklist here.",
        error_messages={"required": "Tick that the county holds the rights. Without them it cannot be added."},
    )

    def clean_items(self) -> list[str]:
        items = [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]
        if len(items) > MOST_ITEMS:
            raise forms.ValidationError(f"Use up to {MOST_ITEMS} items.")
        if any(len(item) > ITEM_LENGTH for item in items):
            raise forms.ValidationError(f"An item has up to {ITEM_LENGTH} characters.")
        return items

    def clean(self) -> None:
        super().clean()
        some, many, items = (self.cleaned_data.get(name) for name in ("some_from", "many_from", "items"))
        if some and many and many < some:
            self.add_error("many_from", "“Many signs” begins at the same number or a higher one.")
        elif many and items and many > len(items):
            self.add_error("many_from", "There are fewer items than that.")

    def values(self) -> dict[str, Any]:
        """The fields of Instrument that the answers give, and how often words were kept."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "holds_rights"}
        return given | {"kept_words": self.overrides}
