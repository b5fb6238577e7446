"""A request inside a door: its user is a person of the team."""

from django.http import HttpRequest

from mdt.team.models import User


class PersonRequest(HttpRequest):
    """What `@rule` hands to a view: nobody anonymous gets that far."""

    user: User
    # Numbers beside entries of the menu, by url name, where the page knows them.
    nav_counts: dict[str, int]
    # The menu's page that this one belongs to, where its own address does not say so.
    menu_at: str
