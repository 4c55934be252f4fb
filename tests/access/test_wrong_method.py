"""An address that belongs to a button: said on a page, and after log-in avoided."""

import pytest
from django.test import Client

from cases.access.wrong_method import address_above

pytestmark = pytest.mark.django_db

HAND_OVER = "/sager/F-2020-0071/revurdering/overdrag/"
FROM = "/sager/F-2020-0071/revurdering/"


def test_the_page_says_what_is_wrong_and_leads_on(bo, client_of):
    page = client_of(bo).get("/sager/overdrag/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Adressen kan ikke åbnes" in page.content.decode()
    assert '<a href="/sager/">Gå til siden, den hører til</a>' in page.content.decode()


def test_logging_out_by_its_address_leads_to_the_front_page():
    page = Client().get("/log-ud/")
    assert page.status_code == 405
    assert "Gå til forsiden" in page.content.decode()
    assert "den hører til" not in page.content.decode()


@pytest.mark.parametrize(
    ("path", "above"),
    [
        (HAND_OVER, FROM),
        ("/sager/F-2020-0071/vis-cpr/", "/sager/F-2020-0071/"),
        ("/sager/overdrag/", "/sager/"),
        ("/log-ud/", "/"),
    ],
)
def test_the_address_above_is_a_page(path, above):
    assert address_above(path) == above


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"http://testserver{FROM}?runde=2#overdrag", f"{FROM}?runde%3D2"),
        ("", FROM),
        ("https://andre.example/sager/", FROM),
        ("//andre.example/sager/", FROM),
    ],
)
def test_log_in_after_a_lost_session_leads_to_the_page_it_was_sent_from(referer, back):
    answer = Client().post(HAND_OVER, headers={"Referer": referer})
    assert answer["Location"] == f"/log-ind/?next={back.replace('?', '%3F')}"


def test_a_page_that_is_opened_comes_after_log_in():
    assert Client().get(FROM)["Location"] == f"/log-ind/?next={FROM}"
