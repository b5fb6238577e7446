"""What is ticked and chosen about a release. There is nothing to write: no name, no paper, no words."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Prefetch

from cases.models import Case
from cases.releases.actions.recording import Terms
from cases.releases.choices import Category, How, Interpreter, Purpose, Revoked, SignedBy
from cases.releases.signature import Signature
from mdt.choices import Hinted
from mdt.fields import Day, OneOf
from mdt.rooms.inside import agencies_in, groups_to_share_with
from mdt.team.models import Agency, Body, Desk, User

NEW_PERSON = "new"


class ReleaseForm(forms.Form):
    """The terms of one signed release."""

    case = forms.ChoiceField(
        label="Which person is it about?",
        error_messages={"required": "Choose a case, or a person who has none yet.", "invalid_choice": "Choose a case."},
        help_text="A person who has no case yet gets one from the first referral that goes out under the release.",
    )
    to = forms.ChoiceField(
        label="Whom does it name?",
        error_messages={"required": "Choose whom the release names.", "invalid_choice": "Choose whom it names."},
        help_text="One agency. Or a group, if the form names the group and each of its members.",
    )
    categories = forms.MultipleChoiceField(
        choices=Category.choices,
        label="What may they be told about?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what the person agreed to."},
    )
    purpose = OneOf(Purpose.choices, "What for?", "Choose what it is for.")
    starts_on = Day("First day", "Give the first day.")
    ends_on = Day("Last day", "Give the last day.")
    answers = OneOf(
        [
            ("yes", Hinted("Yes", hint="The form says that they may answer back to your agency.")),
            ("no", Hinted("No", hint="An agency like yours then answers only that it can or cannot take it.")),
        ],
        "May their answers come back to your agency?",
        "Say whether the form lets answers come back.",
    )
    signed_by = OneOf(SignedBy.choices, "Who signed?", "Choose who signed.")
    how = OneOf(
        How.choices, "How was it signed?", "Choose how it was signed.",
        help_text="A spoken yes is not a release. If nothing is signed yet, do not record it.",
    )  # fmt: skip
    interpreter = OneOf(Interpreter.choices, "Did an interpreter help?", "Say whether an interpreter helped.")
    freely_given = forms.BooleanField(
        label="The person was told: services do not depend on signing this.",
        error_messages={"required": "A release counts only when services do not depend on it. Tell them, then tick."},
    )

    GROUPS = (
        ("Whom it is about and for", ("case", "to")),
        ("What it lets them see", ("categories", "purpose", "starts_on", "ends_on", "answers")),
        ("How it was signed", ("signed_by", "how", "interpreter", "freely_given")),
    )

    def __init__(self, *args: Any, by: User, cases: Iterable[Case], longest: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cases = {str(case.pk): case for case in cases}
        known = [(key, f"Case {case.code}") for key, case in self._cases.items()]
        self._field("case").choices = [
            ("", "Choose"),
            (NEW_PERSON, "Somebody who has no case here yet"),
            *([("Cases of your desk", known)] if known else []),
        ]
        self._receivers = _receivers(by)
        self._field("to").choices = _grouped(self._receivers)
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].help_text = f"A release lasts {longest} days at most. Shorter is safer."

    def _field(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def groups(self) -> Iterable[tuple[str, list[forms.BoundField]]]:
        """The parts of the page, in reading order."""
        for title, fields in self.GROUPS:
            yield title, [self[name] for name in fields]

    def terms(self) -> Terms:
        """What the form says, once it is valid."""
        given = self.cleaned_data
        return Terms(
            case=self._cases.get(given["case"]),
            to=self._receivers[given["to"]][0],
            categories=given["categories"],
            purpose=given["purpose"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            answers_may_flow_back=given["answers"] == "yes",
            freely_given=given["freely_given"],
            signature=Signature(
                signed_by=SignedBy(given["signed_by"]),
                how=How(given["how"]),
                interpreter=Interpreter(given["interpreter"]),
            ),
        )


def _receivers(by: User) -> dict[str, tuple[Agency | Body, str]]:
    """Whom a release may name, by the key of the choice: another agency of the team, or a group with its members.

    Of subcommittees those that they are in; no other is there for them.
    """
    place = by.place
    agencies = Agency.objects.in_team(place.team_id).filter(suspended_at=None).exclude(pk=place.agency_id)
    found: dict[str, tuple[Agency | Body, str]] = {
        f"agency:{one.pk}": (one, one.name) for one in agencies.distinct().order_by("name")
    }
    seats = Prefetch("desks", Desk.objects.open().select_related("agency"))
    for body in groups_to_share_with(by).prefetch_related(seats).order_by("name"):
        sitting = agencies_in(body) if body.subcommittee else [desk.agency for desk in body.desks.all()]
        members = sorted({agency.name for agency in sitting if agency.pk != place.agency_id})
        if members:
            found[f"body:{body.pk}"] = (body, f"{body.name}: {', '.join(members)}")
    return found


def _grouped(receivers: dict[str, tuple[Agency | Body, str]]) -> list[tuple[str, Any]]:
    agencies = [(key, words) for key, (_, words) in receivers.items() if key.startswith("agency:")]
    bodies = [(key, words) for key, (_, words) in receivers.items() if key.startswith("body:")]
    groups = [("One agency", agencies), ("A group, by its members now", bodies)]
    return [("", "Choose"), *[(title, options) for title, options in groups if options]]


class RevokeForm(forms.Form):
    how = OneOf(
        [
            (Revoked.ORAL.value, Hinted("They said so", hint="A spoken word is enough. It ends at once.")),
            (Revoked.WRITTEN.value, Hinted("In writing", hint="It ends at once too.")),
        ],
        "How did they take it back?",
        "Choose how they took it back.",
    )


class SettingsForm(forms.Form):
    """What an administrator sets for the team, with counsel."""

    longest_days = forms.IntegerField(
        label="How many days may a release last at most?",
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Type a number of days from 1 to 366."},
        help_text="Two weeks to a month is usual. What is recorded already keeps its days.",
    )
    warn_days = forms.IntegerField(
        label="How many days before its end is its desk told?",
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Type a number of days from 1 to 60."},
    )
    bound = forms.MultipleChoiceField(
        choices=Category.choices,
        label="What needs a release whoever sends it?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Agencies that are bound by rules of their own need one for everything.",
    )
