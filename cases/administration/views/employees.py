"""Employees: the list, one of them, and what is done to them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import spreadsheet, whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries, rows
from cases.administration.forms.employees import DeactivateForm, EmployeeForm, NewEmployeeForm
from cases.administration.listing import Column, Listing
from cases.administration.views.common import form_page, overtaken_page, show_both, table_page
from cases.drafts.submissions import once
from cases.overtaken import told
from cases.people import operations
from cases.people.models import Employee, Jobcenter, Role
from cases.sorting import danish

COLUMNS = (
    Column("Navn", "navn", (danish("name"),)),
    Column("Brugernavn", "brugernavn", ("username",)),
    Column("Roller i dag"),
    Column("Status", "status", ("-is_active",)),
)
NEXT = "Giv en rolle nu. Engangskoden dannes af den, der svarer på den."
STATES = {"aktive": True, "deaktiverede": False}


@require_safe
@page(Act.ADMINISTER)
def employees(request: FleksjobRequest) -> HttpResponse:
    listing = Listing(request, _chosen(request), COLUMNS, "medarbejder", "medarbejdere")
    shown = listing.page()
    return table_page(
        request,
        "employees",
        title="Medarbejdere",
        table={
            "caption": "Medarbejdere",
            "hide_caption": True,
            "columns": listing.head(),
            "rows": [rows.employee(one, as_of=request.viewer.as_of) for one in shown],
        },
        pagination=listing.pagination(shown),
        total=listing.total(shown),
        choices=_choices(request),
        query=request.GET.urlencode(),
    )


@require_safe
@page(Act.ADMINISTER)
def export(request: FleksjobRequest) -> HttpResponse:
    """The same rows as the list, on one sheet that opens right in a Danish Excel."""
    header = ("Navn", "Brugernavn", "E-mail", "Roller i dag", "Status")
    chosen = _chosen(request).order_by(danish("name"))
    rows_of_sheet = [rows.employee_cells(one, as_of=request.viewer.as_of) for one in chosen]
    return spreadsheet.answer("medarbejdere", header, rows_of_sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def add_employee(request: FleksjobRequest) -> HttpResponse:
    form = NewEmployeeForm(request.POST or None, cancel_url=reverse("medarbejdere"))
    if form.is_valid():
        try:
            employee = operations.add_employee(**form.cleaned_data, actor=request.viewer.actor)
            operations.ask_for_code(employee=employee, asked_by=request.user)
            return _done(request, employee, f"{employee.name} er oprettet. {NEXT}")
        except operations.UsernameTaken:
            form.add_error("username", "Brugernavnet er i brug. Vælg et andet")
    return form_page(request, form, title="Opret en medarbejder", trail=(_list(),))


@require_safe
@page(Act.ADMINISTER)
def employee(request: FleksjobRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Employee, pk=key)
    held = list(queries.roles_of(found))
    return table_page(
        request,
        "employee",
        title=found.name,
        trail=(_list(),),
        employee=found,
        roles=[rows.role(one, as_of=request.viewer.as_of) for one in held],
        code_request=queries.waiting_code(found, as_of=request.viewer.as_of),
        changes=rows.changes(found.history.all()[:20]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def correct_employee(request: FleksjobRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Employee, pk=key)
    form = EmployeeForm(
        request.POST or None,
        initial={
            "name": found.name,
            "email": found.email,
            "version": operations.version_of(found),
        },
        cancel_url=_url(found),
    )
    if form.is_valid():
        try:
            operations.correct_employee(
                employee=found, **form.cleaned_data, actor=request.viewer.actor
            )
            return _done(request, found, "Oplysningerne er gemt.")
        except operations.EditConflict as conflict:
            show_both(form, conflict)
    return form_page(request, form, title="Ret oplysninger", trail=(_list(), _one(found)))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def deactivate(request: FleksjobRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Employee, pk=key)
    form = DeactivateForm(request.POST or None, cancel_url=_url(found))
    if not found.is_active:
        return deactivated_by_another(request, found, form)
    if found == request.user:
        messages.warning(request, "Du kan ikke deaktivere dig selv. Bed en anden administrator.")
        return redirect(_url(found))
    if form.is_valid():
        try:
            operations.deactivate(
                employee=found, reason=form.cleaned_data["reason"], actor=request.viewer.actor
            )
        except operations.AlreadyDeactivated:
            return deactivated_by_another(request, found, form)
        except operations.ActorHasLeft:
            return redirect(settings.LOGIN_URL)
        return _done(request, found, f"{found.name} er deaktiveret og logget af overalt.")
    lead = "Medarbejderen bliver logget af med det samme. Sager og historik bliver stående."
    title = f"Deaktivér {found.name}"
    return form_page(request, form, title=title, trail=(_list(), _one(found)), lead=lead)


@require_POST
@page(Act.ADMINISTER)
@once
def reactivate(request: FleksjobRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Employee, pk=key)
    try:
        operations.reactivate(employee=found, actor=request.viewer.actor)
    except operations.AlreadyActive:
        messages.info(request, f"{found.name} er allerede aktiv. Der er ikke ændret noget.")
        return redirect(_url(found))
    except operations.ActorHasLeft:
        return redirect(settings.LOGIN_URL)
    return _done(request, found, f"{found.name} er aktiv igen. Bed om en ny engangskode.")


def deactivated_by_another(
    request: FleksjobRequest, employee: Employee, form: Form
) -> HttpResponse:
    """Whatever was typed about the employee; the reason is the first one's."""
    text = told(employee, "deaktiverede medarbejderen", why=None, since={"is_active": False})
    title = f"{employee.name} er deaktiveret"
    return overtaken_page(request, form, text, title=title, back=_one(employee))


def _chosen(request: FleksjobRequest) -> Any:
    found = queries.with_role(
        queries.employees(as_of=request.viewer.as_of),
        role=_one_of(request.GET.get("rolle", ""), Role.values),
        jobcenter=_number(request.GET.get("jobcenter", "")),
        as_of=request.viewer.as_of,
    )
    if (state := STATES.get(request.GET.get("status", "aktive"))) is not None:
        found = found.filter(is_active=state)
    return found


def _choices(request: FleksjobRequest) -> list[dict[str, Any]]:
    jobcentres = [(str(one.pk), one.name) for one in Jobcenter.objects.all()]
    states = [("aktive", "Aktive"), ("deaktiverede", "Deaktiverede"), ("alle", "Alle")]
    filters = [
        ("rolle", "Rolle", [("", "Alle"), *Role.choices], ""),
        ("jobcenter", request.viewer.words.jobcenter.label, [("", "Alle"), *jobcentres], ""),
        ("status", "Status", states, "aktive"),
    ]
    return [
        {"name": name, "label": label, "options": options, "chosen": request.GET.get(name, default)}
        for name, label, options, default in filters
    ]


def _one_of(typed: str, allowed: list[str]) -> str:
    return typed if typed in allowed else ""


def _number(typed: str) -> str:
    return typed if whole_numbers.is_one(typed, digits=9) else ""


def _done(request: FleksjobRequest, employee: Employee, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect(_url(employee))


def _list() -> tuple[str, str]:
    return "Medarbejdere", reverse("medarbejdere")


def _one(employee: Employee) -> tuple[str, str]:
    return employee.name, _url(employee)


def _url(employee: Employee) -> str:
    return reverse("medarbejder", args=[employee.pk])
