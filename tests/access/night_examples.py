"""What stands in the addresses of the pages about nights."""

from datetime import date
from typing import Any

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.nights.models import Night
from tests.factories import NOW


def a_night_that_failed_everyone(case: Case) -> dict[str, Any]:
    failed = [str(key) for key in Citizen.objects.values_list("pk", flat=True)]
    day = date(2026, 11, 21)
    Night.objects.get_or_create(
        day=day, defaults={"finished_at": NOW, "recomputed_as_of": day, "failures": failed}
    )
    return {"day": day}


ARGUMENTS = {"nat_sager": a_night_that_failed_everyone}
LISTS = {("nat_sager", "GET")}
