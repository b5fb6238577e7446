"""What people type and choose about a referral. Forms check; actions write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from cases import profile as coded
from cases.releases import reading
from cases.releases.models import Release
from mdt.choices import Hinted
from mdt.fields import OneOf
from mdt.team.models import Desk, User
from privacy.guard.fields import GuardedForm, GuardedText, Stopped
from referrals import choices
from referrals.actions.writing import Asked
from referrals.choices import CATEGORY_OF
from referrals.models import Referral
from referrals.policies import ANSWERED, decline_reasons, outcomes, questions, why_not_ask_lead
from referrals.routing import NEED, Choices, directory_for, need_of

NOTE_LIMIT = 300


class ReferralForm(GuardedForm, forms.Form):
    """The page that a referral is written on: who and what, the person, safety. Nothing is chosen beforehand."""

    desk = forms.ModelChoiceField(
        queryset=Desk.objects.none(),
        label="Which desk are you sending this to?",
        empty_label="Choose a desk",
        error_messages={"required": "Choose the desk you are sending this to."},
    )
    service = forms.ChoiceField(
        choices=[("", "Choose the help needed"), *choices.Service.choices],
        label="What help is needed?",
        error_messages={"required": "Choose the help that is needed."},
    )
    urgency = OneOf(choices.Urgency.choices, label="How soon?", ask="Choose how soon help is needed.")
    age_group = OneOf(coded.AgeGroup.choices, label="Age group", ask="Choose an age group, or Not known.")
    gender = OneOf(
        coded.Gender.choices, label="Which service fits?", ask="Choose which service fits, or Not known.",
        help_text="This only says which service fits. Do not guess anything else about the person.",
    )  # fmt: skip
    language = OneOf(coded.Language.choices, label="Language", ask="Choose a language, or Not known.")
    concern = OneOf(coded.Concern.choices, label="Type of concern", ask="Choose a type of concern, or Not known.")
    area = OneOf(coded.Area.choices, label="Area", ask="Choose an area, or Not known.")
    in_danger = OneOf(
        coded.YesNo.choices, label="Is the person in danger now?", ask="Say if the person is in danger now.",
        help_text="If someone is in danger now, call 911. No one watches this system day and night.",
    )  # fmt: skip
    first_contact = OneOf(
        coded.FirstContact.choices, label="How should first contact be made?", ask="Choose how first contact is made."
    )
    basis = OneOf((), label="Why may you share this?", ask="Choose why your agency may share this.")
    noticed = OneOf(coded.Noticed.choices, label="When was this noticed?", ask="", required=False)
    ticks = forms.MultipleChoiceField(
        choices=coded.Tick.choices, label="Good to know", widget=forms.CheckboxSelectMultiple, required=False
    )

    note = GuardedText(
        label="Note", max_length=NOTE_LIMIT, required=False,
        help_text=(
            "Some details can point to one person even without a name. A school, a tattoo, a job or a small town can "
            "do it. Leave them out unless the other agency needs them to act."
        ),
    )  # fmt: skip

    GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Who and what", ("desk", "service", "urgency")),
        ("The person", ("age_group", "gender", "language", "concern", "area")),
        ("Safety", ("in_danger", "first_contact", "basis", "noticed", "ticks", "note")),
    )

    def __init__(self, *args: Any, writer: User, release: Release | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._writer, self._release = writer, release
        place = writer.place
        desk = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        desk.queryset = (
            Desk.objects.receiving(place.team_id)
            .exclude(agency=place.agency_id)
            .select_related("agency")
            .order_by("agency__name", "name")
        )
        # When they are drawn, so that a post that goes on asks the directory nothing, and only once.
        desk.choices = cache(self._desks)
        cast(OneOf, self.fields["basis"]).choices = [(basis.value, basis.label) for basis in place.agency.bases]
        if release:
            self._narrow_to(release)

        if not place.agency.notes_allowed:
            del self.fields["note"]

    def _narrow_to(self, release: Release) -> None:
        """Only the receivers that the release names, and the help that it covers; why it may be shared is said."""
        desk = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        assert desk.queryset is not None  # noqa: S101 - set a moment ago
        desk.queryset = desk.queryset.filter(agency__in=release.named)
        covered = [(key, words) for key, words in choices.Service.choices if CATEGORY_OF.get(key) in release.categories]
        cast(forms.ChoiceField, self.fields["service"]).choices = [("", "Choose the help needed"), *covered]
        del self.fields["basis"]

    def _desks(self) -> Choices:
        """Every desk with what the directory says of it, for the help that the answers so far ask for."""
        field = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        given = {name: self[name].value() for name in NEED}
        desks = directory_for(self._writer).choices(list(cast("QuerySet[Desk]", field.queryset)), need_of(given))
        return desks if field.empty_label is None else [("", field.empty_label), *in_line(desks)]

    def groups(self) -> Iterable[tuple[str, list[forms.BoundField]]]:
        """The fieldsets of the page, in reading order."""
        for title, names in self.GROUPS:
            yield title, [self[name] for name in names if name in self.fields]

    def stopped(self) -> Stopped | None:
        """The note with words that the guard stops, whoever may allow them."""
        note = self.fields.get("note")
        return note.stopped if isinstance(note, GuardedText) and "note" in self.errors else None

    def may_ask_lead(self) -> bool:
        """Whether a lead of the writer's agency could allow what stops the note."""
        found = self.stopped()
        return found is not None and why_not_ask_lead(self._writer, found.kinds) is None

    def asked(self) -> Asked:
        """What the form says so far. Fields that did not pass are gaps, so that a draft keeps the rest."""
        good = self.cleaned_data
        person = {name: good.get(name) or None for name in _PERSON}
        return Asked(
            desk=good.get("desk"),
            service=good.get("service", ""),
            urgency=good.get("urgency", ""),
            basis=good.get("basis", ""),
            profile=coded.Profile(**person, ticks=tuple(good.get("ticks", ()))),
            note=good.get("note", ""),
            kept_words=self.overrides,
            release=self._release,
        )


class AgainForm(ReferralForm):
    """The same answers for another desk, which is all that is left to choose: one press, so the desks stand open.

    With `releases`, also under which of them it goes out: it must name the desk's agency and cover the help.
    """

    under = OneOf((), label="Under which release?", ask="Choose the release that this goes out under.")
    GROUPS = (("Who and what", ("under", *ReferralForm.GROUPS[0][1])), *ReferralForm.GROUPS[1:])

    def __init__(self, *args: Any, writer: User, releases: Sequence[Release] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, writer=writer, **kwargs)
        self._releases = {str(one.pk): one for one in releases or ()}
        desk = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        if releases is None:
            del self.fields["under"]
        else:
            del self.fields["basis"]
            assert desk.queryset is not None  # noqa: S101 - the form of all desks has set it
            desk.queryset = desk.queryset.filter(agency__in={key for one in releases for key in one.named})
            lines = reading.lines(releases, timezone.now(), soon_days=0)
            cast(OneOf, self.fields["under"]).choices = [
                (str(one.release.pk), Hinted(f"{one.release.code}: {one.to}", hint=f"{one.what}. {one.state}"))
                for one in lines
            ]
        desk.empty_label = None
        desk.widget = forms.RadioSelect()
        desk.choices = cache(self._desks)

    def clean(self) -> None:
        super().clean()
        self._release = release = self._releases.get(self.cleaned_data.get("under", ""))
        desk, service = self.cleaned_data.get("desk"), self.cleaned_data.get("service", "")
        if release and desk and desk.agency_id not in release.named:
            self.add_error("desk", "The release does not name this agency. Choose another desk or another release.")
        if release and service and CATEGORY_OF.get(service) not in release.categories:
            self.add_error("service", "The release does not cover this help. Choose other help or another release.")


def in_line(desks: Choices) -> Choices:
    """For a list that opens: a mark has no line of its own there."""
    if desks and isinstance(desks[0][1], list):
        return [(title, in_line(group)) for title, group in desks]
    return [(key, f"{label} ({label.hint})" if label.hint else label) for key, label in desks]


_PERSON = (*ANSWERED, "noticed")


def begun(posted: Mapping[str, Any]) -> dict[str, str]:
    """Coded answers that another page lets a referral begin with; nothing else of what was posted."""
    known = {
        "age_group": coded.AgeGroup.values,
        "concern": coded.Concern.values,
        "service": choices.Service.values,
        "language": coded.Language.values,
        "area": coded.Area.values,
    }
    coded_answers = {name: posted[name] for name, values in known.items() if posted.get(name) in values}
    return coded_answers | ({"desk": posted["desk"]} if _is_key(posted.get("desk", "")) else {})


def _is_key(text: str) -> bool:
    """Whether it may be a desk's key; the list of desks shows only those that are there."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def answers_of(draft: Referral, profile: coded.Profile, note: str | None) -> dict[str, Any]:
    """A draft's answers as the form's initial values."""
    return {
        "desk": draft.to_desk_id,
        "service": draft.service,
        "urgency": draft.urgency,
        "basis": draft.basis,
        **{name: getattr(profile, name) for name in _PERSON},
        "ticks": list(profile.ticks),
        "note": note or "",
    }


class CheckForm(forms.Form):
    """What is asked before sending: the call, the report for a child, whom to keep it from, and the last tick."""

    called = OneOf(
        [("yes", "Yes, we called"), ("no", "No, we have not called")],
        label="Have you called their desk?", ask="Call the desk first, then say Yes. Say No if you could not.",
    )  # fmt: skip
    report = OneOf(
        choices.Report.choices,
        label="The report to the hotline or police",
        ask="Say how it stands with the report. You may prefer not to say.",
        help_text="Sending this is not a report to the child abuse hotline. This system never makes one.",
    )
    kept_from = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label="Keep this from someone at the desk",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="They will not see it, and will not see that it was kept from them. You need not say why.",
    )
    confirm = forms.BooleanField(
        label="I checked: no names or direct identifiers are in it.",
        error_messages={"required": "Check for names, then tick the box."},
    )

    def __init__(self, *args: Any, ask_call: bool, ask_report: bool, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[User]", self.fields["kept_from"]).queryset = people
        if not ask_call:
            del self.fields["called"]
        if not ask_report:
            del self.fields["report"]


class DecideForm(forms.Form):
    """A page with one decision about one referral."""

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(referral)

    def offer(self, referral: Referral) -> None:
        """Narrow the fields to what this referral's agencies may say."""

    def _offer(self, name: str, options: Iterable[Any]) -> None:
        cast(OneOf, self.fields[name]).choices = [(one.value, one.label) for one in options]


class DeclineForm(DecideForm):
    reason = OneOf((), label="Why can't you take it?", ask="Pick the main reason you can't take this referral.")

    def offer(self, referral: Referral) -> None:
        self._offer("reason", decline_reasons(referral))


class AskForm(DecideForm):
    question = OneOf((), label="What do you need to know?", ask="Choose a question.")

    def offer(self, referral: Referral) -> None:
        self._offer("question", questions())


class AnswerForm(GuardedForm, DecideForm):
    reply = OneOf(choices.Answer.choices, label="Your answer", ask="Choose an answer.")
    words = GuardedText(
        label="More", max_length=NOTE_LIMIT, required=False, help_text="No names or direct identifiers."
    )

    def offer(self, referral: Referral) -> None:
        if not referral.from_agency.notes_allowed:
            del self.fields["words"]


class WaitlistForm(DecideForm):
    review_in = OneOf(
        choices.ReviewIn.choices, label="When will you look at it again?", ask="Choose when you will look again."
    )

    def review_on(self) -> date:
        return timezone.localdate() + timedelta(days=int(self.cleaned_data["review_in"]))


class CloseForm(DecideForm):
    outcome = OneOf((), label="How did it end?", ask="Choose how this ended.")

    def offer(self, referral: Referral) -> None:
        self._offer("outcome", outcomes(referral))


class AllowForm(forms.Form):
    """A lead's answer about a colleague's note."""

    answer = OneOf(
        [
            ("allow", "Allow it: the referral may be sent with these words"),
            ("refuse", "Do not allow it: the note is deleted now"),
        ],
        label="Your answer", ask="Choose whether you allow it.",
    )  # fmt: skip


class WithdrawForm(DecideForm):
    """Nothing to choose: the button is the decision."""
