"""A password is chosen with a one-time code, and changed by the one whose it is."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cases.access import throttle
from cases.access.declare import FleksjobRequest, View, page, public
from cases.access.rules import Act
from cases.administration.forms.employees import (
    IS_WRONG,
    ChangePasswordForm,
    ChoosePasswordForm,
)
from cases.drafts.submissions import nothing_done, once
from cases.people import operations
from cases.people.models import Employee

CODE, CHANGE = "engangskode", "nuværende adgangskode"  # in the log
INVALID = "Brugernavnet og engangskoden passer ikke sammen, eller koden er brugt eller for gammel"


def _stays_logged_in(view: View) -> View:
    """A new password ends every session; the one it was typed in goes on under a new key.

    So does the second of two forms sent at once: its answer is the one that the browser waits for.
    """

    @wraps(view)
    def guarded(request: FleksjobRequest) -> HttpResponse:
        response = view(request)
        if request.method == "POST":
            employee = Employee.objects.get(pk=request.user.pk)
            if request.session[HASH_SESSION_KEY] != employee.get_session_auth_hash():
                update_session_auth_hash(request, employee)
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@public
@once
def choose(request: HttpRequest) -> HttpResponse:
    """The code is typed, not clicked: it stands in no URL and no log."""
    form = ChoosePasswordForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        if throttle.is_closed(request, username=typed["username"], way=CODE):
            return nothing_done(redirect("login"))
        try:
            operations.choose_password(
                username=typed["username"],
                code=typed["one_time_code"].strip(),
                password=typed["new_password"],
            )
        except operations.CodeNotValid:
            throttle.failed(request, username=typed["username"], way=CODE)
            form.add_error("one_time_code", f"{INVALID}. Bed systemadministratoren om en ny")
        except ValidationError as too_like:
            form.add_error("new_password", too_like)
        else:
            messages.success(request, "Din adgangskode er valgt. Log ind med den.")
            return redirect("login")
    return render(request, "administration/choose_password.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@page(Act.SIGNED_IN)
@_stays_logged_in
@once
def change(request: FleksjobRequest) -> HttpResponse:
    username = request.user.username
    if request.method == "POST" and throttle.is_closed(request, username=username, way=CHANGE):
        return nothing_done(redirect("adgangskode_skift"))
    form = ChangePasswordForm(request.POST or None, employee=request.user, cancel_url="/")
    if form.is_valid():
        operations.set_password(employee=request.user, password=form.cleaned_data["new_password"])
        messages.success(request, "Din adgangskode er skiftet. Du er logget af alle andre steder.")
        return redirect("home")
    if form.has_error("present_password", code=IS_WRONG):
        throttle.failed(request, username=username, way=CHANGE)
    return render(request, "administration/change_password.html", {"form": form})
