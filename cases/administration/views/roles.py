"""A role is entered, extended and ended; each waits for, or needs, no more than the rules say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.forms.roles import RoleForm
from cases.administration.views.common import form_page
from cases.administration.views.employees import deactivated_by_another
from cases.drafts.submissions import once
from cases.people import operations
from cases.people.models import Employee, RoleAssignment

LEAD = (
    "En rolle i et jobcenter godkendes af jobcenterets teamchef. En teamchefs rolle og roller på "
    "tværs godkendes af en anden systemadministrator end dig."
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def add_role(request: FleksjobRequest, key: int) -> HttpResponse:
    employee = get_object_or_404(Employee, pk=key)
    back = reverse("medarbejder", args=[employee.pk])
    form = RoleForm(request.POST or None, viewer=request.viewer, cancel_url=back)
    if not employee.is_active:
        return deactivated_by_another(request, employee, form)
    if form.is_valid():
        try:
            role = operations.enter_role(wanted=form.wanted(employee), entered_by=request.user)
        except (operations.IncompatibleRoles, operations.RoleAlreadyHeld) as refused:
            form.add_error("role", str(refused))
        else:
            return _waiting(request, role)
    trail = (("Medarbejdere", reverse("medarbejdere")), (employee.name, back))
    return form_page(request, form, title=f"Ny rolle til {employee.name}", trail=trail, lead=LEAD)


@require_POST
@page(Act.ADMINISTER)
@once
def extend(request: FleksjobRequest, key: int) -> HttpResponse:
    role = _role(key)
    try:
        extended = operations.extend_role(role=role, entered_by=request.user)
    except (operations.IncompatibleRoles, operations.RoleAlreadyHeld) as refused:
        messages.warning(request, f"{refused}.")
        return redirect("medarbejder", key=role.employee_id)
    return _waiting(request, extended)


@require_POST
@page(Act.ADMINISTER)
@once
def end(request: FleksjobRequest, key: int) -> HttpResponse:
    role = _role(key)
    try:
        operations.end_role(
            role=role, as_of=request.viewer.as_of, at=timezone.now(), actor=request.viewer.actor
        )
        messages.success(request, f"Rollen {role.get_role_display()} er afsluttet.")
    except operations.RoleAlreadyEnded:
        messages.info(request, "Rollen var allerede afsluttet.")
    return redirect("medarbejder", key=role.employee_id)


def _role(key: int) -> RoleAssignment:
    found = RoleAssignment.objects.select_related("employee", "jobcenter", "team")
    return get_object_or_404(found, pk=key)


def _waiting(request: FleksjobRequest, role: RoleAssignment) -> HttpResponse:
    approver = queries.waits_for(role)
    messages.success(
        request,
        f"Rollen {role.get_role_display()} er sendt til godkendelse. Venter på: {approver}.",
    )
    return redirect("medarbejder", key=role.employee_id)
