"""The export log: who has fetched which lists, for what. No citizen stands in it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import paging
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import numbers
from reports.audit import queries, tables

ROWS_ON_A_PAGE = 50


@require_safe
@page(Act.EXPORT_LISTS)
def exports(request: FleksjobRequest) -> HttpResponse:
    found = queries.exports_seen_by(request.viewer)
    shown = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("side"))
    total = numbers.counted(shown.paginator.count, "udtræk", "udtræk")
    context = {
        "breadcrumbs": [{"label": "Kontrol", "url": reverse("kontrol")}, {"label": "Udtræk"}],
        "sees_all": Act.SEE_ALL_EXPORTS in request.viewer.acts,
        "table": tables.exports(shown),
        "pagination": paging.ways_from(shown, total=total, address=lambda side: f"?side={side}"),
    }
    return render(request, "reports/audit/exports.html", context)
