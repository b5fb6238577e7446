"""Standing topics: what a body speaks of at each meeting, in its chair's own words."""

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.models import Topic
from mdt.meetings.policies import may_prepare
from mdt.team.models import Body, User
from mdt.team.policies import Refused, require
from privacy.datakeys import new_data_key
from privacy.sealing import seal


@transaction.atomic
def add_topic(body: Body, *, words: str, kept_words: int, by: User) -> Topic:
    """Keep a topic for the open part of the agendas to come; it names no case.

    `words` have passed the guard, which let `kept_words` of them stand.
    """
    require(may_prepare(by, body))
    require_no_code(words, Because.OPEN_PART)
    topic = Topic(team_id=body.team_id, body=body, given_by=by.place)
    _, key = new_data_key(topic.pk, body.team_id)
    seal(topic, key, words=words)
    topic.save(force_insert=True)
    enter("topic.added", by=by, records=[topic], detail={"kept_words": kept_words})
    return topic


@transaction.atomic
def end_topic(topic: Topic, *, by: User) -> None:
    """Take a topic off the agendas to come. Refused when somebody already has."""
    require(may_prepare(by, topic.body))
    if not Topic.objects.standing().filter(pk=topic.pk).update(ended_at=timezone.now(), ended_by=by.place):
        raise Refused("That topic has ended already.")
    enter("topic.ended", by=by, records=[topic])
