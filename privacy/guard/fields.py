"""The form field for every text of one's own words: nothing passes it that the guard has not judged.

    class AnswerForm(GuardedForm, forms.Form):
        reply = GuardedText(max_length=500)

A stop is refused. What is only asked about is refused until the writer ticks *Keep it* beside it. The tick comes back
under a name made of a keyed digest of the words, so that other words are asked about anew, and no session or database
ever holds them. `form.overrides` counts the ticks that counted; their words are kept nowhere.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from privacy.guard.findings import KINDS, NEVER_ALLOWED, Report, Span, Tier, settle
from privacy.guard.judging import GuardUnavailable, judge

NAMES = ("name", "initials")
UNAVAILABLE = (
    "We could not check this text for names. The problem is on our side. Your words are still here. "
    "Try again in a few minutes."
)
UNSTORABLE = "This text holds a sign that cannot be stored. Look for an odd mark, take it out, and try again."
TOO_LONG = "This text has %(length)d characters. Use %(limit)d or fewer. Nothing was cut off."
# No field takes a longer text, and none is judged while it is typed.
LONGEST = 10_000
# What a database or a page cannot carry: the null character and halves of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def marked(text: str, report: Report) -> list[tuple[str, str]]:
    """The text in segments, each with the tier of its finding or an empty string: for the writer's own screen only."""
    segments, done = [], 0
    for span in report.spans:
        segments += [(text[done : span.start], ""), (text[span.start : span.end], span.tier.value)]
        done = span.end
    return [segment for segment in [*segments, (text[done:], "")] if segment[0]]


def _listed(kinds: tuple[str, ...]) -> str:
    words = [KINDS[kind].words if kind in KINDS else "something that can point to one person" for kind in kinds]
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def stop_message(kinds: tuple[str, ...]) -> str:
    """What has to come out, by kind."""
    return (
        f"This looks like {_listed(kinds)}. Take {'them' if kinds[1:] else 'it'} out before you send. "
        "Your agency keeps contact details. This system only needs the code."
    )


def ask_message(kind: str) -> str:
    """What to do about words of this kind, which may be harmless."""
    if kind in NAMES:
        return f'This may be {_listed((kind,))}. If it is, write "the person" instead. If it is not, choose Keep it.'
    return f"This may be {_listed((kind,))}. If it can point to one person, take it out. If it cannot, choose Keep it."


def keep_label(kind: str) -> str:
    return "Keep it, this is not a name" if kind in NAMES else "Keep it, this does not point to one person"


@dataclass(frozen=True, slots=True)
class Written:
    """What came back from the page: the text, and the names of the ticks beside it. It does not print."""

    text: str = field(default="", repr=False)
    ticks: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Words against which only stops stand that somebody else may allow: how many of each kind, how many were kept."""

    text: str = field(repr=False)
    kinds: Mapping[str, int]
    kept_words: int


class _Ticked(forms.Widget):
    """Collects the ticks that stand beside a text."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Written:
        text = super().value_from_datadict(data, files, name)
        ticks = frozenset(key for key in data if key.startswith(f"{name}-keep-"))
        return Written("" if text is None else str(text), ticks)


class GuardedArea(_Ticked, forms.Textarea):
    """Several lines."""


class GuardedLine(_Ticked, forms.TextInput):
    """One line."""


class GuardedText(forms.CharField):
    """Words that are judged before they are accepted. After cleaning, it knows what its page has to show.

    `report` is what was found, None if nothing could be judged; `overrides` how many different words the writer kept.
    `lets` are kinds that the field is for (the address of a meeting place); with `stops_only` nothing is asked about (a
    staff member's own name is a name).
    """

    widget = GuardedArea

    def __init__(
        self, *, max_length: int, lets: Collection[str] = (), stops_only: bool = False, **options: Any
    ) -> None:
        self.limit, self._lets, self._stops_only = max_length, lets, stops_only
        super().__init__(max_length=max_length, **options)
        # Ours say what happens to the text.
        own = (MaxLengthValidator, ProhibitNullCharactersValidator)
        self.validators = [validator for validator in self.validators if not isinstance(validator, own)]
        self.report: Report | None = None
        self.overrides = 0
        self._written = Written()
        self._name = ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self._name = form.add_prefix(field_name)
        return super().get_bound_field(form, field_name)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: with it a browser cuts a pasted text and says nothing."""
        return {"data-limit": str(self.limit)}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the page shows again: all of it, with a visible sign for what no page can carry."""
        return _UNSTORABLE.sub("\ufffd", data.text) if isinstance(data, Written) else data

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data.text if isinstance(data, Written) else data)

    @property
    def described(self) -> str:
        """What a page says of this field when it asks about words that are still being typed."""
        said = {
            "words-field": self._name,
            "words-limit": str(self.limit),
            "words-lets": " ".join(sorted(self._lets)),
            "words-stops-only": "yes" if self._stops_only else "",
        }
        return json.dumps(said)

    @classmethod
    def as_described(cls, said: Mapping[str, str]) -> "GuardedText":
        """The field that a page says it asks for. A page that lies is told less than the save will tell it."""
        limit = said.get("words-limit", "")
        one = cls(
            max_length=min(int(limit), LONGEST) if limit.isdecimal() and len(limit) < 7 else LONGEST,
            lets=KINDS.keys() & said.get("words-lets", "").split(),
            stops_only=said.get("words-stops-only") == "yes",
        )
        one._name = said.get("words-field", "")
        return one

    @sensitive_variables()
    def clean(self, value: Any) -> str:
        written = value if isinstance(value, Written) else Written(str(value or ""))
        text: str = super().clean(written.text.replace("\r\n", "\n"))
        if problems := self.look(Written(text, written.ticks)):
            raise ValidationError(problems)
        self.overrides = len({self._keep(span) for span in self.report.of(Tier.ASK)}) if self.report else 0
        return text

    @sensitive_variables()
    def look(self, written: Written) -> list[ValidationError]:
        """What stands against these words: the one judgement, of what is saved and of what is still being typed."""
        text = written.text
        if _UNSTORABLE.search(text):
            return [ValidationError(UNSTORABLE, code="unstorable")]
        if len(text) > self.limit:
            return [ValidationError(TOO_LONG, code="max_length", params={"length": len(text), "limit": self.limit})]
        self._written = written
        self.report = self._minded(_judged(text))
        if self.report is None:
            return [ValidationError(UNAVAILABLE, code="guard_unavailable")]
        return list(self._problems(self.report))

    def _minded(self, report: Report | None) -> Report | None:
        """Without what this field is for."""
        if report is None:
            return None
        return settle(
            span
            for span in report.spans
            if span.kind not in self._lets and not (self._stops_only and span.tier is Tier.ASK)
        )

    def _problems(self, report: Report) -> list[ValidationError]:
        asked = dict.fromkeys(span.kind for span in report.of(Tier.ASK) if not self._is_kept(span))
        problems = [ValidationError(ask_message(kind), code="guard_ask") for kind in asked]
        stopped = report.kinds(Tier.STOP)
        return [ValidationError(stop_message(stopped), code="guard_stop"), *problems] if stopped else problems

    def _keep(self, span: Span) -> str:
        """The name of the tick for these words: by what they are, not where they stand."""
        words = self._written.text[span.start : span.end]
        digest = salted_hmac(f"privacy.guard.keep.{span.kind}", words, algorithm="sha256").hexdigest()
        return f"{self._name}-keep-{digest[:32]}"

    def _is_kept(self, span: Span) -> bool:
        return self._keep(span) in self._written.ticks

    @property
    def stopped(self) -> Stopped | None:
        """The words as last judged, if a lead of the writer's agency could allow them; None for all others."""
        stops = Counter(span.kind for span in self.report.of(Tier.STOP)) if self.report else Counter()
        asked = self.report.of(Tier.ASK) if self.report else ()
        if not stops or NEVER_ALLOWED & stops.keys() or not all(self._is_kept(span) for span in asked):
            return None
        return Stopped(self._written.text, stops, len({self._keep(span) for span in asked}))

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The text as last judged, with its marks, if there are any."""
        return marked(self._written.text, self.report) if self.report and self.report.spans else []

    @property
    def findings(self) -> list[dict[str, Any]]:
        """One entry for all like words that are asked about: the words, their tick's name, label and state."""
        asked = {self._keep(span): span for span in (self.report.of(Tier.ASK) if self.report else ())}
        return [
            {
                "tier": Tier.ASK.value,
                "words": self._written.text[span.start : span.end],
                "keep": keep,
                "label": keep_label(span.kind),
                "kept": self._is_kept(span),
            }
            for keep, span in asked.items()
        ]


@sensitive_variables()
def _judged(text: str) -> Report | None:
    """The judgement, or None: what went wrong in the guard must not travel with the text in its frames."""
    try:
        return judge(text)
    except GuardUnavailable:
        return None


@sensitive_variables()
def refuse_stops(text: str) -> None:
    """For the parts of a field that holds more than words.

    Raises:
        ValidationError: something in it has to come out, or nothing could be judged.
    """
    report = _judged(text)
    if report is None:
        raise ValidationError(UNAVAILABLE, code="guard_unavailable")
    if stopped := report.kinds(Tier.STOP):
        raise ValidationError(stop_message(stopped), code="guard_stop")


class GuardedForm(forms.BaseForm):
    """A form that counts how often its writer kept what the guard asked about."""

    @property
    def overrides(self) -> int:
        """How many different words were kept, 0 until the form is valid."""
        if not self.is_valid():
            return 0
        return sum(field.overrides for field in self.fields.values() if isinstance(field, GuardedText))
