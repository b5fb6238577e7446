"""What is chosen when somebody steps back from an item, or is kept from one."""

from typing import Any, cast

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery

from mdt.meetings.models import RecusalReason
from mdt.team.models import Membership, User


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

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.agency_here}"


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


def people_beside(user: User, **where: Any) -> QuerySet[User]:
    """Everybody of the team beside `user`, by name, with their agency here, also who works in another team just now.

    Who is kept from something already is among them too. `where` narrows their places in the team.
    """
    places = Membership.objects.standing().filter(team=user.place.team_id, **where)
    here = User.objects.filter(pk__in=places.values("user"), is_active=True).exclude(pk=user.pk)
    agency = places.filter(user=OuterRef("pk")).values("agency__name")[:1]
    return here.annotate(agency_here=Subquery(agency)).order_by("name", "pk")
