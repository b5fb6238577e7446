"""Finding by code. A code is posted, so that it stands in no address; what is not one's own is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from cases.codes import near_codes, read_code
from cases.models import Case
from mdt.team.models import User
from mdt.team.requests import PersonRequest
from referrals import reading
from referrals.models import Referral
from referrals.queue import PAGE
from referrals.views._looks import seen_by

_KINDS: Final = {"RF": "referral", "HT": "case"}


@dataclass(frozen=True)
class Found:
    """What a code, or one near to it, leads to for whoever asked."""

    referrals: list[Referral]
    drafts: list[Referral]
    by_case: list[Referral]

    @property
    def all(self) -> list[Referral]:
        return list({one.pk: one for one in [*self.referrals, *self.drafts, *self.by_case]}.values())

    @property
    def codes(self) -> list[str]:
        """The codes that led there, each once."""
        cases = [one.case.code for one in self.by_case if one.case]
        return list(dict.fromkeys([*(one.code for one in [*self.referrals, *self.drafts]), *cases]))


@rule("referrals.read")
@require_http_methods(["GET", "POST"])
def find(request: PersonRequest) -> HttpResponse:
    """Go to the referral of a code, or list those of a case's; else one page, whether it is not there or not theirs."""
    user, typed = request.user, request.POST.get("code", "")[:40].strip()
    if request.method != "POST" or not typed:
        return render(
            request, "referrals/find.html", {"asked": True, "page_errors": True} if request.method == "POST" else {}
        )
    code = read_code(typed)
    whole = code is not None and code[:2] in _KINDS
    found = _look(user, [code] if whole and code else near_codes(typed, _KINDS))
    sort = _KINDS[code[:2]] if whole and code else "no whole code"
    result = "nothing" if not found.all else "found" if whole else "near"
    witness("referrals.searched", by=user, records=found.all, door=_doors(found.all), detail={
        "sort": sort, "result": result,
    })  # fmt: skip
    if whole and len(found.all) == 1:
        (only,) = found.all
        return redirect("draft" if found.drafts else "referral", only.pk)
    context = {
        "asked": True,
        "page_errors": not found.all or not whole,
        "typed": typed,
        "rows": [_row(one) for one in found.all] if whole else [],
        "near": [] if whole else found.codes[:3],
    }
    return render(request, "referrals/find.html", context)


def _look(user: User, codes: Iterable[str]) -> Found:
    """The same questions, whatever the codes are: how long it takes must not tell one kind of nothing from another."""
    codes = list(codes)
    seen = seen_by(user).order_by("-sent_at", "pk")
    cases = Case.objects.filter(team=user.place.team_id, code__in=codes)
    return Found(
        list(seen.filter(code__in=codes)[:PAGE]),
        list(Referral.objects.drafts_of(user).filter(code__in=codes).select_related("case")[:PAGE]),
        list(seen.filter(case__in=cases)[:PAGE]),
    )


def _row(one: Referral) -> tuple[Referral, str, reading.Status, str]:
    sides = reading.sides(one) if one.to_agency else (one.from_agency.name, "nobody yet")
    return one, reading.heading(one), reading.status(one), " to ".join(sides)


def _doors(found: Iterable[Referral]) -> str:
    return ", ".join(sorted({door for one in found for door in one.passed.split(", ") if door}))
