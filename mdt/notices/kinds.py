"""The kinds of notices: what each says on its page, where it leads, how long it stays once it was read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from mdt.notices.choices import NotMailed
from mdt.team.models import User

# Where a record is opened, by its key, or None when the person may not see it at this moment.
Address = Callable[[UUID, User], str | None]
# Why somebody who may see a record need not hear of it now, or None.
Over = Callable[[UUID, User], NotMailed | None]
# Why somebody may not see it, as far as that may be told apart.
Shut = Callable[[UUID, User], NotMailed]


@dataclass(frozen=True)
class NoticeKind:
    """What a floor registers in `AppConfig.ready()`.

    `subject` and `sentence` say that something waits, never what became of it: no code, status or word of a record.
    `address` asks the record's own door, so what ends there ends here too. What is `at_once` waits for no digest.
    """

    key: str
    subject: str
    sentence: str
    address: Address
    days: int = 30
    over: Over | None = None
    shut: Shut | None = None
    at_once: bool = False

    def why_not_told(self, record: UUID, user: User) -> NotMailed | None:
        """Why `user` is told nothing of a record at this moment, by the record's own door. Asked as that person."""
        if not user.has_perm("notices.read") or self.address(record, user) is None:
            return self.shut(record, user) if self.shut else NotMailed.NOT_OPEN
        return self.over(record, user) if self.over else None


_KINDS: dict[str, NoticeKind] = {}


def register_notice_kinds(*kinds: NoticeKind) -> None:
    """Add kinds.

    Raises:
        ValueError: a key is registered twice.
    """
    for kind in kinds:
        if _KINDS.setdefault(kind.key, kind) is not kind:
            raise ValueError(f"The notice kind {kind.key} is registered twice.")


def notice_kind(key: str) -> NoticeKind:
    """Raises KeyError for a kind that no floor has registered: nobody could read such a notice."""
    return _KINDS[key]


def notice_kinds() -> Mapping[str, NoticeKind]:
    """All kinds by their keys."""
    return dict(_KINDS)
