"""What somebody says about their mail."""

from django import forms

from mdt.choices import Hinted
from mdt.notices.choices import Cadence

_HINTS = {
    Cadence.EACH: "One mail for every notice.",
    Cadence.DAILY: "One mail at 8 in the morning, if something is new.",
    Cadence.WEEKLY: "One mail on Monday at 8 in the morning, if something is new.",
    Cadence.NONE: "You find what is new when you sign in.",
}


class MailForm(forms.Form):
    cadence = forms.TypedChoiceField(
        choices=[(one.value, Hinted(str(one.label), hint=_HINTS[one])) for one in Cadence],
        label="How often may we mail you?",
        help_text="The mail says only that something is new. Reminders of a duty whose clock runs come at once.",
        widget=forms.RadioSelect,
        coerce=Cadence,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose how often we may mail you."),
    )
