"""The filter panel of Sager. It is sent by GET: what it holds is no personal data."""

from typing import Any

from django import forms
from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.caselist import registry
from cases.caselist.filters import EVERYONE, MINE, NOBODY, PAGE_SIZES, SORTS, Filters
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Jobcenter, Role, RoleAssignment, Team

Choices = list[tuple[str, str]]


class FilterForm(forms.Form):
    tilstand = forms.ChoiceField(label="Tilstand", required=False)
    sagsbehandler = forms.ChoiceField(label="Sagsbehandler", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    jobcenter = forms.ChoiceField(required=False)
    sorter = forms.ChoiceField(label="Sortér efter", required=False, choices=list(SORTS.items()))
    antal = forms.ChoiceField(
        label="Rækker på en side", required=False, choices=[(str(n), str(n)) for n in PAGE_SIZES]
    )

    def __init__(self, filters: Filters, *, choices: dict[str, Choices], jobcenter: str) -> None:
        """`jobcenter`: what it is called today."""
        super().__init__(initial=vars(filters))
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.fields["jobcenter"].label = jobcenter
        for field in self.fields.values():
            field.required = True  # no "(frivilligt)": every choice has a value
        self.helper = DkfdsFormHelper(submit="Vis sagerne", action=reverse("sager"))
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}


def choices_for(viewer: Viewer, filters: Filters) -> dict[str, Choices]:
    jobcentres = _jobcentres(viewer)
    chosen = [int(filters.jobcenter)] if filters.jobcenter else [key for key, _ in jobcentres]
    everyone = [(MINE, "Mine sager"), (EVERYONE, "Alle"), (NOBODY, "Uden sagsbehandler")]
    return {
        "tilstand": [("", "Alle åbne sager"), *registry.labels().items()],
        "jobcenter": [("", "Alle"), *((str(key), name) for key, name in jobcentres)],
        "team": [("", "Alle"), *_teams(chosen)],
        "sagsbehandler": [*everyone, *_caseworkers(chosen, viewer)],
    }


def _jobcentres(viewer: Viewer) -> list[tuple[int, str]]:
    held = list(viewer.roles_allowing(Act.LIST_CASES))
    found = Jobcenter.objects.order_by("name")
    if all(one.jobcenter_id for one in held):
        found = found.filter(pk__in={one.jobcenter_id for one in held})
    return list(found.values_list("pk", "name"))


def _teams(jobcentres: list[int]) -> Choices:
    teams = Team.objects.filter(jobcenter__in=jobcentres, closed_on__isnull=True).exclude(
        kind=Team.Kind.VISITATION
    )
    many = len(jobcentres) > 1
    rows = teams.order_by("jobcenter__name", "name").values_list("pk", "name", "jobcenter__name")
    return [(str(key), f"{name}, {where}" if many else name) for key, name, where in rows]


def _caseworkers(jobcentres: list[int], viewer: Viewer) -> Choices:
    """Of many jobcentres the list would be endless: choose a jobcenter first."""
    if len(jobcentres) > 5:
        return []
    held = RoleAssignment.objects.filter(role=Role.CASEWORKER, jobcenter__in=jobcentres)
    rows: Any = held.in_force(as_of=viewer.as_of).values_list("employee_id", "employee__name")
    return [(str(key), name) for key, name in rows.order_by("employee__name").distinct()]
