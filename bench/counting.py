"""Middleware of the bench: says in a header how many statements a request took, when the request asks."""

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

ASK = "Bench-Count"
MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


class Statements:
    """Counts on both connections, transaction marks and savepoints left out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASK not in request.headers:
            return self.get_response(request)
        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append(sql)
            return execute(sql, params, many, context)

        with connections["default"].execute_wrapper(note), connections["audit"].execute_wrapper(note):
            response = self.get_response(request)
        response[ASK] = str(sum(not sql.startswith(MARKS) for sql in seen))
        return response
