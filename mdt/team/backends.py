"""Who is signed in: one query for the person, their place and their desks, and nobody whose place has ended."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from mdt.team.models import User
from privacy.plans import kept_plans


class TeamBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Signs in by email and password; every later request re-reads what the person may do."""

    @kept_plans()
    def get_user(self, user_id: UUID) -> User | None:
        return (
            User.objects.with_place()
            .filter(pk=user_id, is_active=True, current__ended_at=None, current__agency__suspended_at=None)
            .exclude(current=None)
            .first()
        )

    def user_can_authenticate(self, user: Any) -> bool:
        return self.get_user(user.pk) is not None

    @classmethod
    def _stash_user(cls, user: Any) -> None:
        """allauth would keep whoever had the right password and say that their account is inactive. An ended place
        answers as a wrong password does."""
