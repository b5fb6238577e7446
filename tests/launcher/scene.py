"""The cast of the matrix of rights in a running installation, with a record behind every page and form of it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from mdt.team.models import User
from tests.access.matrix import OUT, Row, all_rows
from tests.cast import build_cast
from tests.launcher.conftest import PROJECT, Installation
from tests.launcher.sender import ANSWERS
from tests.referrals.cast import client_of

# Rows of the matrix by their names, and a part of the cast to whom it promises that the form does something.
FORMS: Final = {
    "discard-POST": "sender",
    "accept-POST": "receiver",
    "called-POST": "sender",
    "identified-POST": "receiver",
    "put-forward-POST": "sender",
    "decide-POST-decline": "receiver",
    "decide-POST-ask": "receiver",
    "decide-POST-withdraw": "sender",
    "standing-rules-POST": "lead",
    "still-open-POST": "receiver",
    "old-log-POST": "advocate",
    "series-POST": "chair",
    "give-action-POST": "chair",
    "topics-POST": "chair",
    "end-topic-POST": "chair",
    "action-done-POST": "chair",
    "invite-POST": "lead",
    "change-roles-POST": "lead",
    "turn-off-POST": "lead",
    "add-agency-POST": "administrator",
    "suspend-agency-POST": "administrator",
    "allow-notes-POST": "lead",
    "add-desk-POST": "lead",
    "desk-POST": "lead",
    "seat-POST": "lead",
    "close-desk-POST": "administrator",
    "leave-team-POST": "administrator",
    "bodies-POST": "administrator",
}
# Lists that are empty for the first who may see them.
_READERS: Final = {
    "inbox": "receiver",
    "notices": "receiver",
    "still-open": "receiver",
    "old-log": "advocate",
    "actions": "chair",
}
_TOKEN: Final = "t" * 32
# The cast's passwords are hashed cheaply; nobody signs in with one.
_SET_UP: Final = """
import django, json
from django.conf import settings
settings.PASSWORD_HASHERS.append("django.contrib.auth.hashers.MD5PasswordHasher")
django.setup()
from tests.launcher.scene import arrange
print(json.dumps(arrange()))
"""


@timezone.override("America/Los_Angeles")
def arrange() -> dict[str, Any]:
    """Make the cast and what its rows need, inside the installation's own Django, on the day of its team."""
    # The people of the practice team have the same invented addresses.
    User.objects.update(email=Concat(Value("practice-"), F("email")))
    cast = build_cast()
    pages, forms = [], []
    for row in all_rows():
        part = FORMS.get(str(row)) if row.method == "POST" else _whom_it_shows(row)
        if part:
            path = reverse(row.route, kwargs=row.at(cast))
            data = {name: _texts(value) for name, value in row.data(cast).items()}
            (forms if row.method == "POST" else pages).append((str(row), part, path, data))
    parts = {part for _, part, _, _ in pages + forms}
    sessions = {part: client_of(cast.people[part]).cookies["mdt_session"].value for part in parts}
    return {"pages": pages, "forms": forms, "sessions": sessions, "desk": str(cast.desks["hospital"].pk)}


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _whom_it_shows(row: Row) -> str:
    """The first part of the cast that is shown the page, or the one who has something on it."""
    shown = [part for part, answer in row.answers.items() if answer == 200 and part not in OUT]
    return next((part for part in (_READERS.get(row.route), *shown) if part in shown), "")


@dataclass
class Asked:
    """One row of the matrix as a request: its name, who asks, where, and what is posted."""

    name: str
    part: str
    path: str
    data: dict[str, list[str]]

    @property
    def texts(self) -> list[str]:
        return [text for texts in self.data.values() for text in texts]


class Scene:
    """People at the running server. `pages` and `forms` are by the names of their rows."""

    def __init__(self, installation: Installation) -> None:
        environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
        command = [sys.executable, "-c", _SET_UP]
        done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        made = json.loads(done.stdout)
        self.port = installation.port
        self.pages = {name: Asked(name, *rest) for name, *rest in made["pages"]}
        self.forms = {name: Asked(name, *rest) for name, *rest in made["forms"]}
        self._sessions = made["sessions"]
        self._desk = made["desk"]

    def written(self, note: str) -> Asked:
        """The form of a referral with a note, on the way to *Check and send*."""
        typed = ANSWERS | {"desk": self._desk, "note": note}
        data = {name: [text] for name, text in typed.items()}
        return Asked("send-POST", "sender", "/referrals/new/", data)

    def cookies(self, asked: Asked) -> str:
        return f"mdt_session={self._sessions[asked.part]}; mdt_csrf={_TOKEN}"

    def ask(self, asked: Asked) -> tuple[int, str]:
        """Status and words of the answer, or where it leads on to. Whoever waits longer than ten seconds gives up."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": self.cookies(asked)}
        if "-POST" in asked.name:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            body = urlencode({"csrfmiddlewaretoken": _TOKEN} | asked.data, doseq=True)
            connection.request("POST", asked.path, body, headers)
        else:
            connection.request("GET", asked.path, headers=headers)
        answer = connection.getresponse()
        text = answer.headers["Location"] or answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text
