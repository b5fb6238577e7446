"""Granting many at once asks of all of them what the wall asks of one: one that it refuses refuses them all."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from mdt.team.access import Door, Given, To, grant_many
from mdt.team.models import Desk, User
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral, ReferralDeskGrant
from tests.referrals.build import make_draft, make_sent
from tests.referrals.cast import Cast, make_person
from tests.releases.build import make_release, send_under

REFUSED = 'row-level security policy for table "referrals_referraldeskgrant"'


def give(records: Sequence[Referral], to: Desk, holder: UUID) -> None:
    now = timezone.now()
    grant_many(ReferralDeskGrant, [Given(one, To(to, Door.PUT_FORWARD), holder, now) for one in records])


def refused(context: AbstractContextManager[None], records: Sequence[Referral], to: Desk, holder: UUID) -> bool:
    """Whether the wall says no, with no row left behind."""
    with acting_as_system():
        before = ReferralDeskGrant.objects.count()
    with context, pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        give(records, to, holder)
    with acting_as_system():
        return ReferralDeskGrant.objects.count() == before


def test_a_party_opens_many_and_again_without_a_second_row(cast: Cast) -> None:
    records = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]

    with acting_as(cast.alice):
        give(records, cast.court, cast.welfare.agency_id)
        give([*records, records[0]], cast.court, cast.welfare.agency_id)

    with acting_as(cast.chris):
        assert set(Referral.objects.visible_to(cast.chris)) == set(records)
        assert ReferralDeskGrant.objects.filter(group=cast.court.group_id, via="put_forward").count() == 3


def test_one_of_another_agency_among_ones_own_refuses_them_all(cast: Cast) -> None:
    theirs = make_sent(cast.alice, cast.welfare, cast.sheriff)
    own = make_sent(cast.carol, cast.hospital, cast.welfare)

    assert refused(acting_as(cast.carol), [own, theirs], cast.hospital, cast.hospital.agency_id)
    assert refused(acting_as(cast.carol), [own, Referral(team_id=cast.team.pk)], cast.court, cast.hospital.agency_id)
    with acting_as(cast.carol):
        assert not Referral.objects.visible_to(cast.carol).filter(pk=theirs.pk).exists()
        give([own], cast.court, cast.hospital.agency_id)


def test_nobody_grants_in_anothers_name(cast: Cast) -> None:
    own = make_sent(cast.alice, cast.welfare, cast.sheriff)

    assert refused(acting_as(cast.bob), [own], cast.court, cast.welfare.agency_id)
    assert refused(acting_as(cast.alice), [own], cast.court, cast.sheriff.agency_id)


def test_a_party_s_people_are_refused_who_may_not_see_it_themselves(cast: Cast) -> None:
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    unseated = make_person("Ulla", cast.team, cast.sheriff, seated=False)
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)

    assert refused(acting_as(cast.bea), [kept], cast.court, cast.sheriff.agency_id)
    assert refused(acting_as(User.objects.with_place().get(pk=unseated.pk)), [kept], cast.court, cast.sheriff.agency_id)
    assert refused(acting_as(cast.bob), [draft], cast.sheriff, cast.sheriff.agency_id)


def test_a_job_grants_in_its_own_team_alone_and_without_a_context_nobody_does(cast: Cast) -> None:
    own = make_sent(cast.alice, cast.welfare, cast.sheriff)

    assert refused(acting_as_system(cast.other_team.pk), [own], cast.elsewhere, cast.welfare.agency_id)
    assert refused(transaction.atomic(), [own], cast.court, cast.welfare.agency_id)
    with acting_as_system(cast.team.pk):
        give([own], cast.court, cast.welfare.agency_id)


def test_a_grant_of_what_needs_a_release_is_marked_however_it_is_written(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    under = send_under(cast.ada, cast.shelter, cast.sheriff, release)
    free = make_sent(cast.alice, cast.welfare, cast.sheriff)

    with acting_as_system(cast.team.pk):
        give([under, free], cast.court, cast.shelter.agency_id)
        marks = set(ReferralDeskGrant.objects.values_list("content_object", "under_release"))

    assert marks == {(under.pk, True), (free.pk, False)}
