"""How often somebody wants mail, and why a mail was not sent."""

from django.db import models


class Cadence(models.TextChoices):
    EACH = "each", "Each time"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"
    NONE = "none", "Never"


class NotMailed(models.TextChoices):
    """Why somebody got no mail of a notice, as it was when it would have gone out.

    `NOT_OPEN` is everything that only a record's own door knows: whom it is kept from is not told apart from the rest.
    """

    NOT_WANTED = "not_wanted", "They asked for no mail"
    TURNED_OFF = "turned_off", "Their account is turned off"
    SUSPENDED = "suspended", "Their agency is suspended"
    LEFT = "left", "They have no place in this team any more"
    MOVED = "moved", "They no longer sit at the desk"
    NOT_OPEN = "not_open", "It was not open to them any more"
    RELEASE_ENDED = "release_ended", "The release had ended"
    WITHDRAWN = "withdrawn", "It was withdrawn"
    OVER = "over", "Nothing waited any more"
    READ = "read", "They had read it already"
    NOT_DELIVERED = "not_delivered", "The mail server did not take it"


DIGESTS = frozenset({Cadence.DAILY, Cadence.WEEKLY})
