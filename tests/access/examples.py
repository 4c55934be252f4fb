"""What is sent to a URL that takes more than the number of a case in its address.

`ARGUMENTS` fill in the rest of the address, `QUERIES` follow it, `FORMS` are the body of a POST; all
are made for one kind of citizen. What shows citizens it was not asked for stands in `LISTS`, what
answers everyone and names those it finds in `SEARCHES`: the matrix says whom.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cases.casefile.models import Case
from cases.caselist.models import SavedView
from cases.feeds.models import CalendarFeed
from cases.feeds.tokens import digest
from cases.history import change
from cases.intake.models import IntakeRun
from cases.mail import wishes
from cases.people.models import Employee, Role
from cases.periods.models import Period
from cases.reminders.models import Deputy
from tests.access import (
    administration_examples,
    afstemning_examples,
    audit_examples,
    casefile_examples,
    night_examples,
    report_examples,
)
from tests.factories import TEST, TODAY

Maker = Callable[[Case], dict[str, Any]]


def beginning_of_the_name(case: Case) -> dict[str, str]:
    """Not all of it: the page repeats what was typed."""
    return {"q": case.citizen.name.removesuffix("fugl")}


def period(case: Case) -> dict[str, int]:
    return {"period_id": Period.objects.get(citizen=case.citizen_id).pk}


def mark(case: Case) -> dict[str, Any]:
    return {"round_number": 1, "kind": "m10"}


def link_to_leave(_: Case) -> dict[str, Any]:
    key = Employee.objects.get(name="Ida").pk
    return {"key": key, "signature": wishes.signature_of(key)}


def intake_run(case: Case) -> dict[str, Any]:
    """A list that the payment office sent; only they who sent it see it."""
    sender = Employee.objects.filter(role_assignments__role=Role.PAYMENT_OFFICE).first()
    run = IntakeRun.objects.create(
        actor="prøve", employee=sender, source="KMD", file_name="liste.csv", counts=NO_ROWS
    )
    return {"run_id": run.pk}


def deputy(case: Case) -> dict[str, Any]:
    """The caseworker's: they end it themselves, or their teamchef does."""
    absent = Employee.objects.filter(role_assignments__role=Role.CASEWORKER, is_active=True).first()
    assert absent is not None
    with change(actor=TEST):
        row = Deputy.objects.create(
            employee=absent,
            deputy=Employee.objects.get(name="Ida"),
            start=TODAY,
            end=TODAY + timedelta(days=7),
        )
    return {"key": row.pk}


NO_ROWS = dict.fromkeys(
    ("raekker", "nye", "aendrede", "uaendrede", "fejl", "advarsler", "forskelle",
     "nye_borgere", "nye_sager", "begraenset_adgang"), 0
)  # fmt: skip


def calendar_feed(case: Case) -> dict[str, Any]:
    """The caseworker's; the secret in the address opens it for whoever has it."""
    owner = Employee.objects.filter(role_assignments__role=Role.CASEWORKER).first()
    feeds = CalendarFeed.objects
    if not feeds.filter(token_digest=digest(SECRET)).exists():
        with change(actor=TEST):
            feeds.create(owner=owner, token_digest=digest(SECRET))
    return {}


def saved_view(case: Case) -> dict[str, Any]:
    """The caseworker's own; nobody else's."""
    owner = Employee.objects.filter(role_assignments__role=Role.CASEWORKER).first()
    with change(actor=TEST):
        return {"key": SavedView.objects.create(owner=owner, name="Prøve", query="?").pk}


SECRET = "prøve"

ARGUMENTS: dict[str, Maker] = {
    "sager_visning_omdoeb": saved_view,
    "sager_visning_slet": saved_view,
    "sager_visning_fortryd": saved_view,
    "kalender": calendar_feed,
    "kalender_traek_tilbage": lambda _: {"key": 1},
    "indlaesning": intake_run,
    "gem_indlaesning": intake_run,
    "kasser_indlaesning": intake_run,
    "stedfortraeder_afslut": deputy,
    "mail_afmeld": link_to_leave,
    **administration_examples.ARGUMENTS,
    **afstemning_examples.ARGUMENTS,
    **casefile_examples.ARGUMENTS,
    **night_examples.ARGUMENTS,
    **audit_examples.ARGUMENTS,
    **report_examples.ARGUMENTS,
    "sag_periode_ret": period,
    "sag_periode_annuller": period,
    "sag_periode_fortryd": lambda case: {**period(case), "version": 1},
    "sag_hvorfor": mark,
    "sag_hvorfor_udskriv": mark,
}
QUERIES = {
    **audit_examples.QUERIES,
    "kalender": f"noegle={SECRET}",
    "sager": "sagsbehandler=alle",
    "sager_eksport": "sagsbehandler=alle",
}
FORMS: dict[str, Maker] = {
    "sager": beginning_of_the_name,
    "soeg": beginning_of_the_name,
    "soeg_forslag": beginning_of_the_name,
    "sager_visning_omdoeb": lambda _: {"navn": "Nyt navn"},
    "sager_overdrag": lambda case: {"sag": case.number},
    **audit_examples.FORMS,
    **report_examples.FORMS,
}
LISTS = (
    night_examples.LISTS
    | audit_examples.LISTS
    | report_examples.LISTS
    | {
        ("min_dag", "GET"),
        ("sager", "GET"),
        ("sager_eksport", "GET"),
        ("rettelser", "GET"),
        ("rettelser_hent", "GET"),
    }
)
SEARCHES = {
    ("sager", "POST"),
    ("soeg", "POST"),
    ("soeg_forslag", "POST"),
    ("sager_overdrag", "POST"),
}
