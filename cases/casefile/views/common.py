"""What the pages of acts on a case share."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.access.declare import FleksjobRequest
from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.forms import VersionedForm
from cases.overtaken import Overtaken, typed_in
from cases.overview.frame import case_context

TAB = "sag_oplysninger"


def facts_url(case: Case) -> str:
    return reverse(TAB, args=[case.number])


def act_page(
    request: FleksjobRequest, case: Case, form: Form, *, title: str, lead: str = "", **more: Any
) -> HttpResponse:
    """The form on the case's own pages; the look is logged."""
    request.readlog.shown(case, fields=["identitet"])
    context = {**case_context(request, case, current=TAB), "form": form, "title": title}
    return render(request, "cases/casefile/act.html", {**context, "lead": lead, **more})


def overtaken_page(
    request: FleksjobRequest, case: Case, form: Form, text: str, *, title: str
) -> HttpResponse:
    """Another was first: what they did in words, and what was typed here."""
    page = Overtaken(text, facts_url(case), "Gå til sagens oplysninger", typed=typed_in(form))
    response = act_page(request, case, form, title=title, overtaken=page)
    response.status_code = 409 if request.method == "POST" else 200
    return response


def done(request: FleksjobRequest, case: Case, text: str, *, fields: list[str]) -> HttpResponse:
    request.readlog.wrote(case, fields=fields)
    messages.success(request, text)
    return redirect(facts_url(case))


def keep_typed(form: VersionedForm, current: Case | Citizen) -> None:
    """Another saved first: what was typed stays, and saving again is done knowingly."""
    form.show_version(current.version)
    form.add_error(
        None,
        "En anden har ændret sagen, mens du skrev. Det, du skrev, står her stadig. Se, hvad der "
        "gælder nu, og gem igen, hvis det stadig er rigtigt",
    )
