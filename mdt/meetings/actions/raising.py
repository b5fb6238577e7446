"""Raising something for one meeting's open part, and taking it back."""

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.models import Topic
from mdt.meetings.querysets import bodies_of
from mdt.team.models import Body, User
from mdt.team.policies import Refused
from privacy.datakeys import new_data_key
from privacy.sealing import seal


@transaction.atomic
def raise_topic(body: Body, *, words: str, kept_words: int, by: User) -> Topic:
    """Suggest something for the open part of the next agenda, once. Whoever sits in the body may.

    `words` have passed the guard, which let `kept_words` of them stand.
    """
    if not bodies_of(by).filter(pk=body.pk).exists():
        raise Refused("Only members of this group raise something for its meetings.")
    require_no_code(words, Because.OPEN_PART)
    topic = Topic(team_id=body.team_id, body=body, once=True, given_by=by.place)
    _, key = new_data_key(topic.pk, body.team_id)
    seal(topic, key, words=words)
    topic.save(force_insert=True)
    enter("topic.raised", by=by, records=[topic], detail={"kept_words": kept_words})
    return topic


@transaction.atomic
def take_back(topic: Topic, *, by: User) -> None:
    """Take back what one has raised. Refused for another's, and when it has ended."""
    own = Topic.objects.standing().filter(pk=topic.pk, once=True, given_by=by.place)
    if not own.update(ended_at=timezone.now(), ended_by=by.place):
        raise Refused("You did not raise that, or it has ended already.")
    enter("topic.taken_back", by=by, records=[topic])
