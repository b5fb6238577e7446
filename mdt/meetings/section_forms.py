"""What a series chooses of the sections of its agendas."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from mdt.meetings.agenda import asks_of, sources
from mdt.meetings.models import LONGEST_DAYS, MOST_ITEMS, Lane
from mdt.meetings.selection import Chosen

_SHORT = {"class": "short"}
_WRONG: Final = ("invalid", "min_value", "max_value")


class SectionsForm(forms.Form):
    """For each section: whether it is drafted, its lane, how many at most, and the days that it counts, if any."""

    def __init__(self, chosen: Mapping[str, Chosen], data: Any = None) -> None:
        super().__init__(data)
        for source in sources():
            self._add(source.key, chosen[source.key])

    def _add(self, key: str, held: Chosen) -> None:
        asks = asks_of(key)
        self.fields[f"{key}-on"] = forms.BooleanField(
            label="Draft this section", required=False, initial=held.on, widget=forms.CheckboxInput()
        )
        self.fields[f"{key}-lane"] = forms.ChoiceField(label="Lane", choices=Lane.choices, initial=held.lane)
        self.fields[f"{key}-most"] = forms.IntegerField(
            label="Items at most",
            required=False,
            min_value=1,
            max_value=MOST_ITEMS,
            initial=held.most,
            widget=forms.NumberInput(attrs=_SHORT),
            error_messages=dict.fromkeys(_WRONG, f"Give a number from 1 to {MOST_ITEMS}, or leave it empty."),
        )
        if asks.days is not None:
            self.fields[f"{key}-days"] = forms.IntegerField(
                label=asks.days_label,
                min_value=1,
                max_value=LONGEST_DAYS,
                initial=held.days,
                widget=forms.NumberInput(attrs=_SHORT),
                error_messages=dict.fromkeys(("required", *_WRONG), f"Give a number of days from 1 to {LONGEST_DAYS}."),
            )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The name of each section, with its fields."""
        names = ("on", "lane", "most", "days")
        return [
            (source.title, [self[f"{source.key}-{name}"] for name in names if f"{source.key}-{name}" in self.fields])
            for source in sources()
        ]

    @property
    def chosen(self) -> dict[str, Chosen]:
        given = self.cleaned_data
        return {
            source.key: Chosen(
                lane=Lane(given[f"{source.key}-lane"]),
                on=given[f"{source.key}-on"],
                days=given.get(f"{source.key}-days"),
                most=given[f"{source.key}-most"],
            )
            for source in sources()
        }
