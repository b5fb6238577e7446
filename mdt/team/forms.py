"""Forms of the team floor. The guard reads names of agencies, desks and groups; addresses of staff and desk lines are
what their fields are for, and a staff member's own name is only kept from holding a number or an address."""

from collections.abc import Sequence
from email.utils import getaddresses
from typing import Any, Final, cast

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from mdt.choices import Hinted
from mdt.fields import OneOf
from mdt.team.models import Agency, Body, Desk, Membership, User
from mdt.team.policies import CHAIRS_A_BODY, LEAD_MAY_GIVE, SITS_AT_A_DESK, why_not_called
from mdt.team.roles import DESCRIPTIONS, Role
from mdt.team.sectors import Basis, Binding, Sector
from privacy.guard.fields import GuardedForm, GuardedLine, GuardedText, refuse_stops

AT_ONCE: Final = 20
# More than this are chosen from a list that opens.
FEW: Final = 8


def _roles_that(user: User) -> list[tuple[str, str]]:
    """The roles that `user` may give, with what each may see."""
    given = Role if user.has_perm("team.administer") else [role for role in Role if role in LEAD_MAY_GIVE]
    return [(role.value, Hinted(str(role.label), hint=DESCRIPTIONS[role])) for role in given]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(label="Role", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = _roles_that(by)  # type: ignore[attr-defined]

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]


class PeopleForm(RolesForm):
    """Several people at once, in the same roles."""

    people = forms.CharField(
        label="Email addresses",
        help_text="One on each line, up to 20. You can add a name: Dana Reed <dana@example.org>",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_people(self) -> list[tuple[str, str]]:
        """Pairs of name and address, each address once."""
        typed = getaddresses(self.cleaned_data["people"].replace(";", ",").splitlines())
        people = {address.lower(): (name[:80], address.lower()) for name, address in typed if name or address}
        if len(people) > AT_ONCE:
            raise ValidationError(f"Invite up to {AT_ONCE} people at a time.")
        for name, address in people.values():
            try:
                validate_email(address)
            except ValidationError:
                words = f"“{name or address}” needs an address like name@example.org."
                raise ValidationError(words) from None
            refuse_stops(name)
        return list(people.values())


class InviteForm(PeopleForm):
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Choose an agency")
    desk = forms.ModelChoiceField(
        Desk.objects.none(),
        label="Seat at a desk",
        required=False,
        empty_label="No desk yet",
        help_text="They see what this desk receives as soon as they have signed in.",
    )
    field_order = ("people", "agency", "roles", "desk")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        agencies = Agency.objects.managed_by(by).order_by("name")
        if by.has_perm("team.administer"):
            self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        else:
            del self.fields["agency"]
        desks = Desk.objects.open().filter(agency__in=agencies).select_related("agency")
        self.fields["desk"].queryset = desks.order_by("agency__name", "name")  # type: ignore[attr-defined]


def _name(label: str, **more: Any) -> GuardedText:
    return GuardedText(label=label, max_length=120, widget=GuardedLine, **more)


class AcceptForm(forms.Form):
    """A person's own name and first password. Whether the password is good enough, the action says."""

    name = GuardedText(
        label="Your name", max_length=80, stops_only=True, widget=GuardedLine(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password_again = forms.CharField(
        label="Password, once more", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("password") != self.cleaned_data.get("password_again"):
            self.add_error("password_again", "The two passwords differ. Type the same one twice.")


class TurnOffForm(forms.Form):
    """Who takes over at the desks that would be left with nobody; no question when there is none."""

    successor = forms.ChoiceField(label="Who takes over?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, membership: Membership, empty: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not empty:
            del self.fields["successor"]
            return
        others = Membership.objects.standing().filter(team=membership.team_id, agency=membership.agency_id)
        others = others.filter(roles__overlap=list(SITS_AT_A_DESK)).exclude(pk=membership.pk)
        self._others = {
            str(place.pk): place for place in others.select_related("user", "agency").order_by("user__name")
        }
        field: Any = self.fields["successor"]
        field.choices = [*((key, place.user.name) for key, place in self._others.items()), ("nobody", "Nobody for now")]
        field.help_text = "Only this person sees what comes to " + ", ".join(desk.name for desk in empty) + "."
        if len(self._others) > FEW:
            field.widget = forms.Select(choices=[("", "Choose a person"), *field.choices])

    def clean_successor(self) -> Membership | None:
        return self._others.get(self.cleaned_data["successor"])


class BindingsForm(forms.Form):
    """What an agency is, and the rules that bind it."""

    sector = forms.ChoiceField(label="Sector", choices=[("", "Choose a sector"), *Sector.choices])
    bindings = forms.MultipleChoiceField(
        label="Rules that bind it",
        required=False,
        choices=Binding.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="They decide which reasons for sharing it can choose. Ask its privacy officer.",
    )


class AgencyForm(GuardedForm, PeopleForm, BindingsForm):
    """A new agency, with its first desk and people if they are known already."""

    name = _name("Name of the agency")
    desk = _name(
        "Name of its first desk",
        required=False,
        help_text="A desk is the group of named people who receive together, such as Intake.",
    )
    field_order = ("name", "sector", "people", "roles", "desk", "bindings")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].required = self.fields["roles"].required = False
        self.fields["roles"].label = "Their role"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("people") and not typed.get("roles"):
            self.add_error("roles", "Choose the role of the people you invite.")
        return typed


class DeskForm(GuardedForm, forms.Form):
    name = _name("Name of the desk")
    phone = forms.CharField(
        label="Phone",
        max_length=40,
        required=False,
        help_text="Shown to the other side of a referral, so that names travel by phone. Staff lines only.",
    )
    after_hours = forms.CharField(label="After hours", max_length=40, required=False)
    call_for_today = forms.BooleanField(
        label="For today, call us first",
        required=False,
        help_text="Whoever sends this desk something for today is asked to call this phone first.",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if reason := why_not_called(typed.get("phone", ""), typed.get("call_for_today", False)):
            self.add_error("phone", reason)
        return typed


class SeatForm(forms.Form):
    """Somebody of the agency for one of its desks."""

    person = forms.ModelChoiceField(Membership.objects.none(), label="Person", empty_label="Choose a person")

    def __init__(self, *args: Any, desk: Desk, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Membership.objects.standing().managed_by(by).filter(agency=desk.agency_id)
        places = places.filter(roles__overlap=list(SITS_AT_A_DESK)).exclude(user__groups=desk.group_id)
        field: Any = self.fields["person"]
        field.queryset = places.select_related("user", "agency").order_by("user__name")
        field.label_from_instance = lambda place: place.user.name


class BodyForm(GuardedForm, forms.Form):
    name = _name("Name of the group")
    subcommittee = forms.BooleanField(label="It is a subcommittee", required=False)


class BodyDeskForm(forms.Form):
    """A desk of the team that does not sit in the body yet."""

    desk = forms.ModelChoiceField(Desk.objects.none(), label="Desk", empty_label="Choose a desk")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desks = Desk.objects.open().filter(agency__in=Agency.objects.in_team(body.team_id)).exclude(bodies=body)
        field: Any = self.fields["desk"]
        field.queryset = desks.select_related("agency").order_by("agency__name", "name")


class ChairForm(forms.Form):
    """Somebody of the team whose role is to chair."""

    person = forms.ModelChoiceField(Membership.objects.none(), label="Chair", empty_label="Choose a person")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Membership.objects.standing().filter(team=body.team_id, roles__overlap=list(CHAIRS_A_BODY))
        field: Any = self.fields["person"]
        field.queryset = places.select_related("user").order_by("user__name")
        field.label_from_instance = lambda place: place.user.name


class ToGroupForm(forms.Form):
    """To which group an agency lets something be seen, and on what basis."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(),
        label="To which group?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose a group.",
            "invalid_choice": "That group cannot be chosen any more. Choose another one.",
        },
    )
    basis = OneOf((), label="Why may you share this with the group?", ask="Choose why your agency may share this.")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.groups(by).order_by("name")
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = groups
        bases: list[Basis] = by.place.agency.bases
        cast(OneOf, self.fields["basis"]).choices = [(basis.value, basis.label) for basis in bases]

    def has_groups(self) -> bool:
        groups = cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset
        return groups is not None and groups.exists()

    def groups(self, by: User) -> QuerySet[Body]:
        """The main groups of the team."""
        return Body.objects.filter(team=by.place.team_id, subcommittee=False)
