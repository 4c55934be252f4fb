"""A ready list: what it shows, its first five rows, and the form that orders a file of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.access import door
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import numbers
from cases.readlog.models import ReadLogRow
from reports.audit import queries, tables
from reports.audit.filters import Filters
from reports.audit.forms import FilterForm, OrderForm
from reports.audit.models import SavedList
from reports.audit.queries import Extract
from reports.audit.registry import AuditList, Row, every_list, list_named
from reports.audit.wording import in_words

NO_SUCH_CASE = "Sagen findes ikke, eller du har ikke adgang til den. Tjek sagens nummer"
WRITE_A_CASE = "Skriv sagens nummer, og vælg Vis listen."


@require_safe
@page(Act.EXPORT_LISTS, citizens=True)
def first_list(request: FleksjobRequest) -> HttpResponse:
    return shown(request, every_list()[0])


@require_safe
@page(Act.EXPORT_LISTS, citizens=True)
def show(request: FleksjobRequest, key: str) -> HttpResponse:
    return shown(request, named_in_the_address(key))


def named_in_the_address(key: str) -> AuditList:
    found = list_named(key)
    if found is None:
        raise Http404
    return found


def shown(
    request: FleksjobRequest, listed: AuditList, *, order: OrderForm | None = None
) -> HttpResponse:
    """Those in the preview are on a list; it is a look like any other."""
    extract, form = asked(request, listed)
    problem = _refused(request, extract) if extract else ""
    if extract is None or problem or (listed.needs_a_case and not extract.filters.sag):
        return _page(request, listed, form, {"problem": problem}, Filters(), order)
    rows = extract.preview()
    _log(request, listed, rows)
    total = extract.count()
    context = {
        "preview": tables.preview(extract, rows),
        "total": total,
        "total_text": numbers.counted(total, "række", "rækker"),
        "restricted": extract.restricted,
        "may_order": True,
    }
    return _page(request, listed, form, context, extract.filters, order)


def asked(
    request: FleksjobRequest, listed: AuditList, *, with_cpr: bool = False
) -> tuple[Extract | None, FilterForm]:
    """None while a filter cannot be read."""
    form = FilterForm(
        request.GET,
        listed=listed,
        viewer=request.viewer,
        action=reverse("revisionsliste", args=[listed.key]),
    )
    filters = form.filters()
    if form.errors:
        return None, form
    return Extract(listed, request.viewer, filters, request.viewer.as_of, with_cpr), form


def _refused(request: FleksjobRequest, extract: Extract) -> str:
    """Of a list about one case: what is said when it is not for this reader; the log is told why."""
    if not extract.listed.needs_a_case or not extract.filters.sag:
        return ""
    act = extract.listed.act
    try:
        door.open_case(request.viewer, number=extract.filters.sag, act=act)
    except door.Refused as refused:
        request.readlog.refused(act=act, rule=refused.rule, case=refused.case)
        return NO_SUCH_CASE
    return ""


def _log(request: FleksjobRequest, listed: AuditList, rows: list[Row]) -> None:
    for citizen_id, number in queries.citizens_in(rows if listed.is_about_citizens else []):
        request.readlog.add(
            action=ReadLogRow.Action.LIST,
            citizen_id=citizen_id,
            case_number=number,
            fields=("identitet", "frister"),
        )


def _page(
    request: FleksjobRequest,
    listed: AuditList,
    form: FilterForm,
    found: dict[str, Any],
    filters: Filters,
    order: OrderForm | None,
) -> HttpResponse:
    own = list(SavedList.objects.standing().filter(owner=request.user))
    known = {(one.list_key, one.query) for one in own}
    may_have_cpr = queries.may_have_cpr(request.viewer, listed)
    context = {
        "breadcrumbs": [{"label": "Kontrol", "url": reverse("kontrol")}, {"label": listed.name}],
        "lists": tables.menu(every_list(), own, listed, filters),
        "own": own,
        "listed": listed,
        "filters": tables.panel(form, listed, filters, in_words(listed, filters, request.viewer)),
        "query": filters.query,
        "may_save": bool(filters.query) and (listed.key, filters.query) not in known,
        "form": order or OrderForm(may_have_cpr=may_have_cpr),
        "empty": WRITE_A_CASE if listed.needs_a_case else "",
        **found,
    }
    return render(request, "reports/audit/list.html", context)
