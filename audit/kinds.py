"""The words of the explorer: a sentence for every kind of event, and words for every door.

Floors add theirs in `AppConfig.ready()`.
"""

from collections.abc import Mapping

_SENTENCES: dict[str, str] = {}
_DOORS: dict[str, str] = {}


def register_kinds(sentences: Mapping[str, str]) -> None:
    """Add kinds: `{"referral.accepted": "accepted {codes}"}`. The explorer puts who and when before it.

    Raises:
        ValueError: a kind is registered twice.
    """
    for kind, sentence in sentences.items():
        if _SENTENCES.setdefault(kind, sentence) is not sentence:
            raise ValueError(f"The event kind {kind} is registered twice.")


def register_doors(words: Mapping[str, str]) -> None:
    """Add doors: `{"receiver": "as the receiver"}`."""
    _DOORS.update(words)


def doors() -> Mapping[str, str]:
    """All doors with their words."""
    return dict(_DOORS)


def require_kind(kind: str) -> None:
    """Raises KeyError for a kind that no floor has registered: an event without a sentence cannot be read."""
    _SENTENCES[kind]


def kinds() -> Mapping[str, str]:
    """All kinds with their sentences."""
    return dict(_SENTENCES)
