"""The old log: the coordinator brings it in, a release-bound sender confirms, a receiver says what is still open."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit.doors import rule
from audit.ledger import witness
from mdt.counted import counted
from mdt.team.access import Door
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.keys import read_key
from privacy.parcel import ParcelRefused
from referrals import reading
from referrals.actions.confirming import confirm, say_still_open
from referrals.importing import parcels
from referrals.importing.checking import check
from referrals.importing.spreadsheet import LogSheet
from referrals.importing.upload import UploadForm
from referrals.importing.writing import Counts, bring_in, foresee
from referrals.models import Referral

PAGE = 50
SHOWN_REFUSALS = 200
# What a request can check and write in its time; the command takes five times as many.
MOST_ROWS = 2_000
# The second step is an ordinary form (DATA_UPLOAD_MAX_MEMORY_SIZE, with room for the rest of it).
_MOST_CARRIED = 1_900_000

_TOO_MANY = f"The log has more than {MOST_ROWS:,} rows. Split it, then bring in each part."
_TOO_MUCH = "The log holds more text than one step can carry. Split it, then bring in each part."
_CHANGED = "Nothing was brought in: an agency or a desk changed since you looked. Choose the file again."
_OVER = "Nothing was brought in: the hour to decide is over. Choose the file again."


@rule("referrals.import")
def import_log(request: PersonRequest) -> HttpResponse:
    """Choose the file, see what would come in and what not, then bring it in. No file is kept in between."""
    if "parcel" in request.POST:
        return _bring_in(request, request.POST["parcel"])
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        return _preview(request, form)
    return render(request, "referrals/import.html", {"form": form})


def _preview(request: PersonRequest, form: UploadForm) -> HttpResponse:
    sheet, user = form.sheet, request.user
    if len(sheet.rows) > MOST_ROWS:
        return _too_much(request, form, _TOO_MANY)
    checked = check(sheet, team=user.place.team)
    parcel = parcels.wrap(sheet, {row.number for row in checked.rows}, to=user.pk)
    if len(parcel) > _MOST_CARRIED:
        return _too_much(request, form, _TOO_MUCH)
    context = {
        "checked": checked,
        "counts": foresee(checked.rows, team=user.place.team),
        "refusals": checked.refusals[:SHOWN_REFUSALS],
        "not_shown": len(checked.refusals) - SHOWN_REFUSALS,
        "more_sheets": sheet.sheets > 1,
        "parcel": parcel,
    }
    return render(request, "referrals/import_preview.html", context)


def _too_much(request: PersonRequest, form: UploadForm, why: str) -> HttpResponse:
    form.add_error("file", why)
    return render(request, "referrals/import.html", {"form": form})


def _bring_in(request: PersonRequest, parcel: str) -> HttpResponse:
    user = request.user
    try:
        sheet: LogSheet = parcels.unwrap(parcel, by=user.pk)
    except ParcelRefused:
        messages.warning(request, _OVER)
        return redirect("import")
    checked = check(sheet, team=user.place.team)
    if checked.refusals:
        messages.warning(request, _CHANGED)
    else:
        messages.success(request, _said(bring_in(checked.rows, team=user.place.team, by=user)))
    return redirect("import")


def _said(counts: Counts) -> str:
    said = f"{counted(counts.imported, 'row')} brought in."
    if counts.already:
        said += f" {counted(counts.already, 'row')} here already."
    if counts.notes_not_kept:
        said += f" {counted(counts.notes_not_kept, 'note')} not kept."
    return said


@rule("referrals.old_log")
def still_open(request: PersonRequest) -> HttpResponse:
    """One list for each receiving desk: what the old log says is open, until somebody has looked at it."""
    rows = Referral.objects.to_check_by(request.user)
    if request.method == "POST":
        record: Referral = get_object_or_404(rows, pk=read_key(request.POST.get("referral", "")))
        try:
            say_still_open(by=request.user, referral=record)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"{record.code} is still open.")
        return redirect("still-open")
    shown = _witnessed(request, rows[:PAGE], Door.RECEIVER)
    bound = request.user.place.agency.release_bound
    return render(request, "referrals/still_open.html", {"rows": shown, "bound": bound})


@rule("referrals.old_log")
def confirm_old_log(request: PersonRequest) -> HttpResponse:
    """The rows that a release-bound agency sent: nobody else sees them until it says so."""
    rows = Referral.objects.to_confirm_by(request.user)
    if request.method == "POST":
        keys = [key for text in request.POST.getlist("row") if (key := read_key(text))]
        done = confirm(by=request.user, keys=keys)
        if done:
            messages.success(request, f"{counted(done, 'row')} confirmed.")
        else:
            messages.warning(request, "Nothing was changed. Choose rows that have a release in force.")
        return redirect("old-log")
    return render(request, "referrals/old_log.html", {"rows": _witnessed(request, rows[:PAGE], Door.SENDER)})


def _witnessed(
    request: PersonRequest, records: Iterable[Referral], door: Door
) -> list[tuple[Referral, reading.Status]]:
    found = list(records)
    if found:
        witness("old_log.listed", by=request.user, records=found, door=door)
    return [(record, reading.status(record)) for record in found]
