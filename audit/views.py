"""The explorer: who did what, part of it as a file, and the newest checkpoint to keep."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import dateformat, timezone
from django.views.decorators.http import require_http_methods

from audit import sealer
from audit.doors import rule
from audit.explorer import Found, Reader, Search, last_days, look, reading
from audit.exports import export
from audit.forms import ExportForm, SearchForm
from audit.ledger import witness

# The sealer comes every half minute; after this it does not come any more.
_LATE = timedelta(minutes=5)
_PIECE = 16


@rule("audit.explore")
@require_http_methods(["GET", "POST"])
def explore(request: HttpRequest) -> HttpResponse:
    """The last days, or what was searched for. By POST, since a code has no place in an address."""
    reader = cast(Reader, request.user)
    form = SearchForm(reader, request.POST or None)
    search = last_days(reader) if not form.is_bound else form.search() if form.is_valid() else None
    context: dict[str, object] = {"form": form, "search": search, "may_export": reader.has_perm("audit.export")}
    if search:
        context |= _results(search, look(search, by=reader))
    return render(request, "audit/explorer.html", context)


@rule("audit.export")
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponseBase:
    """Ask why, then send the file."""
    reader = cast(Reader, request.user)
    form = SearchForm(reader, request.POST or None)
    if form.is_bound and not form.is_valid():
        return redirect("audit")
    search = replace(form.search(), before=None) if form.is_bound else last_days(reader)
    why = ExportForm(request.POST if "asked" in request.POST else None)
    if why.is_valid():
        return _file(search, export(search, by=reader, reason=why.cleaned_data["reason"]))
    context = {"form": why, "search": search, "days": spell_days(search, "to"), "chosen": form.chosen(search)}
    return render(request, "audit/export.html", context)


@rule("audit.explore")
@require_http_methods(["GET", "POST"])
def checkpoint(request: HttpRequest) -> HttpResponseBase:
    """How far the ledger is sealed, and the newest checkpoint as a file to keep somewhere else."""
    reader = cast(Reader, request.user)
    with reading(reader):
        newest, waiting = sealer.newest(), sealer.unsealed_since()
    if request.method == "POST" and newest:
        witness("ledger.checkpoint_taken", by=reader, detail={"size": newest.size})
        note = HttpResponse(newest.note, content_type="text/plain; charset=utf-8")
        return attached(note, f"checkpoint-{newest.size}.note")
    zone = ZoneInfo(reader.time_zone)
    late = waiting is not None and timezone.now() - waiting > _LATE
    # In pieces, so that the key's one long word fits on a phone.
    key = [newest.key[at : at + _PIECE] for at in range(0, len(newest.key), _PIECE)] if newest else []
    context = {"newest": newest, "waiting": waiting, "late": late, "zone": zone, "key": key}
    return render(request, "audit/checkpoint.html", context)


def _results(search: Search, found: Found) -> dict[str, object]:
    return {"found": found, "days": spell_days(search), "year_ago": search.last - timedelta(days=365)}


def _file(search: Search, lines: Iterator[str]) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return attached(response, f"ledger-{search.first}-to-{search.last}.csv")


def attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """The response as a file with a name."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def spell_days(search: Search, joined: str = "and") -> str:
    """`June 1 and June 7, 2026`; the first year only where it is another."""
    first = "F j" if search.first.year == search.last.year else "F j, Y"
    return f"{dateformat.format(search.first, first)} {joined} {dateformat.format(search.last, 'F j, Y')}"
