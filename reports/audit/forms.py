"""The filters of an audit list, and the order of a file. Only what the list knows is asked for."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from cases.access.viewer import Viewer
from cases.danish import dates
from cases.fields import DanishDateField, TextField
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Team
from reports.audit import queries
from reports.audit.filters import BETWEEN, Filters
from reports.audit.registry import AuditList

COLUMNS = "kolonner"
LOOKS_LIKE_CPR = re.compile(r"\d{6}[- ]?\d{4}")
Choices = list[tuple[str, str]]


class FilterForm(forms.Form):
    """Sent by GET: it holds no personal data. What cannot be read narrows nothing, and says so."""

    sag = TextField(
        label="Sagens nummer",
        help_text="Skriv fx F-2026-0412",
        max_length=16,
        required=False,
    )
    jobcenter = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    team = forms.TypedChoiceField(label="Team", required=False, coerce=int, empty_value=None)
    fra = DanishDateField(required=False)
    til = DanishDateField(required=False)
    kolonner = forms.MultipleChoiceField(
        label="Kolonner i filen", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict, *, listed: AuditList, viewer: Viewer, action: str) -> None:
        super().__init__(with_columns(data, listed))
        for name in set(self.fields) - {*listed.takes, COLUMNS}:
            del self.fields[name]
        self._label(listed, viewer)
        self._offer(listed, viewer)
        self.helper = DkfdsFormHelper(submit="Vis listen", action=action)
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}

    def filters(self) -> Filters:
        self.full_clean()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if "sag" in found:
            found["sag"] = found["sag"].strip().upper()
        chosen = tuple(found.get(COLUMNS, ()))
        is_all = len(chosen) == len(self.fields[COLUMNS].choices)  # type: ignore[attr-defined]
        found[COLUMNS] = () if is_all else chosen
        return Filters(**found)

    def clean(self) -> dict[str, Any]:
        """Filters that no row can pass are no empty list: it would say that there is nothing."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("fra"), found.get("til")
        if first and last and last < first:
            self.add_error("til", f"Den sidste dag skal være {dates.long(first)} eller senere")
        where, team = found.get("jobcenter"), found.get("team")
        if where and team and not Team.objects.filter(pk=team, jobcenter=where).exists():
            label = self.fields["jobcenter"].label
            self.add_error("team", f"Teamet passer ikke med »{label}«. Vælg et andet, eller Alle")
        return found

    def _label(self, listed: AuditList, viewer: Viewer) -> None:
        for name, said in (("fra", "fra og med"), ("til", "til og med")):
            if name in self.fields:
                self.fields[name].label = f"{listed.days} {said}"
                self.fields[name].as_of = viewer.as_of  # type: ignore[attr-defined]
        label = viewer.words.jobcenter.label
        if "jobcenter" in self.fields:
            self.fields["jobcenter"].label = label
        named = listed.columns_called(jobcenter=label)
        self.fields[COLUMNS].choices = [(one.key, one.label) for one in named]  # type: ignore[attr-defined]

    def _offer(self, listed: AuditList, viewer: Viewer) -> None:
        if "jobcenter" not in self.fields:
            return
        teams = _teams(viewer, listed)
        jobcentres = {str(team.jobcenter_id): team.jobcenter.name for team in teams}
        self.fields["jobcenter"].choices = [("", "Alle"), *jobcentres.items()]  # type: ignore[attr-defined]
        if "team" in self.fields:
            offered = _offered(teams, many=len(jobcentres) > 1)
            self.fields["team"].choices = [("", "Alle"), *offered]  # type: ignore[attr-defined]


def with_columns(data: QueryDict, listed: AuditList) -> QueryDict:
    """The columns that the address names, in the list's order; it may name none, and means all."""
    asked = {key for text in data.getlist(COLUMNS) for key in text.split(BETWEEN)}
    keys = [one.key for one in listed.columns]
    told = data.copy()
    told.setlist(COLUMNS, [key for key in keys if key in asked] or keys)
    return told


class OrderForm(forms.Form):
    formaal = TextField(
        label="Formål",
        help_text="Skriv kort, hvad listen skal bruges til. Skriv ingen navne eller cpr-numre",
        max_length=200,
        error_messages={"required": "Skriv, hvad listen skal bruges til"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cpr = forms.BooleanField(
        label="Medtag cpr-numre",
        required=False,
        help_text="Kun når formålet kræver det. Det står i læseloggen ved hver borger",
    )

    def __init__(self, data: Any = None, *, may_have_cpr: bool) -> None:
        super().__init__(data, auto_id="%s")
        if not may_have_cpr:
            del self.fields["cpr"]
        self.helper = DkfdsFormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_formaal(self) -> str:
        purpose = " ".join(self.cleaned_data["formaal"].split())
        if LOOKS_LIKE_CPR.search(purpose):
            raise forms.ValidationError(
                "Skriv formålet uden cpr-numre. Det står i listen over udtræk"
            )
        return purpose


class NameForm(forms.Form):
    navn = TextField(
        max_length=40,
        error_messages={"required": "Skriv et navn til listen, fx Over fristen i mit team"},
    )


def _teams(viewer: Viewer, listed: AuditList) -> list[Team]:
    """In the jobcentres that the list reaches; each of those has at least one."""
    reached = queries.jobcentres_within(viewer, listed)
    found = Team.objects.select_related("jobcenter").order_by("jobcenter__name", "name")
    return list(found if reached is None else found.filter(jobcenter__in=reached))


def _offered(teams: list[Team], *, many: bool) -> Choices:
    """Those that keep cases, with their jobcenter where there are several."""
    keeping = (team for team in teams if team.kind != Team.Kind.VISITATION)
    return [
        (str(team.pk), f"{team.name}, {team.jobcenter.name}" if many else team.name)
        for team in keeping
    ]
