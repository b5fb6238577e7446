"""Whether a move may be made now, by whom: each policy returns the reason why not, or None."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet

from cases.duties.policies import why_not_put_forward as why_not_put_forward_duty
from cases.profile import Profile
from cases.releases.models import Release
from mdt.team.access import Door
from mdt.team.models import Agency, Body, Desk, Membership, User
from mdt.team.roles import Role
from privacy.guard.findings import NEVER_ALLOWED
from referrals.choices import CATEGORY_OF, BoundSource, DeclineReason, Outcome, Question, Source, SourceType, State
from referrals.models import OutsideReferral, Referral, StandingRule, Step, StopRequest
from referrals.workflow import LIVE_STATES, MOVES, UNDO_SECONDS, Move, Side

# What of the person has to be answered, if only with "Not known".
ANSWERED = ("age_group", "gender", "language", "concern", "area", "in_danger", "first_contact")


_SIDES: Mapping[str, Side] = {Door.SENDER: Side.SENDER, Door.RECEIVER: Side.RECEIVER}


def side_of(referral: Referral) -> Side | None:
    """On which side whoever fetched `referral` through `visible_to` stands; None for a meeting's member."""
    return _SIDES.get(getattr(referral, "door", ""))


def answers_plainly(referral: Referral) -> bool:
    """Whether the receiver is bound by releases and none lets its answers reach this reader.

    Asked of a referral that was fetched `with_release`; of any other, nothing is let through.
    """
    bound = referral.to_agency is not None and referral.to_agency.release_bound
    return bound and not getattr(referral, "answers_flow", False)


def why_not_keep(release: Release | None, agency: Agency) -> str | None:
    """Of a release-bound agency nothing is kept here before it is known under which release it goes out."""
    if agency.release_bound and release is None:
        return "Your agency shares only under a release. Choose or record one first."
    return None


def why_not_under(release: Release | None, agency: Agency, needed: str, draft: Referral) -> str | None:
    """Whether a referral may go out as far as releases are concerned; `needed` is the category that one must hold."""
    if release is None:
        missing = "This help needs a release that the person signed. Choose or record one first." if needed else None
        return why_not_keep(release, agency) or missing
    if draft.to_agency_id not in release.named:
        return "The release does not name this agency. Choose another desk or another release."
    if CATEGORY_OF.get(draft.service) not in release.categories:
        return "The release does not cover this help. Choose other help or another release."
    if draft.case_id and release.case_id and draft.case_id != release.case_id:
        return "The release is about another case. Choose another release."
    return None


def why_not_phone_in(source_type: str) -> str | None:
    """Only a caller who may share is written for: a release-bound one gives a release, or nothing."""
    if source_type in BoundSource.values:
        return "Such a caller may share nothing about a person without a signed release. Nothing was kept."
    return None if source_type in SourceType.values else "Say first who called."


def may_follow(user: User, referral: Referral) -> bool:
    """Whether `user`, who sees it, works on it: a coordinator on what was logged of a call, and on nothing else."""
    if user.has_perm("referrals.answer"):
        return True
    logged = referral.source == Source.PHONED_IN and side_of(referral) == Side.SENDER
    return logged and user.has_perm("referrals.phone_in")


def why_not_whole(draft: Referral) -> str | None:
    return None if draft.whole else "Some answers are still missing. Check each question, then press Check answers."


def why_not_ask_lead(by: User, kinds: Iterable[str]) -> str | None:
    """Whether stopped words may wait for a lead: some kinds for nobody, and a writer is never their own lead."""
    if not NEVER_ALLOWED.isdisjoint(kinds):
        return "Nobody can allow a Social Security number or a birth date here. Take it out."
    return None if leads_beside(by).exists() else "Your agency has no other lead who could allow this. Take it out."


def leads_beside(by: User) -> QuerySet[Membership]:
    """The other leads of somebody's agency in their team."""
    place = by.place
    leads = Membership.objects.standing().filter(team=place.team_id, agency=place.agency_id)
    return leads.filter(roles__contains=[Role.AGENCY_LEAD], user__is_active=True).exclude(user=by)


def why_not_decide(by: User, request: StopRequest, now: datetime) -> str | None:
    if request.asked_by_id == by.pk:
        return "You wrote this note. Another lead of your agency has to allow it."
    if not by.has_role(Role.AGENCY_LEAD) or by.place.agency_id != request.agency_id:
        return "Only a lead of the writer's agency can allow this."
    if request.state != StopRequest.State.WAITING or request.expires_at <= now:
        return "This was answered already, or its time is over. Nothing was changed."
    return None


def why_not_send_yet(asked: str | None) -> str | None:
    """Whether a draft waits for a note that is no part of it yet: `asked` is the state of what a lead was asked."""
    if asked == StopRequest.State.ALLOWED:
        return "Your lead allowed the note. Press Use the note, then send."
    if asked == StopRequest.State.WAITING:
        return "Your lead has not answered yet about the note. Wait for the answer, or take the note back."
    return None


def why_not_move(move: Move, referral: Referral) -> str | None:
    """Whether this side may make this move at all, whatever the state."""
    side = side_of(referral)
    if side is None or (move.side is not None and side != move.side):
        return f"Only {move.side.label if move.side else 'the two agencies'} can do this."
    if side == Side.RECEIVER and answers_plainly(referral) and not move.plain:
        return "Without a release back, your agency answers only that it can take this or cannot take it now."
    if side == Side.SENDER and move.key == "answer" and answers_plainly(referral):
        # Whatever its state: a button, or another reason, would tell that there is a question.
        return "This agency asks nothing here. Call their desk."
    if move.key == "connected" and referral.connected_at:
        return "The first service is noted already."
    if referral.waits_for_sender:
        return "Confirm this row of the old log first. Until then the other agency does not see it."
    return None


def why_not_undo(step: Step | None, by: User, now: datetime) -> str | None:
    """Whether `by` may undo the last move, of which `step` tells."""
    if step is None or step.by_id != by.pk or step.kept is None or f"undo_{step.kind}" not in MOVES:
        return "Only what you did last yourself can be undone."
    if not timedelta(0) <= now - step.at <= timedelta(seconds=UNDO_SECONDS):
        return "The time to undo is over. The other agency has been told."
    return None


def why_not_unaccept(referral: Referral, yes: Step | None, *, acted: bool) -> str | None:
    """Whether the desk may take its yes back; `acted` is whether the sender has done something since."""
    if acted or referral.connected_at:
        return "The other agency has gone on with it. Call their desk, then close it with how it ended."
    return None if yes and yes.kept is not None else "Only an acceptance that was given here can be taken back."


def undoable(referral: Referral, steps: Iterable[Step], by: User, now: datetime) -> Step | None:
    """Of a referral's steps, the one that `by` may undo now."""
    moves = [step for step in steps if step.before != step.after]
    last = max(moves, key=lambda step: (step.at, step.pk), default=None)
    return last if why_not_undo(last, by, now) is None else None


def may_unaccept(referral: Referral, steps: Iterable[Step]) -> bool:
    """Whether the page offers the desk to take its yes back."""
    if referral.state != State.ACCEPTED or side_of(referral) != Side.RECEIVER:
        return False
    told = sorted(steps, key=lambda step: (step.at, step.pk))
    yes = next((step for step in reversed(told) if step.kind == "accept"), None)
    acted = yes is not None and any(one.agency_id == referral.from_agency_id and one.at > yes.at for one in told)
    return why_not_unaccept(referral, yes, acted=acted) is None


def is_gone(referral: Referral) -> bool:
    """Whether a withdrawal has left whoever fetched `referral` its code and nothing else."""
    return referral.state == State.WITHDRAWN and side_of(referral) != Side.SENDER


def is_whole(draft: Referral, profile: Profile) -> bool:
    """Whether a draft answers all that has to be answered before it is sent."""
    asked = (draft.to_desk_id, draft.service, draft.urgency, draft.basis)
    return all(asked) and all(getattr(profile, name) for name in ANSWERED)


def decline_reasons(referral: Referral) -> list[DeclineReason]:
    """The reasons its receiver may give: a release-bound one without a release back gives none."""
    if answers_plainly(referral):
        return [DeclineReason.CANNOT_NOW]
    return [reason for reason in DeclineReason if reason not in (DeclineReason.CANNOT_NOW, DeclineReason.NO_ANSWER)]


def outcomes(referral: Referral) -> list[Outcome]:
    """The outcomes its receiver may report: a release-bound one without a release back reports none."""
    if answers_plainly(referral):
        return [Outcome.NO_REPORT]
    return [outcome for outcome in Outcome if outcome not in (Outcome.NO_REPORT, Outcome.NOT_RECORDED)]


def questions() -> list[Question]:
    """The questions that may be asked."""
    return [question for question in Question if question != Question.NOT_RECORDED]


def moves_for(referral: Referral) -> list[Move]:
    """What whoever fetched `referral` may do with it now, in the order of the table."""
    return [move for move in MOVES.values() if may_move(move, referral)]


def may_move(move: Move, referral: Referral) -> bool:
    """Whether the page offers it to whoever fetched `referral`."""
    offered = bool(move.button) and not move.takes_back and referral.state in move.sources
    return offered and why_not_move(move, referral) is None


def why_not_put_forward(user: User, referral: Referral, basis: str) -> str | None:
    """An agency that holds a referral puts it forward, on a basis it may use; no chair does it for itself."""
    if side_of(referral) is None:
        return "Only an agency that holds a referral can put it forward."
    if referral.state not in LIVE_STATES:
        return "This referral has ended. Only one that is still open can be put forward."
    return None if basis in user.place.agency.bases else "Choose a basis that your agency may use."


def desk_held_at(user: User, referral: Referral) -> Desk | None:
    """The desk where `user` sits and that holds it as a side. Whoever is named for one referral has no desk's right."""
    side = side_of(referral)
    if side is None:
        return None
    desk = referral.from_desk if side == Side.SENDER else referral.to_desk
    sits = desk is not None and desk.agency_id == user.place.agency_id and desk.group_id in user.desk_groups
    return desk if sits else None


def why_not_assign(by: User, referral: Referral, person: User) -> str | None:
    """An agency names its own people only: another agency's exceptions are its own to make."""
    if side_of(referral) is None or is_gone(referral):
        return "Only an agency that holds a referral can name who else sees it."
    place, mine = person.current, by.place
    own = place and not place.ended_at and (place.team_id, place.agency_id) == (mine.team_id, mine.agency_id)
    if not own or not person.has_perm("referrals.read"):
        return "Choose somebody of your own agency who works on referrals."
    return None


def why_not_take_back(referral: Referral) -> str | None:
    return None if side_of(referral) else "Only an agency that holds a referral can take it back from a group."


def why_not_say_outcome(by: User, noted: OutsideReferral) -> str | None:
    """What became of it is said by the desk that noted it, whoever sits there now."""
    place = by.place
    here = (noted.team_id, noted.agency_id) == (place.team_id, place.agency_id)
    sits = noted.desk.group_id in by.desk_groups and by.has_perm("referrals.outside")
    return None if here and sits else "Only the desk that noted this can say what became of it."


def why_not_rule(user: User, body: Body, kind: str, basis: str) -> str | None:
    """An agency's standing rule goes to a group of its own team, on a basis the agency may use."""
    if body.team_id != user.place.team_id:
        return "That group belongs to another team."
    if body.subcommittee:
        return "A subcommittee gets what a person shares with it, one by one."
    if kind == StandingRule.Kind.DUTIES:
        return why_not_put_forward_duty(user.place.agency, body, basis)
    return None if basis in user.place.agency.bases else "Choose a basis that your agency may use."
