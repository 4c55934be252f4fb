"""The front door: whoever logs in lands on the first page of their menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases import navigation
from cases.access.declare import page
from cases.access.rules import Act


@require_safe
@page(Act.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    items = navigation.frame(request)["navigation"]
    if items:
        return redirect(items[0]["url"])
    return render(request, "cases/home.html")
