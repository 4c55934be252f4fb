"""Kontrol: where quality control and the teamchef find the pages of oversight."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from reports.control.registry import pages_for


@require_safe
@page(Act.EXPORT_LISTS)
def control(request: FleksjobRequest) -> HttpResponse:
    return render(
        request, "reports/control/control.html", {"pages": pages_for(request.viewer.acts)}
    )
