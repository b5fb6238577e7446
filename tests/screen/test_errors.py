"""Error pages: same words where they must be, typed text kept, nothing asked of the database or the session."""

import re
from html import unescape

import pytest
from django import forms
from django.core import signing
from django.test import Client, RequestFactory
from django.test.html import parse_html

from config.errors import _SECRET, csrf_failure, unavailable

pytestmark = pytest.mark.urls("tests.screen.urls")
HERE = {"Sec-Fetch-Site": "same-origin"}
NOTE = "</textarea><script>alert(1)</script>\nsecond line"


@pytest.fixture
def client() -> Client:
    """No database in these tests: a page that asked for it would fail."""
    return Client(raise_request_exception=False)


def test_forbidden_and_missing_pages_are_the_same_to_the_byte(client: Client) -> None:
    refused, missing = client.get("/refuses/"), client.get("/nowhere/")

    assert (refused.status_code, missing.status_code) == (403, 404)
    assert refused.content == missing.content
    assert b"You can't open this page" in unescape(missing.content.decode()).encode()
    assert b"It may belong to another agency, or the link may be old." in missing.content


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/suspects/", 400, "We could not read that"),
        ("/takes/", 405, "Nothing was changed."),
        ("/breaks/", 500, "The problem is on our side"),
        ("/away/", 503, "we show nothing"),
    ],
)
def test_each_error_says_what_happened(client: Client, path: str, status: int, words: str) -> None:
    response = client.get(path)

    assert response.status_code == status
    assert words in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_wrong_method_still_names_the_right_one(client: Client) -> None:
    assert client.get("/takes/")["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/away/", "/breaks/"])
def test_typed_text_survives(client: Client, path: str) -> None:
    response = client.post(path, {"note": NOTE, "agency": 'a"b'}, headers=HERE)
    page = response.content.decode()

    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;\nsecond line</textarea>" in page
    assert '<input type="hidden" name="agency" value="a&quot;b">' in page
    assert f'action="{path}"' in page
    assert ">Try again</button>" in page


def test_what_was_typed_survives_that_a_colleague_was_quicker(client: Client) -> None:
    """Missing and forbidden stay one page, which holds what was sent and no more."""
    sent, signed = {"words": "Two nights", "room": "0197"}, signing.dumps(["key", "writer"], salt="a page's own")
    refused, missing = (client.post(path, sent | {"draft_key": signed}, headers=HERE) for path in ("/refuses/", "/no/"))
    page = missing.content.decode()

    assert (refused.status_code, missing.status_code) == (403, 404)
    assert "Nothing was saved or sent. Copy the words" in page
    # A few words are shown too, since sending them again may never help; keys and what is signed are nobody's words.
    assert "Your words: Words" in page and "Two nights</textarea>" in page
    assert '<input type="hidden" name="room" value="0197">' in page
    assert f'<input type="hidden" name="draft_key" value="{signed}">' in page
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", refused.content.decode()).replace("/refuses/", "/no/") == token.sub("", page)
    assert "Two nights" not in client.post("/no/", sent).content.decode()


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data; boundary=", "multipart/form-data", "application/x-www-form-urlencoded; charset=latin-1"],
)
@pytest.mark.parametrize(("path", "status"), [("/no/", 404), ("/refuses/", 403), ("/breaks/", 500)])
def test_what_cannot_be_read_is_not_given_back(client: Client, path: str, status: int, kind: str) -> None:
    answer = client.post(path, b"words=Two+nights", content_type=kind, headers=HERE)
    assert answer.status_code == status
    assert "Two" not in answer.content.decode()


def test_a_plain_press_leaves_no_words_to_copy(client: Client) -> None:
    page = client.post("/no/", {"row": "0197"}, headers=HERE).content.decode()
    assert "Nothing was saved or sent." in page and "Copy the words" not in page


def test_no_password_is_given_back_whatever_its_field_is_called() -> None:
    def kinds(form: type[forms.BaseForm]) -> list[type[forms.BaseForm]]:
        return [form, *(kind for sub in form.__subclasses__() for kind in kinds(sub))]

    typed = {
        name
        for form in kinds(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.PasswordInput)
    }
    assert {"password", "password_again"} <= typed
    assert [name for name in typed if not any(secret in name for secret in _SECRET)] == []


def test_every_answer_of_a_list_survives(client: Client) -> None:
    page = client.post("/away/", {"ticks": ["interpreter", "transport"]}, headers=HERE).content.decode()

    assert re.findall(r'name="ticks" value="(\w+)"', page) == ["interpreter", "transport"]


def test_passwords_do_not_come_back(client: Client) -> None:
    secrets = {
        "password": "s3cret-one",
        "oldpassword": "s3cret-two",
        "credential": "s3cret-three",
        "login": "a@example.org",
    }

    page = client.post("/away/", secrets, headers=HERE).content.decode()

    assert "s3cret" not in page
    assert 'value="a@example.org"' in page


def test_a_page_that_was_only_read_has_nothing_to_send(client: Client) -> None:
    assert "<form" not in client.get("/away/?note=secret").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/testserver"},
        {},
    ],
)
def test_text_from_elsewhere_gets_no_token_to_send_it(client: Client, headers: dict[str, str]) -> None:
    """Else a stranger's page could post its own text and have our person press Try again."""
    page = client.post("/away/", {"note": "planted"}, headers=headers).content.decode()

    assert "planted" not in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize("headers", [HERE, {"Origin": "http://testserver"}, {"Referer": "http://testserver/a/"}])
def test_text_from_our_own_page_is_kept(client: Client, headers: dict[str, str]) -> None:
    assert 'value="ours"' in client.post("/away/", {"note": "ours"}, headers=headers).content.decode()


def test_a_form_without_its_token_can_be_sent_again() -> None:
    """Typed text comes back with a token that works: the whole round."""
    client = Client(enforce_csrf_checks=True)

    refused = client.post("/takes/", {"note": NOTE, "move": "up"}, headers=HERE)
    page = refused.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert refused.status_code == 403
    assert token
    again = client.post("/takes/", {"note": NOTE, "move": "up", "csrfmiddlewaretoken": token[1]}, headers=HERE)

    assert again.content.decode() == f"note={NOTE}|move=up"


def test_the_address_to_send_to_stays_on_this_site() -> None:
    request = RequestFactory().post("/x/", {"a": "b"}, headers=HERE)
    request.path = "//evil.example/x"

    page = unavailable(request).content.decode()

    assert re.findall('action="([^"]*)"', page) == ["/%2Fevil.example/x"]


def test_a_body_that_breaks_off_still_gets_its_page() -> None:
    request = RequestFactory().post("/away/", "a=b", content_type="application/x-www-form-urlencoded", headers=HERE)
    request.read()

    assert unavailable(request).status_code == 503


def test_errors_ask_neither_user_nor_session() -> None:
    """A bare request has no `user` and no `session`: touching them would raise."""
    request = RequestFactory().post("/x/", {"note": "kept"}, headers=HERE)

    assert 'value="kept"' in unavailable(request).content.decode()
    assert 'value="kept"' in csrf_failure(request, "why").content.decode()


def test_the_title_says_the_task(client: Client) -> None:
    page = client.get("/nowhere/").content.decode()

    assert "<title>You can&#x27;t open this page – Team referrals</title>" in page.replace("'", "&#x27;")
    assert parse_html(page)
