"""A choice that explains itself."""

from typing import Self


class Hinted(str):
    """The label of one choice, with the `hint` that c-field shows under it."""

    hint: str

    # The default is for copying: Django copies a form's choices for each form, and then restores the hint.
    def __new__(cls, label: str, hint: str = "") -> Self:
        words = super().__new__(cls, label)
        words.hint = hint
        return words
