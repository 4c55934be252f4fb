"""A role wanted, and the answer to it."""

from datetime import timedelta
from typing import Any

from django import forms

from cases.access.viewer import Viewer
from cases.danish import dates
from cases.fields import conditional, day, reason
from cases.forms import DkfdsForm
from cases.people import rules
from cases.people.models import ROLES_ACROSS_JOBCENTRES, Employee, Jobcenter, Role, Team
from cases.people.operations import WantedRole

ONE_DAY = timedelta(days=1)


class RoleForm(DkfdsForm):
    """The last day is typed; the row holds the day after it."""

    submit = "Send rollen til godkendelse"

    role = forms.ChoiceField(
        label="Rolle",
        choices=[("", "Vælg en rolle"), *Role.choices],
        error_messages={"required": "Vælg en rolle"},
    )
    jobcenter = conditional(
        forms.ModelChoiceField(
            Jobcenter.objects.none(),
            required=False,
            empty_label="Ingen – rollen går på tværs",
            help_text="Skal vælges for sagsbehandler, jobformidler, visitationsteam og teamchef",
        )
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team", required=False, empty_label="Intet bestemt team"
    )
    first_day = day("Første dag", "Skriv rollens første dag")
    last_day = day(
        "Sidste dag",
        "Skriv rollens sidste dag",
        required=False,
        help_text="Højst 12 måneder. Lad feltet stå tomt for 12 måneder",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, as_of=viewer.as_of, **kwargs)
        self.fields["jobcenter"].label = viewer.words.jobcenter.label
        standing = Jobcenter.objects.filter(closed_on__isnull=True)
        teams = Team.objects.filter(closed_on__isnull=True).exclude(kind=Team.Kind.UNASSIGNED)
        self.fields["jobcenter"].queryset = standing  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams.select_related("jobcenter")  # type: ignore[attr-defined]
        self.fields["team"].label_from_instance = _team_label  # type: ignore[attr-defined]
        self.fields["first_day"].initial = self.as_of

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._clean_place(cleaned)
        self._clean_days(cleaned)
        return cleaned

    def _clean_place(self, cleaned: dict[str, Any]) -> None:
        role, jobcenter, team = (cleaned.get(name) for name in ("role", "jobcenter", "team"))
        if not role:
            return
        if role in ROLES_ACROSS_JOBCENTRES and jobcenter:
            self.add_error("jobcenter", f"{Role(role).label} går på tværs. Vælg intet jobcenter")
        elif role not in ROLES_ACROSS_JOBCENTRES and not jobcenter:
            self.add_error("jobcenter", "Vælg et jobcenter for rollen")
        elif team and team.jobcenter_id != getattr(jobcenter, "pk", None):
            self.add_error("team", "Vælg et team i det valgte jobcenter")

    def _clean_days(self, cleaned: dict[str, Any]) -> None:
        first = cleaned.get("first_day")
        if first is None:
            return
        latest = rules.latest_end(first)
        last = cleaned["last_day"] = cleaned.get("last_day") or latest - ONE_DAY
        if last < first:
            self.add_error("last_day", f"Sidste dag skal være {dates.long(first)} eller senere")
        elif last >= latest:
            limit = dates.long(latest - ONE_DAY)
            self.add_error("last_day", f"En rolle kan højst gælde i 12 måneder, til {limit}")

    def wanted(self, employee: Employee) -> WantedRole:
        typed = self.cleaned_data
        return WantedRole(
            employee=employee,
            role=typed["role"],
            jobcenter=typed["jobcenter"],
            team=typed["team"],
            valid_from=typed["first_day"],
            valid_to=typed["last_day"] + ONE_DAY,
        )


class ApprovalForm(DkfdsForm):
    submit = "Gem svaret"

    answer = forms.ChoiceField(
        label="Skal rollen gælde?",
        choices=[("godkend", "Ja, godkend rollen"), ("afvis", "Nej, afvis den")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om rollen skal gælde"},
    )
    reason = conditional(
        reason("Hvorfor afvises rollen?", "", help_text="Skrives kun, når rollen afvises")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "afvis" and not cleaned.get("reason"):
            self.add_error("reason", "Skriv, hvorfor rollen afvises")
        return cleaned


def _team_label(team: Team) -> str:
    return f"{team.name}, {team.jobcenter.name}"
