"""What is chosen when somebody steps back from an item, or is kept from one."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from mdt.meetings.models import RecusalReason
from mdt.team.models import User


class StepBackForm(forms.Form):
    """Why, as a code that says nothing of whom one knows."""

    reason = forms.ChoiceField(
        choices=RecusalReason.choices,
        label="Why?",
        widget=forms.RadioSelect,
        help_text="Whoever prepares the meeting reads this. Other members read that you stepped back, and no reason.",
        error_messages={"required": "Choose a reason. You may choose not to say."},
    )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One person of the team, with their agency."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}, {obj.place.agency.name}"


class KeepFromForm(forms.Form):
    """From whom. No reason is asked: it would say who the person is to whom."""

    person = PersonField(
        queryset=User.objects.none(),
        label="Keep this from",
        empty_label="Choose a person",
        help_text="They will not see it, and will not see that it is kept from them. You need not say why.",
        error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person of this team."},
    )

    def __init__(self, people: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["person"]).queryset = people


def people_beside(user: User) -> QuerySet[User]:
    """Everybody who works in the team beside `user`, by name. Who is kept from something already is among them too."""
    here = User.objects.filter(memberships__team=user.place.team_id, memberships__ended_at=None, is_active=True)
    working = here.filter(current__team=user.place.team_id).exclude(pk=user.pk)
    return working.select_related("current__agency").order_by("name", "pk").distinct()
