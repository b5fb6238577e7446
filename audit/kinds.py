"""Every kind of event and the sentence the explorer says for it. Floors add theirs in `AppConfig.ready()`."""

from collections.abc import Mapping

_SENTENCES: dict[str, str] = {}


def register_kinds(sentences: Mapping[str, str]) -> None:
    """Add kinds: `{"referral.accepted": "accepted {codes}"}`. The explorer puts who and when before it.

    Raises:
        ValueError: a kind is registered twice.
    """
    for kind, sentence in sentences.items():
        if _SENTENCES.setdefault(kind, sentence) is not sentence:
            raise ValueError(f"The event kind {kind} is registered twice.")


def require_kind(kind: str) -> None:
    """Raises KeyError for a kind that no floor has registered: an event without a sentence cannot be read."""
    _SENTENCES[kind]


def kinds() -> Mapping[str, str]:
    """All kinds with their sentences."""
    return dict(_SENTENCES)
