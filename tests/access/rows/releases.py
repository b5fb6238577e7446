"""Rows of releases: the shelter's advocate gives one to child welfare. Only the desk that holds it knows of it.

Not the agency that it names, and not whoever administers: to them there is no such release.
"""

from typing import Any

from tests.access.matrix import UNCHANGED, row
from tests.cast import Cast
from tests.referrals.build import make_draft
from tests.releases.build import end, make_release, terms_posted


def given(cast: Cast) -> dict[str, Any]:
    return {"pk": make_release(cast.people["advocate"], cast.desks["shelter"], cast.agencies["child_welfare"]).pk}


def under(cast: Cast) -> dict[str, Any]:
    return {"release": given(cast)["pk"]}


def over(cast: Cast) -> dict[str, Any]:
    release = make_release(cast.people["advocate"], cast.desks["shelter"], cast.agencies["child_welfare"])
    end(cast.people["advocate"], release)
    return {"pk": release.pk}


def drafted(cast: Cast) -> dict[str, Any]:
    draft = make_draft(cast.people["sender"], cast.desks["child_welfare"], cast.desks["hospital"], note="")
    return {"pk": draft.pk}


def posted(cast: Cast) -> dict[str, Any]:
    return terms_posted(cast.agencies["police"])


def of_own(cast: Cast) -> dict[str, Any]:
    sender = cast.people["sender"]
    return {"release": make_release(sender, cast.desks["child_welfare"], cast.agencies["hospital"]).pk}


SETTINGS = {"longest_days": "14", "warn_days": "3", "bound": ["substance_use"]}
DOOR: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404}
EVERYONE: dict[str, Any] = {"others": 403, "partners": 200, "leads": 200}

ROWS = [
    row("releases", **EVERYONE),
    row("record-release", **EVERYONE),
    row(
        "record-release",
        "POST",
        data=posted,
        **(EVERYONE | {"sender": 302, "receiver": 302, "third": 302}),
        advocate=302,
    ),
    row("release", at=given, **(DOOR | {"advocate": 200})),
    row("revoke-release", at=given, **(DOOR | {"advocate": 200})),
    row("revoke-release", "POST", at=given, data={"how": "oral"}, **(DOOR | {"advocate": 302})),
    row("revoke-release", "POST", at=over, data={"how": "oral"}, **(DOOR | {"advocate": UNCHANGED}), note="over"),
    row("release-settings", others=403, administrators=200),
    row("release-settings", "POST", data=SETTINGS, others=403, administrators=302),
    row("choose-release", **EVERYONE),
    row("choose-release", "POST", data={"begin": "1"}, **EVERYONE),
    row("send-under", at=under, **(DOOR | {"advocate": 200})),
    row("send-under", "POST", at=under, data={"later": "1"}, **(DOOR | {"advocate": 302})),
    row("draft-release", at=drafted, **(DOOR | {"sender": 200})),
    row("draft-release", "POST", at=drafted, data=of_own, **(DOOR | {"sender": 302})),
]
