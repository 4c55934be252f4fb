"""Min profil: who one is here, which roles one holds, and how the system should behave."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.drafts.submissions import once
from cases.people.models import RoleAssignment
from cases.preferences import operations, queries
from cases.preferences.forms import PreferencesForm


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.SIGNED_IN)
@once
def profile(request: FleksjobRequest) -> HttpResponse:
    chosen = queries.settings_of(request.user)
    form = PreferencesForm(request.POST or None, initial={"single_keys": chosen.single_keys})
    if form.is_valid():
        operations.choose(employee=request.user, **form.cleaned_data)
        messages.success(request, "Dine valg er gemt.")
        return redirect("profil")
    context = {"form": form, "employee": request.user, "facts": _facts(request)}
    return render(request, "preferences/profile.html", context)


def _facts(request: FleksjobRequest) -> list[dict[str, str]]:
    held = RoleAssignment.objects.filter(employee=request.user)
    roles = held.in_force(as_of=request.viewer.as_of).select_related("jobcenter")
    return [
        {"term": "Brugernavn", "text": request.user.username},
        {"term": "E-mail", "text": request.user.email},
        *({"term": role.get_role_display(), "text": _place_and_days(role)} for role in roles),
    ]


def _place_and_days(role: RoleAssignment) -> str:
    place = role.jobcenter.name if role.jobcenter else "På tværs af jobcentre"
    return f"{place}, {dates.half_open_span(role.valid_from, role.valid_to)}"
