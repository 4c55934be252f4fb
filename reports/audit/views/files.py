"""A file of an audit list: ordered with a purpose, made ready, and sent as it is made."""

from collections.abc import Iterator
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import numbers
from cases.drafts.submissions import once
from reports.audit import operations, queries, tables
from reports.audit.filters import Filters
from reports.audit.forms import OrderForm
from reports.audit.making import Making
from reports.audit.models import Export, ExportFile
from reports.audit.queries import Extract
from reports.audit.registry import AuditList, list_named
from reports.audit.views.lists import asked, named_in_the_address, shown
from reports.audit.wording import holds, in_words
from reports.audit.xlsx_file import MOST_ROWS

ASK_ABOVE = 500
Format = ExportFile.Format
CONTENT_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.CSV_ISO: "text/csv; charset=utf-8",
}
TOO_LONG = "Listen har flere rækker, end Excel kan vise. Hent den som CSV, eller vælg et filter."


@require_POST
@page(Act.EXPORT_LISTS, citizens=True)
@once
def order(request: FleksjobRequest, key: str) -> HttpResponse:
    """Above 500 citizens one is asked once more."""
    listed = named_in_the_address(key)
    may_have_cpr = queries.may_have_cpr(request.viewer, listed)
    form = OrderForm(request.POST, may_have_cpr=may_have_cpr)
    file_format = _format(request.POST.get("format", ""))
    extract, _ = asked(request, listed)
    if extract is None or not form.is_valid():
        return shown(request, listed, order=form)
    if _is_too_long(extract, file_format):
        messages.error(request, TOO_LONG)
        return shown(request, listed, order=form)
    citizens = extract.count_citizens()
    if citizens > ASK_ABOVE and request.POST.get("bekraeft") != "ja":
        return _ask(request, listed, extract.filters, form, citizens, file_format)
    export = operations.order(
        employee=request.user,
        listed=listed,
        filters=extract.filters,
        in_words=in_words(listed, extract.filters, request.viewer),
        purpose=form.cleaned_data["formaal"],
        with_cpr=form.cleaned_data.get("cpr", False),
        as_of=request.viewer.as_of,
    )
    return redirect(f"{reverse('udtraek_klar', args=[export.pk])}?format={file_format}")


@require_safe
@page(Act.EXPORT_LISTS)
def ready(request: FleksjobRequest, key: int) -> HttpResponse:
    """The file begins by itself the first time."""
    export = _own(request, key)
    listed = _list_of(export)
    may_fetch = export.as_of == request.viewer.as_of
    files = tables.files(export)
    first = _format(request.GET.get("format", ""))
    context = {
        "breadcrumbs": [
            {"label": "Kontrol", "url": reverse("kontrol")},
            {"label": listed.name, "url": _list_url(export)},
            {"label": f"Udtræk {export.pk}"},
        ],
        "export": export,
        "listed": listed,
        "list_url": _list_url(export),
        "files": files,
        "formats": Format.choices if may_fetch else [],
        "starts": reverse("udtraek_hent", args=[key, first]) if may_fetch and not files else "",
    }
    return render(request, "reports/audit/ready.html", context)


@require_safe
@page(Act.EXPORT_LISTS, citizens=True)
def fetch(request: FleksjobRequest, key: int, file_format: str) -> HttpResponse:
    """Every citizen in the file is in the committed log before the first byte leaves."""
    export = _own(request, key)
    if file_format not in Format.values:
        raise Http404
    if export.as_of != request.viewer.as_of:
        messages.error(
            request, "Udtrækket er fra en anden dag. Bestil et nyt, så det er dagens data."
        )
        return redirect(_list_url(export))
    extract = extract_of(export, request.viewer)
    if _is_too_long(extract, file_format):
        messages.error(request, TOO_LONG)
        return redirect(_list_url(export))
    making = Making(
        export=export,
        extract=extract,
        file_format=file_format,
        log=request.readlog,
        made_at=timezone.localtime(request.moment).replace(tzinfo=None, microsecond=0),
    )
    pieces = making.pieces()
    first = next(pieces, b"")
    response = StreamingHttpResponse(
        _sent(first, pieces), content_type=CONTENT_TYPES[Format(file_format)]
    )
    response["Content-Disposition"] = f'attachment; filename="{_file_name(export, file_format)}"'
    return cast(HttpResponse, response)  # the two have only a base in common


def _is_too_long(extract: Extract, file_format: str) -> bool:
    return file_format == Format.XLSX and extract.count() > MOST_ROWS


def extract_of(export: Export, viewer: Viewer) -> Extract:
    """Under what the viewer may see now, whatever it was when the list was ordered."""
    listed = _list_of(export)
    with_cpr = export.with_cpr and queries.may_have_cpr(viewer, listed)
    return Extract(listed, viewer, Filters.read(export.query), export.as_of, with_cpr)


def _sent(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _own(request: FleksjobRequest, key: int) -> Export:
    export = Export.objects.filter(pk=key, employee=request.user, on_server=False).first()
    if export is None:
        raise Http404
    return export


def _list_of(export: Export) -> AuditList:
    if (listed := list_named(export.list_key)) is None:
        raise Http404
    return listed


def _list_url(export: Export) -> str:
    return reverse("revisionsliste", args=[export.list_key]) + export.query


def _format(text: str) -> str:
    return text if text in Format.values else str(Format.XLSX)


def _file_name(export: Export, file_format: str) -> str:
    ending = "xlsx" if file_format == Format.XLSX else "csv"
    return f"{export.list_key}-{export.as_of.isoformat()}-{export.pk}.{ending}"


def _ask(
    request: FleksjobRequest,
    listed: AuditList,
    filters: Filters,
    form: OrderForm,
    citizens: int,
    file_format: str,
) -> HttpResponse:
    context = {
        "listed": listed,
        "query": filters.query,
        "citizens": citizens,
        "citizens_text": numbers.counted(citizens, "borger", "borgere"),
        "format": file_format,
        "purpose": form.cleaned_data["formaal"],
        "with_cpr": form.cleaned_data.get("cpr", False),
        "holds": holds(listed, filters, with_cpr=form.cleaned_data.get("cpr", False)),
        "breadcrumbs": [
            {"label": "Kontrol", "url": reverse("kontrol")},
            {"label": listed.name, "url": reverse("revisionsliste", args=[listed.key])},
            {"label": "Hent"},
        ],
    }
    return render(request, "reports/audit/confirm.html", context)
