"""A one-time code: asked for by one person, drawn and handed over by another."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries, rows
from cases.administration.forms.employees import CodeAnswerForm
from cases.administration.views.common import overtaken_page
from cases.drafts.submissions import answered_at, once
from cases.overtaken import told
from cases.people import operations
from cases.people.models import CodeRequest, Employee


@require_POST
@page(Act.ADMINISTER)
@once
def ask(request: FleksjobRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Employee, pk=key)
    if not found.is_active:
        messages.warning(request, f"{found.name} er deaktiveret. Genaktivér medarbejderen først.")
        return redirect("medarbejder", key=found.pk)
    try:
        operations.ask_for_code(employee=found, asked_by=request.user)
        messages.success(request, f"Der er bedt om en engangskode til {found.name}.")
    except operations.CodeAlreadyAskedFor:
        messages.info(request, f"Der er allerede bedt om en engangskode til {found.name}.")
    return redirect("medarbejder", key=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.APPROVE_ROLE)
@once
def answer(request: FleksjobRequest, key: int) -> HttpResponse:
    asked = _in_sight(request, key)
    form = CodeAnswerForm(request.POST or None, cancel_url=reverse("godkendelser"))
    if asked is None:
        return _answered_by_another(request, key, form)
    if form.is_valid():
        try:
            return _answered(request, asked, form, at=timezone.now())
        except operations.CodeRequestAlreadyAnswered:
            return _answered_by_another(request, key, form)
        except operations.MayNotDrawCode:
            request.readlog.refused(act=Act.APPROVE_ROLE, rule=6)
            form.add_error(None, "Koden skal dannes af en anden end dig")
    context = {
        "form": form,
        "row": rows.code_request(asked),
        "mine": queries.may_draw_code(request.viewer, asked),
        "breadcrumbs": _crumbs(asked.employee.name),
    }
    return render(request, "administration/code_answer.html", context)


def _in_sight(request: FleksjobRequest, key: int) -> CodeRequest | None:
    waiting = queries.codes_in_sight_of(request.viewer)
    return next((one for one in waiting if one.pk == key), None)


def _answered_by_another(request: FleksjobRequest, key: int, form: CodeAnswerForm) -> HttpResponse:
    asked = queries.answered_code_in_sight_of(request.viewer, key)
    if asked is None:
        raise Http404
    if asked.drawn_at:
        text = told(asked, "dannede koden", since={"drawn_at__isnull": False})
    elif asked.refused_at:
        text = told(asked, "afviste koden", since={"refused_at__isnull": False})
    else:
        text = f"{asked.employee.name} er deaktiveret, så koden kan ikke dannes."
    title = f"Engangskoden til {asked.employee.name} venter ikke længere"
    return overtaken_page(request, form, text, title=title)


def _answered(
    request: FleksjobRequest, asked: CodeRequest, form: CodeAnswerForm, *, at: datetime
) -> HttpResponse:
    as_of, employee = request.viewer.as_of, asked.employee
    if form.cleaned_data["answer"] == "afvis":
        reason = form.cleaned_data["reason"]
        operations.refuse_code(
            request=asked, refused_by=request.user, as_of=as_of, at=at, reason=reason
        )
        messages.success(request, f"Engangskoden til {employee.name} er afvist.")
        return redirect("godkendelser")
    code = operations.draw_code(request=asked, drawn_by=request.user, as_of=as_of, at=at)
    context = {"employee": employee, "code": code, "breadcrumbs": _crumbs(employee.name)}
    return answered_at(
        render(request, "administration/code.html", context), reverse("godkendelser")
    )


def _crumbs(name: str) -> list[dict[str, str]]:
    return [{"label": "Godkendelser", "url": reverse("godkendelser")}, {"label": name}]
