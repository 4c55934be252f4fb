"""A notice that no night tells: a teamchef asks for something on one case."""

from datetime import date

from django.db.models import Q

from cases.casefile.models import Case
from cases.reminders import ledger, rules
from cases.reminders.ledger import Telling
from cases.reminders.rules import Duty, Kind
from cases.reminders.staff import Staff


def tell_asked(*, case: Case, as_of: date) -> None:
    """To the caseworker, or to whoever stands in and is let in by the door. Once a day."""
    asked = case.caseworker_id
    assert asked is not None  # the caller has refused a case that nobody has
    staff = Staff(as_of)
    deputy = rules.at_work(asked, staff.deputies)
    told = deputy if staff.may_open(deputy, Q(pk=case.pk)) else asked
    ledger.tell([Telling(Duty(Kind.ASKED, as_of, 0), asked, told, case_id=case.pk)], night=as_of)
