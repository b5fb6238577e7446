"""What people choose about a duty. There is nothing to write: no number, no name, no note."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from cases.duties.choices import Held, How, NotApplicable, Recipient
from cases.duties.rules import RULES, Rule
from cases.moments import MomentForm
from mdt.choices import Hinted
from mdt.fields import OneOf
from mdt.team.models import Desk


def _explained(rule: Rule) -> tuple[str, str]:
    hint = f"{rule.limit}. Starts when: {rule.trigger} Not: {rule.not_trigger} ({rule.number}, {rule.citation})"
    return rule.key, Hinted(rule.title, hint=hint)


class StartForm(MomentForm):
    """Which duty, and when its trigger happened."""

    rule = OneOf((), "Which duty?", "Choose the duty.")
    field_order = ("rule", "when", "day", "time")

    def __init__(self, *args: Any, rules: Iterable[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["rule"]).choices = [_explained(rule) for rule in rules]
        self.fields["when"].label = "When did what starts it happen?"


class ProofForm(MomentForm):
    """That a notice was given: to whom, how, when. `moment()` is never before the duty's first minute."""

    recipient = OneOf((), "Who was told?", "Choose who was told.")
    how = OneOf(How.choices, "How?", "Choose how they were told.")
    held = OneOf(
        Held.choices,
        "Does your agency keep the report number?",
        "Say whether your agency keeps the number.",
        help_text="Do not type it here. A report number can point to one person.",
    )
    field_order = ("recipient", "how", "when", "day", "time", "held")

    def __init__(self, *args: Any, recipients: Iterable[Recipient], triggered_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["recipient"]).choices = [(one.value, one.label) for one in recipients]
        self.fields["when"].label = "When were they told?"
        self._triggered_at = triggered_at

    def moment(self) -> datetime:
        """A time typed to the minute may mean the later part of the minute, or of the hour that autumn has twice."""
        told = super().moment()
        begun = self._triggered_at
        if told < begun and told.replace(fold=1) >= begun.replace(second=0, microsecond=0):
            told = told.replace(fold=1)
        return begun if begun.replace(second=0, microsecond=0) <= told < begun else told


class NotApplicableForm(forms.Form):
    reason = OneOf(NotApplicable.choices, "Why does it not apply?", "Choose why this duty does not apply.")


class OfferForm(forms.Form):
    desk = forms.ModelChoiceField(
        queryset=Desk.objects.none(),
        label="Which desk do you ask?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a desk.", "invalid_choice": "Choose a desk."},
    )

    def __init__(self, *args: Any, desks: QuerySet[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Desk]", self.fields["desk"]).queryset = desks


class RuleSwitchForm(forms.Form):
    """Counsel has confirmed a rule; `off` takes it back."""

    rule = forms.ChoiceField(choices=[(rule.key, rule.title) for rule in RULES.values() if not rule.active])
    off = forms.BooleanField(required=False)
    confirmed = forms.BooleanField(
        label="Our counsel has confirmed this rule for our county.",
        error_messages={"required": "Tick that counsel has confirmed it."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "off" in self.data:
            del self.fields["confirmed"]


def to_the_minute(moment: datetime) -> datetime:
    """A trigger counts from the start of its minute, so that a proof typed in the same minute does not precede it."""
    return moment.replace(second=0, microsecond=0)
