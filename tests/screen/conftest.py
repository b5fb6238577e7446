"""Drawing a component from a line of template, for a visitor and without a database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

Draw = Callable[..., str]


@pytest.fixture
def draw() -> Draw:
    """`draw('<c-button>Go</c-button>', name=value)`: the component's HTML with these page variables."""

    def render(text: str, **context: Any) -> str:
        template = engines["django"].from_string(CottonCompiler().process(text))
        return template.render(context, request=RequestFactory().get("/"))

    return render
