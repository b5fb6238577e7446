"""docs/permissions.md is what the code says."""

from config.management.commands.permissions_doc import PAGE, page


def test_the_page_is_as_the_code_says() -> None:
    """`manage.py permissions_doc` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_tells_a_manager_what_each_role_may() -> None:
    """A line of each part, written by hand."""
    lines = page().splitlines()

    assert "| Auditor | Reads who opened what. Sees no referral and no words. |" in lines
    assert (
        "| `team.administer` | Set up agencies, desks, bodies and what binds an agency |  |  |  |  |  |  |  | yes |"
        in lines
    )
    assert "| `/people/<uuid:place>/turn-off/` | turn-off | `team.invite` |" in lines
    assert (
        "| `/join/<str:secret>/` | accept-invitation "
        "| nothing. The address is the key: a secret that works once, for seven days |"
    ) in lines
