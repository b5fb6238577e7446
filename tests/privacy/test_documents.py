"""Typed documents: what fits is read, whatever else is refused without being quoted."""

import copy
from typing import Any

import pytest
from django.db import models

from privacy.documents import Document, DocumentRefused


class Age(models.TextChoices):
    CHILD = "child", "Under 18"
    ADULT = "adult", "18 or over"


class First(Document, kind="test-first", version=1):
    age: Age
    languages: tuple[str, ...] = ()
    ages: tuple[Age, ...] = ()
    alone: bool | None = None
    count: int = 0
    second: Age | None = None


class Third(Document, kind="test-third", version=3):
    """Version 1 had `lang`; version 2 called it `languages`; version 3 added `alone`."""

    languages: tuple[str, ...]
    alone: bool

    @classmethod
    def upgrade(cls, version: int, held: dict[str, Any]) -> dict[str, Any]:
        if version == 1:
            return {"languages": [held["lang"]]}
        return {**held, "alone": False}


class NoWayUp(Document, kind="test-no-way-up", version=2):
    alone: bool


FULL = First(age=Age.CHILD, languages=("es", "en"), ages=(Age.ADULT,), alone=True, count=3, second=Age.ADULT)
FULL_JSON = {
    "kind": "test-first",
    "v": 1,
    "age": "child",
    "languages": ["es", "en"],
    "ages": ["adult"],
    "alone": True,
    "count": 3,
    "second": "adult",
}


def test_as_json_holds_kind_version_and_plain_values() -> None:
    assert FULL.as_json() == FULL_JSON
    assert type(FULL.as_json()["age"]) is str


def test_load_gives_the_typed_document_back() -> None:
    read = First.load(FULL_JSON)

    assert read == FULL
    assert read.age is Age.CHILD
    assert read.ages == (Age.ADULT,)
    assert Document.load(FULL_JSON) == FULL


def test_defaults_stand_in_for_what_is_not_written() -> None:
    assert First.load({"kind": "test-first", "v": 1, "age": "adult"}) == First(age=Age.ADULT)


def test_load_leaves_what_it_read_as_it_was() -> None:
    given = copy.deepcopy(FULL_JSON)

    First.load(given)

    assert given == FULL_JSON


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Canary"},
        {"kind": "test-third"},
        {"kind": "Canary"},
        {"kind": None},
        {"kind": ["test-first"]},
        {"v": 2},
        {"v": 0},
        {"v": -1},
        {"v": "1"},
        {"v": True},
        {"v": 1.0},
        {"v": None},
        {"age": "Canary"},
        {"age": None},
        {"age": ["Canary"]},
        {"age": {"Canary": 1}},
        {"languages": "Canary"},
        {"languages": [1]},
        {"languages": [["Canary"]]},
        {"languages": None},
        {"ages": ["child", "Canary"]},
        {"alone": 1},
        {"alone": "Canary"},
        {"count": True},
        {"count": "Canary"},
        {"count": 1.5},
        {"second": "Canary"},
    ],
)
def test_whatever_does_not_fit_is_refused_unquoted(change: dict[str, Any]) -> None:
    with pytest.raises(DocumentRefused) as caught:
        First.load(FULL_JSON | change)

    assert "Canary" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("given", [None, [], ["kind"], "Canary", 3, {}])
def test_what_is_no_object_is_refused(given: Any) -> None:
    with pytest.raises(DocumentRefused):
        Document.load(given)


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(DocumentRefused):
        First.load({"kind": "test-first", "v": 1})
    with pytest.raises(DocumentRefused):
        First.load({"age": "child"})


def test_a_document_cannot_be_made_of_what_does_not_fit() -> None:
    with pytest.raises(DocumentRefused):
        First(age="Canary")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        First(age=Age.CHILD, name="Canary")  # type: ignore[call-arg]


def test_older_versions_are_read_step_by_step_and_written_as_the_newest() -> None:
    assert Third.load({"kind": "test-third", "v": 1, "lang": "es"}) == Third(languages=("es",), alone=False)
    assert Third.load({"kind": "test-third", "v": 2, "languages": ["es"]}).as_json() == {
        "kind": "test-third",
        "v": 3,
        "languages": ["es"],
        "alone": False,
    }
    with pytest.raises(DocumentRefused):
        Third.load({"kind": "test-third", "v": 3, "lang": "es"})
    with pytest.raises(DocumentRefused):
        NoWayUp.load({"kind": "test-no-way-up", "v": 1, "alone": True})


def test_it_does_not_change_and_prints_its_kind_only() -> None:
    with pytest.raises(AttributeError):
        FULL.age = Age.ADULT  # type: ignore[misc]
    assert f"{FULL} {FULL!r} {[FULL]}" == "[test-first] [test-first] [[test-first]]"


def test_two_kinds_of_one_name_and_reserved_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="Two documents"):
        type("Again", (Document,), {}, kind="test-first", version=1)
    with pytest.raises(ValueError, match="not for fields"):
        type("Reserved", (Document,), {"__annotations__": {"v": int}}, kind="test-reserved", version=1)
    with pytest.raises(DocumentRefused):
        Document.load({"kind": "test-reserved", "v": 1})
