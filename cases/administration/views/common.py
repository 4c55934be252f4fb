"""What every page of administration does."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.access.declare import FleksjobRequest
from cases.administration import queries
from cases.forms import VersionedForm
from cases.overtaken import Overtaken, typed_in
from cases.people import operations

Crumb = tuple[str, str]
TAKEN = "Der er allerede en med det navn eller den kode"


def crumbs(title: str, *trail: Crumb) -> list[dict[str, str]]:
    """Administration › (label, URL name or URL) … › title."""
    above = [("Administration", reverse("administration")), *trail]
    return [{"label": label, "url": url} for label, url in above] + [{"label": title}]


def form_page(
    request: FleksjobRequest,
    form: Form,
    *,
    title: str,
    trail: tuple[Crumb, ...] = (),
    lead: str = "",
) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "breadcrumbs": crumbs(title, *trail)}
    return render(request, "administration/form.html", context)


def choice(
    request: FleksjobRequest, name: str, label: str, options: list[tuple[str, str]]
) -> dict[str, Any]:
    """One filter of a list; the first of its options is the one without it."""
    chosen = request.GET.get(name, options[0][0])
    return {"name": name, "label": label, "options": options, "chosen": chosen}


def overtaken_page(
    request: FleksjobRequest, form: Form, text: str, *, title: str, back: Crumb | None = None
) -> HttpResponse:
    """Somebody was first: what they did in words, what was typed here, and the way `back`."""
    label, above = back or ("Godkendelser", reverse("godkendelser"))
    context = {
        "overtaken": Overtaken(text, above, f"Gå til {label}", typed=typed_in(form)),
        "title": title,
        "breadcrumbs": [{"label": label, "url": above}, {"label": title}],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "administration/overtaken.html", context, status=status)


def show_both(form: Form, conflict: operations.EditConflict) -> None:
    """The second of two who save sees both versions and loses nothing typed."""
    assert isinstance(form, VersionedForm)
    by = queries.names_of_actors([conflict.by])[conflict.by]
    form.stand_against(conflict.current, version=operations.version_of(conflict.current), by=by)


def saved_or_form(
    request: FleksjobRequest, form: Form, save: Callable[[], str], *, title: str, lead: str = ""
) -> HttpResponse:
    """Of the organisation: `save` says what was done, or its refusal stands at the field."""
    if form.is_valid():
        try:
            messages.success(request, save())
        except operations.EditConflict as conflict:
            show_both(form, conflict)
        except operations.NameTaken:
            form.add_error("name", TAKEN)
        except operations.DaysAlreadyCovered:
            form.add_error("first_day", "En senere række gælder allerede. Vælg en senere dag")
        else:
            return redirect("organisation")
    trail = (("Organisation", reverse("organisation")),)
    return form_page(request, form, title=title, trail=trail, lead=lead)


def table_page(
    request: FleksjobRequest,
    template: str,
    *,
    title: str,
    trail: tuple[Crumb, ...] = (),
    **context: Any,
) -> HttpResponse:
    context |= {"title": title, "as_of": request.viewer.as_of, "breadcrumbs": crumbs(title, *trail)}
    return render(request, f"administration/{template}.html", context)
