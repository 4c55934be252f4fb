"""What must be entered before the first citizen is shown: one's own CPR number, or a purpose."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import purpose
from cases.access.declare import RETURN_KEY, FleksjobRequest, page
from cases.access.forms import OwnCprForm, PurposeForm
from cases.access.rules import Act
from cases.readlog.models import ReadLogRow

Action = ReadLogRow.Action
Outcome = ReadLogRow.Outcome


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ENTER_OWN_CPR)
def own_cpr(request: FleksjobRequest) -> HttpResponse:
    form = OwnCprForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = form.save(employee=request.user)
        outcome = Outcome.ALLOWED if accepted else Outcome.REFUSED
        request.readlog.add(action=Action.SETTING, criterion="egen_cpr", outcome=outcome)
        if accepted:
            return _back(request)
    entered = not request.own_cpr_missing
    return render(request, "access/own_cpr.html", {"form": form, "entered": entered})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.CHOOSE_PURPOSE)
def choose_purpose(request: FleksjobRequest) -> HttpResponse:
    form = PurposeForm(request.POST or None, initial={"purpose": purpose.of(request)})
    if request.method == "POST" and form.is_valid():
        request.session[purpose.SESSION_KEY] = form.cleaned_data["purpose"]
        request.readlog.add(action=Action.SETTING, criterion="formaal")
        return _back(request)
    return render(request, "access/purpose.html", {"form": form})


def _back(request: FleksjobRequest) -> HttpResponseRedirect:
    """To the page that asked; its address came from the request itself, not from the browser."""
    return redirect(request.session.pop(RETURN_KEY, "/"))
