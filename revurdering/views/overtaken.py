"""A colleague was first with a revurdering: who, when, what was typed here, and the way on."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.access.declare import FleksjobRequest
from cases.casefile.models import Case
from cases.danish import dates
from cases.overtaken import Overtaken, told, typed_in
from cases.overview.frame import case_context
from revurdering.acts import BY_STEP, PageAct
from revurdering.forms import ActForm
from revurdering.models import Revurdering

TAB = "sag_revurdering"
FIELDS = ("identitet", "revurdering")
FINISHED = "finished_on"
DID = {
    "handed_over_on": "registrerede overdragelsen",
    "received_on": "registrerede modtagelsen",
    "started_on": "påbegyndte revurderingen",
    FINISHED: "afsluttede revurderingen",
}
MOVED = "Perioderne er rettet, og runden har et andet nummer nu."


def step_in_the_way(act: PageAct, record: Revurdering | None) -> str | None:
    """That `act` is done already, or that the round is finished: saving again changes nothing."""
    days = record.days if record else {}
    return next((step for step in (act.step, FINISHED) if days.get(step)), None)


def done_by_another(
    request: FleksjobRequest, case: Case, form: ActForm, *, record: Revurdering, step: str
) -> HttpResponse:
    """Leads to where the day is corrected, for one who may."""
    who = told(record, DID[step], since={f"{step}__isnull": False})
    day = record.days[step]
    assert day is not None
    text = f"{who} Datoen er {dates.long(day)}."
    act = BY_STEP[step]
    if record.round is None or act.act not in request.viewer.acts:
        return _page(request, case, form, text)
    url = reverse(act.correction_url_name, args=[case.number, record.round])
    return _page(request, case, form, text, url=url, link="Ret datoen, hvis din er den rigtige")


def taken_back(
    request: FleksjobRequest, case: Case, form: ActForm, *, number: int, step: str
) -> HttpResponse:
    """The day to correct is gone; 404 when the round never had one."""
    versions = Revurdering.history.filter(citizen_id=case.citizen_id, round=number)
    held = versions.filter(**{f"{step}__isnull": False}).order_by("history_id").last()
    if held is None:
        raise Http404
    record = Revurdering.objects.get(pk=held.id)
    gone = record.days[step] is None
    did = "tog registreringen tilbage"
    text = told(record, did, since={f"{step}__isnull": True}) if gone else MOVED
    return _page(request, case, form, text)


def moved_by_another(
    request: FleksjobRequest, case: Case, form: ActForm, *, record: Revurdering, url: str
) -> HttpResponse:
    """Registered meanwhile, at `url` to be corrected; or withdrawn."""
    since = {"tilflytning_on__isnull": record.tilflytning_on is None}
    if record.tilflytning_on is None:
        text = told(record, "trak flytningen tilbage", since=since, why=None)
        return _page(request, case, form, text)
    text = told(record, "registrerede flytningen", since=since)
    text = f"{text} Borgeren flyttede hertil {dates.long(record.tilflytning_on)}."
    return _page(request, case, form, text, url=url, link="Ret flytningen, hvis din er den rigtige")


def _page(
    request: FleksjobRequest,
    case: Case,
    form: ActForm,
    text: str,
    *,
    url: str = "",
    link: str = "Gå til revurderingen",
) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    url = url or reverse(TAB, args=[case.number])
    context = {
        **case_context(request, case, current=TAB),
        "title": "En anden var først",
        "overtaken": Overtaken(text, url, link, typed=typed_in(form)),
    }
    return render(request, "cases/casefile/act.html", context, status=409)
