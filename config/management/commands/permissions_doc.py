"""`manage.py permissions_doc` writes docs/permissions.md: roles, what each floor grants them, what each page needs."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

from audit.doors import rule_of
from mdt.team.roles import DESCRIPTIONS, WATCHING, WORKING, Role, permissions

PAGE = settings.BASE_DIR / "docs" / "permissions.md"
HEAD = """# Who may do what

Written by `manage.py permissions_doc` from the code that decides it; do not edit. A role says which pages open at all.
Which records are on them is decided record by record (`visible_to`), and by the wall behind it: what somebody may not
know of is 404 there, whatever their role. Nobody has the superuser's rights; the database refuses the flag.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *_roles(), "", *_grants(), "", *_pages(), ""])


def _roles() -> list[str]:
    rows = [f"| {role.label} | {DESCRIPTIONS[role]} |" for role in Role]
    watching, working = (" or ".join(role.label.lower() for role in group) for group in (WATCHING, WORKING))
    apart = f"Nobody is both {watching}, and {working}: the database refuses the pair."
    return ["## Roles", "", "| role | what it is for |", "|---|---|", *rows, "", apart]


def _grants() -> list[str]:
    head = f"| permission | what it allows | {' | '.join(str(role.label) for role in Role)} |"
    rows = [
        f"| `{one.key}` | {one.words} | {' | '.join('yes' if role in one.roles else '' for role in Role)} |"
        for one in sorted(permissions().values(), key=lambda one: one.key)
    ]
    return ["## Permissions", "", head, "|---" * (len(Role) + 2) + "|", *rows]


def _pages() -> list[str]:
    rows = [f"| `{address}` | {name} | {_need(view)} |" for address, name, view in sorted(_served(get_resolver()))]
    return ["## Pages", "", "| address | name | needs |", "|---|---|---|", *rows]


def _need(view: Any) -> str:
    rule = rule_of(view)
    if rule is None:
        return "not served: it declares nothing"
    return f"`{rule.permission}`" if rule.permission else f"nothing. {rule.why}"


def _served(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str, Any]]:
    """Address, name and view of everything that is served."""
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _served(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.name or "", entry.callback


class Command(BaseCommand):
    help = "Write docs/permissions.md from roles, permissions and the rules of the views."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")
