"""One's own lists: a ready list with filters, under a name."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.drafts.submissions import once
from reports.audit import operations
from reports.audit.forms import NameForm
from reports.audit.models import SavedList
from reports.audit.views.lists import asked, named_in_the_address


@require_POST
@page(Act.EXPORT_LISTS)
@once
def save(request: FleksjobRequest, key: str) -> HttpResponse:
    """The filters stand in the address of the form, as on the page."""
    listed = named_in_the_address(key)
    extract, _ = asked(request, listed)
    query = extract.filters.query if extract else ""
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["navn"][0]))
    else:
        _save(request, form.cleaned_data["navn"], listed.key, query)
    return redirect(reverse("revisionsliste", args=[listed.key]) + query)


def _save(request: FleksjobRequest, name: str, list_key: str, query: str) -> None:
    try:
        operations.save_list(owner=request.user, name=name, list_key=list_key, query=query)
    except operations.NameTaken:
        messages.error(
            request, f"Du har allerede en liste, der hedder »{name}«. Vælg et andet navn"
        )
    except operations.TooManyLists:
        messages.error(request, "Du har 20 lister. Slet en, før du gemmer en ny")
    else:
        messages.success(request, f"Listen »{name}« er gemt.")


@require_POST
@page(Act.EXPORT_LISTS)
@once
def remove(request: FleksjobRequest, key: int) -> HttpResponse:
    try:
        found = operations.remove_list(owner=request.user, key=key)
    except SavedList.DoesNotExist as gone:
        raise Http404 from gone
    undo_url = reverse("egen_liste_fortryd", args=[found.pk])
    messages.success(request, f"Listen »{found.name}« er slettet.", f"fortryd:{undo_url}")
    return redirect(reverse("revisionsliste", args=[found.list_key]))


@require_POST
@page(Act.EXPORT_LISTS)
def restore(request: FleksjobRequest, key: int) -> HttpResponse:
    """Sent twice it has one effect: what stands is not put back again."""
    try:
        found = operations.restore_list(owner=request.user, key=key)
    except SavedList.DoesNotExist as gone:
        raise Http404 from gone
    except operations.NothingToUndo:
        messages.info(request, "Det er allerede fortrudt.")
        return redirect("revisionslister")
    except operations.NameTaken:
        messages.error(request, "Du har fået en anden liste med det navn. Slet den først")
        return redirect("revisionslister")
    messages.success(request, f"Fortrudt: listen »{found.name}«.")
    return redirect(reverse("revisionsliste", args=[found.list_key]) + found.query)
