"""The rows of the matrix stand beside each other, as the tests of a broken installation need them."""

import pytest
from django.conf import settings
from django.test import Client

from tests.launcher.scene import arrange


@pytest.mark.django_db
def test_every_row_finds_its_records_beside_those_of_the_others() -> None:
    """Said in seconds what test_faults would say after the start of an installation."""
    made, answers = arrange(), {}
    for name, part, path, _ in made["pages"]:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = made["sessions"][part]
        answers[name] = client.get(path).status_code

    assert {name: answer for name, answer in answers.items() if answer != 200} == {}
