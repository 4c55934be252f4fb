"""Stedfortrædere: who is told in whose place, and when."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates
from cases.danish.names import genitive
from cases.drafts.submissions import once
from cases.people.models import Employee
from cases.reminders import operations, queries
from cases.reminders.forms import DeputyForm
from cases.reminders.models import Deputy


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.SET_DEPUTY)
@once
def deputies(request: FleksjobRequest) -> HttpResponse:
    """`for`: whose, when a teamchef does it for another; one's own without it."""
    employee = _whose(request)
    as_of = request.viewer.as_of
    form = DeputyForm(
        request.POST or None,
        colleagues=queries.possible_deputies(employee, as_of=as_of),
        as_of=as_of,
        action=_address(request, employee),
    )
    if form.is_valid() and (made := _saved(request, form, employee)):
        messages.success(request, _receipt(made))
        return redirect(_address(request, employee))
    return render(request, "cases/reminders/deputies.html", _context(request, form, employee))


def _saved(request: FleksjobRequest, form: DeputyForm, employee: Employee) -> Deputy | None:
    try:
        return operations.set_deputy(
            employee=employee,
            deputy=form.cleaned_data["deputy"],
            start=form.cleaned_data["first_day"],
            end=form.end,
            as_of=request.viewer.as_of,
            actor=request.viewer.actor,
        )
    except operations.DeputyOnlyAhead:
        form.add_error("first_day", "Vælg i dag eller en senere dag")
    except operations.EndsBeforeItBegins:
        form.add_error("last_day", "Den sidste dag ligger før den første")
    except operations.CannotStandIn:
        form.add_error("deputy", "Kollegaen har ikke længere samme rolle i samme jobcenter")
    except operations.DeputyIsAway as found:
        form.add_error("deputy", _away(found.standing, form.cleaned_data["deputy"]))
    except operations.DeputyAlreadyThere as found:
        form.add_error("first_day", _taken(found.standing))
    return None


def _receipt(made: Deputy) -> str:
    """With what the absence of others means for it."""
    said = [f"{made.deputy} får {genitive(made.employee.name)} beskeder {_days(made)}."]
    meanwhile = queries.deputies_between(start=made.start, end=made.end)
    said += [
        f"{one.employee} er selv væk {_days(one)}; imens får {one.deputy} dem."
        for one in meanwhile.filter(employee=made.deputy)
    ]
    said += [
        f"Det samme gælder beskeder i stedet for {one.employee} {_days(one)}."
        for one in meanwhile.filter(deputy=made.employee)
    ]
    return " ".join(said)


def _days(one: Deputy) -> str:
    return dates.half_open_span(one.start, one.end)


def _taken(standing: Deputy | None) -> str:
    if standing is None:
        return "Der er allerede en stedfortræder i perioden"
    return f"{standing.deputy} er allerede stedfortræder {_days(standing)}. Afslut det først"


def _away(standing: Deputy, deputy: Employee) -> str:
    if standing.employee == deputy:
        return (
            f"{standing.deputy} er stedfortræder for {standing.employee} {_days(standing)}. "
            "I kan ikke være stedfortræder for hinanden på de samme dage"
        )
    return (
        f"{genitive(deputy.name)} beskeder går selv videre til {standing.deputy}, gennem "
        f"{standing.employee}, {_days(standing)}. Vælg en anden kollega på de dage"
    )


@require_POST
@page(Act.SET_DEPUTY)
@once
def end_deputy(request: FleksjobRequest, key: int) -> HttpResponse:
    """By the one who is away, the deputy, or the teamchef."""
    found = get_object_or_404(queries.deputies_in_sight_of(request.viewer), pk=key)
    operations.end_deputy(deputy=found, as_of=request.viewer.as_of, actor=request.viewer.actor)
    messages.success(
        request, f"{found.deputy} får ikke længere {genitive(found.employee.name)} beskeder."
    )
    return redirect("stedfortraedere")


def _whose(request: FleksjobRequest) -> Employee:
    asked = request.GET.get("for", "")
    if not asked:
        return request.user
    key = whole_numbers.read(asked, digits=9)
    if key is None:
        raise Http404
    return get_object_or_404(queries.who_may_get_a_deputy(request.viewer), pk=key)


def _address(request: FleksjobRequest, employee: Employee) -> str:
    own = employee.pk == request.user.pk
    return reverse("stedfortraedere") + ("" if own else f"?for={employee.pk}")


def _context(request: FleksjobRequest, form: DeputyForm, employee: Employee) -> dict[str, Any]:
    viewer = request.viewer
    return {
        "form": form,
        "as_of": viewer.as_of,
        "employee": employee,
        "is_own": employee.pk == request.user.pk,
        "others": [
            one for one in queries.who_may_get_a_deputy(viewer) if one.pk != request.user.pk
        ],
        "standing": [_row(one, viewer.as_of) for one in queries.deputies_in_sight_of(viewer)],
    }


def _row(one: Deputy, as_of: date) -> dict[str, Any]:
    return {
        "key": one.pk,
        "employee": one.employee.name,
        "deputy": one.deputy.name,
        "days": _days(one),
        "is_now": one.start <= as_of,
    }
