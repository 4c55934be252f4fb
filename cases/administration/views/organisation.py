"""The municipality, its jobcentres and teams."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.forms.organisation import (
    JobcenterForm,
    RenameForm,
    TeamForm,
)
from cases.administration.listing import Column, Listing
from cases.administration.views import rule_profiles
from cases.administration.views.common import (
    choice,
    overtaken_page,
    saved_or_form,
    table_page,
)
from cases.danish import dates
from cases.drafts.submissions import once
from cases.overtaken import told
from cases.people import operations
from cases.people.models import Jobcenter, Municipality, Team
from cases.people.operations.organisation import Named
from cases.sorting import danish

COLUMNS = (
    Column("Team", "team", (danish("name"),)),
    Column("Art", "art", ("kind", danish("name"))),
)
HEADER = ("{unit}", "Kode", "{unit} nedlagt", "Team", "Art", "Team nedlagt")
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@page(Act.ADMINISTER)
def organisation(request: FleksjobRequest) -> HttpResponse:
    municipality = Municipality.objects.first()
    listing = _teams(request)
    shown = listing.page(_chosen(request, listing.ordered()))
    return table_page(
        request,
        "organisation",
        title="Organisation",
        municipality=municipality,
        profiles=rule_profiles.table(request),
        jobcentres=shown.object_list,
        columns=[*listing.head(), {"label": "Handlinger"}],
        pagination=listing.pagination(shown),
        total=listing.total(shown),
        choices=_choices(request),
        query=request.GET.urlencode(),
    )


@require_safe
@page(Act.ADMINISTER)
def export(request: FleksjobRequest) -> HttpResponse:
    """A row for each team; of a jobcenter without any, the jobcenter alone."""
    chosen = _chosen(request, _teams(request).ordered())
    rows = [cells for one in chosen for cells in _sheet(one)]
    unit = request.viewer.words.jobcenter.label
    header = [name.format(unit=unit) for name in HEADER]
    return spreadsheet.answer("organisation", header, rows)


@require_http_methods(FORM_METHODS)
@page(Act.ADMINISTER)
@once
def add_jobcenter(request: FleksjobRequest) -> HttpResponse:
    form = JobcenterForm(request.POST or None, cancel_url=reverse("organisation"))

    def save() -> str:
        made = operations.add_jobcenter(
            municipality=Municipality.objects.get(),
            **form.cleaned_data,
            actor=request.viewer.actor,
        )
        return f"{made.name} er oprettet med teamet Ufordelte."

    return saved_or_form(request, form, save, title="Opret et jobcenter")


@require_http_methods(FORM_METHODS)
@page(Act.ADMINISTER)
@once
def add_team(request: FleksjobRequest, key: int) -> HttpResponse:
    jobcenter = get_object_or_404(Jobcenter, pk=key)
    form = TeamForm(request.POST or None, cancel_url=reverse("organisation"))
    if jobcenter.closed_on:
        return _closed_by_another(request, jobcenter, form)

    def save() -> str:
        made = operations.add_team(
            jobcenter=jobcenter, **form.cleaned_data, actor=request.viewer.actor
        )
        return f"{made.name} er oprettet i {jobcenter.name}."

    try:
        return saved_or_form(request, form, save, title=f"Opret et team i {jobcenter.name}")
    except operations.UnitClosed:
        return _closed_by_another(request, jobcenter, form)


def _closed_by_another(request: FleksjobRequest, jobcenter: Jobcenter, form: Form) -> HttpResponse:
    title, back = f"{jobcenter.name} er nedlagt", ("Organisation", reverse("organisation"))
    return overtaken_page(request, form, _told_of_closing(jobcenter), title=title, back=back)


@require_http_methods(FORM_METHODS)
@page(Act.ADMINISTER)
@once
def rename_jobcenter(request: FleksjobRequest, key: int) -> HttpResponse:
    return _rename(request, get_object_or_404(Jobcenter, pk=key))


@require_http_methods(FORM_METHODS)
@page(Act.ADMINISTER)
@once
def rename_team(request: FleksjobRequest, key: int) -> HttpResponse:
    return _rename(request, get_object_or_404(Team, pk=key))


@require_POST
@page(Act.ADMINISTER)
@once
def close_jobcenter(request: FleksjobRequest, key: int) -> HttpResponse:
    return _close(request, get_object_or_404(Jobcenter, pk=key))


@require_POST
@page(Act.ADMINISTER)
@once
def close_team(request: FleksjobRequest, key: int) -> HttpResponse:
    teams = Team.objects.exclude(kind=Team.Kind.UNASSIGNED)
    return _close(request, get_object_or_404(teams, pk=key))


def _teams(request: FleksjobRequest) -> Listing:
    """Sorted alike in each jobcenter; a page is counted in jobcentres."""
    return Listing(request, Team.objects.all(), COLUMNS, "jobcenter", "jobcentre")


def _chosen(request: FleksjobRequest, teams: Iterable[Team]) -> list[queries.JobcenterWithTeams]:
    return queries.jobcentres(
        teams, jobcenter=request.GET.get("jobcenter", ""), state=request.GET.get("status", "")
    )


def _choices(request: FleksjobRequest) -> list[dict[str, Any]]:
    places = [(str(one.pk), one.name) for one in Jobcenter.objects.all()]
    states = [("", "Alle"), (queries.STANDING, "Aktive"), (queries.CLOSED, "Nedlagte")]
    return [
        choice(request, "jobcenter", request.viewer.words.jobcenter.label, [("", "Alle"), *places]),
        choice(request, "status", "Status", states),
    ]


def _sheet(one: queries.JobcenterWithTeams) -> list[list[str]]:
    place = [one.jobcenter.name, one.jobcenter.code, _day(one.jobcenter.closed_on)]
    teams = [[t.name, t.get_kind_display(), _day(t.closed_on)] for t in one.teams]
    return [place + team for team in teams] or [place]


def _day(day: date | None) -> str:
    return dates.numeric(day) if day else ""


def _rename(request: FleksjobRequest, unit: Named) -> HttpResponse:
    form = RenameForm(
        request.POST or None,
        initial={"name": unit.name, "version": operations.version_of(unit)},
        cancel_url=reverse("organisation"),
    )

    def save() -> str:
        renamed = operations.rename(unit=unit, **form.cleaned_data, actor=request.viewer.actor)
        return f"Navnet er nu {renamed.name}."

    return saved_or_form(request, form, save, title=f"Omdøb {unit.name}")


def _told_of_closing(unit: Named) -> str:
    return told(unit, f"nedlagde {unit.name}", since={"closed_on__isnull": False})


def _close(request: FleksjobRequest, unit: Named) -> HttpResponse:
    try:
        operations.close_unit(unit=unit, closed_on=request.viewer.as_of, actor=request.viewer.actor)
        messages.success(request, f"{unit.name} er nedlagt.")
    except operations.AlreadyClosed:
        messages.info(request, f"{_told_of_closing(unit)} Der er ikke ændret noget.")
    except operations.StillHasOpenCases as held:
        messages.warning(
            request, f"{unit.name} har {held.count} åbne sager. Overdrag dem, og prøv igen."
        )
    return redirect("organisation")
