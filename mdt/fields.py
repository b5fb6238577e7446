"""Fields of forms that the floors above share. Nothing is chosen beforehand, and each says what is missing."""

from typing import Any

from django import forms


class OneOf(forms.ChoiceField):
    """Radio buttons of which none is chosen beforehand."""

    def __init__(self, options: Any, label: str, ask: str, **more: Any) -> None:
        said = {"required": ask, "invalid_choice": ask}
        super().__init__(choices=options, label=label, widget=forms.RadioSelect, error_messages=said, **more)


class Day(forms.DateField):
    """A day, from the browser's own calendar or typed as it is written here."""

    def __init__(
        self, label: str, ask: str = "", invalid: str = "Type the day as month/day/year.", **more: Any
    ) -> None:
        super().__init__(
            label=label,
            input_formats=["%Y-%m-%d", "%m/%d/%Y"],
            widget=forms.DateInput(attrs={"type": "date", "class": "medium"}),
            error_messages={"required": ask, "invalid": invalid},
            **more,
        )
