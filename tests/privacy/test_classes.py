"""Every field has a class; each way of getting it wrong has its error."""

from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.contrib.postgres.fields import ArrayField
from django.core.management import CommandError, call_command
from django.db import models

from privacy.classes import check_classes, check_model, our_models
from privacy.keys import new_key
from privacy.management.commands.privacy_fields import PAGE, page
from privacy.sealing import SealedDocument, SealedText

Colour = models.TextChoices("Colour", {"RED": ("red", "Red")})


def meta(**options: Any) -> type:
    """A `Meta` whose model enters a registry of its own."""
    return type("Meta", (), {"app_label": "classes_test", "apps": Apps(), **options})


def made(privacy: dict[str, Any] | None, *bases: type[models.Model], **fields: Any) -> type[models.Model]:
    """A model of these fields, with this `Privacy`."""
    body: dict[str, Any] = {"__module__": __name__, "id": models.UUIDField(primary_key=True, default=new_key), **fields}
    body["Meta"] = meta()
    body["__str__"] = lambda self: str(self.pk)
    if privacy is not None:
        body["Privacy"] = type("Privacy", (), privacy)
    return type("Made", bases or (models.Model,), body)


def wrong(privacy: dict[str, Any] | None, *bases: type[models.Model], **fields: Any) -> list[tuple[str, str]]:
    return [(error.id or "", error.msg.split()[0]) for error in check_model(made(privacy, *bases, **fields))]


def test_every_model_of_the_project_is_classified() -> None:
    assert check_classes() == []


def test_the_projects_models_are_looked_at_and_nobody_elses() -> None:
    labels = {model._meta.label for model in our_models()}

    assert {"team.User", "privacy.DataKey", "audit.Event", "meetings.AgendaItem", "config.Heartbeat"} <= labels
    assert not {label.split(".")[0] for label in labels} & {"auth", "sessions", "guardian", "auditlog", "axes", "mfa"}


def test_the_system_check_stops_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a warning: a field without a class stops `check`, and with it every start."""
    monkeypatch.delattr(apps.get_model("privacy", "DataKey"), "Privacy")

    with pytest.raises(CommandError) as caught:
        call_command("check")
    assert "privacy.E001" in str(caught.value)
    assert "privacy.DataKey.wrapped has no class" in str(caught.value)


def test_a_whole_declaration_is_right() -> None:
    assert (
        wrong(
            {
                "workflow": ("state", "states", "due_at", "owner", "code", "count"),
                "reference": ("title",),
                "sealed": ("note", "profile"),
                "system": ("digest",),
                "plain": {"code": "random", "digest": "a hash"},
            },
            state=models.CharField(max_length=5, choices=Colour.choices),
            states=ArrayField(models.CharField(max_length=5, choices=Colour.choices)),
            due_at=models.DateTimeField(),
            owner=models.ForeignKey("team.Team", on_delete=models.PROTECT, related_name="+"),
            count=models.IntegerField(),
            code=models.CharField(max_length=12),
            title=models.CharField(max_length=80),
            note=SealedText(),
            profile=SealedDocument(),
            digest=models.BinaryField(),
        )
        == []
    )


@pytest.mark.parametrize("privacy", [None, {}, {"workflow": ()}, {"worfklow": ("state",)}])
def test_a_field_without_a_class(privacy: dict[str, Any] | None) -> None:
    assert wrong(privacy, state=models.BooleanField()) == [("privacy.E001", "classes_test.Made.state")]


def test_a_field_of_two_classes() -> None:
    assert wrong({"workflow": ("state",), "system": ("state",)}, state=models.BooleanField()) == [
        ("privacy.E002", "classes_test.Made.state")
    ]


def test_a_class_for_no_field() -> None:
    assert wrong({"workflow": ("gone",), "plain": {"left": "why"}}) == [
        ("privacy.E003", "classes_test.Made.gone"),
        ("privacy.E003", "classes_test.Made.left"),
    ]


@pytest.mark.parametrize("given", ["workflow", "reference", "system"])
@pytest.mark.parametrize("field", [SealedText, SealedDocument])
def test_a_sealed_field_of_another_class(given: str, field: type[SealedText]) -> None:
    assert wrong({given: ("note",)}, note=field()) == [("privacy.E004", "classes_test.Made.note")]


@pytest.mark.parametrize("field", [models.TextField, models.BinaryField, models.JSONField])
def test_an_open_field_called_sealed(field: type[models.TextField]) -> None:
    """A reason does not help: sealed means sealed."""
    assert ("privacy.E005", "classes_test.Made.note") in wrong({"sealed": ("note",)}, note=field())
    assert wrong({"sealed": ("note",), "plain": {"note": "why"}}, note=field()) == [
        ("privacy.E005", "classes_test.Made.note")
    ]


@pytest.mark.parametrize("given", ["workflow", "system"])
@pytest.mark.parametrize(
    "field",
    [
        models.CharField(max_length=5),
        models.TextField(),
        models.SlugField(),
        models.EmailField(),
        models.URLField(),
        models.JSONField(),
        models.BinaryField(),
        models.FileField(),
        models.GenericIPAddressField(),
        ArrayField(models.TextField()),
        ArrayField(ArrayField(models.CharField(max_length=5))),
    ],
)
def test_room_for_words_needs_a_reason(given: str, field: Any) -> None:
    assert wrong({given: ("note",)}, note=field.clone()) == [("privacy.E006", "classes_test.Made.note")]
    assert wrong({given: ("note",), "plain": {"note": ""}}, note=field.clone())
    assert wrong({given: ("note",), "plain": {"note": "why"}}, note=field.clone()) == []


def test_reference_words_of_any_length_need_a_reason() -> None:
    assert wrong({"reference": ("note",)}, note=models.TextField()) == [("privacy.E006", "classes_test.Made.note")]
    assert wrong({"reference": ("note",)}, note=models.CharField(max_length=80)) == []


def test_a_reason_that_is_not_needed() -> None:
    assert wrong({"workflow": ("state",), "plain": {"state": "why"}}, state=models.BooleanField()) == [
        ("privacy.E007", "classes_test.Made.state")
    ]


NEVER = "first_name last_name surname alias initials birth_date born_on dob ssn home_address phone emails handle photo"


@pytest.mark.parametrize("name", NEVER.split())
def test_no_field_is_named_for_what_is_never_stored(name: str) -> None:
    for given in ("workflow", "system"):
        assert wrong({given: (name,)}, **{name: models.IntegerField()}) == [
            ("privacy.E008", f"classes_test.Made.{name}")
        ]
    assert wrong({"sealed": (name,)}, **{name: SealedText()}) == [("privacy.E008", f"classes_test.Made.{name}")]
    assert wrong({"reference": (name,)}, **{name: models.CharField(max_length=40)}) == []


@pytest.mark.parametrize("name", ["called_at", "identified_at", "by_agency", "handled_at", "addressed_to", "template"])
def test_ordinary_names_are_not_taken_for_those(name: str) -> None:
    assert wrong({"workflow": (name,)}, **{name: models.DateTimeField()}) == []


def test_an_abstract_parents_declaration_counts() -> None:
    class Base(models.Model):
        sort_at = models.DateTimeField()

        class Privacy:
            workflow = ("sort_at",)

        Meta = meta(abstract=True)

        def __str__(self) -> str:
            return str(self.pk)

    assert wrong({"workflow": ("state",)}, Base, state=models.BooleanField()) == []
    assert wrong(None, Base) == []
    assert wrong({"system": ("sort_at",)}, Base) == [("privacy.E002", "classes_test.Made.sort_at")]


def test_a_key_that_says_something_needs_a_class() -> None:
    fields = {"code": models.CharField(max_length=9, primary_key=True)}
    body = {"__module__": __name__, "Meta": meta(), **fields}
    keyed = type("Keyed", (models.Model,), body | {"__str__": lambda self: self.pk})

    assert [error.id for error in check_model(keyed)] == ["privacy.E001"]


def test_the_page_is_as_the_models_say() -> None:
    """`manage.py privacy_fields` writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_names_classes_and_reasons() -> None:
    lines = page().splitlines()

    assert "## privacy.DataKey" in lines
    assert "| wrapped | system | BinaryField | a key, encrypted |" in lines
    assert "| team_id | system | UUIDField |  |" in lines
