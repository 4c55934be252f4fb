import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from cases.casefile import operations
from cases.casefile.models import CaseNumberSeries
from cases.drafts.models import Draft, Submission
from cases.drafts.operations import save_draft
from cases.drafts.submissions import FIELD, answered_at, once
from cases.people.models import Employee
from cases.templatetags.drafts import draft_page
from tests.factories import TODAY, make_employee


def save(request: HttpRequest) -> HttpResponse:
    """Draws a case number: an effect one can count."""
    if request.POST.get("fejl"):
        return HttpResponse("Ret fejlen")
    number = operations.draw_case_number(as_of=TODAY)
    if request.POST.get("side"):
        return answered_at(HttpResponse(number), f"/{number}/")
    return redirect(f"/{number}/")


def send(employee: Employee, *, token: str, path: str = "/gem/", **fields: str) -> HttpResponse:
    request = RequestFactory().post(path, {FIELD: token, **fields})
    request.user = employee
    return once(save)(request)


def drawn() -> int:
    return sum(CaseNumberSeries.objects.values_list("latest", flat=True))


@pytest.mark.django_db
def test_sent_twice_is_done_once_and_answers_the_same(anne: Employee) -> None:
    token = str(uuid.uuid4())
    answers = [send(anne, token=token)["Location"] for _ in range(2)]
    assert answers == ["/F-2026-0001/"] * 2
    assert drawn() == 1


@pytest.mark.django_db
def test_a_form_with_errors_may_be_sent_again(anne: Employee) -> None:
    token = str(uuid.uuid4())
    assert send(anne, token=token, fejl="ja").status_code == 200
    assert send(anne, token=token).status_code == 302


@pytest.mark.django_db
def test_an_answer_that_is_a_page_leads_the_repeat_elsewhere(anne: Employee) -> None:
    token = str(uuid.uuid4())
    assert send(anne, token=token, side="ja").status_code == 200
    assert send(anne, token=token, side="ja")["Location"] == "/F-2026-0001/"
    assert drawn() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "ikke en nøgle"])
def test_without_a_token_nothing_is_done(anne: Employee, token: str) -> None:
    assert send(anne, token=token).status_code == 400
    assert drawn() == 0


@pytest.mark.django_db
def test_anothers_token_does_nothing_and_tells_nothing(anne: Employee, bo: Employee) -> None:
    token = str(uuid.uuid4())
    send(anne, token=token)
    assert send(bo, token=token).status_code == 400
    assert send(anne, token=token, path="/andet/").status_code == 400
    assert drawn() == 1


@pytest.mark.slow
def test_five_at_once_have_one_effect(committed: None) -> None:
    anne, token = make_employee("Anne"), str(uuid.uuid4())

    def one(_: int) -> str:
        try:
            return send(anne, token=token)["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as threads:
        answers = set(threads.map(one, range(5)))
    assert answers == {"/F-2026-0001/"}
    assert (drawn(), Submission.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_saving_one_of_two_forms_at_an_address_discards_its_own_draft_only(
    anne: Employee,
) -> None:
    for name in ("/gem/#DayForm", "/gem/#ReasonForm"):
        save_draft(employee=anne, page=name, fields={"dato": ["14.11.2026"]})
    send(anne, token=str(uuid.uuid4()), draft_page="/gem/#DayForm")
    assert [draft.page for draft in Draft.objects.all()] == ["/gem/#ReasonForm"]


def test_two_forms_at_an_address_name_a_draft_each() -> None:
    class DayForm(Form):
        pass

    class ReasonForm(DayForm):
        pass

    page = {"form_action": "/gem/?del=1"}
    forms = [DayForm(), ReasonForm(), ReasonForm(prefix="2")]
    names = [re.findall('value="(.*)"', draft_page({**page, "form": form}))[0] for form in forms]
    assert names == ["/gem/#DayForm", "/gem/#ReasonForm", "/gem/#ReasonForm#2"]
