"""Which desks take what is asked for, and what one's own agency has asked for already. Reads; decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cases.profile import Profile
from mdt.choices import Hinted
from mdt.directory.choices import Capacity
from mdt.directory.fitting import Fit, Need, fits
from mdt.directory.models import DeskService, staleness
from mdt.team.access import Door
from mdt.team.models import Desk, User
from referrals.choices import State
from referrals.models import Referral
from referrals.querysets import Referrals
from referrals.workflow import LIVE_STATES

OFFERED: Final = 2
# Answers of the form that the directory knows too.
NEED: Final = ("service", "age_group", "language", "area")
Choices = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Directory:
    """What the desks to which somebody may send say of themselves, fetched once for a page."""

    entries: Sequence[DeskService]
    is_stale: Callable[[DeskService], bool]

    def fits(self, need: Need) -> list[Fit]:
        """Every desk that gives the service asked for, the best first; none while no service is."""
        return fits(self.entries, need, self.is_stale) if need.service else []

    def choices(self, desks: Sequence[Desk], need: Need) -> Choices:
        """`desks` for a chooser, each with its mark: those that give the help first. None is left out."""
        found = {fit.entry.desk_id: fit for fit in reversed(self.fits(need))}
        if not found:
            return [(desk.pk, _named(desk, self._mark(desk))) for desk in desks]
        place = {desk.pk: place for place, desk in enumerate(desks)}
        give = sorted((desk for desk in desks if desk.pk in found), key=lambda desk: found[desk.pk].rank)
        rest = sorted((desk for desk in desks if desk.pk not in found), key=lambda desk: place[desk.pk])
        groups = [
            ("Desks that give this help", [(desk.pk, _named(desk, mark_of(found[desk.pk]))) for desk in give]),
            ("Other desks", [(desk.pk, _named(desk, "")) for desk in rest]),
        ]
        return [(title, group) for title, group in groups if group]

    def _mark(self, desk: Desk) -> str:
        """Of a desk as a whole, while nobody has said what is needed: only what holds for all that it does."""
        own = [entry for entry in self.entries if entry.desk_id == desk.pk]
        if not own:
            return ""
        kinds = {entry.capacity for entry in own}
        words = [] if len(kinds) > 1 or Capacity.TAKING in kinds else [_said(kinds.pop())]
        latest = max(own, key=lambda entry: entry.checked_on)
        if self.is_stale(latest):
            words.append(_since(latest))
        return ", ".join(words)


def mark_of(fit: Fit) -> str:
    """What the chooser says of a desk that gives the help; nothing when it takes it, and said so lately."""
    words = [] if fit.taking else [_said(fit.entry.capacity)]
    words += [f"for {miss}" for miss in fit.misses]
    if fit.stale:
        words.append(_since(fit.entry))
    return ", ".join(words)


def directory_for(user: User) -> Directory:
    """The entries of every desk that `user` may send to: two queries."""
    team = user.place.team
    others = Desk.objects.receiving(team.pk).exclude(agency=user.place.agency_id)
    return Directory(list(DeskService.objects.at(others, team.pk)), staleness(team))


def need_of(answers: Mapping[str, Any]) -> Need:
    """What is asked for so far, from the answers of a form."""
    return Need(**{name: str(answers.get(name) or "") for name in NEED})


def best_others(user: User, referral: Referral, profile: Profile) -> list[Fit]:
    """At most two other desks that give the help and take people, for a referral that came back to its sender."""
    need = need_of({name: getattr(profile, name, None) for name in NEED} | {"service": referral.service})
    asked = set(sent_by_own(user, referral.case_id, referral.service).values_list("to_desk", flat=True))
    found = (fit for fit in directory_for(user).fits(need) if fit.entry.desk_id not in asked)
    return [fit for fit in found if fit.fits and fit.entry.capacity != Capacity.NOT_TAKING][:OFFERED]


def open_already(user: User, case: UUID | None, service: str) -> list[Referral]:
    """What the desks of `user` sent for this case and help that is still open; nothing of any other agency's."""
    if case is None or not service:
        return []
    live = sent_by_own(user, case, service).filter(state__in=LIVE_STATES)
    return list(live.select_related("to_agency", "to_desk").order_by("-sent_at", "pk"))


def sent_by_own(user: User, case: UUID | None, service: str) -> Referrals:
    """What the desks of `user` sent for one case and one kind of help, but for what they withdrew."""
    mine: Referrals = Referral.objects.visible_through(user, Door.SENDER)
    return mine.filter(case=case, service=service).exclude(state=State.WITHDRAWN)


def _named(desk: Desk, mark: str) -> str:
    return Hinted(str(desk), mark)


def _said(capacity: str) -> str:
    return "waitlist" if capacity == Capacity.WAITLIST else "not taking referrals"


def _since(entry: DeskService) -> str:
    return f"not confirmed since {entry.checked_on:%B %-d, %Y}"
