"""Who in a jobcenter wears which hat on a day, which cases the door lets them open, who stands in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer, viewer_for
from cases.people.models import Employee, RoleAssignment
from cases.reminders.models import Deputy
from cases.reminders.rules import Hat


@dataclass
class Staff:
    """As of one day; what is asked is asked once."""

    as_of: date
    hats: dict[tuple[int | None, str], list[int]] = field(init=False)
    deputies: Mapping[int, int] = field(init=False)
    _viewers: dict[int, Viewer] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        in_force = RoleAssignment.objects.in_force(as_of=self.as_of).order_by("employee_id")
        self.hats = defaultdict(list)
        for employee_id, jobcenter_id, role in in_force.values_list(
            "employee_id", "jobcenter_id", "role"
        ):
            self.hats[jobcenter_id, role].append(employee_id)
        standing = Deputy.objects.in_place(as_of=self.as_of)
        self.deputies = dict(standing.values_list("employee_id", "deputy_id"))

    def wearing(self, hat: Hat, jobcenter_id: int | None) -> list[int]:
        return self.hats.get((jobcenter_id, hat.value), [])

    def may_open(self, employee_id: int, among: Q) -> frozenset[int]:
        """Of the open cases `among`, by the door's own rules as they stand on the day."""
        cases = door.visible_cases(self._viewer(employee_id), act=Act.SEE_CASE).open()
        return frozenset(cases.filter(among).values_list("pk", flat=True))

    def _viewer(self, employee_id: int) -> Viewer:
        if employee_id not in self._viewers:
            employee = Employee.objects.get(pk=employee_id)
            self._viewers[employee_id] = viewer_for(employee, as_of=self.as_of)
        return self._viewers[employee_id]


class Doors:
    """Who of the staff may open each of the cases that tonight is about, in one jobcenter."""

    def __init__(self, staff: Staff, *, jobcenter_id: int, among: Q) -> None:
        self.staff, self.jobcenter_id = staff, jobcenter_id
        self._among = Q(among, jobcenter=jobcenter_id)
        self._all: dict[int, frozenset[int]] = {}
        self._own: dict[int, frozenset[int]] = {}

    def present(self, *, case_id: int, caseworker_id: int | None) -> "Present":
        return Present(self, case_id, caseworker_id)

    def is_theirs(self, caseworker_id: int, case_id: int) -> bool:
        """A caseworker's own are few beside the jobcenter's."""
        if caseworker_id not in self._own:
            own = Q(self._among, caseworker=caseworker_id)
            self._own[caseworker_id] = self.staff.may_open(caseworker_id, own)
        return case_id in self._own[caseworker_id]

    def lets_in(self, employee_id: int, case_id: int) -> bool:
        if employee_id not in self._all:
            self._all[employee_id] = self.staff.may_open(employee_id, self._among)
        return case_id in self._all[employee_id]


@dataclass
class Present(Mapping[Hat, list[int]]):
    """Those who wear each hat and may open the case; the door is asked only about hats asked for."""

    doors: Doors
    case_id: int
    caseworker_id: int | None

    def __getitem__(self, hat: Hat) -> list[int]:
        if hat is Hat.CASEWORKER:
            keeper = self.caseworker_id
            is_theirs = keeper is not None and self.doors.is_theirs(keeper, self.case_id)
            return [keeper] if keeper is not None and is_theirs else []
        where = None if hat is Hat.PAYMENT_OFFICE else self.doors.jobcenter_id
        wearing = self.doors.staff.wearing(hat, where)
        return [one for one in wearing if self.doors.lets_in(one, self.case_id)]

    def __iter__(self) -> Iterator[Hat]:
        return iter(Hat)

    def __len__(self) -> int:
        return len(Hat)
