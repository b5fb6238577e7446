"""The gallery: every component of the screen in every state, on invented content."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import public
from mdt.choices import Hinted

HELP: Final = [("advocate", "An advocate"), ("shelter", "A safe place tonight"), ("unknown", "Not known")]
URGENCY: Final = [
    ("today", Hinted("Today", hint="Call first, then send.")),
    ("week", Hinted("This week", hint="The desk answers within 3 working days.")),
    ("unknown", "Not known"),
]
STATES: Final = [
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("question", "Question asked"),
    ("accepted", "Accepted"),
    ("waitlisted", "Waitlisted"),
    ("declined", "Declined"),
    ("closed", "Closed"),
    ("withdrawn", "Withdrawn"),
]
NOTE: Final = "Some details can point to one person even without a name. Leave them out if you can."
MARKED: Final = {
    "pieces": [("Call ", ""), ("555-0142", "stop"), (" and ask for ", ""), ("Robin", "ask"), (".", "")],
    "findings": [
        {
            "tier": "stop",
            "message": "This looks like a phone number. Take it out before you send. "
            "Your agency keeps contact details. This system only needs the code.",
        },
        {
            "tier": "ask",
            "message": 'This may be a name. If it is, write "the person" instead. If it is not, choose Keep it.',
            "keep": "keep_0",
        },
    ],
}
SAMPLES: Final = ("home", "inbox", "referral", "check", "sent", "decide")


class SampleForm(forms.Form):
    """One field of each kind."""

    help_needed = forms.ChoiceField(
        label="What help is needed?",
        choices=HELP,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the help that is needed."},
    )
    urgency = forms.ChoiceField(
        label="How soon?",
        choices=URGENCY,
        widget=forms.RadioSelect,
        help_text="If someone is in danger now, call 911.",
        error_messages={"required": "Choose how soon the help is needed."},
    )
    agency = forms.ChoiceField(
        label="Which desk?",
        choices=[
            ("", "Choose a desk"),
            ("a", "Sample Advocates: intake"),
            ("b", "Sample Shelter: front desk"),
        ],
        error_messages={"required": "Choose the desk you are sending this to."},
    )
    ticks = forms.MultipleChoiceField(
        label="What else helps?",
        choices=[("interpreter", "An interpreter"), ("transport", "Transport"), ("quiet", "No messages")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    review = forms.DateField(
        label="Review on",
        help_text="For example 3/14/2031",
        widget=forms.DateInput(attrs={"class": "medium"}),
        error_messages={"required": "Write the day to look at this again."},
    )
    note = forms.CharField(
        label="Note",
        help_text=NOTE,
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    checked = forms.BooleanField(
        label="I checked for names",
        help_text="No names, birth dates, addresses or phone numbers.",
        error_messages={"required": "Tick the box when you have checked for names."},
    )


class DecideForm(forms.Form):
    """The sample of a page that asks for a reason."""

    reason = forms.ChoiceField(
        label="What is the main reason?",
        choices=[
            ("capacity", "We have no room now"),
            ("service", "Not a service we give"),
            ("area", "Outside our area"),
            ("other", "Another reason"),
        ],
        widget=forms.RadioSelect,
        help_text="They will see it and can try another agency.",
        error_messages={"required": "Choose the main reason."},
    )
    line = forms.CharField(
        label="One line for the sender",
        required=False,
        help_text="No names.",
        widget=forms.TextInput(attrs={"class": "long"}),
    )


@public("The components on invented content; in practice mode only")
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    _practice_only()
    return render(
        request,
        "gallery/index.html",
        {
            "empty": SampleForm(auto_id="empty_%s"),
            "wrong": SampleForm({}, auto_id="wrong_%s"),
            "states": STATES,
            "marked": MARKED,
            "samples": SAMPLES,
        },
    )


@public("Sample pages on invented content; in practice mode only")
@require_safe
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """One whole page as the components make it."""
    _practice_only()
    if name not in SAMPLES:
        raise Http404
    context: dict[str, Any] = {"states": STATES}
    if name == "decide":
        context["form"] = DecideForm({})
    return render(request, f"gallery/pages/{name}.html", context)


def _practice_only() -> None:
    if not settings.PRACTICE_MODE:
        raise Http404
