"""Saved views of Sager: those everyone has, and one's own. What is saved is the address."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.caselist import operations, registry
from cases.caselist.filters import STATES, Filters, read
from cases.caselist.models import SavedView
from cases.drafts.submissions import once
from cases.fields import TextField
from cases.people.models import Employee

BUILT_IN = {
    "Over fristen": {"tilstand": "over"},
    STATES["til-teamet"]: {"tilstand": "til-teamet"},
    "Denne uge": {"tilstand": "uge"},
    "Uden sagsbehandler": {"sagsbehandler": "ingen"},
}


class NameForm(forms.Form):
    navn = TextField(
        label="Navn på visningen",
        max_length=40,
        error_messages={"required": "Skriv et navn til visningen, fx Mine over fristen"},
    )


def listed(employee: Employee, filters: Filters, *, default_caseworker: str) -> dict[str, Any]:
    """For the page: every view with its address, and which of them is open."""
    here = canonical(filters, default_caseworker=default_caseworker)
    built_in = [
        (name, canonical(read(chosen, default_caseworker=default_caseworker),
                         default_caseworker=default_caseworker))
        for name, chosen in BUILT_IN.items()
    ]  # fmt: skip
    own = [(view.name, view.query) for view in SavedView.objects.standing().filter(owner=employee)]
    return {
        "links": [
            {"label": name, "url": reverse("sager") + query, "current": query == here}
            for name, query in [*built_in, *own]
        ],
        "has_own": bool(own),
        "query": here,
        "may_save": here != "?" and here not in {query for _, query in [*built_in, *own]},
    }


def canonical(filters: Filters, *, default_caseworker: str) -> str:
    return filters.query(default_caseworker=default_caseworker, side=1)


@require_safe
@page(Act.LIST_CASES)
def views(request: FleksjobRequest) -> HttpResponse:
    own = SavedView.objects.standing().filter(owner=request.user)
    context = {
        "views": own,
        "breadcrumbs": [{"label": "Sager", "url": reverse("sager")}, {"label": "Dine visninger"}],
    }
    return render(request, "cases/caselist/views.html", context)


def save_as(request: FleksjobRequest, *, default_caseworker: str) -> HttpResponse:
    """Only what filters know is kept of the address that was sent."""
    sent = QueryDict(request.POST.get("adresse", "")[:400].lstrip("?"))
    known = registry.labels()
    filters = read(sent, default_caseworker=default_caseworker, known_states=known)
    query = canonical(filters, default_caseworker=default_caseworker)
    if (name := _name(request)) is not None:
        try:
            view = operations.save_view(owner=request.user, name=name, query=query)
        except operations.NameTaken:
            _name_taken(request, name)
        except operations.TooManyViews:
            messages.error(request, "Du har 20 visninger. Slet en, før du gemmer en ny")
        else:
            _say(request, view, f"Visningen »{view.name}« er gemt.")
    return redirect(reverse("sager") + query)


@require_POST
@page(Act.LIST_CASES)
@once
def rename(request: FleksjobRequest, key: int) -> HttpResponse:
    if (name := _name(request)) is not None:
        try:
            view = operations.rename_view(owner=request.user, key=key, name=name)
        except SavedView.DoesNotExist as gone:
            raise Http404 from gone
        except operations.NameTaken:
            _name_taken(request, name)
        else:
            _say(request, view, f"Visningen hedder nu »{view.name}«.")
    return redirect("sager_visninger")


@require_POST
@page(Act.LIST_CASES)
@once
def remove(request: FleksjobRequest, key: int) -> HttpResponse:
    try:
        view = operations.remove_view(owner=request.user, key=key)
    except SavedView.DoesNotExist as gone:
        raise Http404 from gone
    _say(request, view, f"Visningen »{view.name}« er slettet.")
    return redirect("sager_visninger")


@require_POST
@page(Act.LIST_CASES)
def undo(request: FleksjobRequest, key: int) -> HttpResponse:
    try:
        view = operations.undo(owner=request.user, key=key)
    except SavedView.DoesNotExist as gone:
        raise Http404 from gone
    except operations.NothingToUndo:
        messages.info(request, "Det er allerede fortrudt.")
    except operations.NameTaken:
        messages.error(request, "Du har fået en anden visning med det navn. Omdøb den først")
    else:
        messages.success(request, f"Fortrudt: visningen »{view.name}«.")
    return redirect("sager_visninger")


def _name(request: FleksjobRequest) -> str | None:
    form = NameForm(request.POST)
    if form.is_valid():
        return str(form.cleaned_data["navn"])
    messages.error(request, str(form.errors["navn"][0]))
    return None


def _name_taken(request: FleksjobRequest, name: str) -> None:
    messages.error(request, f"Du har allerede en visning, der hedder »{name}«. Vælg et andet navn")


def _say(request: FleksjobRequest, view: SavedView, text: str) -> None:
    undo_url = reverse("sager_visning_fortryd", args=[view.pk])
    messages.success(request, text, f"fortryd:{undo_url}")
