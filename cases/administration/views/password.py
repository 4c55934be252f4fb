"""A password is chosen with a one-time code, and changed by the one whose it is."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cases.access import throttle
from cases.access.declare import FleksjobRequest, page, public
from cases.access.rules import Act
from cases.administration.forms.employees import (
    IS_WRONG,
    ChangePasswordForm,
    ChoosePasswordForm,
)
from cases.people import operations

CODE, CHANGE = "engangskode", "nuværende adgangskode"  # in the log
INVALID = "Brugernavnet og engangskoden passer ikke sammen, eller koden er brugt eller for gammel"


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@public
def choose(request: HttpRequest) -> HttpResponse:
    """The code is typed, not clicked: it stands in no URL and no log. Sent twice it has one effect."""
    form = ChoosePasswordForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        if throttle.is_closed(request, username=typed["username"], way=CODE):
            return redirect("login")
        try:
            operations.choose_password(
                username=typed["username"],
                code=typed["one_time_code"].strip(),
                password=typed["new_password"],
            )
        except operations.CodeNotValid:
            throttle.failed(request, username=typed["username"], way=CODE)
            form.add_error("one_time_code", f"{INVALID}. Bed systemadministratoren om en ny")
        else:
            messages.success(request, "Din adgangskode er valgt. Log ind med den.")
            return redirect("login")
    return render(request, "administration/choose_password.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@page(Act.SIGNED_IN)
def change(request: FleksjobRequest) -> HttpResponse:
    username = request.user.username
    if request.method == "POST" and throttle.is_closed(request, username=username, way=CHANGE):
        return redirect("adgangskode_skift")
    form = ChangePasswordForm(request.POST or None, employee=request.user, cancel_url="/")
    if form.is_valid():
        employee = operations.set_password(
            employee=request.user, password=form.cleaned_data["new_password"]
        )
        update_session_auth_hash(request, employee)
        messages.success(request, "Din adgangskode er skiftet. Du er logget af alle andre steder.")
        return redirect("home")
    if form.has_error("present_password", code=IS_WRONG):
        throttle.failed(request, username=username, way=CHANGE)
    return render(request, "administration/change_password.html", {"form": form})
