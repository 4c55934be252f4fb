"""What every page of administration does."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.access.declare import FleksjobRequest

Crumb = tuple[str, str]


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
