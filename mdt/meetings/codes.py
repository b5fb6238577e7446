"""Codes in words: what a member writes for others names no case, since not all who read it may know of that one."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from mdt.team.policies import Refused
from privacy.guard.folding import fold

_LOOKS: Final = "This looks like the code of a case or a referral."


class Because(StrEnum):
    """Why it is refused: what is true of the place where the words will stand, and what to do."""

    # Its papers may be open records.
    OPEN_PART = (
        f"{_LOOKS} The open part of a meeting names no case. Take it out; an agency that holds it can put it forward."
    )
    AT_ITS_ITEM = (
        f"{_LOOKS} What is written stands at its own item, and each reader sees only their items, so words name no "
        "case. Take the code out."
    )
    READ_BY_OTHERS = f"{_LOOKS} Not everybody who reads this may know of that case. Take the code out."


# Of a case, a referral, a duty or a screening.
_PREFIXES = ("HT", "RF", "DU", "SC")
_PREFIX = rf"(?<![A-Z0-9])(?:{'|'.join(_PREFIXES)})"
# Written as the system writes it, even with a slip in it.
_AS_WRITTEN = re.compile(rf"{_PREFIX}\s?[-_./:]\s?[A-Z0-9]{{4}}\s?[-_./:]?\s?[A-Z0-9]{{4}}")
# Spaced, run together or with other signs between: then its check sign decides, so that common words may stay.
_LOOSE = re.compile(rf"(?={_PREFIX}((?:[\W_]*[A-Z0-9]){{9}}))")
_BARE = re.compile(r"(?<![A-Z0-9])([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9])(?![A-Z0-9])")


def holds_code(text: str) -> bool:
    """Whether a code stands in a text, however it is spaced, cased or spelled with look-alike letters."""
    plain = fold(text).text.upper()
    if _AS_WRITTEN.search(plain):
        return True
    read: Callable[[str], str | None] = import_string(settings.CODE_READER)
    spaced = (found for found in _LOOSE.findall(plain) if re.search(r"\d", found))
    return any(read(_PREFIXES[0] + found) for found in (*spaced, *_BARE.findall(plain)))


def refuse_codes(text: str, because: Because) -> str:
    """`text`, for a field of a form.

    Raises:
        ValidationError: a code stands in it.
    """
    if holds_code(text):
        raise ValidationError(because.value, code="case_code")
    return text


def require_no_code(text: str, because: Because) -> None:
    """The same for an action, whatever form it was called from.

    Raises:
        Refused: a code stands in it.
    """
    if holds_code(text):
        raise Refused(because.value)
