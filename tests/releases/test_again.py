"""The same person to another desk: only under a release that names it, and on the same case."""

import re

from cases.models import Case
from privacy.wall import acting_as
from referrals.models import Referral
from tests.cast import client_of
from tests.referrals.cast import Cast
from tests.releases.build import end, make_release, send_under

ANSWERS = {
    "service": "shelter", "urgency": "routine", "age_group": "15_17", "gender": "women", "language": "spanish",
    "concern": "sex", "area": "north", "in_danger": "no", "first_contact": "direct",
}  # fmt: skip


def test_another_desk_is_told_only_under_a_release_that_names_its_agency(cast: Cast) -> None:
    first = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    referral = send_under(cast.ada, cast.shelter, cast.sheriff, first)
    with acting_as(cast.ada):
        case = Case.objects.get()
    second = make_release(cast.ada, cast.shelter, cast.hospital.agency, case=case)
    ada, path = client_of(cast.ada), f"/referrals/{referral.pk}/again/"
    answers = ANSWERS | {"desk": str(cast.hospital.pk), "under": str(second.pk)}

    refused = ada.post(path, answers | {"under": str(first.pk)})
    assert "does not name this agency" in refused.content.decode()
    check = ada.post(path, answers)["Location"]
    seen = re.search(r'name="seen" value="([^"]+)"', ada.get(check).content.decode())
    assert seen
    sent = ada.post(check, {"seen": seen[1], "confirm": "on", "report": "made"})
    assert sent["Location"].endswith("/sent/")
    with acting_as(cast.carol):
        assert Referral.objects.get().case_id == referral.case_id

    end(cast.ada, first)
    end(cast.ada, second)
    assert "No release for this case is in force" in ada.get(path).content.decode()
