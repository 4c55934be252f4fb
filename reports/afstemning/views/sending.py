"""Send a list to be reconciled; tell once what its source calls the columns."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates, numbers
from cases.drafts.submissions import once
from cases.forms import VersionedForm
from cases.intake import upload
from cases.intake.textfile import FileUnreadable
from cases.overview import events
from cases.paging import paged
from cases.people.operations import EditConflict, version_of
from reports.afstemning import operations, queries
from reports.afstemning.forms import (
    ON_THE_SERVER,
    SOURCE_FIELDS,
    EditSourceForm,
    SendForm,
    SourceForm,
)
from reports.afstemning.models import Afstemning, ListSource
from reports.afstemning.operations.reviewing import SentList

MOST_ROWS = 20_000
AGAIN = "Sæt kryds nedenfor, hvis du vil afstemme den igen"
BREADCRUMBS = [{"label": "Afstemning"}]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.RECONCILE, citizens=True)
@once
def send(request: FleksjobRequest) -> HttpResponse:
    as_of = request.viewer.as_of
    if request.method != "POST":
        return _form(request, SendForm(as_of=as_of))
    form = SendForm(
        request.POST, request.FILES, as_of=as_of, is_too_large=upload.is_too_large(request)
    )
    operations.discard_expired(now=timezone.now())
    if form.is_valid() and (found := _reviewed(request, form)) is not None:
        return redirect("afstemning_gennemgang", found.pk)
    return _form(request, form)


def _reviewed(request: FleksjobRequest, form: SendForm) -> Afstemning | None:
    """None when the list is refused; the form says why."""
    given = form.cleaned_data
    sent = SentList(
        source=given["kilde"],
        file=given["fil"].file,
        file_name=given["fil"].name,
        day=given["dag"],
        again=given["igen"],
        most_rows=MOST_ROWS,
    )
    viewer = request.viewer
    try:
        return operations.review(
            sent=sent, employee=request.user, actor=viewer.actor, as_of=viewer.as_of
        )
    except FileUnreadable as unreadable:
        form.add_error("fil", f"{unreadable}. Kildens kolonner kan rettes under Kilder")
    except operations.TooManyRows as many:
        most = numbers.number(MOST_ROWS)
        form.add_error(
            "fil",
            f"Listen har {numbers.number(many.rows)} rækker. Siden tager højst {most}. {ON_THE_SERVER}",
        )
    except operations.ListWithoutPersons:
        form.add_error("fil", "Filen har ingen personer. Hent listen igen, og send den")
    except operations.OlderThanLatest as older:
        form.add_error("dag", _older(given["dag"], older))
    except operations.SameListAgain as same:
        form.add_error("fil", f"Filen er afstemt som listen fra {dates.long(same.latest)}. {AGAIN}")
    except operations.ListFromTheFuture:
        form.add_error("dag", "Listens dag kan ikke ligge i fremtiden")
    return None


def _older(day: object, older: operations.OlderThanLatest) -> str:
    return f"Listen er ældre end den seneste, der er fra {dates.long(older.latest)}. {AGAIN}"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.RECONCILE)
@once
def new_source(request: FleksjobRequest) -> HttpResponse:
    form = SourceForm(request.POST or None, cancel_url=reverse("afstemning"))
    return _source(
        request,
        form,
        lambda: operations.add_source(values=form.values, actor=request.viewer.actor),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.RECONCILE)
@once
def source(request: FleksjobRequest, key: int) -> HttpResponse:
    known = get_object_or_404(ListSource, pk=key)
    shown = {**{name: getattr(known, name) for name in SOURCE_FIELDS}, "version": version_of(known)}
    form = EditSourceForm(request.POST or None, initial=shown, cancel_url=reverse("afstemning"))
    return _source(
        request,
        form,
        lambda: operations.change_source(
            source=known,
            version=form.cleaned_data["version"],
            values=form.values,
            actor=request.viewer.actor,
        ),
    )


def _source(
    request: FleksjobRequest, form: SourceForm, save: Callable[[], ListSource]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except operations.NameTaken:
            form.add_error("name", "En anden kilde hedder det samme. Vælg et andet navn")
        except EditConflict as conflict:
            assert isinstance(form, VersionedForm)
            by = events.actor_names([conflict.by])[conflict.by]
            form.stand_against(conflict.current, version=version_of(conflict.current), by=by)
        else:
            messages.success(request, "Kilden er gemt. Næste liste fra den læses sådan.")
            return redirect("afstemning")
    crumbs = [{"label": "Afstemning", "url": reverse("afstemning")}, {"label": "Kilde"}]
    return render(request, "afstemning/source.html", {"form": form, "breadcrumbs": crumbs})


def _form(request: FleksjobRequest, form: SendForm) -> HttpResponse:
    sources = list(ListSource.objects.all())
    runs, pagination = paged(
        list(queries.runs()), asked=request.GET, unit=("afstemning", "afstemninger")
    )
    context = {
        "form": form,
        "sources": sources,
        "runs": [_run(request, one) for one in runs],
        "pagination": pagination,
        "breadcrumbs": BREADCRUMBS,
        "steps": {"number": 1, "count": 3, "label": "Send listen"},
    }
    return render(request, "afstemning/send.html", context)


def _run(request: FleksjobRequest, one: Afstemning) -> dict[str, object]:
    """Numbers of everyone's; only the one who has a list goes on with it."""
    own = one.employee_id == request.user.pk
    return {
        "key": one.pk,
        "day": one.list_day,
        "source": one.source.name,
        "people": one.people,
        "state": one.get_state_display(),
        "by": one.employee.name,
        "sender": one.sender,  # type: ignore[attr-defined]
        "url": reverse("afstemning_gennemgang", args=[one.pk])
        if own and one.state != Afstemning.State.DISCARDED
        else "",
        "may_take_over": not own and _is_of_use(one, as_of=request.viewer.as_of),
    }


def _is_of_use(one: Afstemning, *, as_of: date) -> bool:
    """There is something to decide, or to take back."""
    if one.state == Afstemning.State.APPROVED:
        return as_of <= operations.latest_day(one)
    return one.state == Afstemning.State.OPEN
