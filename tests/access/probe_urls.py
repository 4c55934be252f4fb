"""The site with a few pages more, which do on purpose what a page must not."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import path

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case, CaseNumberSeries
from flexjob.urls import urlpatterns as site

YEAR = 1999  # nobody else draws a number in it


@case_page(Act.SEE_CASE)
def show(request: FleksjobRequest, case: Case) -> HttpResponse:
    request.readlog.shown(case, fields=["identitet"])
    return HttpResponse(case.citizen.name)


@case_page(Act.SEE_CASE)
def save(request: FleksjobRequest, case: Case) -> HttpResponse:
    CaseNumberSeries.objects.create(year=YEAR)
    request.readlog.wrote(case, fields=["identitet"])
    return HttpResponse(case.citizen.name)


@case_page(Act.SEE_CASE)
def choose(request: FleksjobRequest, case: Case) -> HttpResponse:
    request.session["valgt"] = "ja"
    request.readlog.wrote(case, fields=["identitet"])
    return HttpResponse()


@case_page(Act.SEE_CASE)
def choose_and_refuse(request: FleksjobRequest, case: Case) -> HttpResponse:
    choose(request, number=case.number)
    raise Http404


@case_page(Act.SEE_CASE)
def save_and_fail(request: FleksjobRequest, case: Case) -> HttpResponse:
    save(request, number=case.number)
    raise RuntimeError("efter at have gemt")


@case_page(Act.SEE_CASE)
def save_and_refuse(request: FleksjobRequest, case: Case) -> HttpResponse:
    save(request, number=case.number)
    raise Http404


@case_page(Act.SEE_CASE)
def break_the_transaction(request: FleksjobRequest, case: Case) -> HttpResponse:
    """A deferred constraint speaks only at the commit: a change without history."""
    save(request, number=case.number)
    Case.objects.filter(pk=case.pk).update(close_reason="uden historik")
    return HttpResponse(case.citizen.name)


@case_page(Act.SEE_CASE)
def export(request: FleksjobRequest, case: Case) -> StreamingHttpResponse:
    request.readlog.shown(case, fields=["identitet"], action="eksport")
    return StreamingHttpResponse([case.citizen.name])


@case_page(Act.SEE_CASE)
def late_export(request: FleksjobRequest, case: Case) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        request.readlog.shown(case, fields=["identitet"], action="eksport")
        yield case.citizen.name

    return StreamingHttpResponse(rows())


VIEWS = (
    show,
    save,
    choose,
    choose_and_refuse,
    save_and_fail,
    save_and_refuse,
    break_the_transaction,
    export,
    late_export,
)

urlpatterns = [
    *site,
    *(path(f"proeve/<str:number>/{view.__name__}/", view, name=view.__name__) for view in VIEWS),
]
