"""A role that waits is answered: by the teamchef of the jobcenter, or another systemadministrator."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries, rows
from cases.administration.forms.roles import ApprovalForm
from cases.administration.views.common import overtaken_page
from cases.drafts.submissions import once
from cases.overtaken import told
from cases.people import operations
from cases.people.models import RoleAssignment


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.APPROVE_ROLE)
@once
def approval(request: FleksjobRequest, key: int) -> HttpResponse:
    role = queries.awaiting_in_sight_of(request.viewer).filter(pk=key).first()
    form = ApprovalForm(request.POST or None, cancel_url=reverse("godkendelser"))
    if role is None:
        return _answered_by_another(request, key, form)
    if form.is_valid():
        try:
            return _answered(request, role, form, at=timezone.now())
        except operations.RoleAlreadyDecided:
            return _answered_by_another(request, key, form)
        except operations.MayNotApprove:
            request.readlog.refused(act=Act.APPROVE_ROLE, rule=6)
            form.add_error(None, "Rollen skal godkendes af en anden end dig")
        except operations.IncompatibleRoles as refused:
            form.add_error("answer", str(refused))
    context = {
        "form": form,
        "row": rows.waiting_role(role, as_of=request.viewer.as_of),
        "mine": _mine(request, role),
        "breadcrumbs": [
            {"label": "Godkendelser", "url": reverse("godkendelser")},
            {"label": role.employee.name},
        ],
    }
    return render(request, "administration/approval.html", context)


def _answered(
    request: FleksjobRequest, role: RoleAssignment, form: ApprovalForm, *, at: datetime
) -> HttpResponse:
    as_of, name = request.viewer.as_of, role.employee.name
    if form.cleaned_data["answer"] == "godkend":
        operations.approve_role(role=role, approved_by=request.user, as_of=as_of, at=at)
        messages.success(request, f"{name} har fået rollen {role.get_role_display()}.")
    else:
        operations.refuse_role(
            role=role,
            refused_by=request.user,
            as_of=as_of,
            at=at,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, f"Rollen {role.get_role_display()} til {name} er afvist.")
    return redirect("godkendelser")


def _answered_by_another(request: FleksjobRequest, key: int, form: ApprovalForm) -> HttpResponse:
    role = get_object_or_404(queries.answered_in_sight_of(request.viewer), pk=key)
    if role.approved_at:
        text = told(role, "godkendte rollen", since={"approved_at__isnull": False})
    elif role.refused_at:
        text = told(role, "afviste rollen", since={"refused_at__isnull": False})
    else:
        text = told(role, "afsluttede rollen, før den blev godkendt,")
    title = f"Rollen {role.get_role_display()} til {role.employee.name} venter ikke længere"
    return overtaken_page(request, form, text, title=title)


def _mine(request: FleksjobRequest, role: RoleAssignment) -> bool:
    return queries.may_answer(request.viewer, role)
