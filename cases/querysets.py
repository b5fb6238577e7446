"""What holds for every record of a case, whichever room keeps it."""

from django.db.models import BooleanField, Func


class NotOfACaseKeptFromMe(Func):
    """False for a row of a case of which a record is kept from whom the wall's context names. No case is no secret."""

    template = "COALESCE(NOT %(expressions)s = ANY ((SELECT wall.cases_kept_from())::uuid[]), true)"
    output_field = BooleanField()
