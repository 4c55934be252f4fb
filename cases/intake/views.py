"""Send a list, look through what it would do, save it."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import numbers
from cases.deadlines.period_types import PeriodType
from cases.drafts.submissions import once
from cases.intake import looks, operations, sentences, upload
from cases.intake import page as pages
from cases.intake.forms import SaveForm, UploadForm
from cases.intake.models import IntakeRun
from cases.intake.queries import ShownRow
from cases.intake.textfile import FileUnreadable
from cases.people.operations import UnitClosed
from cases.readlog.models import ReadLogRow

MOST_ROWS = 20_000
BREADCRUMBS = [{"label": "Indlæs perioder"}]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.IMPORT_PERIODS, citizens=True)
@once
def send(request: FleksjobRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, UploadForm())
    form = UploadForm(request.POST, request.FILES, is_too_large=upload.is_too_large(request))
    if not form.is_valid():
        return _form(request, form)
    operations.delete_expired(now=timezone.now())
    try:
        run = _reviewed(request, form)
    except FileUnreadable as unreadable:
        form.add_error("fil", str(unreadable))
    except operations.TooManyRows as many:
        form.add_error("fil", _too_many(many.rows))
    else:
        _log(request, run)
        return redirect("indlaesning", run.pk)
    return _form(request, form)


def _reviewed(request: FleksjobRequest, form: UploadForm) -> IntakeRun:
    run = operations.review(
        source=form.cleaned_data["fil"].file,
        source_name=form.cleaned_data["kilde"],
        file_name=form.cleaned_data["fil"].name,
        as_of=request.viewer.as_of,
        actor=request.viewer.actor,
        employee=request.user,
        most_rows=MOST_ROWS,
    )
    return operations.foresee_moves(run=run, as_of=request.viewer.as_of, actor=request.viewer.actor)


@require_safe
@page(Act.IMPORT_PERIODS, citizens=True)
def review(request: FleksjobRequest, run_id: uuid.UUID) -> HttpResponse:
    run = _own_run(request, run_id)
    shown = pages.review_page(
        run, group_key=request.GET.get("gruppe", ""), number=request.GET.get("side", "1")
    )
    _list(request, shown.rows)
    waiting = run.state == IntakeRun.State.REVIEWED
    context = {
        "run": run,
        "is_waiting": waiting,
        "sentence": _sentence(run),
        "consequences": sentences.consequences(run.counts),
        "button": sentences.button(run.counts),
        "restricted": sentences.restricted(run.counts),
        "tabs": pages.tabs(run, current=shown.group),
        "table": pages.table(shown),
        "group": shown.group,
        "empty": shown.group.empty if run.counts["raekker"] else "Listen har ingen rækker.",
        "pagination": pages.pagination(run, shown),
        "steps": {
            "number": 2 if waiting else 3,
            "count": 3,
            "label": "Gennemgå" if waiting else "Kvittering",
        },
        "receipt": {
            "tone": "success" if run.state == IntakeRun.State.SAVED else "info",
            "text": _sentence(run),
        },
        "can_save": sentences.is_savable(run.counts),
        "breadcrumbs": BREADCRUMBS,
    }
    return render(request, "intake/review.html", context)


@require_POST
@page(Act.IMPORT_PERIODS, citizens=True)
@once
def save(request: FleksjobRequest, run_id: uuid.UUID) -> HttpResponse:
    run = _own_run(request, run_id)
    form = SaveForm(request.POST)
    form.full_clean()
    try:
        saved = operations.save(
            run=run,
            leave_out_bad=form.cleaned_data["spring_over"],
            as_of=request.viewer.as_of,
            actor=request.viewer.actor,
        )
    except (
        operations.RowsAreBad,
        operations.AlreadySaved,
        operations.Collided,
        UnitClosed,
    ) as refused:
        messages.error(request, WHY_NOT[type(refused)])
    except operations.ReviewChanged:
        operations.review_again(run=run, as_of=request.viewer.as_of, actor=request.viewer.actor)
        messages.warning(request, CHANGED_MEANWHILE)
    else:
        _log(request, saved)
        operations.clear_rows(saved)
    return redirect("indlaesning", run.pk)


WHY_NOT = {
    operations.RowsAreBad: "Intet er gemt. Sæt kryds i »Spring over«, eller ret filen og send den igen",
    operations.AlreadySaved: "Listen er allerede gemt eller kasseret",
    operations.Collided: "En anden registrerede det samme imens. Intet er gemt. Prøv igen",
    UnitClosed: "Et jobcenter på listen er nedlagt imens. Intet er gemt. Ret listen, og send den igen",
}
CHANGED_MEANWHILE = (
    "Intet er gemt. Perioderne her er ændret, siden du gennemgik listen. Se den igennem igen"
)


@require_POST
@page(Act.IMPORT_PERIODS, citizens=True)
@once
def discard(request: FleksjobRequest, run_id: uuid.UUID) -> HttpResponse:
    operations.discard(run=_own_run(request, run_id))
    messages.info(request, "Listen er kasseret. Intet er gemt")
    return redirect("indlaes_perioder")


def _form(request: FleksjobRequest, form: UploadForm) -> HttpResponse:
    context = {
        "form": form,
        "breadcrumbs": BREADCRUMBS,
        "most_rows": MOST_ROWS,
        "kinds": ", ".join(PeriodType),
        "steps": {"number": 1, "count": 3, "label": "Send listen"},
    }
    return render(request, "intake/send.html", context)


def _own_run(request: FleksjobRequest, run_id: uuid.UUID) -> IntakeRun:
    """Only the one who sent the list sees it."""
    run = IntakeRun.objects.filter(pk=run_id, employee=request.user, is_held=False).first()
    if run is None:
        request.readlog.refused(act=Act.IMPORT_PERIODS, rule=5)
        raise Http404
    return run


def _sentence(run: IntakeRun) -> str:
    if run.state == IntakeRun.State.SAVED:
        return sentences.receipt(run.counts, moved=run.moved or 0)
    if run.state == IntakeRun.State.DISCARDED:
        return "Listen er kasseret. Intet er gemt."
    return sentences.review(run.counts)


def _too_many(rows: int) -> str:
    return (
        f"Listen har {numbers.number(rows)} rækker. Siden tager højst {numbers.number(MOST_ROWS)}. "
        "Del listen, eller bed driften indlæse den med kommandoen indlaes_perioder"
    )


def _log(request: FleksjobRequest, run: IntakeRun) -> None:
    for look in looks.looks_of(run):
        request.readlog.add(
            action=look.action,
            citizen_id=look.citizen_id,
            fields=looks.FIELDS,
            criterion=looks.CRITERION,
        )


def _list(request: FleksjobRequest, rows: Iterable[ShownRow]) -> None:
    """One row for each citizen on the page."""
    for citizen_id in dict.fromkeys(row.citizen_id for row in rows if row.citizen_id):
        request.readlog.add(
            action=ReadLogRow.Action.LIST,
            citizen_id=citizen_id,
            fields=looks.FIELDS,
            criterion=looks.CRITERION,
        )
