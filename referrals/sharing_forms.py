"""To which group an agency lets referrals be seen: by hand, all of a case, or by a rule that does it by itself."""

from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from mdt.choices import Hinted
from mdt.fields import OneOf
from mdt.meetings.models import Part, PartKind
from mdt.rooms.inside import groups_to_share_with
from mdt.team.forms import ToGroupForm
from mdt.team.models import Body, Desk, User
from referrals.actions.sharing import NOT_A_ROOM
from referrals.models import StandingRule

# What is put forward: one referral, or all that a desk holds of its case.
ONE, CASE = "referral", "case"


class PutForwardForm(ToGroupForm):
    """To every main group, and the rooms that they are in. With `takes`, to those that have a part of this kind.

    Somebody at the `desk` that holds a referral is asked whether a room may see all that it holds of the case.
    """

    what = OneOf((), label="What may they see?", ask="Choose what they may see.")

    field_order = ("body", "what", "basis")

    def __init__(self, *args: Any, takes: PartKind | None = None, desk: Desk | None = None, **kwargs: Any) -> None:
        self._takes = takes
        super().__init__(*args, **kwargs)
        groups = cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset
        if desk and groups is not None and groups.filter(subcommittee=True).exists():
            hint = (
                f"All that {desk.name} sent or received, {_more(desk)}, and what comes later. To a subcommittee only."
            )
            cast(OneOf, self.fields["what"]).choices = [
                (ONE, "This referral"),
                (CASE, Hinted("Everything of this case at your desk", hint=hint)),
            ]
        else:
            del self.fields["what"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        body = cleaned.get("body")
        if cleaned.get("what") == CASE and body and not body.subcommittee:
            self.add_error("what", NOT_A_ROOM)
        return cleaned

    @property
    def whole_case(self) -> bool:
        return bool(self.cleaned_data.get("what") == CASE)

    def groups(self, by: User) -> QuerySet[Body]:
        groups = groups_to_share_with(by)
        if self._takes:
            parts = Part.objects.standing().filter(body=OuterRef("pk"), kind=self._takes)
            groups = groups.filter(Exists(parts))
        return groups


def _more(desk: Desk) -> str:
    """No release covers a duty."""
    return "as far as a release lets them see it" if desk.agency.release_bound else "the duties that it owes"


class StandingRuleForm(ToGroupForm):
    """What of an agency's goes forward by itself, and after how many days. Into a room, a person shares."""

    kind = OneOf(StandingRule.Kind.choices, label="What goes forward?", ask="Choose what goes forward.")
    days = forms.IntegerField(
        label="How many days after that?",
        min_value=0,
        max_value=90,
        help_text="0 means at once.",
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Type a number of days from 0 to 90."},
    )

    field_order = ("kind", "days", "body", "basis")
