"""Releases to begin a test with, made by the product's own actions, and the clock moved past their end."""

from datetime import timedelta

from django.utils import timezone

from cases.releases.actions.recording import Terms, record
from cases.releases.actions.revoking import revoke
from cases.releases.choices import Category, How, Interpreter, Purpose, Revoked, SignedBy
from cases.releases.models import Release
from cases.releases.signature import Signature
from mdt.team.models import Agency, Body, Desk, User
from privacy.wall import acting_as
from referrals.choices import CATEGORY_OF
from referrals.models import Referral
from tests.referrals.build import make_draft, make_sent

ALONE = Signature(signed_by=SignedBy.MINOR, how=How.IN_PERSON, interpreter=Interpreter.YES)


def terms(to: Agency | Body, **changes: object) -> Terms:
    today = timezone.localdate()
    values: dict[str, object] = {
        "categories": [Category.HOUSING],
        "purpose": Purpose.SERVICES,
        "starts_on": today,
        "ends_on": today + timedelta(days=13),
        "answers_may_flow_back": False,
        "signature": ALONE,
        "freely_given": True,
    }
    return Terms(to=to, **(values | changes))  # type: ignore[arg-type]


def make_release(by: User, desk: Desk, to: Agency | Body, **changes: object) -> Release:
    with acting_as(by):
        return record(by=by, desk=desk, terms=terms(to, **changes))


def end(by: User, release: Release, how: str = Revoked.ORAL) -> None:
    with acting_as(by):
        revoke(by=by, release=release, how=how)


def release_row(by: User, row: Referral) -> Release:
    """A release for a row of the old log, to its receiver and for its help. Use inside `acting_as(by)`."""
    assert row.from_desk and row.to_agency and row.case
    of = terms(row.to_agency, case=row.case, categories=[CATEGORY_OF[row.service]])
    return record(by=by, desk=row.from_desk, terms=of)


def send_under(by: User, from_desk: Desk, to: Desk, release: Release, **changes: object) -> Referral:
    return make_sent(by, from_desk, to, release=release, basis="", **changes)


def draft_under(by: User, from_desk: Desk, to: Desk, release: Release, **changes: object) -> Referral:
    return make_draft(by, from_desk, to, release=release, basis="", **changes)


def terms_posted(to: Agency, **changes: object) -> dict[str, object]:
    """The form of a release to `to`, for somebody who has no case yet."""
    today = timezone.localdate()
    posted = {
        "case": "new",
        "to": f"agency:{to.pk}",
        "categories": ["housing"],
        "purpose": "services",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=13)).isoformat(),
        "answers": "no",
        "signed_by": "minor",
        "how": "in_person",
        "interpreter": "yes",
        "freely_given": "on",
    }
    return posted | changes
