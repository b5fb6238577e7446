"""What people choose about lists: filters, a view's name, what is done to the ticked referrals, why a list is taken."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db import models
from django.db.models import QuerySet

from mdt.fields import OneOf
from mdt.team.models import Desk, User
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText
from referrals.choices import Service, State, Urgency
from referrals.queue import DAYS, Queue
from referrals.sharing_forms import PutForwardForm


class FilterForm(forms.Form):
    """The filters of a list, as a form that only reads. What is left open is not asked for."""

    state = forms.ChoiceField(label="Status")
    service = forms.ChoiceField(label="Help needed", choices=[("", "Any help"), *Service.choices])
    urgency = forms.ChoiceField(label="How soon", choices=[("", "Any time"), *Urgency.choices])
    agency = forms.ChoiceField()
    days = forms.ChoiceField(label="Sent", choices=[("", "At any time"), *DAYS.items()])
    overdue = forms.BooleanField(label="Overdue")
    mine = forms.BooleanField(label="Assigned to me")

    use_required_attribute = False

    def __init__(self, queue: Queue, agencies: Sequence[tuple[UUID, str]]) -> None:
        super().__init__(initial=queue.narrowed_by | {"overdue": queue.overdue, "mine": queue.mine}, auto_id="by_%s")
        states = [(state.value, state.label) for state in State if state in queue.tab.states]
        cast(forms.ChoiceField, self.fields["state"]).choices = [("", "Any status"), *states]
        named = [(str(key), name) for key, name in agencies]
        cast(forms.ChoiceField, self.fields["agency"]).choices = [("", "Any agency"), *named]
        self.fields["agency"].label = "From" if queue.kind.key == "inbox" else "To"
        if len(states) == 1:
            del self.fields["state"]

    @staticmethod
    def words(queue: Queue, agencies: Mapping[UUID, str]) -> dict[str, str]:
        """Each filter of a list in words."""
        side = "From" if queue.kind.key == "inbox" else "To"
        said = {
            "state": State(queue.state).label if queue.state else "",
            "service": Service(queue.service).label if queue.service else "",
            "urgency": Urgency(queue.urgency).label if queue.urgency else "",
            "agency": f"{side} {agencies.get(queue.agency, 'an agency that has left')}" if queue.agency else "",
            "overdue": "Overdue",
            "mine": "Assigned to me",
            "days": f"Sent {DAYS[queue.days]}" if queue.days else "",
        }
        return {name: str(words) for name, words in said.items()}


class ViewForm(GuardedForm, forms.Form):
    """A name for the filters that are set now."""

    name = GuardedText(
        max_length=40,
        label="Name of the view",
        widget=GuardedLine,
        help_text="Something like: Overdue shelter. No names of people.",
        error_messages={"required": "Give the view a name."},
    )
    desk = forms.ModelChoiceField(
        queryset=Desk.objects.none(),
        label="Who sees it?",
        empty_label="Only me",
        blank=True,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Desk.objects.sat_at_by(by)
        cast("forms.ModelChoiceField[Desk]", self.fields["desk"]).queryset = own


class AssignForm(forms.Form):
    """Whom the ticked referrals are for."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who works on them?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a colleague.", "invalid_choice": "Choose a colleague of your agency."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["person"]).queryset = people


class ForwardForm(PutForwardForm):
    """To which group the ticked referrals go, and on what basis."""


class ExportReason(models.TextChoices):
    """Why a list is taken away. A choice and no words: the ledger holds no content."""

    WORK = "own_work", "To plan our desk's own work"
    SUPERVISION = "supervision", "To check the work of our own people"
    REPORT = "own_report", "For our agency's own report or funder, as counts"
    LEGAL = "legal_demand", "A court order or a records request"


class ExportForm(forms.Form):
    """Why, and as what."""

    reason = OneOf(ExportReason.choices, label="Why do you take this list away?", ask="Choose the reason.")
    format = OneOf([("csv", "CSV"), ("xlsx", "Excel workbook (.xlsx)")], label="As what?", ask="Choose a kind of file.")
