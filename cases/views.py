from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act


@require_safe
@page(Act.SIGNED_IN)
def home(request: FleksjobRequest) -> HttpResponse:
    return render(request, "cases/home.html")
